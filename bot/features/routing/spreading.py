"""Load is spread: among those of equal talent a question goes to whoever lately had fewest.

Where one of them has had clearly more than another, what was learned does not tell them apart any
more (it would send to the same person again what they have only because they had it before), and
their room follows whose turn it is. Into whose hands somebody put the last one like it is no matter
of turns.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.routing.values import Candidate

CLEARLY = 1.1
"""More than so many times another's is clearly more: among few, one more is."""
HELD_BACK = 0.5
"""Of a turn, for who has more open than the others: nobody is flooded who comes back or is new."""


def turns(equals: Sequence[Candidate]) -> list[float] | None:
    """Whose turn it is, 0..1, in the order of ``equals``; None where no one has clearly more."""
    had = [one.lately for one in equals]
    least, most = min(had), max(had)
    if most <= CLEARLY * least:
        return None
    usual = sum(one.open_requests for one in equals) / len(equals)
    return [
        (most - one.lately)
        / (most - least)
        * (HELD_BACK if one.open_requests > usual + 1.0 else 1.0)
        for one in equals
    ]
