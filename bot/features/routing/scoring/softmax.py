"""A linear softmax over the features, one step after each outcome, and some old ones again.

Adagrad (Duchi et al. 2011); replays are drawn near the newest outcomes, by a generator seeded
with the message's key, so that the same outcomes always give the same weights.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass
from itertools import takewhile
from math import inf

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring.text import MEANING, SIZE, Floats, Vector

Numbers = NDArray[np.int32]
STEP = 1.0
START = 0.01
"""Where Adagrad's sums of squares begin."""
REPLAYS = 8
NEAR, FAR = 150.0, 1500.0
"""Replays lie so many outcomes back, in the mean: three of four near, one far."""
KEPT, SLACK = 3000, 1000
"""Messages that may be replayed, at least; and how many are let go together."""
REACH = 32
"""So many outcomes can be taken back, to see what was said before they were known …"""
HELD = 8_000_000
"""… where that takes no more numbers than these (32 MB): with a hundred people fewer."""
SEMANTIC = 0.8
"""What the embedding weighs beside the words."""


@dataclass
class Lesson:
    """A message to be replayed, and who should have been said, by their columns; sums to 1."""

    key: str
    numbers: Numbers
    weights: Floats
    target: dict[int, float]
    gain: float


def inputs(vector: Vector) -> tuple[Numbers, Floats]:
    """The sparse features, and behind them those of the embedding."""
    numbers = vector.numbers.astype(np.int32)  # thousands of these are kept
    if vector.meaning is None:
        return numbers, vector.weights
    behind = np.arange(SIZE, SIZE + MEANING, dtype=np.int32)
    meaning = (vector.meaning * np.float32(SEMANTIC)).astype(np.float32)
    return np.concatenate([numbers, behind]), np.concatenate([vector.weights, meaning])


class Softmax:
    """Weights for each feature and person. A person gets a column when first learned of."""

    def __init__(self, replays: int = REPLAYS) -> None:
        self._replays = replays
        self._weights = np.zeros((SIZE + MEANING, 8), np.float32)
        self._squares = np.full((SIZE + MEANING, 8), START, np.float32)
        self._past: list[Lesson] = []
        self._by_key: dict[str, Lesson] = {}
        self._people = 0
        self._done: deque[tuple[float, list[tuple[Numbers, Floats]]]] = deque(maxlen=REACH)
        """When an outcome was known, and what each of its steps found: features, weights."""

    def logits(self, vector: Vector, people: int, asof: float = inf) -> Floats:
        """One number for each of the first ``people`` columns, with what was known ``asof``."""
        self._widen(people)
        numbers, weights = inputs(vector)
        rows = self._weights[numbers, :people]
        if self._done and self._done[-1][0] > asof:
            rows = self._taken_back(numbers, rows, asof)
        found: Floats = weights @ rows
        return found

    def learn(self, vector: Vector, target: dict[int, float], gain: float, key: str,
              known: float = 0.0) -> None:  # fmt: skip
        """A step on this message, and steps on earlier ones. ``known``: when, in seconds."""
        if len(self._past) >= KEPT + SLACK:
            del self._past[:SLACK]
            self._by_key = {lesson.key: lesson for lesson in self._past}
        lesson = Lesson(key, *inputs(vector), target, gain)
        self._past.append(lesson)
        self._by_key[key] = lesson
        self._learned(lesson, known)

    def revise(self, target: dict[int, float], gain: float, key: str, known: float) -> None:
        """More has become of a message: it is learned again as it is now, if not too long ago."""
        lesson = self._by_key.get(key)
        if lesson is not None:
            lesson.target, lesson.gain = target, gain
            self._learned(lesson, known)

    def state(self) -> tuple[Floats, ...]:
        """All numbers, for comparing."""
        return self._weights[:, : self._people], self._squares[:, : self._people]

    def _taken_back(self, numbers: Numbers, rows: Floats, asof: float) -> Floats:
        """The weights of some features as they were then."""
        place = np.full(len(self._weights), -1)
        place[numbers] = np.arange(len(numbers))
        own = place[numbers]
        later = takewhile(lambda done: done[0] > asof, reversed(self._done))
        for _, steps in reversed(list(later)):
            for touched, before in steps:
                where = place[touched]
                met = np.flatnonzero(where >= 0)
                width = min(before.shape[1], rows.shape[1])
                rows[where[met], :width] = before[met, :width]
                rows[where[met], width:] = 0.0
                place[touched[met]] = -1  # what the first step found is what was there
        then: Floats = rows[own]
        return then

    def _learned(self, lesson: Lesson, known: float) -> None:
        self._done.append((known, []))
        self._people = max([self._people, *(column + 1 for column in lesson.target)])
        self._widen(self._people)
        self._step(lesson)
        draw = np.random.Generator(np.random.PCG64(zlib.crc32(lesson.key.encode())))
        back = draw.exponential(NEAR, self._replays)
        back[::4] *= FAR / NEAR
        for ago in np.minimum(back.astype(int), len(self._past) - 1).tolist():
            self._step(self._past[len(self._past) - 1 - ago])
        held = [sum(rows.size for _, rows in steps) for _, steps in self._done]
        for _ in range(int((np.cumsum(held[::-1]) > HELD).sum())):
            self._done.popleft()

    def _step(self, lesson: Lesson) -> None:
        if not lesson.target:
            return
        rows = self._weights[lesson.numbers, : self._people]
        logits = lesson.weights @ rows
        wrong = np.exp(logits - logits.max())
        wrong /= wrong.sum()
        for column, share in lesson.target.items():
            wrong[column] -= share
        slope = np.outer(lesson.weights, wrong * np.float32(lesson.gain))
        squares = self._squares[lesson.numbers, : self._people] + slope * slope
        self._squares[lesson.numbers, : self._people] = squares
        self._weights[lesson.numbers, : self._people] = rows - STEP * slope / np.sqrt(squares)
        self._done[-1][1].append((lesson.numbers, rows))

    def _widen(self, people: int) -> None:
        have = self._weights.shape[1]
        if people <= have:
            return
        more = ((0, 0), (0, max(8, people - have + have // 4)))
        self._weights = np.pad(self._weights, more)
        self._squares = np.pad(self._squares, more, constant_values=START)
