"""Storms: people, repeats, broken connections and kills at random; then calm, and all is right."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.testing import ControlError
from tests.dialogue.harness import actions_of
from tests.engine import invariants
from tests.engine.bots import Bots, Site
from tests.engine.decision import PAGES, QUESTION, VOTERS
from tests.examples import THOROUGH, in_turn

pytestmark = pytest.mark.slow
Json = dict[str, Any]
CHANNELS = {"C0NORDWIND": ("anke", "til"), "C0HARBOUR": ("grace", "owen")}
MEMBERS = ("mara", "jonas", "lena", "emre", "sofie")
STEPS = 40 if THOROUGH else 24
EVENTS = {"repeat": 0.3, "delay": [0, 0.2], "reorder": 0.3}
API = {"429": 0.08, "500": 0.08, "drop_after": 0.08, "drop_before": 0.04, "retry_after": 1}
JIRA = {"429": 0.1, "500": 0.1, "drop_after": 0.15, "search_lag": 0.1}


class Storm:
    """One seed's worth of trouble. ``asked``: what must have become a request each, and how."""

    def __init__(self, bots: Bots, seed: int) -> None:
        self.bots = bots
        self.chance = random.Random(seed)
        self.seed = seed
        self.asked: dict[str, str] = {}
        self.where: dict[str, tuple[str, str]] = {}

    def rage(self) -> None:
        self.bots.start()
        self.bots.ready()
        self.ask_the_team()
        self.bots.settle()
        self.bots.slack.post("hostile", seed=self.seed, events=EVENTS, api=API, jira=JIRA)
        acts = [self.ask] * 4 + [self.press] * 5 + [self.reply, self.edit, self.delete, self.die]
        acts += [self.ask_the_team] + [self.vote] * 3
        for _ in range(STEPS):
            self.bots.receive_at(self.chance.randrange(2))
            try:
                self.chance.choice(acts)()
            except ControlError:
                continue  # moved on between the look and the press
        self.calm()

    def calm(self) -> None:
        """Hostility ends. Events that were given up meanwhile are read back at the next start."""
        self.bots.slack.post("hostile")
        self.bots.ready()
        self.bots.settle()
        for index in range(len(self.bots.parts)):
            self.bots.kill(index)
        clock = self.bots.slack.playground.clock
        clock.move_to(clock.now() + 120)
        self.bots.start()
        self.bots.ready()
        self.bots.settle()

    def ask(self) -> None:
        channel = self.chance.choice(sorted(CHANNELS))
        who = self.chance.choice(CHANNELS[channel])
        text = f"Warum stimmt Preis Nummer {len(self.where)} nicht?"
        ts = self.bots.slack.post("post", as_=who, channel=channel, text=text)["ts"]
        self.where[ts], self.asked[ts] = (channel, who), text
        clock = self.bots.slack.playground.clock
        clock.move_to(clock.now() + 130)  # out of the window in which messages join

    def some_thread(self) -> tuple[str, str, str]:
        if not self.where:
            self.ask()
        ts = self.chance.choice(sorted(self.where))
        return ts, *self.where[ts]

    def reply(self) -> None:
        ts, channel, _ = self.some_thread()
        who = self.chance.choice(MEMBERS)
        self.bots.slack.post("post", as_=who, channel=channel, text="Moment.", thread_ts=ts)

    def edit(self) -> None:
        ts, channel, who = self.some_thread()
        if ts in self.asked:
            text = self.asked[ts].replace(" nicht?", f" noch nicht, {self.chance.random()}?")
            self.bots.slack.post("edit", as_=who, channel=channel, ts=ts, text=text)
            self.asked[ts] = text

    def delete(self) -> None:
        ts, channel, who = self.some_thread()
        self.bots.slack.post("delete", as_=who, channel=channel, ts=ts)
        self.asked.pop(ts, None)

    def press(self) -> None:
        """Something that somebody can press, once: whether it worked is not asked."""
        slack, who = self.bots.slack, self.chance.choice(MEMBERS)
        channel = self.chance.choice(["C0TEAM", "C0TEAM", "dm"])
        found = [m for m in slack.messages(who, channel) if actions_of(m)]
        if not found:
            return
        message = self.chance.choice(found)
        action = self.chance.choice(actions_of(message))
        more = {"selected": "U0LENA"} if action == "request_give" else {}
        body = {"as_": who, "channel": channel, "ts": message["ts"], "action_id": action}
        slack.post("click", **body, **more)
        for view in slack.get("modals", as_=who)["stack"]:
            if view["callback_id"].startswith(("ticket", "ballot")) and view.get("submit"):
                slack.post("submit", as_=who, view_id=view["id"])

    def ask_the_team(self) -> None:
        """Go or no-go; whoever has died meanwhile is not asked twice."""
        slack, what = self.bots.slack, f"Finder {self.chance.random()}"
        body = {"as_": "emre", "channel": "C0TEAM", "text": f"/perron commit {what}"}
        slack.post("command", **body)
        for _ in range(PAGES):
            for view in slack.get("modals", as_="emre")["stack"][-1:]:
                there = {block.get("block_id") for block in view["blocks"]}
                values = {"what": what, **QUESTION}
                wanted = {name: {"value": one} for name, one in values.items() if name in there}
                slack.post("submit", as_="emre", view_id=view["id"], values=wanted)

    def vote(self) -> None:
        """Each of the team presses something, perhaps on one ballot and perhaps on another."""
        for who in VOTERS:
            mine = [m for m in self.bots.slack.messages(who, "dm") if "ballot_go" in actions_of(m)]
            for message in mine[-1:]:
                action = self.chance.choice(["ballot_go", "ballot_go", "ballot_no"])
                body = {"as_": who, "channel": "dm", "ts": message["ts"], "action_id": action}
                self.bots.slack.post("click", **body)

    def die(self) -> None:
        self.bots.kill(self.chance.randrange(len(self.bots.parts)))
        self.bots.tend()

    def prove(self) -> None:
        invariants.check(self.bots.database, self.bots.slack)
        found = invariants.requests_by_text(self.bots.database)
        deleted = len(self.where) - len(self.asked)
        invariants.holds(found, [*self.asked.values(), *[""] * found[""]])
        assert found[""] <= deleted  # what was deleted before it was seen never became one


@pytest.mark.parametrize("seed", in_turn([1, 2]))
def test_a_storm_on_sqlite(place: Site, template: Path, seed: int) -> None:
    storm = Storm(place.world(place.sqlite(template)), seed)
    storm.rage()
    storm.bots.stop()
    storm.prove()


@pytest.fixture
def pair(place: Site, new_prepared_pg: Callable[[], str]) -> Iterator[Bots]:
    """Two receivers and two workers, each a process, on one PostgreSQL."""
    parts = ("receiver", "receiver", "worker", "worker")
    bots = place.world(new_prepared_pg(), parts, lease=15.0)
    yield bots
    bots.stop()


@pytest.mark.postgres
@pytest.mark.parametrize("seed", [4])
def test_a_storm_on_postgresql(pair: Bots, seed: int) -> None:
    storm = Storm(pair, seed)
    storm.rage()
    storm.bots.stop()
    storm.prove()
