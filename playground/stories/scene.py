"""What a story plays in: the playground, the names it gave, the transcript."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from playground.patience import patiently
from playground.stories.script import Step
from playground.stories.sight import Json, Names, alternatives, brief
from playground.supervisor.days import BERLIN
from playground.supervisor.stage import Stage
from playground.supervisor.trouble import Trouble
from playground.testing import ControlError, Running

T = TypeVar("T")
PATIENCE = 10.0
"""Seconds of real time in which something expected has to be there."""
POLL = 0.03


class Failed(Exception):
    """An expectation failed, or a step could not be done; ``seen`` is what was there instead."""

    def __init__(self, what: str, seen: list[str] | None = None) -> None:
        super().__init__(what)
        self.seen = seen or []


@dataclass(frozen=True)
class Ref:
    """A message that a step named, or found."""

    channel: str
    ts: str
    thread_ts: str | None = None
    ephemeral_id: str | None = None

    @property
    def root(self) -> str:
        """The message that begins its thread."""
        return self.thread_ts or self.ts


@dataclass
class Scene:
    """One story's world while it is played."""

    stage: Stage
    tell: Callable[[str], None]
    named: dict[str, Ref] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)

    @property
    def slack(self) -> Running:
        """The control API."""
        return self.stage.slack

    def now(self) -> datetime:
        """The playground's time, in Berlin."""
        return datetime.fromisoformat(self.slack.get("clock")["now"]).astimezone(BERLIN)

    def names(self) -> Names:
        """Everybody and every channel, by id."""
        world = self.slack.world
        people = {person.id: person.name for person in list(world.people.values())}
        return people | {place.id: place.name for place in list(world.channels.values())}

    def person(self, name: str) -> str:
        """The id of somebody by first name, full name or id; anything else stays as it is."""
        for person in self.slack.world.people.values():
            if str(name).lower() in (person.id.lower(), person.first_name, person.name.lower()):
                return person.id
        return name

    def ref(self, name: str) -> Ref:
        """What was named so. Raises Failed."""
        if name not in self.named:
            raise Failed(f"no step before this one has named anything {name}")
        return self.named[name]

    def do(self, deed: str, /, **body: Any) -> Json:
        """Call the control API. Raises Failed where it refuses."""
        try:
            return dict(self.slack.post(deed, **body))
        except ControlError as error:
            raise Failed(str(error).partition(": ")[2]) from error

    def messages(self, who: str, place: str, thread: str | None = None) -> list[Json]:
        """What somebody sees in a channel, in a thread below its first message, or at home."""
        try:
            if place == "home":
                view = self.slack.get("home", as_=who)["view"]
                return [view] if view else []
            found = self.slack.get("messages", as_=who, channel=place, **_only(thread_ts=thread))
        except ControlError as error:
            raise Failed(str(error).partition(": ")[2]) from error
        listed = [{**one, "channel": found["channel"]} for one in found["messages"]]
        return [one for one in listed if one["ts"] != thread]

    def message(self, who: str, ref: Ref) -> Json:
        """A message as somebody sees it now. Raises Failed where it is gone."""
        thread = ref.thread_ts if ref.thread_ts != ref.ts else None
        for one in self.messages(who, ref.channel, thread):
            same = one.get("ephemeral_id") == ref.ephemeral_id
            if one["ts"] == ref.ts and same:
                return one
        raise Failed("the message is not there any more")

    def modal(self, who: str) -> Json | None:
        """The window on top before somebody."""
        stack = self.slack.get("modals", as_=who)["stack"]
        return dict(stack[-1]) if stack else None

    def until(self, look: Callable[[], T | Failed], within: float = PATIENCE) -> T:
        """Look again and again until it is no failure any more. Raises the last failure."""
        deadline = time.monotonic() + patiently(within)
        while True:
            found = look()
            if not isinstance(found, Failed):
                return found
            self.check_bot()
            if time.monotonic() > deadline:
                raise found
            time.sleep(POLL)

    def check_bot(self) -> None:
        """Raises Failed when the bot has ended."""
        try:
            self.stage.check()
        except Trouble as trouble:
            raise Failed(str(trouble)) from trouble

    def settle(self) -> None:
        """Wait until the bot has nothing left to do."""
        self.do("settle", timeout=60)

    def shown(self, listed: list[Json]) -> list[str]:
        """The last messages in short, for "what was seen instead"."""
        names = self.names()
        return [brief(one, names) for one in listed[-6:]]


def _only(**fields: Any) -> Json:
    return {key: value for key, value in fields.items() if value is not None}


@dataclass(frozen=True)
class Spot:
    """Where a step looks: through whose eyes, in which place and thread, at which message."""

    who: str
    place: str | None
    thread: str | None
    on: Ref | None

    @property
    def where(self) -> str:
        """In words."""
        if self.place == "home":
            return "at home"
        direct = self.place == "dm" or str(self.place).startswith("D0")
        where = "in the direct messages" if direct else f"in #{self.place}"
        return f"{where}, in the thread" if self.thread else where


def spot(scene: Scene, step: Step, spec: Mapping[str, Any] | None = None) -> Spot:
    """The spot of a step; ``spec`` is the mapping after ``sees``. Raises Failed."""
    given = {**step.body, **(spec or {})}
    who = given.get("who") or step.body.get("as")
    if not who:
        raise Failed("it does not say as whom")
    thread = given.get("thread")
    ref = scene.ref(str(thread)) if thread else None
    on = scene.ref(str(given["on"])) if given.get("on") else None
    place = given.get("in") or (ref.channel if ref else None) or (on.channel if on else None)
    if place and str(place).startswith(("C0", "G0")):
        place = scene.names().get(str(place), place)
    return Spot(str(who), str(place) if place else None, ref.root if ref else None, on)


def any_of(value: Any) -> str:
    """Alternatives in words."""
    return "” or “".join(alternatives(value))
