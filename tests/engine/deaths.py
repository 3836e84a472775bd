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
