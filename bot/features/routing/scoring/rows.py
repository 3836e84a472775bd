"""What is remembered of past messages: their vectors, who had them, when. The newest ones only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring.text import MEANING, SKETCH, Floats, Vector

KEPT = 8_000
"""Rows that are kept at least; older ones fade out. Bounds memory and the time of a score."""
SLACK = 500
"""So many are let go together."""


class Rows:
    """Columns that grow together. A row is a message that somebody took up."""

    def __init__(self, meanings: bool) -> None:
        self.count = 0
        self.dropped = 0
        self.keys: list[str] = []
        self.gains: list[dict[int, float]] = []
        """For each row: column of a person → what it tells for them, 0..1."""
        self.sketches = np.zeros((256, SKETCH), np.float32)
        self.meanings = np.zeros((256 if meanings else 0, MEANING), np.float32)
        self.person = np.zeros(256, np.int64)
        """Who gained most from it, or -1."""
        self.client = np.zeros(256, np.int64)
        self.at = np.zeros(256)
        """When it was asked, in seconds …"""
        self.known = np.zeros(256)
        """… and when the outcome was known."""

    def add(self, key: str, vector: Vector, gains: dict[int, float], client: int, at: float,
            known: float) -> None:  # fmt: skip
        """Remember a message."""
        if self.count == len(self.at):
            self._room()
        n = self.count
        self.keys.append(key)
        self.gains.append({})
        self.sketches[n] = vector.sketch
        if vector.meaning is not None and len(self.meanings):
            self.meanings[n] = vector.meaning
        self.client[n], self.at[n], self.known[n] = client, at, known
        self.count += 1
        self.revise(n, gains)

    def revise(self, number: int, gains: dict[int, float]) -> None:
        """More has become of a message."""
        self.gains[number] = gains
        self.person[number] = max(gains, key=lambda c: (gains[c], -c)) if gains else -1

    def known_by(self, at: float) -> NDArray[np.int64]:
        """The rows whose outcome was known then, oldest first."""
        return np.flatnonzero((self.known[: self.count] <= at) & (self.person[: self.count] >= 0))

    def gains_of(self, numbers: NDArray[np.int64]) -> list[dict[int, float]]:
        """What each of some rows tells for whom."""
        return [self.gains[number] for number in numbers.tolist()]

    def state(self) -> tuple[NDArray[np.generic], ...]:
        """All numbers, for comparing."""
        n = self.count
        gains = np.array([(c, g) for one in self.gains for c, g in sorted(one.items())])
        return (gains, self.sketches[:n], self.meanings[:n], self.person[:n], self.client[:n],
                self.at[:n], self.known[:n])  # fmt: skip

    def _room(self) -> None:
        if self.count >= KEPT + SLACK:
            self._drop()
            return
        more = min(len(self.at), KEPT + SLACK - len(self.at))
        wide = ((0, more), (0, 0))
        self.sketches = np.pad(self.sketches, wide)
        self.meanings = np.pad(self.meanings, wide) if len(self.meanings) else self.meanings
        self.person, self.client = np.pad(self.person, (0, more)), np.pad(self.client, (0, more))
        self.at, self.known = np.pad(self.at, (0, more)), np.pad(self.known, (0, more))

    def _drop(self) -> None:
        self.dropped += SLACK
        self.count -= SLACK
        del self.keys[:SLACK], self.gains[:SLACK]
        columns: tuple[NDArray[np.generic], ...]
        columns = (self.sketches, self.person, self.client, self.at, self.known)
        for column in (*columns, *((self.meanings,) if len(self.meanings) else ())):
            column[:KEPT] = column[SLACK : SLACK + KEPT].copy()


def alike(rows: Rows, numbers: NDArray[np.int64], vector: Vector) -> tuple[Floats, Floats | None]:
    """Cosines of a message with rows: of their words, and of their meanings where there are any."""
    words: Floats = (rows.sketches[: rows.count] @ vector.sketch)[numbers]
    if vector.meaning is None or not len(rows.meanings):
        return words, None
    return words, (rows.meanings[: rows.count] @ vector.meaning)[numbers]
