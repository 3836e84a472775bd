"""The nearest past messages, weighed against each other: kernel ridge regression, local and lazy.

Ten messages that say the same do not count ten times, and what was said long ago counts less
where the second opinion (`fading`) is asked. Local learning: Bottou and Vapnik 1992; the kernel
over meaning is Gaussian on the sphere, times an exponential in how many messages lie between.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring.rows import KEPT, SLACK, Rows, alike
from bot.features.routing.scoring.text import Floats, Vector
from bot.features.routing.scoring.zero import Profiles

NEAREST = 128
TALENTS = 32
WORDS, SENSE, COMMON = 0.5, 1.0, 0.05
"""What likeness of words and of meaning weigh in the kernel, and what all have in common."""
WIDTH = 2.0
RIDGE = 0.3
LASTING, FADES_OVER = 0.2, 200.0
"""The share of a message's weight that stays, and how many messages the rest takes to fade."""
_FADED = (LASTING + (1.0 - LASTING) * np.exp(-np.arange(KEPT + SLACK + 1) / FADES_OVER)).astype(
    np.float32
)
"""A message's weight when so many others have followed."""


@dataclass(frozen=True)
class Near:
    """What the past says for each person (about 0..1), twice, and how near it was."""

    always: Floats
    fading: Floats
    rows: NDArray[np.int64]
    """The nearest rows, in no order …"""
    alike: Floats
    """… and how alike each is, in words or in meaning; 0..1."""
    likeness: float
    """How near the nearest message or talent is, as the kernel has it; 0..1."""
    able: Set[int]
    """The columns of those who have the nearest talent."""


def look(rows: Rows, known: NDArray[np.int64], vector: Vector, profiles: Profiles,
         people: int) -> Near:  # fmt: skip
    """Ask the rows that were ``known``, and the talents as if each had been asked for once."""
    words, meanings = alike(rows, known, vector)
    tell = _tell(vector)
    kernel = _kernel(words, meanings, tell)
    nearest = _largest(kernel, NEAREST)
    talents, theirs = _talents(vector, profiles, tell)
    found = np.concatenate([kernel[nearest], theirs])
    weights = _solved(_system(rows, known[nearest], profiles, talents, tell), found)
    gains = rows.gains_of(known[nearest]) + [profiles.gains[t] for t in talents]
    whole = tell + COMMON + (0.0 if meanings is None else SENSE)
    return Near(
        always=_spread(weights, gains, people),
        fading=_fading(rows, known, kernel, profiles, people, tell),
        rows=known[nearest],
        alike=_alike(words[nearest], None if meanings is None else meanings[nearest]),
        likeness=float(found.max(initial=0.0)) / whole,
        able=profiles.gains[talents[theirs.argmax()]].keys() if len(talents) else frozenset(),
    )


def _fading(rows: Rows, known: NDArray[np.int64], kernel: Floats, profiles: Profiles,
            people: int, tell: float) -> Floats:  # fmt: skip
    """The same where what is long ago counts less, and talents have no say."""
    faded = kernel * _FADED[len(known) : 0 : -1]
    nearest = np.sort(_largest(faded, NEAREST))
    system = _system(rows, known[nearest], profiles, nearest[:0], tell)
    system *= _FADED[np.abs(nearest[:, None] - nearest[None])]
    weights = _solved(system, faded[nearest])
    return _spread(weights, rows.gains_of(known[nearest]), people)


def _tell(vector: Vector) -> float:
    """What likeness of words weighs for a question: those that nobody has used yet tell nothing.

    So it is little for a question in another language than all before, and for the first ones.
    Words alone are left as they are: there is nothing else that could tell.
    """
    return WORDS if vector.meaning is None else WORDS * vector.seen**2


def _kernel(words: Floats, meanings: Floats | None, tell: float) -> Floats:
    kernel = tell * np.maximum(words, 0.0) + COMMON
    if meanings is not None:
        kernel += SENSE * np.exp(WIDTH * (meanings - 1.0))
    return kernel.astype(np.float32)


def _alike(words: Floats, meanings: Floats | None) -> Floats:
    """Two sentences with nothing in common still have a cosine of meaning of up to one half."""
    alike = words if meanings is None else np.maximum(words, 2.0 * meanings - 1.0)
    return np.clip(alike, 0.0, 1.0).astype(np.float32)


def _talents(vector: Vector, profiles: Profiles, tell: float) -> tuple[NDArray[np.int64], Floats]:
    words = profiles.sketches @ vector.sketch
    meaning = vector.meaning if len(profiles.meanings) else None
    kernel = _kernel(words, None if meaning is None else profiles.meanings @ meaning, tell)
    nearest = _largest(kernel, TALENTS)
    return nearest, kernel[nearest]


def _system(rows: Rows, numbers: NDArray[np.int64], profiles: Profiles,
            talents: NDArray[np.int64], tell: float) -> Floats:  # fmt: skip
    sketches = np.concatenate([rows.sketches[numbers], profiles.sketches[talents]])
    if not len(rows.meanings):
        return _kernel(sketches @ sketches.T, None, tell)
    meanings = np.concatenate([rows.meanings[numbers], profiles.meanings[talents]])
    return _kernel(sketches @ sketches.T, meanings @ meanings.T, tell)


def _solved(system: Floats, found: Floats) -> Floats:
    if not len(found):
        return found
    weights: Floats = np.linalg.solve(system + RIDGE * np.eye(len(found), dtype=np.float32), found)
    return weights


def _largest(values: Floats, count: int) -> NDArray[np.int64]:
    if len(values) <= count:
        return np.arange(len(values))
    return np.argpartition(-values, count - 1)[:count]


def _spread(weights: Floats, gains: list[dict[int, float]], people: int) -> Floats:
    total = [0.0] * people
    for weight, gain in zip(weights.tolist(), gains, strict=True):
        for column, share in gain.items():
            total[column] += weight * share
    return np.array(total, np.float32)
