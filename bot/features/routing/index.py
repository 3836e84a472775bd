"""What is known: talents' texts and past questions, indexed for nearness. Immutable.

Nearness is a cosine (0..1). The question is weighted by how rare its features are, what is
indexed is not (``ltc.lnc`` in SMART's notation): so a past question can be added without touching
the others, and ``build(talents, a + b)`` equals ``build(talents, a).extend(b)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import log
from types import MappingProxyType

from bot.features.routing.words import Vector, features, unit


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

    talents: tuple[tuple[str, Vector], ...]
    history: tuple[Past, ...]
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    in_talents: Mapping[str, int]

    @staticmethod
    def build(talents: Sequence[TalentText], history: Iterable[Past] = ()) -> Index:
        """About 1 ms for each past question the first time."""
        texts = tuple((t.key, unit(features(text))) for t in talents for text in _by_language(t))
        counts: dict[str, int] = {}
        for _, vector in texts:
            for feature in vector:
                counts[feature] = counts.get(feature, 0) + 1
        empty = Index(texts, (), MappingProxyType({}), MappingProxyType(counts))
        return empty.extend(history)

    def extend(self, history: Iterable[Past]) -> Index:
        """The same index with more past questions; this one is left as it is."""
        new = tuple(past for past in history if past.gains())
        postings = dict(self.postings)
        for number, past in enumerate(new, start=len(self.history)):
            for feature, weight in unit(features(past.text)).items():
                postings[feature] = (*postings.get(feature, ()), (number, weight))
        return Index(self.talents, self.history + new, MappingProxyType(postings), self.in_talents)

    def weigh(self, text: str) -> dict[str, float]:
        """A question's features by rarity among all that is indexed, at length 1."""
        size = len(self.talents) + len(self.history)
        return unit({f: w * self._rarity(f, size) for f, w in features(text).items()})

    def _rarity(self, feature: str, size: int) -> float:
        seen = self.in_talents.get(feature, 0) + len(self.postings.get(feature, ()))
        return 1.0 + log((1.0 + size) / (1.0 + seen))

    def talents_near(self, question: Vector) -> dict[str, float]:
        """Cosine of a weighed question to each talent, in the language that is nearest."""
        near: dict[str, float] = {}
        for key, vector in self.talents:
            cosine = sum(w * vector.get(feature, 0.0) for feature, w in question.items())
            near[key] = max(cosine, near.get(key, 0.0))
        return near

    def past_near(self, question: Vector, count: int) -> list[tuple[Past, float]]:
        """The ``count`` nearest past questions with their cosines, nearest first."""
        cosines = [0.0] * len(self.history)
        for feature, weight in question.items():
            for number, other in self.postings.get(feature, ()):
                cosines[number] += weight * other
        order = sorted(range(len(cosines)), key=lambda n: (-cosines[n], n))[:count]
        return [(self.history[n], cosines[n]) for n in order if cosines[n] > 0.0]


def _by_language(talent: TalentText) -> list[str]:
    languages = sorted({*talent.names, *talent.descriptions})
    return [
        f"{talent.names.get(lang, '')} {talent.descriptions.get(lang, '')}" for lang in languages
    ]
