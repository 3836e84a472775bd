"""Presses of buttons and menus: read once, carried out once, answered to the presser alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.inbox import first_time
from bot.ports import OutsideError
from handlers.slack import readers
from handlers.slack.feature import Context

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Press:
    """A press of a button or a choice in a menu. ``value`` is the button's opaque id."""

    user_id: str
    team_id: str | None
    """The presser's own team: ``team`` of the payload stays ours."""
    channel: str
    value: str
    selected: str | None
    action_id: str
    action_ts: str
    trigger_id: str
    response_url: str | None

    @property
    def key(self) -> str:
        """A click is (user, action_ts, action)."""
        return f"click:{self.user_id}:{self.action_ts}:{self.action_id}"


Rule = Callable[[Session, Press, datetime], str | None]
"""Carries a press out; a marked msgid it returns is told to the presser alone."""


def press_of(body: Mapping[str, Any]) -> Press:
    """Read a ``block_actions`` payload."""
    action = body["actions"][0]
    user = body["user"]
    chosen = action.get("selected_option") or {}
    block = str(action.get("block_id", ""))
    return Press(
        user_id=user["id"],
        team_id=user.get("team_id"),
        channel=(body.get("channel") or {}).get("id", ""),
        value=action.get("value") or block.partition("|")[2],
        selected=action.get("selected_user") or chosen.get("value"),
        action_id=action["action_id"],
        action_ts=action["action_ts"],
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url"),
    )


def on_press(app: App, ctx: Context, action_id: str, rule: Rule) -> None:
    """Carry out ``rule`` for each press of ``action_id``, in one transaction, before the ack."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)
        now = ctx.clock.now()

        def work(session: Session) -> None:
            if not first_time(session, press.key, now):
                return
            answer = rule(session, press, now)
            if answer is not None:
                t = readers.in_channel(session, press.user_id, press.channel)
                tell(session, press, t.to_client(answer))

        kindly(ctx, press, work)
        ack()

    app.action(action_id)(listener)


def on_press_open(
    app: App,
    ctx: Context,
    action_id: str,
    view: Callable[[Session, Press, datetime], Mapping[str, Any]],
) -> None:
    """Open the modal that ``view`` draws. The trigger lives 3 s: nothing slow comes before it."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)
        try:
            drawn = ctx.db.read(lambda s: view(s, press, ctx.clock.now()))
        except Kindly as problem:
            _answer_kindly(ctx, press, problem)
        else:
            open_view(ctx, press, drawn)
        ack()

    app.action(action_id)(listener)


def open_view(ctx: Context, press: Press, view: Mapping[str, Any]) -> None:
    """Open a modal now, or tell the presser that it did not work."""
    try:
        ctx.chat.open_view(press.trigger_id, view)
    except OutsideError as error:
        logger.warning("view not opened", extra={"why": str(error), "action": press.action_id})
        problem = Kindly(mark("Slack did not open the window in time. Please press once more."))
        _answer_kindly(ctx, press, problem)


def kindly(ctx: Context, press: Press, work: Callable[[Session], None]) -> None:
    """Do ``work``; what cannot be done is told to the presser, and nothing is changed."""
    try:
        ctx.db.write(work)
    except Kindly as problem:
        _answer_kindly(ctx, press, problem)


def _answer_kindly(ctx: Context, press: Press, problem: Kindly) -> None:
    def answer(session: Session) -> None:
        t = readers.in_channel(session, press.user_id, press.channel)
        tell(session, press, problem.to(t))

    ctx.db.write(answer)


def tell(session: Session, press: Press, text: str) -> None:
    """Have ``text`` shown to the presser alone."""
    if not press.response_url and not press.channel:
        return
    payload = {
        "response_url": press.response_url,
        "channel": press.channel,
        "user": press.user_id,
        "text": text,
    }
    jobs.enqueue(session, "slack.tell", payload, lane=f"person:{press.user_id}")


def translator(session: Session, press: Press) -> Translator:
    """The presser's language, as far as it is known."""
    return readers.in_channel(session, press.user_id, press.channel)
