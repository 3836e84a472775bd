"""Many are asked, and all vote within seconds, with Slack's limits on."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.ballots import asking, voting
from bot.features.platforms.models import Member
from bot.features.platforms.people import learn_person
from bot.ports import UserInfo
from playground.slack.seeds import read_seed
from playground.slack.world import Message
from tests.bot.features.ballots.team import FRAME
from tests.dialogue.harness import WEDNESDAY_TEN, actions_of, eventually, text_of
from tests.engine.bots import Bots

Json = dict[str, Any]
T = TypeVar("T")
OURS = "T0GLEISWERK"
IN_TEAM = ("U0EMRE", "U0JONAS", "U0LENA", "U0SOFIE")
"""They vote on the card in the team channel, the crowd in direct messages."""
AT_ONCE = 32
"""Presses that may wait for their answers."""
PATIENCE = 2.0
"""Seconds that somebody waits for a window before they press again."""
AGAIN, LONG_AGAIN = 0.5, 16.0
"""Seconds from Slack's warning until somebody presses again: twice as long each time, at most."""
GIVES_UP = 300.0
"""Seconds after which somebody gives up, however slow the machine is."""
ANSWERED_WITHIN = 3000.0
"""Milliseconds, after which Slack shows a warning instead."""


def crowd(people: int) -> list[str]:
    """The ids of so many voters, the team's own among them."""
    return [*IN_TEAM, *(f"U0V{n:04}" for n in range(people - len(IN_TEAM)))]


def seed_with(voters: Sequence[str]) -> Json:
    """The playground's seed with so many more colleagues."""
    seed = read_seed()
    known = {person["id"] for person in seed["people"]}
    new = [who for who in voters if who not in known]
    seed["people"] += [{"id": who, "name": f"Voter {who}", "workspace": OURS} for who in new]
    return dict(seed)


def join(database: str, voters: Sequence[str]) -> None:
    """They all belong to the platform."""

    def work(session: Session) -> None:
        for who in voters:
            if who not in IN_TEAM:
                learn_person(session, UserInfo(id=who, team_id=OURS, name=who), WEDNESDAY_TEN)
                session.add(Member(platform_key="super-mario", user_id=who, lead=False))
        session.flush()

    db = Database(database)
    db.write(work)
    db.close()


@dataclass
class Election:
    """One ballot. ``go_if``: how many of the voters have a condition."""

    bots: Bots
    voters: Sequence[str]
    go_if: int
    ballot: str = ""
    refused: Counter[str] = field(default_factory=Counter)
    """Presses and windows that Slack warned of, and windows that it did not open, each repeated by
    hand: voting, and no less counting what was heard too late, takes each vote once."""
    began: float = 0.0
    computed: tuple[float, float] = (0.0, 0.0)
    """Seconds of processor time until the voting began: the bot's, and this process's."""
    started: int = 0
    """The number of the last exchange before the voting."""
    direct: dict[str, Message] = field(default_factory=dict)

    def ask(self, seconds: float = GIVES_UP) -> None:
        """Ask, and have every message posted in a hurry: what is tried here comes afterwards."""
        frame = replace(FRAME, client="nordwind", asked=tuple(self.voters))

        def work(session: Session) -> str:
            return asking.ask(session, frame, IN_TEAM[0], WEDNESDAY_TEN).id

        self.ballot = self._in_database(work)
        self.restart(hurry=True, limits=False, seconds=seconds)

    def restart(self, *, hurry: bool, limits: bool, seconds: float) -> None:
        """End the bot, and start it anew: in a hurry, or as it runs for people."""
        if self.bots.pids:
            self.bots.end()
        self.bots.hurry = hurry
        self.bots.slack.post("hostile", rate_limits=limits)
        self.bots.start()
        self.bots.ready()
        self.bots.settle(seconds)

    def vote(self, seconds: float, *, stalls_until_refused: int = 0) -> float:
        """Everybody votes, evenly spread over so many seconds; returns how long it took.

        The bot stalls in the midst of it, until Slack has warned so many of those who press.
        """
        self.began = time.monotonic()
        self.direct = self._direct_messages()
        self.computed = self._computed()
        self.started = self.bots.slack.playground.traffic.last
        began = time.monotonic()
        step = seconds / len(self.voters)

        def one(number: int) -> None:
            time.sleep(max(0.0, began + number * step - time.monotonic()))
            self._votes(number)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            votes = pool.map(one, range(len(self.voters)))
            if stalls_until_refused:
                self._stall(stalls_until_refused)
            list(votes)
        return time.monotonic() - began

    def _stall(self, refused: int) -> None:
        """As on a machine that stands still for a while: what was pressed is heard too late."""
        [pid] = self.bots.pids
        os.kill(pid, signal.SIGSTOP)
        try:
            eventually(lambda: self.refused.total() >= refused, "presses refused", GIVES_UP)
        finally:
            os.kill(pid, signal.SIGCONT)

    def _votes(self, number: int) -> None:
        who = self.voters[number]
        if number < len(IN_TEAM):
            self._press(who, "C0TEAM", self.card().ts, "ballot_go")
        elif number in self._with_a_window():
            self._goes_if(who)
        else:
            self._press(who, "dm", self.direct[who].ts, "ballot_go")

    def _with_a_window(self) -> range:
        """Who has a condition: as many as there are, one after every so many others."""
        step = (len(self.voters) - len(IN_TEAM)) // self.go_if
        last = len(self.voters)
        return range(last - step * self.go_if, last, step)

    def _goes_if(self, who: str) -> None:
        slack = self.bots.slack
        stack = self._until_it_works("window", lambda: self._window(who))
        values = {"conditions": {"value": ["people"]}}
        form = {"as_": who, "view_id": stack[-1]["id"], "values": values}
        self._until_it_works("submission", lambda: self._is_taken(slack.post("submit", **form)))

    @staticmethod
    def _is_taken(answer: Json) -> bool:
        assert not answer.get("errors"), answer
        return bool(answer["closed"])

    def _window(self, who: str) -> list[Json]:
        """Press, and wait for the window for as long as a person would."""
        self._press(who, "dm", self.direct[who].ts, "ballot_go_if")
        deadline = time.monotonic() + PATIENCE
        stack: list[Json] = []
        while not stack and time.monotonic() < deadline:
            stack = self.bots.slack.get("modals", as_=who)["stack"]
            time.sleep(0.0 if stack else 0.1)
        return stack

    def _press(self, who: str, channel: str, ts: str, action: str) -> None:
        """Once more in any case where Slack warns; then only who does not read that it is counted.

        Else presses that came to nothing would keep a slow machine from answering any.
        """
        body = {"as_": who, "channel": channel, "ts": ts, "action_id": action}
        presses = 0

        def once() -> bool:
            nonlocal presses
            presses += 1
            is_heard = presses > 2 and self._is_told(who)
            return is_heard or bool(self.bots.slack.post("click", **body)["ok"])

        self._until_it_works(action, once)

    def _until_it_works(self, what: str, once: Callable[[], T]) -> T:
        """Again and again, as people do, each time counted."""
        deadline, pause = time.monotonic() + GIVES_UP, AGAIN
        while time.monotonic() < deadline:
            if found := once():
                return found
            self.refused[what] += 1
            time.sleep(pause)
            pause = min(pause * 2, LONG_AGAIN)
        raise AssertionError(f"refused for {GIVES_UP:.0f} s: {what}")

    # What there is to see

    def card(self) -> Message:
        """The team's card."""
        return self._in_team("Go or no-go")

    def _in_team(self, words: str) -> Message:
        [found] = [one for one in self._ours("C0TEAM") if words in said(one)]
        return found

    def result(self) -> str:
        """All that stands on the result card, once it is there."""
        found = [said(one) for one in self._ours("C0TEAM") if RESULT in said(one)]
        return found[-1] if found else ""

    def _ours(self, channel: str) -> list[Message]:
        world = self.bots.slack.world
        there = list(world.channels[channel].messages.values())
        return [one for one in there if one.user == world.app.bot_user and one.blocks]

    def _direct_messages(self) -> dict[str, Message]:
        world = self.bots.slack.world
        dms = [place for place in list(world.channels.values()) if place.kind == "dm"]
        return {
            who: one
            for place in dms
            for who in place.members
            for one in self._ours(place.id)
            if who in self.voters and "ballot_go" in actions_of({"blocks": one.blocks})
        }

    def told(self) -> int:
        """How many voters' own messages say that the vote is counted."""
        return sum(self._is_told(who) for who in self.direct)

    def _is_told(self, who: str) -> bool:
        return who in self.direct and "Your vote is counted" in said(self.direct[who])

    def counted(self) -> int:
        """How many have voted."""
        return self._in_database(partial(voting.voted, ballot_id=self.ballot))

    def traffic(self) -> Iterator[Json]:
        """Every exchange since the voting began."""
        return (
            one for one in self.bots.slack.playground.traffic.entries if one["n"] > self.started
        )

    def calls(self) -> Counter[str]:
        """What Slack was asked since then, by method; what it refused for its limits apart."""
        return Counter(
            f"{one['name']} 429" if one["status"] == 429 else one["name"]
            for one in self.traffic()
            if one["direction"] == "from_bot"
        )

    def minutes(self) -> float:
        """Since the voting began."""
        return (time.monotonic() - self.began) / 60

    def computing(self) -> tuple[float, float]:
        """Seconds of processor time since then: the bot's, and the playground's with its voters."""
        bot, playground = self._computed()
        return bot - self.computed[0], playground - self.computed[1]

    def _computed(self) -> tuple[float, float]:
        fields = Path(f"/proc/{self.bots.pids[0]}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])  # utime and stime
        return ticks / os.sysconf("SC_CLK_TCK"), time.process_time()

    def answered(self) -> list[float]:
        """Milliseconds until each press and each window was answered, shortest first."""
        return sorted(one["ms"] for one in self.traffic() if one["kind"] == "interaction")

    def _in_database(self, work: Callable[[Session], T]) -> T:
        db = Database(self.bots.database)
        try:
            return db.write(work)
        finally:
            db.close()


RESULT = "the team says go"


def said(message: Message) -> str:
    """Everything that can be read on it."""
    return text_of({"text": message.text, "blocks": message.blocks})
