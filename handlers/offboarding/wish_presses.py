"""The beginning from the client's side, and what a member makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.offboarding import reading, wishing
from bot.features.offboarding.kinds import Why
from bot.features.offboarding.models import EndingWish
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Client
from bot.features.platforms.service import client_of_channel, require_member
from handlers.offboarding import case_windows, wish_views
from handlers.offboarding.case_presses import offer
from handlers.offboarding.case_views import stamped
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, on_submit
from handlers.slack.telling import answer

NOT_HERE = mark("This does not work here. Please write to us instead.")
THANKS = mark(
    "Thank you for telling us, and for the time together. "
    "Somebody of us will talk with you soon about how and when."
)


def register(app: App, ctx: Context) -> None:
    """Listen to the client's button and to the team's card about it."""
    on_press_open(app, ctx, "offboarding_wish", _open_wish)
    on_submit(app, ctx, wish_views.WISH, _wish, reader=_client_reader)
    on_press_open(app, ctx, "offboarding_carry_on", _carry_on)
    on_press(app, ctx, "offboarding_drop_wish", _drop)


def _open_wish(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    client = _client(session, press.channel)
    wishing.require_not_ours(session, press.user_id)
    if not is_served(session, client.key):
        raise Kindly(mark("This is not possible from here any more. A message to us will do."))
    t = Translator(
        readers.in_channel(session, press.user_id, press.channel).language, client.address
    )
    return wish_views.confirm(reading.client_ending(session, client.key), press.channel, t)


def _client(session: Session, channel: str) -> Client:
    client = client_of_channel(session, channel)
    if client is None:
        raise Kindly(NOT_HERE)
    return client


def _client_reader(session: Session, form: Submission) -> Translator:
    return readers.in_channel(session, form.user_id, form.subject)


def _wish(session: Session, form: Submission, now: datetime) -> None:
    client = _client(session, form.subject)
    wishing.wish(session, client.key, form.subject, form.user_id, now)
    t = _client_reader(session, form)
    answer(
        session,
        form.user_id,
        channel=form.subject,
        response_url=None,
        now=now,
        text=t.to_client(THANKS),
    )


def _carry_on(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    wish_id, _ = stamped(press.value)
    wish = session.get(EndingWish, wish_id)
    client = session.get(Client, wish.client_key) if wish is not None else None
    if client is None:
        raise Kindly(mark("This is over by now."))
    require_member(session, press.user_id, client.platform_key)
    t = translator(session, press)
    offered = offer(session, press.user_id, client, t)
    named = case_windows.Offer(
        offered.clients, offered.templates, offered.client, None, Why.BY_CLIENT
    )
    return case_windows.start(named, t)


def _drop(session: Session, press: Press, now: datetime) -> None:
    wish_id, version = stamped(press.value)
    wishing.drop_wish(session, wish_id, press.user_id, now, version=version)
