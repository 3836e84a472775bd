"""The shortest words for what a team does with its decisions and promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.features.promises import answering, living, service
from bot.features.promises.answering import Letter, Terms
from bot.features.promises.models import ClientAnswer, ClientWord, Promise
from bot.features.promises.values import Decision, Verdict
from tests.bot.features.house import EMRE, JONAS, LENA, NORD, House

FAIR = datetime(2026, 12, 4, 16, 0, tzinfo=UTC)
"""A Friday, 17:00 in Berlin, 16 days after the house's morning."""
YES = Decision(
    ballot="b1",
    platform="mario",
    client="nord",
    request=None,
    verdict=Verdict.YES,
    what="Configurator for the trade fair",
    what_not="No print view",
    due=FAIR,
    conditions=("Two weekends, against time off", "The newsletter waits"),
    alternatives=("A smaller one with three models",),
    hands=((JONAS, "the weekend before"), (LENA, "the layout")),
)
NO = replace(YES, ballot="b2", verdict=Verdict.NO, hands=(), conditions=())


class Team:
    """What the team decides, answers and does."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.session = house.session

    def decides(self, decision: Decision = YES, **changes: Any) -> ClientAnswer:
        decision = replace(decision, **changes)
        service.answer_wanted(self.session, decision, self.house.now)
        return self.session.get_one(ClientAnswer, decision.ballot)

    def answers(
        self,
        ballot: str = "b1",
        by: str = JONAS,
        *,
        text: str = "Ja, das schaffen wir.",
        channel: str = NORD,
        by_hand: bool = False,
        terms: Terms | None = None,
    ) -> ClientWord:
        answer = self.session.get_one(ClientAnswer, ballot)
        if terms is None and answer.verdict == Verdict.YES:
            terms = Terms(answer.what, answer.what_not, by)
        letter = Letter(channel, text, by_hand)
        return answering.give(self.session, ballot, by, letter, terms, self.house.now)

    def promises(self, **changes: Any) -> Promise:
        """A yes, answered by Jonas."""
        answer = self.decides(**changes)
        self.answers(answer.ballot)
        promise = service.open_promise_of(self.session, answer.ballot)
        assert promise is not None
        return promise

    def moves(
        self, promise: Promise, due: datetime, by: str = EMRE, *, agreed: bool = True
    ) -> None:
        living.new_date(self.session, promise.id, by, due, self.house.now, agreed=agreed)
