"""``/perron remind`` and ``/perron reminders``, and the window behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import cards, forms
from bot.core.cards import Audience
from bot.core.dates import Moment, Repetition, Unclear
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Drawing
from bot.features.platforms.service import (
    Side,
    member_of,
    person_name,
    platforms_of,
    side_of,
    zone_of,
)
from bot.features.reminders import making, reading, typed
from bot.features.reminders.ringing import MADE
from bot.features.requests.matter import one_line
from bot.features.requests.raising import Pointed, request_at
from bot.features.requests.reading import link_to, without_pings
from bot.features.tickets.text import plain
from handlers.reminders import modals, views
from handlers.slack.blocks import escape
from handlers.slack.feature import Asker, Command, Window
from handlers.slack.presses import Press, translator
from handlers.slack.submissions import Submission, WrongField

PREFILLED = 200
"""Characters of a message that the window starts with."""


def remind(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing | Window:
    """Make a reminder of what was typed; what is missing is asked for in a window."""
    reader = typed.Reader(asker.user_id, asker.t.language)
    found = typed.understand(session, reader, rest, now)
    making.where(session, asker.user_id, found.person, found.channel)
    if found.when is None or not found.what:
        return Window(_window(session, asker, found, now))
    wish = making.Wish(
        maker=asker.user_id,
        when=found.when,
        what=without_pings(found.what),
        person=found.person,
        channel=found.channel,
    )
    reminder = making.make(session, wish, now)
    return views.made(reading.made(session, reminder, asker.user_id, now), now, asker.t)


def _window(session: Session, asker: Asker, found: typed.Typed, now: datetime) -> Mapping[str, Any]:
    filled = modals.Filled(
        who=found.channel or (modals.PERSON if found.person else modals.ME),
        person=found.person,
        what=_plain(session, found.what),
        when=found.phrase,
        why=found.unclear.to(asker.t) if found.unclear is not None else None,
    )
    return _opened(session, asker.user_id, filled, {}, asker.t, now)


def _plain(session: Session, text: str) -> str:
    """What was typed as a window's field shows it: with names and without Slack's escapes."""
    return plain(text, lambda user_id: person_name(session, user_id).strip("<@>"))


def _opened(
    session: Session,
    user_id: str,
    filled: modals.Filled,
    content: Mapping[str, Any],
    t: Translator,
    now: datetime,
) -> Mapping[str, Any]:
    channels = [(one.team_channel, one.name) for one in platforms_of(session, user_id)]
    subject = forms.remember(session, content, now)
    return modals.window(filled, channels, subject, t)


def of_message(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The message shortcut *Remind me*: about this message, and its request if it has one."""
    message = press.message
    assert message is not None
    if side_of(session, team_id=press.team_id, user_id=press.user_id) is not Side.MEMBER:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    link = link_to(session, message.channel, message.ts)
    request_id = _request_of(session, message, press.user_id)
    said = one_line(session, message.text, PREFILLED)
    filled = modals.Filled(what=said, link=link, bound=request_id is not None)
    content = {"link": link, "request": request_id}
    return _opened(session, press.user_id, filled, content, translator(session, press), now)


def _request_of(session: Session, message: Pointed, user_id: str) -> str | None:
    """The request of the thread, if it is one of the user's platforms and is not over."""
    request = request_at(session, message)
    if request is None or not request.is_open:
        return None
    return request.id if member_of(session, user_id, request.platform_key) is not None else None


def submit(session: Session, form: Submission, now: datetime, t: Translator) -> None:
    """Make the reminder that the window describes, and answer in a direct message."""
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    who, person = form.text("whom"), form.text("person")
    if who == modals.PERSON and not person:
        raise WrongField("person", mark("Choose whom to remind."))
    wish = making.Wish(
        maker=form.user_id,
        when=_when(session, form, now, t),
        what=escape(form.text("what").strip()),
        person=person if who == modals.PERSON else None,
        channel=who if who not in (modals.ME, modals.PERSON) else None,
        link=content.get("link"),
        request_id=content.get("request"),
    )
    try:
        making.where(session, wish.maker, wish.person, wish.channel)
    except Kindly as problem:
        field = "person" if wish.person else "whom"
        raise WrongField(field, problem.msgid, **problem.params) from problem
    if not wish.what:
        raise WrongField("what", mark("Say what the reminder is about: a few words will do."))
    reminder = making.make(session, wish, now)
    cards.show(session, MADE, reminder.id, Audience.MEMBER, form.user_id)


def _when(session: Session, form: Submission, now: datetime, t: Translator) -> Moment | Repetition:
    """The time that was typed, and how often it was chosen to come."""
    reader = typed.Reader(form.user_id, t.language)
    try:
        found = typed.read(session, reader, form.text("when"), now)
    except Unclear as unclear:
        raise WrongField("when", unclear.msgid, **unclear.params) from unclear
    how_often = form.text("repeats")
    if not how_often or isinstance(found, Repetition):
        return found
    platform = making.where(session, form.user_id, None, None)
    return typed.repeated(found, how_often, zone_of(session, form.user_id, platform))


def _list(session: Session, asker: Asker, _rest: str, now: datetime) -> Drawing:
    return views.listing(reading.of_person(session, asker.user_id, now), now, asker.t)


COMMANDS = (
    Command(
        "remind",
        mark("remind me tomorrow at 9 to call Anke"),
        mark("remind you, somebody of your platform or your team channel; once or again"),
        remind,
        writes=True,
    ),
    Command("reminders", "reminders", mark("your reminders, each with a button to end it"), _list),
)
