"""The fold: each outcome is first predicted, then learned, in order; nothing else is kept.

Whoever folds the same outcomes in the same order gets the same numbers, bit for bit: to forget
is to fold again without what is to be forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring.fusion import Fusion, few
from bot.features.routing.scoring.habits import habits
from bot.features.routing.scoring.nearby import Near, look
from bot.features.routing.scoring.rows import Rows
from bot.features.routing.scoring.softmax import Softmax
from bot.features.routing.scoring.text import Counted, Embedder, Floats, Rarity, Vector, count
from bot.features.routing.scoring.zero import Profiles

NEIGHBOURS = 15
"""Past messages that are told beside a score."""


@dataclass(frozen=True)
class Message:
    """What somebody wrote. ``client``: whose person it was, as far as known."""

    key: str
    text: str
    at: datetime
    client: str = ""


@dataclass(frozen=True)
class Neighbour:
    """A past message like this one (``likeness`` 0..1), and person → what it tells for them."""

    key: str
    likeness: float
    gains: Mapping[str, float]
    at: datetime
    client: str


@dataclass(frozen=True)
class Scored:
    """Who, by probability; how probable it is that the first, or who can do the same, is right; and
    what spoke for whom."""

    people: Mapping[str, float]
    confidence: float
    likeness: float
    """Of the nearest thing known, 0..1."""
    neighbours: tuple[Neighbour, ...]


class Scorer:
    """One platform's. Not safe for threads: whoever shares it locks."""

    def __init__(
        self,
        talents: Mapping[str, Sequence[str]] | None = None,
        people: Mapping[str, Mapping[str, float]] | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        """``talents``: key → its texts; ``people``: person → talent key → how far (0..1)."""
        self._embedder = embedder
        self._columns = {person: n for n, person in enumerate(sorted(people or {}))}
        self._clients: dict[str, int] = {"": 0}
        self._rarity = Rarity()
        self._profiles = Profiles(
            talents or {}, people or {}, self._columns, embedder, self._rarity
        )
        self._rows = Rows(meanings=embedder is not None)
        self._softmax = Softmax()
        self._fusion = Fusion()
        self._row_of: dict[str, int] = {}

    def read(self, text: str, meaning: Floats | None = None) -> Counted:
        """The part that depends on nothing learned; its ``meaning`` may be kept and handed in."""
        if meaning is None and self._embedder is not None:
            meaning = self._embedder.embed(text)
        return count(text, meaning)

    def score(
        self, message: Message, among: Iterable[str], counted: Counted | None = None
    ) -> Scored:
        """Who of ``among`` it is for. People nothing is known of share what is left alike."""
        wanted = sorted(set(among))
        if not wanted:
            return Scored({}, 0.0, 0.0, ())
        columns = dict(self._columns)
        for person in wanted:
            columns.setdefault(person, len(columns))
        chosen = [columns[person] for person in wanted]
        vector = self._rarity.weigh(counted or self.read(message.text))
        opinions, near = self._opinions(message, vector, inf, len(columns))
        probabilities = self._fusion.probabilities(opinions[chosen])
        return Scored(
            dict(zip(wanted, probabilities.tolist(), strict=True)),
            self._fusion.confidence(probabilities, near.likeness, _have(chosen, near)),
            near.likeness,
            self._neighbours(near),
        )

    def learn(
        self, message: Message, gains: Mapping[str, float], known: datetime,
        counted: Counted | None = None,
    ) -> None:  # fmt: skip
        """What came of a message: person → what it tells for them, 0..1. Again if more came of it.

        ``known``: when that was known; predictions for messages asked before do without it.
        """
        for person in sorted(gains):
            self._columns.setdefault(person, len(self._columns))
        columns = {self._columns[person]: gain for person, gain in sorted(gains.items()) if gain}
        total = sum(columns.values())
        target = {column: gain / total for column, gain in columns.items()}
        gain, then = max(columns.values(), default=0.0), known.timestamp()
        if not columns and message.key not in self._row_of:
            return
        if message.key in self._row_of:
            row = self._row_of[message.key] - self._rows.dropped
            if row >= 0:
                self._rows.revise(row, columns)
            self._softmax.revise(target, gain, message.key, then)
            return
        counted = counted or self.read(message.text)
        vector = self._rarity.weigh(counted)
        self._predict_first(message, vector, target)
        self._rarity.add(counted)
        self._softmax.learn(vector, target, gain, message.key, then)
        client = self._clients.setdefault(message.client, len(self._clients))
        self._rows.add(message.key, vector, columns, client, message.at.timestamp(), then)
        self._row_of[message.key] = self._rows.dropped + self._rows.count - 1

    def _predict_first(self, message: Message, vector: Vector, target: dict[int, float]) -> None:
        """As it could have been predicted when it was asked: that is what is learned from.

        Nobody could have foreseen who has never had anything: that teaches nothing.
        """
        asked = message.at.timestamp()
        had = set(np.unique(self._rows.person[self._rows.known_by(asked)]).tolist())
        told = {column for gains in self._profiles.gains for column in gains}
        among = sorted(had | told)
        if len(among) < 2 or not all(column in had for column in target):
            return
        opinions, near = self._opinions(message, vector, asked, len(self._columns))
        wanted = np.array([target.get(column, 0.0) for column in among])
        self._fusion.learn(opinions[among], wanted, near.likeness, _have(among, near))

    def _opinions(
        self, message: Message, vector: Vector, asof: float, people: int
    ) -> tuple[Floats, Near]:
        known = self._rows.known_by(asof)
        known = known[known != self._row_of.get(message.key, -1) - self._rows.dropped]
        near = look(self._rows, known, vector, self._profiles, people)
        logits = self._softmax.logits(vector, people, asof)
        words, meaning = self._profiles.relevance(vector, people)
        client = self._clients.get(message.client, 0)
        usual = habits(self._rows, known, message.at.timestamp(), client, people)
        columns: list[NDArray[np.float32]] = [
            logits - logits.mean(), near.always, few(near.always), near.fading, few(near.fading),
            words, meaning,
        ]  # fmt: skip
        return np.concatenate([np.stack(columns, axis=1), usual], axis=1), near

    def _neighbours(self, near: Near) -> tuple[Neighbour, ...]:
        """The nearest first; of two that are as near, the key decides."""
        rows, names = self._rows, list(self._columns)
        numbers, alike = near.rows.tolist(), near.alike.tolist()
        order = sorted(range(len(alike)), key=lambda n: (-alike[n], rows.keys[numbers[n]]))
        clients = list(self._clients)
        found = []
        for place in order[:NEIGHBOURS]:
            row = numbers[place]
            gains = {names[column]: gain for column, gain in rows.gains[row].items()}
            at = datetime.fromtimestamp(float(rows.at[row]), UTC)
            client = clients[rows.client[row]]
            found.append(Neighbour(rows.keys[row], alike[place], gains, at, client))
        return tuple(found)

    def learned(self) -> int:
        """Messages with an outcome that are remembered."""
        return self._rows.count

    def fingerprint(self) -> str:
        """Of every number that was learned: two folds of the same outcomes have the same."""
        found = hashlib.sha256()
        for part in (self._rows.state(), self._softmax.state(), self._fusion.state()):
            for array in part:
                found.update(np.ascontiguousarray(array).tobytes())
        found.update(self._rarity.seen.tobytes())
        found.update(repr((list(self._columns), list(self._clients), self._rows.keys)).encode())
        return found.hexdigest()


def _have(columns: Sequence[int], near: Near) -> NDArray[np.bool_]:
    """Who of them has the talent that is nearest to the question."""
    return np.array([column in near.able for column in columns])
