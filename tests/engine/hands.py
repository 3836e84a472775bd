"""How people press and fill in windows while things die: again, until it is seen that it worked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.slack.world import Message
from playground.testing import ControlError
from tests.dialogue.harness import text_of
from tests.engine.bots import Bots

Json = dict[str, Any]
PAGES = 4
"""Windows that follow one another, at most."""
TRIES = 25
"""After so many somebody is stuck: a test says so, instead of pressing for ever."""
PATIENCE = 180.0
"""Seconds in which things come to rest, on a busy machine and with several deaths meanwhile."""


@dataclass(frozen=True)
class Place:
    """Something to press: a button of a message, where somebody sees it."""

    who: str
    channel: str
    """A channel's id, or ``dm``."""
    ts: str
    action: str


class Hands:
    """What everybody does with the buttons and windows of one world."""

    def __init__(self, bots: Bots) -> None:
        self.bots = bots

    def press(self, find: Callable[[], Place | None], done: Callable[[], Any]) -> None:
        """Press what ``find`` shows right now, until it is ``done``."""
        for _ in range(TRIES):
            if done():
                return
            place = find()
            if place is not None and self.click(place):
                self._wait(done)
            self.mend()
        raise AssertionError(f"pressed {TRIES} times: {find()}, {done}")

    def fill(self, who: str, open_it: Callable[[], Any], values: Json, done: Any) -> None:
        """Open a window and send off its pages, from the start where that did not work."""
        for _ in range(TRIES):
            self.close_all(who)
            if done():
                return
            open_it()
            if self._send_pages(who, values):
                self._wait(done)
            self.mend()
        raise AssertionError(f"filled in {TRIES} times: {values}")

    def opened_by(self, find: Callable[[], Place | None]) -> Callable[[], Any]:
        """A press that opens a window, if there is something to press."""

        def open_it() -> None:
            place = find()
            if place is not None:
                self.click(place)

        return open_it

    def click(self, place: Place) -> bool:
        """Press once; false where Slack warns, or the message has moved on since the look."""
        body = {"as_": place.who, "channel": place.channel, "ts": place.ts}
        try:
            return bool(self.bots.slack.post("click", **body, action_id=place.action)["ok"])
        except ControlError:
            return False

    def close_all(self, who: str) -> None:
        """What was left open by a try before."""
        for view in reversed(self._stack(who)):
            self.bots.slack.post("close", as_=who, view_id=view["id"])

    def _send_pages(self, who: str, values: Json) -> bool:
        """Whether something was sent, and nobody objected."""
        sent = False
        for _ in range(PAGES):
            stack = self._stack(who)
            if not stack:
                break
            sent = self._send(who, stack[-1], values)
            if not sent:
                break
        return sent

    def _send(self, who: str, view: Json, values: Json) -> bool:
        there = {block.get("block_id") for block in view["blocks"]}
        wanted = {name: {"value": value} for name, value in values.items() if name in there}
        try:
            answer = self.bots.slack.post("submit", as_=who, view_id=view["id"], values=wanted)
        except ControlError:
            return False  # it has closed meanwhile, or only says something
        return bool(answer["ok"]) and not answer.get("errors")

    def _stack(self, who: str) -> list[Json]:
        return list(self.bots.slack.get("modals", as_=who)["stack"])

    def _wait(self, done: Callable[[], Any]) -> None:
        """For what comes at once; what has died is seen by whoever waits for the quiet."""
        if not done():
            self.mend()

    def mend(self) -> None:
        """Somebody starts what has died; people wait a moment before they press again."""
        self.bots.tend()
        self.bots.ready(PATIENCE)
        self.bots.settle(PATIENCE)


def pressable(bots: Bots, who: str, channel: str, action: str, value: str) -> Place | None:
    """The newest of Perron's messages there with that button, about exactly that."""
    wanted = {"action_id": action, "value": value}
    for message in reversed(ours(bots, channel if channel != "dm" else direct(bots, who))):
        buttons = [one for block in message.blocks or () for one in block.get("elements") or ()]
        if any(isinstance(one, dict) and wanted.items() <= one.items() for one in buttons):
            return Place(who, channel, message.ts, action)
    return None


def ours(bots: Bots, channel: str | None) -> list[Message]:
    """Perron's messages in a channel, oldest first."""
    world = bots.slack.world
    place = world.channels.get(channel or "")
    there = list(place.messages.values()) if place is not None else []
    return [one for one in there if one.user == world.app.bot_user and not one.tombstone]


def direct(bots: Bots, who: str) -> str | None:
    """Somebody's conversation with Perron."""
    me, world = f"U0{who.upper()}", bots.slack.world
    found = (one.id for one in list(world.channels.values()) if one.kind == "dm")
    return next((one for one in found if me in world.channels[one].members), None)


def said(message: Message) -> str:
    """Everything that can be read on it."""
    return text_of({"text": message.text, "blocks": message.blocks})
