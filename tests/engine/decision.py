"""From the question to the team to the pinned promise, by people who press again when they must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.ballots.models import Asked, Ballot, Hand, Secret, Stage, Vote
from bot.features.promises.models import (
    AnswerState,
    ClientAnswer,
    ClientWord,
    EndedBallot,
    Promise,
)
from playground.slack.world import Message
from playground.testing import ControlError
from tests.dialogue.harness import actions_of, text_of
from tests.engine.bots import Bots
from tests.engine.clients_eyes import CANARY
from tests.engine.scenario import cards, press

Json = dict[str, Any]
NORD, ANSWER = "C0NORDWIND", "promise_answer"
QUESTION = {
    "client": "nordwind",
    "what_not": "No finder for spare parts",
    "due": "4 December 18:00",
    "answer_by": "Montag 12 Uhr",
    "if_kept": f"{CANARY}-order",
    "if_broken": f"{CANARY}-stand",
    "if_no": f"{CANARY}-else",
    "in_return": f"{CANARY}-free days",
}
CONDITION = {"choice": "go if", "words": f"{CANARY}-data"}
VOTERS = ("emre", "jonas", "lena", "sofie")
CLOSES = 150.0
"""Seconds after the last vote."""
PAGES = 6
"""Windows that follow one another, at most."""


class Decision:
    """One matter; ``number`` tells it from others in the same world."""

    def __init__(self, bots: Bots, number: int = 1) -> None:
        self.bots = bots
        self.what = f"The finder number {number} for the fair"

    def play(self) -> None:
        """Ask, vote, close, raise hands, stand behind it, answer, promise."""
        self.ask()
        self.vote()
        self.close()
        self.raise_hands()
        self.stand_behind()
        self.answer()

    def ask(self) -> None:
        def open_it() -> bool:
            body = {"as_": "emre", "channel": "C0TEAM", "text": f"/perron commit {self.what}"}
            return bool(self.bots.slack.post("command", **body)["ok"])

        self.fill("emre", open_it, {**QUESTION, "what": self.what}, self._is_asked)
        self.bots.until(lambda: all(self.mine(who) for who in VOTERS), "everybody's message")

    def _is_asked(self) -> bool:
        return self.team("ballot_go") is not None

    def vote(self) -> None:
        """Jonas thinks again; Lena has a condition; Sofie votes in the team channel."""
        for who, action in (("emre", "ballot_go"), ("jonas", "ballot_no"), ("jonas", "ballot_go")):
            self.press(who, "dm", partial(self.mine, who), action, never)
        self.fill("lena", lambda: self.try_press("lena", "dm", self.mine("lena"), "ballot_go_if"),
                  CONDITION, lambda: self.is_counted("lena"))  # fmt: skip
        self.press("sofie", "C0TEAM", lambda: self.team("ballot_go"), "ballot_go", never)
        for who in VOTERS:
            self.bots.until(partial(self.is_counted, who), f"{who}'s vote counted")
        self.bots.until(lambda: "4 of 4" in self.reads("ballot_go"), "the count")

    def is_counted(self, who: str) -> bool:
        found = self.mine(who)
        return found is not None and "ballot_sure_3" in actions_of(found)

    def close(self) -> None:
        """The last have a moment to think again; then time passes."""
        self.bots.settle()
        clock = self.bots.slack.playground.clock
        clock.move_to(clock.now() + CLOSES)
        self.bots.until(lambda: self.team("ballot_stand"), "the result")

    def raise_hands(self) -> None:
        self.fill(
            "jonas",
            lambda: self.try_press("jonas", "C0TEAM", self.team("ballot_in"), "ballot_in"),
            {"words": f"{CANARY}-saturday"},
            lambda: "<@U0JONAS>" in self.reads("ballot_stand"),
        )
        self.press(
            "lena",
            "C0TEAM",
            lambda: self.team("ballot_out"),
            "ballot_out",
            lambda: "<@U0LENA>" in self.reads("ballot_stand"),
        )

    def stand_behind(self) -> None:
        self.press(
            "emre",
            "C0TEAM",
            lambda: self.team("ballot_stand"),
            "ballot_stand",
            lambda: "Confirm: we stand behind it" in self.reads("ballot_stand"),
        )
        self.press(
            "sofie",
            "C0TEAM",
            lambda: self.team("ballot_stand"),
            "ballot_stand",
            lambda: self.team("promise_answer") is not None,
        )

    def answer(self) -> None:
        self.fill(
            "jonas",
            lambda: self.try_press("jonas", "C0TEAM", self.team("promise_answer"), ANSWER),
            {},
            self._is_answered,
        )
        self.bots.until(self.is_pinned, "the promise on the pinned card")

    def _is_answered(self) -> bool:
        return self.team("promise_answer") is None and any(
            self.what in text_of(one) and ANSWER not in actions_of(one)
            for one in cards(self.bots, "mara", "C0TEAM")
        )

    def is_pinned(self) -> bool:
        """Whether the client's pinned card holds the promise."""
        return any(self.what in text_of({"blocks": one.blocks}) for one in pinned(self.bots))

    # How people do it

    def press(
        self,
        who: str,
        channel: str,
        find: Callable[[], Json | None],
        action: str,
        done: Callable[[], bool],
    ) -> None:
        """Press, until Slack says that it worked, or it is seen that it did."""
        while not self.try_press(who, channel, find(), action):
            self._mend()
            if done():
                return
        if done is not never:
            self.bots.until(done, f"what comes of {action}")

    def try_press(self, who: str, channel: str, card: Json | None, action: str) -> bool:
        if card is None:
            return False
        try:
            return press(self.bots, who, channel, card, action)
        except ControlError:
            return False  # the card has moved on between the look and the press

    def fill(
        self,
        who: str,
        open_it: Callable[[], bool],
        values: Json,
        done: Callable[[], bool],
    ) -> None:
        """Open a window and send off its pages, from the start where that did not work."""
        slack = self.bots.slack
        while not done():
            open_it()
            for _ in range(PAGES):
                stack = slack.get("modals", as_=who)["stack"]
                if not stack:
                    break
                self._send(who, stack[-1], values)
            self._mend()

    def _send(self, who: str, view: Json, values: Json) -> None:
        there = {block.get("block_id") for block in view["blocks"]}
        wanted = {name: {"value": value} for name, value in values.items() if name in there}
        try:
            answer = self.bots.slack.post("submit", as_=who, view_id=view["id"], values=wanted)
        except ControlError:
            return  # it has closed meanwhile
        assert not answer.get("errors"), answer
        if not answer["ok"]:
            self._mend()

    def _mend(self) -> None:
        """Somebody starts what has died; people wait a moment before they press again."""
        self.bots.tend()
        self.bots.ready()
        self.bots.settle()

    # What is there to see

    def team(self, action: str) -> Json | None:
        """The card of this matter in the team channel on which that can be pressed."""
        return self._with(action, "mara", "C0TEAM")

    def reads(self, action: str) -> str:
        found = self.team(action)
        return text_of(found) if found else ""

    def mine(self, who: str) -> Json | None:
        """Somebody's message to vote in."""
        return self._with("ballot_go", who, "dm")

    def _with(self, action: str, who: str, channel: str) -> Json | None:
        for card in cards(self.bots, who, channel):
            if self.what in text_of(card) and action in actions_of(card):
                return card
        return None

    # What must be true

    def prove(self) -> None:
        """One outcome, every vote once, one answer, one promise."""
        db = Database(self.bots.database)
        try:
            db.read(self._prove)
        finally:
            db.close()

    def _prove(self, session: Session) -> None:
        [ballot] = session.scalars(select(Ballot).where(Ballot.what == self.what))
        assert ballot.stage == Stage.STOOD
        assert {ballot.stood_by, ballot.confirmed_by} == {"U0EMRE", "U0SOFIE"}
        votes = session.scalars(select(Vote.choice).where(Vote.ballot_id == ballot.id))
        assert Counter(votes) == {"go": 3, "go if": 1}
        assert ballot.votes == 4
        assert session.get(Secret, ballot.id) is None
        said = select(Asked.user_id).where(Asked.ballot_id == ballot.id, Asked.voted)
        assert session.scalars(said).all() == [], "who has voted is forgotten"
        hands = session.scalars(select(Hand).where(Hand.ballot_id == ballot.id))
        assert {one.user_id: one.is_in for one in hands} == {"U0JONAS": True, "U0LENA": False}
        ended = select(EndedBallot.outcome).where(EndedBallot.ballot == ballot.id)
        assert session.scalars(ended).all() == ["go"]
        assert session.get_one(ClientAnswer, ballot.id).state == AnswerState.GIVEN
        [promise] = session.scalars(select(Promise).where(Promise.ballot == ballot.id))
        told = session.scalars(select(ClientWord).where(ClientWord.promise_id == promise.id))
        assert len(told.all()) == 1, "the client is answered once"


def never() -> bool:
    """Nothing is seen of a change: a message tells that a vote is counted, not which."""
    return False


def pinned(bots: Bots) -> list[Message]:
    """Perron's pinned messages in the client's channel."""
    there = list(bots.slack.world.channels[NORD].messages.values())
    return [one for one in there if one.pinned and one.user == bots.slack.world.app.bot_user]


def one_pinned_card(bots: Bots, matters: Sequence[Decision]) -> None:
    """The client has one card of promises, pinned, with all of them."""
    [board] = pinned(bots)
    assert all(one.what in text_of({"blocks": board.blocks}) for one in matters)
