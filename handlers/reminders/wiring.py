"""What listens, draws and works for reminders."""

from __future__ import annotations

from datetime import datetime

from slack_bolt import App
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Audience, Card, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing, JobHandler
from bot.features.platforms.service import platform_of_team_channel
from bot.features.reminders import answering, deadlines, reading, ringing
from bot.features.reminders.forgetting import forget
from bot.features.reminders.models import Answer, Reminder
from bot.features.reminders.timing import RING
from handlers.reminders import commands, modals, views
from handlers.slack import readers
from handlers.slack.due import by_the_clock
from handlers.slack.feature import Ahead, Context, Feature
from handlers.slack.presses import Press, Rule, on_press, on_shortcut, translator
from handlers.slack.submissions import Submission, on_submit

ANSWERS = {
    "reminder_done": Answer.DONE,
    "reminder_hour": Answer.HOUR,
    "reminder_tomorrow": Answer.TOMORROW,
    "reminder_stop": Answer.STOP,
}


def feature() -> Feature:
    """The feature, for the registry."""
    return Feature(
        "reminders", _register, DRAWS, JOBS, commands.COMMANDS, comes=_comes, forget=forget
    )


def _comes(
    session: Session, user_id: str, now: datetime, until: datetime, t: Translator
) -> list[Ahead]:
    found = reading.for_person(session, user_id, now, until)
    return [views.ahead(made, t) for made in found]


def _register(app: App, ctx: Context) -> None:
    for action_id, given in ANSWERS.items():
        on_press(app, ctx, action_id, _answers(given))
    on_press(app, ctx, "reminder_end", _end)
    on_press(app, ctx, "reminder_other", _meant)
    on_shortcut(app, ctx, "reminder_message", commands.of_message)
    on_submit(app, ctx, modals.WINDOW, _submit)


def _answers(given: Answer) -> Rule:
    def rule(session: Session, press: Press, now: datetime) -> None:
        answering.answer(session, press.value, press.user_id, given, now)

    return rule


def _end(session: Session, press: Press, now: datetime) -> Drawing | None:
    reminder = answering.stop(session, press.value, press.user_id, now)
    return _made(session, reminder, press, now)


def _meant(session: Session, press: Press, now: datetime) -> Drawing | None:
    reminder = answering.meant(session, press.value, press.user_id, now)
    return _made(session, reminder, press, now)


def _made(session: Session, reminder: Reminder, press: Press, now: datetime) -> Drawing | None:
    """How it stands now, for who pressed; not beside a card that shows it anyway."""
    shown_there = select(Card.id).where(
        Card.kind == ringing.MADE, Card.subject == reminder.id, Card.channel == press.channel
    )
    if session.execute(shown_there).first() is not None:
        return None
    shown = reading.made(session, reminder, press.user_id, now)
    return views.made(shown, now, translator(session, press))


def _submit(session: Session, form: Submission, now: datetime) -> None:
    commands.submit(session, form, now, readers.person(session, form.user_id))


def _rings(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    return views.rings(reading.of_bundle(session, card.subject), now, _reader(session, card))


def _reader(session: Session, card: Claimed) -> Translator:
    platform = platform_of_team_channel(session, card.place)
    if card.audience is Audience.TEAM and platform is not None:
        return readers.team(platform)
    return readers.person(session, card.place)


def _echo(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    reminder = session.get(Reminder, card.subject)
    if reminder is None:
        return None
    shown = reading.made(session, reminder, card.place, now)
    return views.made(shown, now, readers.person(session, card.place))


def _forget(session: Session, reminder_id: str, _now: datetime) -> None:
    ringing.forget(session, reminder_id)


DRAWS: dict[str, Draw] = {ringing.CARD: _rings, ringing.MADE: _echo}
JOBS: dict[str, JobHandler] = {
    RING: by_the_clock(ringing.ring),
    ringing.LATE_JOB: by_the_clock(ringing.ring_late),
    ringing.FORGET: by_the_clock(_forget),
    "reminders.deadline": by_the_clock(deadlines.follow),
}
