"""What people say they can do: talents in one language or several, and who has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bot.features.routing.scoring.text import (
    MEANING,
    SIZE,
    SKETCH,
    Embedder,
    Floats,
    Rarity,
    Vector,
    count,
)


class Profiles:
    """The texts of talents, one row for each language, and who has each talent how far (0..1)."""

    def __init__(
        self,
        talents: Mapping[str, Sequence[str]],
        people: Mapping[str, Mapping[str, float]],
        columns: Mapping[str, int],
        embedder: Embedder | None,
        rarity: Rarity,
    ) -> None:
        texts = [(key, text) for key in sorted(talents) for text in talents[key]]
        counted = [count(text, embedder.embed(_asked(text)) if embedder else None)
                   for _, text in texts]  # fmt: skip
        for one in counted:
            rarity.add(one)
        vectors = [rarity.weigh(one) for one in counted]
        self.gains = [
            {columns[p]: has[key] for p, has in sorted(people.items()) if has.get(key)}
            for key, _ in texts
        ]
        self.sketches = _stacked([v.sketch for v in vectors], SKETCH)
        self.meanings = _stacked([v.meaning for v in vectors if v.meaning is not None], MEANING)
        self._numbers = np.concatenate([np.zeros(0, np.int64), *(v.numbers for v in vectors)])
        self._weights = np.concatenate([np.zeros(0, np.float32), *(v.weights for v in vectors)])
        lengths = [len(v.numbers) for v in vectors]
        self._row = np.repeat(np.arange(len(vectors)), lengths)

    def relevance(self, vector: Vector, people: int) -> tuple[Floats, Floats]:
        """For each person the best of their talents: likeness of words, of meaning; 0..1."""
        question = np.zeros(SIZE, np.float32)
        question[vector.numbers] = vector.weights
        found = np.bincount(self._row, question[self._numbers] * self._weights, len(self.gains))
        words = self._best(found.astype(np.float32), people)
        if vector.meaning is None or not len(self.meanings):
            return words, np.zeros(people, np.float32)
        return words, self._best(self.meanings @ vector.meaning, people)

    def _best(self, likeness: Floats, people: int) -> Floats:
        best = np.zeros(people, np.float32)
        for alike, gains in zip(likeness.tolist(), self.gains, strict=True):
            for column, level in gains.items():
                best[column] = max(best[column], alike * level)
        return best


def _stacked(vectors: list[Floats], width: int) -> Floats:
    return np.stack(vectors) if vectors else np.zeros((0, width), np.float32)


def _asked(text: str) -> str:
    """What is asked is nearer to a question than to a name."""
    return f"{text.rstrip('.!? ')}?" if text else ""
