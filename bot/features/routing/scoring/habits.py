"""What is known before a word is read: who had many, who had the last ones, whose client it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.features.routing.scoring.rows import Rows
from bot.features.routing.scoring.text import Floats

LOOK_BACK = 2000
MESSAGES = (3.0, 20.0, 100.0, 1000.0)
"""Half-lives in messages: bursts, the day's work, what somebody works on, and in all."""
HOUR, DAY = 3600.0, 86400.0
TIMES = (2 * HOUR, 2 * DAY, 14 * DAY)
"""Half-lives in time."""
FAMILIAR = 300.0
"""Half-life, in messages, of knowing a client."""
NAMES = (*(f"last{m:.0f}" for m in MESSAGES), *(f"within{t:.0f}" for t in TIMES), "hours", "client")
DOUBT = 0.05
_FADED = {life: np.exp2(-np.arange(LOOK_BACK, 0, -1) / life) for life in (*MESSAGES, FAMILIAR)}
"""Half-life → the weights of the last messages, the newest last."""


def habits(rows: Rows, known: NDArray[np.int64], at: float, client: int, people: int) -> Floats:
    """For each person and each of ``NAMES`` the logarithm of their share, 0 where nothing is known.

    ``at``: when it is asked; ``client``: whose it is, 0 for nobody's.
    """
    known = known[-LOOK_BACK:]
    person, asked = rows.person[known], rows.at[known]
    columns = [_share(person, _FADED[life][LOOK_BACK - len(known) :], people) for life in MESSAGES]
    since = np.maximum(at - asked, 0.0)
    columns += [_share(person, np.exp2(-since / life), people) for life in TIMES]
    columns.append(_hours(person, asked, at, people))
    same = (rows.client[known] == client) & (client > 0)
    columns.append(_share(person, same * _FADED[FAMILIAR][LOOK_BACK - len(known) :], people))
    return np.stack(columns, axis=1)


def _share(person: NDArray[np.int64], weight: NDArray[np.float64], people: int) -> Floats:
    each = np.bincount(person, weight, people) + DOUBT
    share: Floats = np.log(each / each.mean()).astype(np.float32)
    return share


def _hours(person: NDArray[np.int64], asked: NDArray[np.float64], at: float, people: int) -> Floats:
    """How much more often than others somebody has what is asked at such an hour."""
    apart = np.abs(asked - at) % DAY
    apart = np.minimum(apart, DAY - apart) / HOUR
    alike = np.exp(-0.5 * (apart / 1.5) ** 2)
    usual = (alike.sum() + 1.0) / (len(person) + 6.0)
    theirs = (np.bincount(person, alike, people) + 4.0 * usual) / (
        np.bincount(person, minlength=people) + 4.0
    )
    hours: Floats = np.log(theirs / usual).astype(np.float32)
    return hours
