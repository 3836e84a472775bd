"""What is known: talents' texts and past questions, indexed for nearness. Immutable.

A talent is near by the words that point to it. Nearness to a past question is a cosine (0..1): the
question is weighted by how rare its features are, what is indexed is not (``ltc.lnc`` in SMART's
notation). So a past question can be added without touching the others, and
``build(talents, a + b)`` equals ``build(talents, a).extend(b)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from math import log
from types import MappingProxyType

from bot.features.routing.words import Vector, Vocabulary, features, unit, words

POINTS = 0.6
"""How far one word that only one talent has points to it."""


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

        A pass tells nothing, for or against; giving it away takes back having taken it.
        """
        found: dict[str, float] = {}
        for person, kind in self.outcomes:
            if kind in (OutcomeKind.ANSWERED, OutcomeKind.CLOSED):
                found[person] = 1.0
            elif kind in (OutcomeKind.TAKEN, OutcomeKind.GIVEN_TO):
                found[person] = max(0.5, found.get(person, 0.0))
            elif kind is OutcomeKind.GIVEN_AWAY and found.get(person) == 0.5:
                del found[person]
        return found


@dataclass(frozen=True)
class Index:
    """Talents and past questions, ready to be asked. Share it freely; ``extend`` gives a new one.

    Past questions that nobody took up are left out: they tell nothing about anybody.
    """

    vocabulary: Mapping[str, Vocabulary]
    """Talent key → the words of its texts, all languages together."""
    history: tuple[Past, ...]
    postings: Mapping[str, tuple[tuple[int, float], ...]]

    @staticmethod
    def build(talents: Sequence[TalentText], history: Iterable[Past] = ()) -> Index:
        """About 1 ms for each past question the first time."""
        known = {t.key: Vocabulary.of(_texts(t)) for t in talents}
        empty = Index(MappingProxyType(known), (), MappingProxyType({}))
        return empty.extend(history)

    def extend(self, history: Iterable[Past]) -> Index:
        """The same index with more past questions; this one is left as it is."""
        new = tuple(past for past in history if past.gains())
        postings = dict(self.postings)
        for number, past in enumerate(new, start=len(self.history)):
            for feature, weight in unit(features(past.text)).items():
                postings[feature] = (*postings.get(feature, ()), (number, weight))
        return Index(self.vocabulary, self.history + new, MappingProxyType(postings))

    def revised(self, pasts: Mapping[int, Past]) -> Index:
        """The same index after more has become of some questions, by number, whose words stay."""
        if not pasts:
            return self
        history = list(self.history)
        for number, past in pasts.items():
            history[number] = past
        return Index(self.vocabulary, tuple(history), self.postings)

    def weigh(self, text: str) -> dict[str, float]:
        """A question's features by rarity among the past questions, at length 1."""
        size = len(self.history)
        return unit({f: w * self._rarity(f, size) for f, w in features(text).items()})

    def _rarity(self, feature: str, size: int) -> float:
        seen = len(self.postings.get(feature, ()))
        return 1.0 + log((1.0 + size) / (1.0 + seen))

    def talents_near(self, text: str) -> dict[str, float]:
        """How strongly a question's words point to each talent, 0..1.

        Each word counts by itself, so that what else is said does not weaken it: one word that
        only one talent has is ``POINTS``, a second one closes the same share of what is missing.
        """
        doubt = dict.fromkeys(self.vocabulary, 1.0)
        for word in set(words(text)):
            matches = {
                key: match
                for key, known in self.vocabulary.items()
                if (match := known.match(word)) > 0.0
            }
            for key, match in matches.items():
                doubt[key] *= 1.0 - POINTS * match / len(matches)
        return {key: 1.0 - left for key, left in doubt.items()}

    def past_near(
        self, question: Vector, count: int, *, apart_from: str = ""
    ) -> list[tuple[Past, float]]:
        """The ``count`` nearest past questions with their cosines, nearest first.

        ``apart_from`` is the request that asks. Of two that are as near, the id decides, so that
        the order in which things were learned does not matter.
        """
        cosines: dict[int, float] = {}
        for feature, weight in question.items():
            for number, other in self.postings.get(feature, ()):
                cosines[number] = cosines.get(number, 0.0) + weight * other
        if apart_from:
            ours = [n for n in cosines if self.history[n].request_id == apart_from]
            for number in ours:
                del cosines[number]
        order = nsmallest(count, cosines, lambda n: (-cosines[n], self.history[n].request_id, n))
        return [(self.history[n], cosines[n]) for n in order if cosines[n] > 0.0]


def _texts(talent: TalentText) -> str:
    return " ".join([*talent.names.values(), *talent.descriptions.values()])
