"""`/perron talents`: everybody's own talents and working hours, seen and changed by nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.declaration import own
from bot.features.declaration.service import packed, unpacked
from bot.features.platforms.models import Talent
from bot.features.platforms.service import Side, side_of
from handlers.setup import menus, own_views, saving
from handlers.slack.feature import Asker, Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, on_submit


def register(app: App, ctx: Context) -> None:
    """Listen to the two buttons of the answer, and to their windows."""
    for page in range(menus.BUTTONS):
        on_press_open(app, ctx, f"own_talents_{page}", _open_talents)
    on_press_open(app, ctx, "own_hours", _open_hours)
    on_submit(app, ctx, own_views.TALENTS, _save_talents)
    on_submit(app, ctx, own_views.HOURS, _save_hours)


def talents_offered(session: Session) -> Sequence[Talent]:
    """The talents that there are, in a fixed order."""
    return session.scalars(select(Talent).where(Talent.active).order_by(Talent.key)).all()


def menu(session: Session, asker: Asker, _rest: str, _now: datetime) -> Drawing:
    """What everybody sets up for themselves."""
    return menus.talents(len(talents_offered(session)), asker.t)


def _require_member(session: Session, user: str) -> None:
    if side_of(session, team_id=None, user_id=user) is not Side.MEMBER:
        raise Kindly(mark("Perron's commands are for members of a platform."))


def _open_talents(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    _require_member(session, press.user_id)
    start = int(press.value) * menus.PAGE
    some = talents_offered(session)[start : start + menus.PAGE]
    keys = [talent.key for talent in some]
    facts = own.own_facts(session, press.user_id, "skill")
    seen = {key: values for key, values in facts.items() if key[-1] in keys}
    content = {"user": press.user_id, "talents": keys, "seen": packed(seen)}
    return own_views.talents(
        forms.remember(session, content, now),
        [(talent.key, talent.names, talent.descriptions) for talent in some],
        {key[-1]: (values["level"], values["likes"]) for key, values in seen.items()},
        translator(session, press),
    )


def _open_hours(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    _require_member(session, press.user_id)
    seen = own.own_facts(session, press.user_id, "hours")
    subject = forms.remember(session, {"user": press.user_id, "seen": packed(seen)}, now)
    return own_views.hours(subject, next(iter(seen.values()), {}), translator(session, press))


def _own(session: Session, form: Submission) -> Mapping[str, Any]:
    """The window's content, if it is the person's own."""
    content = saving.content_of(session, form)
    _require_member(session, form.user_id)
    if content["user"] != form.user_id:
        raise Kindly(mark("This window is somebody else's."))
    return content


def _save_talents(session: Session, form: Submission, _now: datetime) -> None:
    content = _own(session, form)
    seen = unpacked(content["seen"])
    with saving.at_its_input(session, form):
        own.save_talents(session, form.user_id, content["talents"], seen, form.values)


def _save_hours(session: Session, form: Submission, _now: datetime) -> None:
    content = _own(session, form)
    with saving.at_its_input(session, form):
        own.save_hours(session, form.user_id, unpacked(content["seen"]), form.values)
