"""A message as numbers: words, pairs of words, pieces of words and manner, hashed.

Pieces of three to five letters let a German compound meet its parts and forgive typos; hashing
(Weinberger et al. 2009) needs no dictionary, so nothing anybody wrote is kept as text.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SIZE = 1 << 16
"""Numbers that features are hashed to."""
SKETCH = 512
"""Length of the short vector with (nearly) the same cosines: a count sketch."""
MEANING = 512
"""Length of an embedding."""
READ = 1500
"""Characters below the first line that are read."""
PIECES = (3, 4, 5)
SHARES = {"t1": 1.0, "t2": 0.5, "tc": 0.7, "b1": 0.7, "b2": 0.4, "bc": 0.5, "manner": 0.2}
"""How much each group weighs: (t)he first line, the (b)ody; words, pairs, pieces of words."""

_WORD = re.compile(r"[^\W_]+")
_MARKS = ("{", "http", "\n*", "\n-", "\n#", "\n\n", "[", ":", "?", "!", "`", "(", " - ", "...")


class Embedder(Protocol):
    """Texts that mean the same are near each other, in whatever language they are written."""

    def embed(self, text: str) -> Floats:
        """A vector of ``MEANING`` numbers at length 1; zeros for an empty text."""


@dataclass(frozen=True)
class Counted:
    """A message's features before it is known how rare they are: by group, number and damping."""

    groups: dict[str, tuple[Ints, Floats]]
    meaning: Floats | None
    """Its embedding, where there is one."""


@dataclass(frozen=True)
class Vector:
    """A message's features weighed by rarity, at length 1, sparse and as a sketch."""

    numbers: Ints
    weights: Floats
    sketch: Floats
    meaning: Floats | None
    seen: float
    """The share of it that is in features which other messages had before, 0..1."""


@dataclass
class Rarity:
    """In how many messages each feature was, so far: rare ones tell more."""

    seen: Floats = field(default_factory=lambda: np.zeros(SIZE, np.float32))
    messages: int = 0

    def add(self, counted: Counted) -> None:
        """Count a message's features, once each."""
        self.messages += 1
        for numbers, _ in counted.groups.values():
            self.seen[numbers] += 1.0

    def weigh(self, counted: Counted) -> Vector:
        """Each group at its share, the whole at length 1."""
        numbers, weights = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for name, (found, damped) in counted.groups.items():
            rare = np.log((self.messages + 1.5) / (self.seen[found] + 0.5)) + 0.1
            weighed = damped * np.maximum(rare, 0.0)
            numbers.append(found)
            weights.append(_unit(weighed) * np.float32(SHARES[name]))
        all_numbers = np.concatenate(numbers)
        all_weights = _unit(np.concatenate(weights))
        sketch = _sketch(all_numbers, all_weights)
        before = all_weights[self.seen[all_numbers] > 0.0]
        return Vector(all_numbers, all_weights, sketch, counted.meaning, float(before @ before))


def count(text: str, meaning: Floats | None = None) -> Counted:
    """The features of a message; its first line is what it is about."""
    title, _, body = text.strip().partition("\n")
    groups: dict[str, tuple[Ints, Floats]] = {}
    for part, words in (("t", _words(title[:READ])), ("b", _words(body[:READ]))):
        groups[part + "1"] = _counted(_hashed(words, 1))
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        groups[part + "2"] = _counted(_hashed(pairs, 2))
        groups[part + "c"] = _counted(_pieces(f" {' '.join(words)} "))
    groups["manner"] = _counted(_hashed(_manner(title, body), 9))
    return Counted(groups, meaning)


def normalise(text: str) -> str:
    """Lower case, ä→ae, ß→ss, no accents."""
    text = text.casefold()
    if text.isascii():
        return text
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, plain)
    bare = unicodedata.normalize("NFKD", text)
    return bare if bare.isascii() else "".join(c for c in bare if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text))


def _manner(title: str, body: str) -> list[str]:
    """How somebody writes: length, marks, capitals; who writes alike often wants the same one."""
    found = [f"long{len(body).bit_length()}", f"first{len(title) // 12}"]
    found += [f"ends{title[-1:]}" if title[-1:] in ".?!" else "ends", f"cap{title[:1].isupper()}"]
    found += [f"t{mark}" for mark in _MARKS if mark in title]
    return found + [f"b{mark}" for mark in _MARKS if mark in body]


def _mixed(hashes: Hashes, salt: int) -> Hashes:
    """Spread over all 64 bits (the finisher of splitmix64)."""
    mixed = (hashes ^ np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return mixed


def _hashed(words: list[str], salt: int) -> Hashes:
    return _mixed(np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64), salt)


def _pieces(text: str) -> Hashes:
    """All pieces of ``PIECES`` letters that do not reach over a space."""
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    space = letters == ord(" ")
    found = [np.zeros(0, np.uint64)]
    hashes, within = np.zeros(len(letters) + 1, np.uint64), np.ones(len(letters) + 1, bool)
    for size in range(1, min(PIECES[-1], len(letters)) + 1):
        places, last = len(letters) - size + 1, size - 1
        hashes = hashes[:places] * np.uint64(1_000_003) + letters[last:]
        within = within[:places] & ~space[last - 1 : -1] if size > 2 else within[:places]
        if size in PIECES:
            found.append(_mixed(hashes[within], 100 + size))
    return np.concatenate(found)


def _counted(hashes: Hashes) -> tuple[Ints, Floats]:
    """The numbers of features and their log-damped counts."""
    numbers, times = np.unique((hashes % np.uint64(SIZE)).astype(np.int64), return_counts=True)
    return numbers, (1.0 + np.log(times)).astype(np.float32)


def _sketch(numbers: Ints, weights: Floats) -> Floats:
    """Charikar, Chen, Farach-Colton 2002: signed sums of features, cosines kept in the mean."""
    summed = np.bincount(_PLACES[numbers], weights * _SIGNS[numbers], SKETCH)
    return _unit(summed.astype(np.float32))


def _unit(vector: Floats) -> Floats:
    length = np.linalg.norm(vector)
    return vector if length == 0.0 else (vector / length).astype(np.float32)


_SPREAD = _mixed(np.arange(SIZE, dtype=np.uint64), 7)
_SIGNS = np.where(_SPREAD & np.uint64(1 << 20), 1.0, -1.0)
_PLACES = (_SPREAD % np.uint64(SKETCH)).astype(np.int64)
