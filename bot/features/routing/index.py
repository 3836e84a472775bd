"""What is known of a platform's questions: the words of its talents, and what was learned.

It learns one outcome after the other, see `scoring`; `Memory` feeds it from the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from threading import Lock

from bot.features.routing.names import Answered, Names
from bot.features.routing.pointing import Gains, Pointing
from bot.features.routing.scoring import Embedder, Message, Scored, Scorer
from bot.features.routing.scoring.text import Counted, Floats
from bot.features.routing.words import words

PLENTY = 15
"""Questions with an outcome, from about which on what was learned counts more than talents."""


class OutcomeKind(StrEnum):
    """What a person did with a question."""

    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"
    PASSED = "passed"
    GIVEN_AWAY = "given_away"
    GIVEN_TO = "given_to"


@dataclass(frozen=True)
class TalentText:
    """A talent in the words of the agency; language code → text."""

    key: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]

    def texts(self) -> tuple[str, ...]:
        """A text for each language, in the order of their codes."""
        languages = sorted({*self.names, *self.descriptions})
        both = [(self.names.get(la, ""), self.descriptions.get(la, "")) for la in languages]
        return tuple(". ".join(part for part in parts if part) for parts in both)


@dataclass(frozen=True)
class Past:
    """A question of the platform and what became of it, (person id, kind) in order of time."""

    text: str
    client_key: str
    outcomes: tuple[tuple[str, OutcomeKind], ...]
    at: datetime
    request_id: str = ""

    def gains(self) -> dict[str, float]:
        """What it tells for each person, 0..1: 1 answered or closed it, ½ took or was given it.

        A pass tells nothing, for or against. Giving it away takes back having taken it, and half of
        having answered: a word that it goes to somebody else is no answer yet.
        """
        found: dict[str, float] = {}
        for person, kind in self.outcomes:
            if kind in (OutcomeKind.ANSWERED, OutcomeKind.CLOSED):
                found[person] = 1.0
            elif kind in (OutcomeKind.TAKEN, OutcomeKind.GIVEN_TO):
                found[person] = max(0.5, found.get(person, 0.0))
            elif kind is OutcomeKind.GIVEN_AWAY:
                found[person] = found.get(person, 0.0) - 0.5
        return {person: gain for person, gain in found.items() if gain > 0.0}

    def given(self) -> str | None:
        """Into whose hands it was put last, where it is in them still: given, or taken over."""
        put, before = None, None
        for person, kind in self.outcomes:
            taken_over = kind is OutcomeKind.TAKEN and before is OutcomeKind.GIVEN_AWAY
            if kind is OutcomeKind.GIVEN_TO or taken_over:
                put = person
            before = kind
        return put if put in self.gains() else None

    def message(self) -> Message:
        """As it is scored and learned."""
        return Message(self.request_id, self.text, self.at, self.client_key)


class Index:
    """One platform's. Any thread may ask it."""

    def __init__(
        self,
        talents: Sequence[TalentText],
        people: Mapping[str, Mapping[str, float]] | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        """``people``: person → talent key → how good they are at it (0..1)."""
        texts = {t.key: t.texts() for t in talents}
        self._pointing = Pointing({key: " ".join(both) for key, both in texts.items()})
        self.meanings = embedder is not None
        self._names = Names()
        self._hands: dict[str, str] = {}
        self._scorer = Scorer(texts, people, embedder)
        self._lock = Lock()

    @staticmethod
    def build(
        talents: Sequence[TalentText],
        history: Iterable[Past] = (),
        people: Mapping[str, Mapping[str, float]] | None = None,
        embedder: Embedder | None = None,
    ) -> Index:
        """An index that has learned from ``history``, in its order; some 10 ms for each."""
        index = Index(talents, people, embedder)
        for number, past in enumerate(history):
            named = past if past.request_id else replace(past, request_id=f"#{number}")
            index.learn(named, past.at)
        return index

    def read(self, text: str, meaning: Floats | None = None) -> Counted:
        """What of learning a text does not depend on anything else; for `learn`.

        ``meaning``: its own, where it was read before; that takes most of the time.
        """
        return self._scorer.read(text, meaning)

    def learn(self, past: Past, known: datetime, counted: Counted | None = None) -> None:
        """What has become of a question by now, and when that was known."""
        message, gains, said = past.message(), past.gains(), words(past.text)
        with self._lock:
            self._scorer.learn(message, gains, known, counted)
            self._names.learn(message.key, message.client, message.at, said, gains)
            self._pointing.learn(message.key, said, gains)
            given = past.given()
            if given is not None:
                self._hands[message.key] = given
            else:
                self._hands.pop(message.key, None)

    def score(self, message: Message, among: Iterable[str]) -> Scored:
        """Who of ``among`` has what is asked, as far as it was learned."""
        with self._lock:
            return self._scorer.score(message, among)

    def named(
        self, message: Message, said: Sequence[str], among: Set[str]
    ) -> list[tuple[Answered, float]]:
        """Past questions with a name that the message has, and how much of it that is, 0..1.

        ``said``: the stems of its words.
        """
        with self._lock:
            return self._names.answered(message.key, message.client, said, among)

    def hands(self) -> Mapping[str, str]:
        """Request id → to whom somebody gave it, where it is theirs still."""
        return self._hands

    def learned(self) -> float:
        """How much of the answer is left to what was learned: 0 nothing yet, towards 1."""
        count = self._scorer.learned()
        return count * count / (count * count + PLENTY * PLENTY)

    def fingerprint(self) -> str:
        """Of everything that was learned, bit for bit."""
        with self._lock:
            beside = self._names.state(), self._pointing.state(), sorted(self._hands.items())
            return self._scorer.fingerprint() + sha256(repr(beside).encode()).hexdigest()

    def talents_near(self, said: Sequence[str]) -> dict[str, float]:
        """How strongly a question's words (their stems) point to each talent, 0..1."""
        return self._pointing.near(said)

    def had(self, message: Message, said: Sequence[str], talent: str) -> dict[str, Gains]:
        """Past questions with a word of the message that points to the talent."""
        with self._lock:
            return self._pointing.had(message.key, said, talent)
