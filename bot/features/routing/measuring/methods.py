"""The production router as it is measured, and the simple methods beside it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from math import log
from time import thread_time
from typing import Protocol

import numpy as np

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.meaning import Lately
from bot.features.routing.measuring.data import Asked
from bot.features.routing.score import suggest
from bot.features.routing.scoring.softmax import Softmax
from bot.features.routing.scoring.text import Counted, Embedder, Floats, Rarity, count
from bot.features.routing.values import Candidate, Question, TalentLevel
from bot.features.routing.words import words

Said = tuple[Sequence[str], float]
"""The labels, best first, and how sure the first is."""


class Method(Protocol):
    """Is told what came of questions, and says who is best for one."""

    def learn(self, asked: Asked, /) -> None:
        """What came of a question is known now."""

    def say(self, asked: Asked, labels: Sequence[str], /) -> Said:
        """``labels``: those that are known so far."""


class Remembered:
    """An embedder that reads each text once; what a repetition would have taken is owed.

    ``most``: so many texts at most are remembered.
    """

    def __init__(self, embedder: Embedder, most: int = 50_000) -> None:
        self.embedder = embedder
        self._most = most
        self._known: dict[str, tuple[Floats, float]] = {}
        self._owed = 0.0

    def embed(self, text: str) -> Floats:
        """As the embedder has it."""
        if text in self._known:
            vector, seconds = self._known[text]
            self._owed += seconds
            return vector
        began = thread_time()
        vector = self.embedder.embed(text)
        if len(self._known) < self._most:
            self._known[text] = vector, thread_time() - began
        return vector

    def owed(self) -> float:
        """Seconds that were saved since this was last asked."""
        owed, self._owed = self._owed, 0.0
        return owed


class Production:
    """What runs in the product: `score.suggest` with an `Index`. Each label is a person.

    Where ``described``, each has one talent that is called as the label is.
    """

    def __init__(self, labels: Iterable[str], described: bool, embedder: Embedder | None) -> None:
        talents = [TalentText(la, {"en": named(la)}, {}) for la in labels] if described else []
        has = {la: _one_talent(la) for la in labels} if described else {}
        people = {la: {la: 1.0} for la in has}
        self._has = has
        self._index = Index(talents, people, Lately(embedder) if embedder is not None else None)
        self._number = 0

    def learn(self, asked: Asked) -> None:
        """They answered it."""
        self._number += 1
        outcome = ((asked.label, OutcomeKind.ANSWERED),)
        past = Past(asked.text, "", outcome, asked.at, f"{self._number}")
        self._index.learn(past, asked.known or asked.at)

    def say(self, asked: Asked, labels: Sequence[str]) -> Said:
        """Everybody has time and room."""
        people = [Candidate(label, self._has.get(label, ())) for label in labels]
        suggestion = suggest(Question(asked.text, "", at=asked.at), people, self._index)
        return [scored.person_id for scored in suggestion.ranked], suggestion.confidence


class MostFrequent:
    """Whoever had most so far."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def learn(self, asked: Asked) -> None:
        """Counts."""
        self._counts[asked.label] += 1

    def say(self, _asked: Asked, labels: Sequence[str]) -> Said:
        """The same for every question."""
        ranked = sorted(labels, key=lambda label: (-self._counts[label], label))
        return ranked, self._counts[ranked[0]] / max(1, self._counts.total())


class MostRecent:
    """Whoever had the last one."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._right: deque[bool] = deque(maxlen=200)

    def learn(self, asked: Asked) -> None:
        """Notes when."""
        self._right.append(max(self._last, key=self._last.__getitem__, default="") == asked.label)
        self._last[asked.label] = sum(1 for _ in self._last) + max(self._last.values(), default=0)

    def say(self, _asked: Asked, labels: Sequence[str]) -> Said:
        """The last one first."""
        ranked = sorted(labels, key=lambda label: (-self._last.get(label, -1), label))
        return ranked, sum(self._right) / max(1, len(self._right))


class Regression:
    """TF-IDF of words and pairs of words with logistic regression, by stochastic gradient."""

    def __init__(self, passes: int) -> None:
        """``passes`` over all examples before the first question; 0: a step after each answer."""
        self._rarity, self._softmax = Rarity(), Softmax(replays=0)
        self._columns: dict[str, int] = {}
        self._passes, self._waiting = passes, list[tuple[Counted, str]]()

    def learn(self, asked: Asked) -> None:
        """A step, or something to learn from later."""
        counted = _words_only(asked.text)
        self._rarity.add(counted)
        self._waiting.append((counted, asked.label))
        self._columns.setdefault(asked.label, len(self._columns))
        if not self._passes:
            self._catch_up(1)

    def _catch_up(self, passes: int) -> None:
        weighed = [(self._rarity.weigh(c), self._columns[label]) for c, label in self._waiting]
        for turn in range(passes):
            for number, (vector, column) in enumerate(weighed):
                self._softmax.learn(vector, {column: 1.0}, 1.0, f"{turn} {number}")
        self._waiting.clear()

    def say(self, asked: Asked, labels: Sequence[str]) -> Said:
        """By probability."""
        if self._waiting:
            self._catch_up(self._passes)
        vector = self._rarity.weigh(_words_only(asked.text))
        logits = self._softmax.logits(vector, len(self._columns))
        shares = np.exp(logits - logits.max(initial=0.0))
        sure = {la: float(shares[n] / shares.sum()) for la, n in self._columns.items()}
        ranked = sorted(labels, key=lambda label: (-sure.get(label, 0.0), label))
        return ranked, sure.get(ranked[0], 0.0)


class Neighbours:
    """BM25 (Robertson and Zaragoza 2009): the ten nearest vote."""

    def __init__(self) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._labels: list[str] = []
        self._lengths = 0

    def learn(self, asked: Asked) -> None:
        """Puts it among the others."""
        said = words(asked.text)
        self._lengths += len(said)
        mean = self._lengths / (len(self._labels) + 1)
        for word, times in Counter(said).items():
            damped = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(said) / max(1.0, mean)))
            self._postings.setdefault(word, []).append((len(self._labels), damped))
        self._labels.append(asked.label)

    def say(self, asked: Asked, labels: Sequence[str]) -> Said:
        """By the votes' weight."""
        found: dict[int, float] = {}
        for word in set(words(asked.text)):
            postings = self._postings.get(word, [])
            rare = log(1.0 + (len(self._labels) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, damped in postings:
                found[number] = found.get(number, 0.0) + rare * damped
        votes: Counter[str] = Counter()
        for number in sorted(found, key=lambda n: (-found[n], -n))[:10]:
            votes[self._labels[number]] += found[number]  # type: ignore[assignment]
        ranked = sorted(labels, key=lambda label: (-votes[label], label))
        return ranked, votes[ranked[0]] / (sum(votes.values()) or 1.0)


def _one_talent(label: str) -> tuple[TalentLevel, ...]:
    return (TalentLevel(label, 3, False),)


def named(label: str) -> str:
    """A label as somebody would call the talent."""
    return label.replace("_", " ").replace("-", " ")


def _words_only(text: str) -> Counted:
    groups = count(text.replace("\n", " ")).groups
    return Counted({name: groups[name] for name in ("t1", "t2")}, None)
