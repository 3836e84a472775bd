"""What can be pressed around promises, and the windows that are submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.promises import answering, lessons, living, reading
from bot.features.promises.models import Promise
from handlers.promises import answer_steps, date_steps, direct_views, windows, word_steps
from handlers.promises.draws import is_alone
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.steps import on_last_step, on_step
from handlers.slack.submissions import Submission, on_submit


def register(app: App, ctx: Context) -> None:
    """Listen to buttons and windows."""
    on_press_open(app, ctx, "promise_answer", answer_steps.open_choice)
    on_step(app, ctx, windows.CHOOSE, answer_steps.draft)
    on_step(app, ctx, windows.DRAFT, answer_steps.preview)
    on_last_step(app, ctx, windows.PREVIEW, answer_steps.send)
    on_press(app, ctx, "promise_posted", _posted)
    on_press(app, ctx, "promise_not_posted", _not_posted)
    on_press(app, ctx, "promise_holds", _deed(living.holds))
    on_press(app, ctx, "promise_kept", _deed(living.kept))
    on_press(app, ctx, "promise_open_again", _deed(living.open_again))
    on_press(app, ctx, "promise_give", _give)
    on_press_open(app, ctx, "promise_in_danger", word_steps.open_danger)
    on_press_open(app, ctx, "promise_tell", word_steps.open_news)
    on_step(app, ctx, windows.WORD_DRAFT, word_steps.preview)
    on_last_step(app, ctx, windows.WORD_PREVIEW, word_steps.send)
    on_press_open(app, ctx, "promise_new_date", date_steps.open_window)
    on_step(app, ctx, direct_views.NEW_DATE, date_steps.filled_in)
    on_last_step(app, ctx, direct_views.WHICH_DATE, date_steps.chosen)
    on_press_open(app, ctx, "promise_not_kept", _open_not_kept)
    on_submit(app, ctx, direct_views.NOT_KEPT, _not_kept)
    on_press_open(app, ctx, "promise_lesson", _open_lesson)
    on_submit(app, ctx, direct_views.LESSON, _lesson)


def _deed(
    rule: Callable[[Session, str, str, datetime], None],
) -> Callable[[Session, Press, datetime], None]:
    def press_it(session: Session, press: Press, now: datetime) -> None:
        rule(session, press.value, press.user_id, now)

    return press_it


def _give(session: Session, press: Press, now: datetime) -> None:
    if press.selected:
        living.hand_to(session, press.value, press.user_id, press.selected, now)


def _posted(session: Session, press: Press, now: datetime) -> None:
    answering.posted(session, press.value, press.user_id, now)


def _not_posted(session: Session, press: Press, _now: datetime) -> None:
    answering.not_after_all(session, press.value, press.user_id)


def _open_not_kept(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    promise = living.open_for_member(session, press.value, press.user_id)
    shown = reading.for_team(session, promise, now)
    return direct_views.not_kept(shown, translator(session, press))


def _not_kept(session: Session, form: Submission, now: datetime) -> None:
    living.not_kept(session, form.subject, form.user_id, form.text("instead"), now)


def _open_lesson(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    promise = session.get(Promise, press.value)
    if promise is None or not lessons.is_wanted_from(session, promise.id, press.user_id):
        raise Kindly(mark("You have said it already, or the time for it is over. Thank you."))
    shown = reading.for_team(session, promise, now)
    alone = is_alone(session, promise)
    return direct_views.lesson_window(shown, alone, translator(session, press))


def _lesson(session: Session, form: Submission, now: datetime) -> None:
    lessons.say(session, form.subject, form.user_id, form.text("words"), now)
