"""What a platform's members have called a request, or not one, told from texts that are like it.

Kernel ridge regression over the corrections, in the same features that routing learns from. Pure
and computed anew each time: who is forgotten is in nothing that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.features.requests.essence import essence
from bot.features.requests.sense import Correction, Reason, Sense
from bot.features.routing.scoring.text import Rarity, count

RIDGE = 0.2
SURE = 0.45
"""How far on one side of nothing (between -1, small talk, and 1, a request) is believed."""


def leaning(text: str, corrections: Sequence[Correction]) -> float:
    """From -1 (members call what is like it small talk) to 1 (a request); 0 where nothing is."""
    own = essence(text)
    if not own or not corrections:
        return 0.0
    counted = [count(essence(one.text)) for one in corrections]
    rarity = Rarity()
    for one in counted:
        rarity.add(one)
    sketches = np.stack([rarity.weigh(one).sketch for one in counted])
    said = np.array([1.0 if one.is_request else -1.0 for one in corrections])
    kernel = np.maximum(sketches @ sketches.T, 0.0) + RIDGE * np.eye(len(said))
    likeness = np.maximum(sketches @ rarity.weigh(count(own)).sketch, 0.0)
    return float(np.clip(likeness @ np.linalg.solve(kernel, said), -1.0, 1.0))


def with_taste(meaning: Sense, text: str, corrections: Sequence[Correction]) -> Sense:
    """The judgement of the rules, unless members have said otherwise of what is like it.

    A question, a wish or a problem is never silenced by what was learned from other texts.
    """
    undecided = meaning.reason is Reason.UNCLEAR
    if not corrections or (meaning.is_request and not undecided) or meaning.reason in _CERTAIN:
        return meaning
    leans = leaning(text, corrections)
    if leans > SURE and not meaning.is_request:
        return Sense(True, Reason.LEARNED)
    return Sense(False, Reason.LEARNED) if leans < -SURE and undecided else meaning


_CERTAIN = frozenset({Reason.LEARNED, Reason.EMPTY, Reason.AMONG_THEMSELVES})
