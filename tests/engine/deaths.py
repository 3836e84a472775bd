"""Where a process is killed: at each commit and at each outbound call, or at a share of them.

A life takes about two seconds of computing, and there are more than three hundred points; so a
run dies a few deaths of each kind, one after another, and the next hour's run elsewhere.
``PERRON_EVERY_CRASH_POINT=1`` tries all at once, ``PERRON_CRASH_TURN=N`` those of an earlier run:
a failure names it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
A_LIFE = 96
"""Commits of a process that starts and sees one question through, and a few more."""
CALLS = 60
"""Outbound calls of the same."""
DECISION, DECISION_CALLS = 200, 110
"""Commits and outbound calls of a process that starts and sees one decision through."""
GAP, CALLS_GAP = 48, 30
"""Commits and outbound calls between two deaths, at most: a start alone has about half of that."""
FAREWELL_GAP, FAREWELL_CALLS_GAP = 160, 80
"""The same while the work for a client ends."""
ALL_GAP, ALL_CALLS_GAP = 24, 45
"""The same where all points are tried: a start alone makes ten calls, and twice as many where it
has much to read back."""
CHAIN = 60
"""Deaths that nobody lives long enough to die."""
DEATHS = 12
"""In one world; what is read back at each start grows with its questions."""
TURN = int(os.environ.get("PERRON_CRASH_TURN") or time.time() // 3600)
"""Which share it is."""


def of_questions(each: int) -> list[Json]:
    """``each`` deaths of every kind while questions are asked, answered and closed."""
    return _every(A_LIFE, CALLS) if every_point() else _chain(4 * each)


def of_a_decision() -> list[Json]:
    """One death of each kind while the team decides and promises."""
    return _every(DECISION, DECISION_CALLS) if every_point() else _chain(4)


def every_point() -> bool:
    """Whether all is tried, not only this hour's share."""
    return bool(os.environ.get("PERRON_EVERY_CRASH_POINT"))


def of_a_farewell() -> list[list[Json]]:
    """For each world the deaths one after another, more than are died before the end.

    An ending has about 530 commits and 240 calls. An hour has one world, where all kinds take
    turns; where all is tried, each kind has a world for each point between two deaths.
    """
    if not every_point():
        return [_chain(CHAIN, FAREWELL_GAP, FAREWELL_CALLS_GAP)]
    return [
        [_death(kind, first), *[_death(kind, gap)] * CHAIN]
        for kind, gap in KINDS.items()
        for first in range(1, gap + 1)
    ]


KINDS = {
    "before": ALL_GAP,
    "kill_after": ALL_CALLS_GAP,
    "after": ALL_GAP,
    "kill_before": ALL_CALLS_GAP,
}


def _every(commits: int, calls: int) -> list[Json]:
    """A death at each point of a life, one kind after the other."""
    return [
        _death(kind, nth)
        for kind in KINDS
        for nth in range(1, (calls if kind.startswith("kill") else commits) + 1)
    ]


def _chain(count: int, gap: int = GAP, calls_gap: int = CALLS_GAP) -> list[Json]:
    """Deaths of all kinds in turns: at another place each hour, and after each death."""
    return [_one_of(number, gap, calls_gap) for number in range(count)]


def _one_of(number: int, gap: int, calls_gap: int) -> Json:
    kind = list(KINDS)[number % len(KINDS)]
    gap = calls_gap if kind.startswith("kill") else gap
    return _death(kind, 1 + (TURN * 17 + number * 31) % gap)


def _death(kind: str, nth: int) -> Json:
    return {"call": nth, "do": kind} if kind.startswith("kill") else {"at": nth, "when": kind}


def worlds(kills: Sequence[Json]) -> list[Sequence[Json]]:
    """The deaths of each world: small numbers and large ones mixed, so that all last as long."""
    count = -(-len(kills) // DEATHS)
    return [kills[start::count] for start in range(count)]
