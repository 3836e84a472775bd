"""Presses of buttons and menus: read once, carried out once, answered to the presser alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.inbox import first_time
from bot.core.worker import Drawing
from bot.features.requests.raising import Pointed
from bot.ports import Block, OutsideError
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.telling import answer

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
    message: Pointed | None = None
    """The message that a shortcut was used on."""

    @property
    def key(self) -> str:
        """A click is (user, action_ts, action)."""
        return f"click:{self.user_id}:{self.action_ts}:{self.action_id}"


Rule = Callable[[Session, Press, datetime], str | Drawing | None]
"""Carries a press out; a marked msgid or a drawing it returns is told to the presser alone."""
View = Callable[[Session, Press, datetime], Mapping[str, Any]]
"""Draws the modal that a press opens; may remember what it is about."""


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


def shortcut_of(body: Mapping[str, Any]) -> Press:
    """Read a ``message_action`` payload. What an app wrote may have no author."""
    message, channel = body["message"], body["channel"]["id"]
    return Press(
        user_id=body["user"]["id"],
        team_id=body["user"].get("team_id"),
        channel=channel,
        value="",
        selected=None,
        action_id=body["callback_id"],
        action_ts=body.get("action_ts", ""),
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url"),
        message=Pointed(
            channel=channel,
            ts=message["ts"],
            thread_ts=message.get("thread_ts"),
            author=message.get("user") or "",
            text=message.get("text") or "",
        ),
    )


def on_press(app: App, ctx: Context, action_id: str, rule: Rule) -> None:
    """Carry out ``rule`` for each press of ``action_id``, in one transaction, before the ack."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)
        now = ctx.clock.now()

        def work(session: Session) -> None:
            if not first_time(session, press.key, now):
                return
            said = rule(session, press, now)
            if isinstance(said, Drawing):
                tell(session, press, now, said.text, said.blocks)
            elif said is not None:
                t = readers.in_channel(session, press.user_id, press.channel)
                tell(session, press, now, t.to_client(said))

        _kindly(ctx, press, work)
        ack()

    app.action(action_id)(listener)


def on_press_open(app: App, ctx: Context, action_id: str, view: View) -> None:
    """Open the modal that ``view`` draws for each press of ``action_id``."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        _open(ctx, press_of(body), view)
        ack()

    app.action(action_id)(listener)


def on_shortcut(app: App, ctx: Context, callback_id: str, view: View) -> None:
    """Open the modal that ``view`` draws for a shortcut on a message (``press.message``)."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        _open(ctx, shortcut_of(body), view)
        ack()

    app.shortcut({"type": "message_action", "callback_id": callback_id})(listener)


def _open(ctx: Context, press: Press, view: View) -> None:
    """Open a modal, or tell why not. The trigger lives 3 s: nothing slow comes before it."""
    try:
        drawn = ctx.db.write(lambda s: view(s, press, ctx.clock.now()))
        ctx.chat.open_view(press.trigger_id, drawn)
    except Kindly as problem:
        _answer_kindly(ctx, press, problem)
    except OutsideError as error:
        logger.warning("view not opened", extra={"why": str(error), "action": press.action_id})
        too_late = mark("Slack did not open the window in time. Please press again.")
        _answer_kindly(ctx, press, Kindly(too_late))


def _kindly(ctx: Context, press: Press, work: Callable[[Session], None]) -> None:
    """Do ``work``; what cannot be done is told to the presser, and nothing is changed."""
    try:
        ctx.db.write(work)
    except Kindly as problem:
        _answer_kindly(ctx, press, problem)


def _answer_kindly(ctx: Context, press: Press, problem: Kindly) -> None:
    def work(session: Session) -> None:
        t = readers.in_channel(session, press.user_id, press.channel)
        tell(session, press, ctx.clock.now(), t.to_client(problem.msgid, **problem.params))

    ctx.db.write(work)


def tell(
    session: Session, press: Press, now: datetime, text: str, blocks: Sequence[Block] = ()
) -> None:
    """Have ``text`` shown to the presser alone."""
    answer(
        session,
        press.user_id,
        channel=press.channel,
        response_url=press.response_url,
        now=now,
        text=text,
        blocks=blocks,
    )


def translator(session: Session, press: Press) -> Translator:
    """The presser's language, as far as it is known."""
    return readers.in_channel(session, press.user_id, press.channel)
