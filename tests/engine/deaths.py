"""Where a process is killed: at each commit and at each outbound call, or at a share of them.

A life takes about two seconds of computing, and there are more than three hundred points; so a
run tries a share, and the next hour's run the share beside it. ``PERRON_EVERY_CRASH_POINT=1``
tries all at once, ``PERRON_CRASH_TURN=N`` the share of an earlier run: a failure names it.
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
FAREWELL_GAP, FAREWELL_CALLS_GAP = 80, 40
"""Commits and outbound calls between two deaths, at most, while the work for a client ends."""
ALL_GAP, ALL_CALLS_GAP = 24, 45
"""The same where all points are tried: a start alone makes ten calls, and twice as many where it
has much to read back."""
CHAIN = 60
"""Deaths that nobody lives long enough to die."""
DEATHS = 12
"""In one world; what is read back at each start grows with its questions."""
TURN = int(os.environ.get("PERRON_CRASH_TURN") or time.time() // 3600)
"""Which share it is."""


def commits(when: str, share: int, upto: int = A_LIFE) -> list[Json]:
    """A death ``before`` or ``after`` every ``share``-th commit of a life."""
    return [{"at": nth, "when": when} for nth in _points(upto, share, later=when == "after")]


def calls(do: str, share: int, upto: int = CALLS) -> list[Json]:
    """``kill_before`` or ``kill_after`` every ``share``-th outbound call is carried out."""
    later = do == "kill_after"
    return [{"call": nth, "do": do} for nth in _points(upto, share, later=later)]


def of_a_decision(fewer: int = 1) -> list[Json]:
    """One death of each kind, each hour another one, while the team decides and promises.

    ``fewer`` 2: of half the kinds, and in the next hour of the other half.
    """
    kinds = (
        commits("before", DECISION, DECISION),
        calls("kill_after", DECISION_CALLS, DECISION_CALLS),
        commits("after", DECISION, DECISION),
        calls("kill_before", DECISION_CALLS, DECISION_CALLS),
    )
    if os.environ.get("PERRON_EVERY_CRASH_POINT"):
        fewer = 1
    return [kill for kind in kinds[TURN % fewer :: fewer] for kill in kind]


def every_point() -> bool:
    """Whether all is tried, not only this hour's share."""
    return bool(os.environ.get("PERRON_EVERY_CRASH_POINT"))


def of_a_farewell() -> list[list[Json]]:
    """For each world the deaths one after another, more than are died before the end.

    An ending has about 530 commits and 240 calls. An hour has one world, where all kinds take
    turns; where all is tried, each kind has a world for each point between two deaths.
    """
    if not every_point():
        return [[_one_of(number) for number in range(CHAIN)]]
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


def _one_of(number: int) -> Json:
    """Another place each hour, and another one after each death."""
    kind = list(KINDS)[number % len(KINDS)]
    gap = FAREWELL_CALLS_GAP if kind.startswith("kill") else FAREWELL_GAP
    return _death(kind, 1 + (TURN * 17 + number * 31) % gap)


def _death(kind: str, nth: int) -> Json:
    return {"call": nth, "do": kind} if kind.startswith("kill") else {"at": nth, "when": kind}


def _points(count: int, share: int, *, later: bool) -> Sequence[int]:
    """``later``: half a step further on, so that both kinds of death lie evenly."""
    if os.environ.get("PERRON_EVERY_CRASH_POINT"):
        share = 1
    first = (TURN + (share // 2 if later else 0)) % share
    return range(1 + first, count + 1, share)


def worlds(kills: Sequence[Json]) -> list[Sequence[Json]]:
    """The deaths of each world: small numbers and large ones mixed, so that all last as long."""
    count = -(-len(kills) // DEATHS)
    return [kills[start::count] for start in range(count)]
