"""Everything that people on the clients' side can see or have been sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.control import reads
from playground.control.refused import Refused
from playground.slack.world import Person
from playground.testing import Running

Json = dict[str, Any]
CANARY = "KANARIE"
OURS = "T0GLEISWERK"
TEAM = "C0TEAM"


@dataclass
class Eyes:
    """What outsiders saw so far; modals and homes pass, so `look` is called after each step."""

    slack: Running
    seen: dict[str, None] = field(default_factory=dict)
    traffic: int = 0
    exposed: bool = False
    """Whether outsiders can read the team channel."""

    def outsiders(self) -> list[Person]:
        """The clients' people, and guests of ours."""
        return [
            person
            for person in self.slack.world.people.values()
            if person.workspace != OURS or person.guest is not None
        ]

    def look(self) -> None:
        """Take down what is there now, and what was sent since the last look."""
        self.seen.update(dict.fromkeys(self.slack.call(self._sights)))

    def _sights(self) -> list[str]:
        """On the server's own loop, by what answers the page: hundreds of calls would take long."""
        outsiders = self.outsiders()
        found = [_dump(thing) for person in outsiders for thing in self._of(person)]
        ids = {person.id for person in outsiders}
        for entry in self.slack.playground.traffic.after(self.traffic, 5000):
            self.traffic = entry["n"]
            if entry["direction"] == "from_bot" and self._reaches_outside(entry, ids):
                found.append(_dump(entry["request"]))
        return found

    def _of(self, person: Person) -> Iterator[Any]:
        pg = self.slack.playground
        yield reads.home(pg, person)
        yield reads.stack(pg, person)
        yield [notice["text"] for notice in pg.live.notices if notice["user"] == person.id]
        for channel in reads.state(pg, person)["channels"]:
            if channel["id"] == TEAM:
                continue  # what was said before it was opened to them is judged by the traffic
            messages = reads.messages(pg, person, channel["id"], None)["messages"]
            yield messages
            for message in messages:
                if message["reply_count"]:
                    yield self._thread(person, channel["id"], message["ts"])

    def _thread(self, person: Person, channel: str, ts: str) -> Any:
        try:
            return reads.messages(self.slack.playground, person, channel, ts)["messages"]
        except Refused:
            return None

    def _reaches_outside(self, entry: Json, outsiders: set[str]) -> bool:
        request = entry["request"] or {}
        channel, user = str(request.get("channel", "")), str(request.get("user", ""))
        if entry["name"] == "chat.postEphemeral":
            return user in outsiders
        if entry["name"] == "views.publish":
            return request.get("user_id") in outsiders
        if not entry["name"].startswith("chat."):
            return False
        if channel == TEAM:
            return self.exposed
        place = self.slack.world.channels.get(channel)
        return place is not None and not outsiders.isdisjoint(place.members)

    def leaks(self) -> list[str]:
        """Every sight with a canary in it, cut to the words around."""
        found = []
        for sight in self.seen:
            at = sight.find(CANARY)
            if at >= 0:
                found.append(sight[max(0, at - 150) : at + 80])
        return found


def _dump(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, default=str)
