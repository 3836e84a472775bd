"""What members press about a block: asked, confirmed, taken back, and blocked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.dates import Unclear, moment
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.blocks import lifting
from bot.features.blocks.lifting import Wanted
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import require_member, zone_of
from handlers.blocks import views
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit

DAYS_END = time(18)


def register(app: App, ctx: Context) -> None:
    """Listen to the buttons of a block, and to the window."""
    on_press_open(app, ctx, "block_lift", _open)
    on_submit(app, ctx, views.LIFT, _ask)
    on_press(app, ctx, "block_confirm", _confirm)
    on_press(app, ctx, "block_drop", _drop)
    on_press(app, ctx, "block_again", _again)


def _client(session: Session, key: str, user_id: str) -> Client:
    client = session.get(Client, key)
    if client is None:
        raise Kindly(mark("There is no such client any more."))
    require_member(session, user_id, client.platform_key)
    return client


def _open(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    client = _client(session, press.value, press.user_id)
    return views.lift_window(client.name, client.key, translator(session, press))


def _ask(session: Session, form: Submission, now: datetime) -> None:
    client = _client(session, form.subject, form.user_id)
    ask(session, form, client, now)


def ask(
    session: Session,
    form: Submission,
    client: Client,
    now: datetime,
    gives_back: Sequence[str] = (),
) -> None:
    """What a window with *until when* and *why* asks for; a sentence at the field that is unclear.

    ``gives_back``: ids of access that shall be active again with the lift.
    """
    zone = zone_of(session, form.user_id, session.get_one(Platform, client.platform_key))
    language = readers.person(session, form.user_id).language
    try:
        until = moment(form.text("until"), now, zone, language, default_time=DAYS_END).at
    except Unclear as unclear:
        raise WrongField("until", unclear.msgid, **unclear.params) from unclear
    wanted = Wanted(client.key, until, form.text("why"), gives_back)
    lifting.ask(session, wanted, form.user_id, now)


def _confirm(session: Session, press: Press, now: datetime) -> None:
    lift, version = _stamped(press.value)
    lifting.confirm(session, lift, press.user_id, now, version=version)


def _drop(session: Session, press: Press, now: datetime) -> None:
    lift, version = _stamped(press.value)
    lifting.drop(session, lift, press.user_id, now, version=version)


def _again(session: Session, press: Press, now: datetime) -> None:
    lift, version = _stamped(press.value)
    lifting.block_again(session, lift, press.user_id, now, version=version)


def _stamped(value: str) -> tuple[str, int]:
    one, _, version = value.partition(":")
    return one, int(version or 0)
