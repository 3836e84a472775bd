"""What a question's words point to, and who then really had the questions with these words.

A talent is somebody's word for what they can do; who takes the questions that have it shows what it
is worth. Words are hashed: no text is kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence, Set

from bot.features.routing.words import Vocabularies

POINTS = 0.6
"""How far one word that only one talent has points to it."""
KEPT = 200
"""Questions that are remembered for a word: the newest."""
DECLARED = 2.0
"""So many answers a declared talent is worth, as two are usually enough for a name."""

Gains = Mapping[str, float]
"""Person → what a question tells for them, 0..1."""


class Pointing:
    """One platform's talents; learned in the order of the outcomes."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """``texts``: talent key → all its words."""
        self._talents = tuple(texts)
        self._vocabularies = Vocabularies(texts)
        self._had: dict[int, dict[str, Gains]] = {}

    def near(self, said: Sequence[str]) -> dict[str, float]:
        """How strongly a question's words (``said``: their stems) point to each talent, 0..1.

        Each word counts by itself, so that what else is said does not weaken it: one word that
        only one talent has is ``POINTS``, a second one closes the same share of what is missing.
        """
        doubt = dict.fromkeys(self._talents, 1.0)
        for _, matches in self._matches(said):
            for key, match in matches.items():
                doubt[key] *= 1.0 - POINTS * match / len(matches)
        return {key: 1.0 - left for key, left in doubt.items()}

    def learn(self, key: str, said: Sequence[str], gains: Gains) -> None:
        """What became of a question; again if more became of it."""
        for number, _ in self._matches(said):
            had = self._had.setdefault(number, {})
            had[key] = gains
            if len(had) > KEPT:
                del had[next(iter(had))]

    def had(self, key: str, said: Sequence[str], talent: str) -> dict[str, Gains]:
        """Past questions with a word that is ``said`` and points to the talent.

        ``key``: the question itself, which tells nothing.
        """
        found: dict[str, Gains] = {}
        for number, matches in self._matches(said):
            if talent in matches:
                found.update(self._had.get(number, {}))
        found.pop(key, None)
        return found

    def state(self) -> list[tuple[object, ...]]:
        """Everything, for comparing."""
        return [
            (number, [(key, sorted(gains.items())) for key, gains in had.items()])
            for number, had in self._had.items()
        ]

    def _matches(self, said: Sequence[str]) -> Iterator[tuple[int, Mapping[str, float]]]:
        """The words that point to any talent, hashed, each once, and how far to which."""
        for word in sorted(set(said)):
            matches = self._vocabularies.matches(word)
            if matches:
                yield zlib.crc32(word.encode()), matches


def others(had: Mapping[str, Gains], have: Set[str], among: Set[str]) -> float:
    """How much say those have who have not got the talent, 0..1.

    ``had``: past questions with the words that point to it; ``have``: who of ``among`` has it.
    As often as such questions went to others, beside those that went to who has it; that they say
    they have it counts, too.
    """
    theirs, elses = DECLARED, 0.0
    for gains in had.values():
        for person, gain in gains.items():
            if person in have:
                theirs += gain
            elif person in among:
                elses += gain
    return min(1.0, elses / theirs)
