"""What can be pressed around absences, and the window that is submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import cards, forms, jobs
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.absences import entering, handover, reading
from bot.features.absences.covering import NotThem
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import subject_of
from handlers.absences import modals
from handlers.absences.commands import empty, zone_name
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit


def register(owned: AllOwned) -> Callable[[App, Context], None]:
    """Listen to buttons, to the window, and to who wants to be left in peace."""

    def listen(app: App, ctx: Context) -> None:
        on_press_open(app, ctx, "absence_open", _open)
        on_press_open(app, ctx, "absence_change", _open_change)
        on_press(app, ctx, "absence_remove", _remove)
        on_press(app, ctx, "absence_back", _back)
        on_press(app, ctx, "absence_take", _take(owned))
        on_press(app, ctx, "absence_take_back", _take_back(owned))
        on_submit(app, ctx, modals.AWAY, _submit(owned))
        app.event("dnd_updated_user")(_quiet_listener(ctx))

    return listen


def _quiet_listener(ctx: Context) -> Any:
    def listener(event: dict[str, Any]) -> None:
        user = event["user"]
        lane = f"person:{user}"
        ctx.db.write(lambda s: jobs.enqueue(s, "absences.quiet", {"user": user}, lane=lane))

    return listener


def _open(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    return empty(session, press.user_id, translator(session, press), now)


def _open_change(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    absence = entering.own(session, _id(press), press.user_id)
    shown = reading.shown(session, absence)
    kept = {"start": absence.starts_at.isoformat(), "end": absence.ends_at.isoformat()}
    subject = forms.remember(session, {"absence": absence.id, "kept": kept}, now)
    return modals.away(modals.filled(shown), subject, translator(session, press))


def _id(press: Press) -> int:
    return int(press.value) if press.value.isdecimal() else 0


def _remove(session: Session, press: Press, now: datetime) -> str:
    entering.remove(session, _id(press), press.user_id, now)
    return mark("The absence is removed.")


def _back(session: Session, press: Press, now: datetime) -> str:
    entering.own(session, _id(press), press.user_id)
    entering.come_back(session, press.user_id, now)
    return mark("Welcome back.")


def _take(owned: AllOwned) -> Callable[[Session, Press, datetime], None]:
    def take(session: Session, press: Press, now: datetime) -> None:
        handover.take(session, owned, press.value, press.user_id, now)

    return take


def _take_back(owned: AllOwned) -> Callable[[Session, Press, datetime], None]:
    def take_back(session: Session, press: Press, now: datetime) -> None:
        handover.take_back(session, owned, press.value, press.user_id, now)

    return take_back


def _submit(owned: AllOwned) -> Callable[[Session, Submission, datetime], None]:
    def submit(session: Session, form: Submission, now: datetime) -> None:
        content = forms.recall(session, form.subject)
        if content is None:
            raise WrongField("last", mark("This window is too old. Please open it again."))
        span = modals.span_of(form, content["kept"], zone_name(session, form.user_id))
        if span is None:
            raise WrongField("last", mark("Please choose a first and a last day."))
        cover = form.text("cover") or None
        try:
            absence_id = _save(session, owned, form.user_id, content["absence"], span, cover, now)
        except NotThem as problem:
            raise WrongField("cover", problem.msgid, **problem.params) from problem
        except Kindly as problem:
            raise WrongField("last", problem.msgid, **problem.params) from problem
        about = subject_of(absence_id)
        cards.show(session, "absence.noted", about, Audience.MEMBER, form.user_id)

    return submit


def _save(
    session: Session,
    owned: AllOwned,
    user_id: str,
    absence_id: int | None,
    span: tuple[datetime, datetime],
    cover: str | None,
    now: datetime,
) -> int:
    if absence_id is None:
        return entering.enter(session, owned, user_id, *span, cover, now).id
    return entering.change(session, owned, absence_id, user_id, *span, cover, now).id
