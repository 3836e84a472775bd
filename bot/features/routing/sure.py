"""How probable it is that the person who would be asked is the right one.

What words alone are worth was measured on small agencies of 4 to 12 talents drawn from public
questions with intents, in German and English: how strongly they point to one talent, and how far
that is ahead of the next (a logistic regression: Cox 1958). Of the questions called sure in nine
cases of ten, 96 in a hundred went to the right talent. What was learned is calibrated where it is
learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

LEAD, SPEAKS, BIAS = 0.95, 5.0, -1.9
LITTLE = 0.05
HALF = 0.5


@dataclass(frozen=True)
class Told:
    """What the answer depends on, all 0..1."""

    talent: float
    """How strongly the words point to the talent of the first …"""
    proven: float
    """… how far past questions like it were theirs …"""
    against: float
    """… and what points to what only others have."""
    confidence: float
    """How probable what was learned makes it that the first is right."""
    behind: float
    """How probable it makes those with this talent, beside the likeliest of all."""
    learned: float
    """How much is left to what was learned."""
    named: float = 0.0
    """How far past questions with the same name were theirs."""


def sure(told: Told) -> float:
    """0..1. Clear words stay clear when much was learned, unless that points elsewhere.

    A name that the client's people use does so until about half is left to what was learned:
    then that knows the name, too, and how far it can be relied on.
    """
    early = _by_words(max(told.talent, told.proven), told.against)
    both = (1.0 - told.learned) * early + told.learned * told.confidence
    young = min(1.0, (1.0 - told.learned) / HALF)
    by_name = young * _by_words(told.named, told.against) if told.named else 0.0
    return max(both, by_name, told.behind * _by_words(told.talent, told.against))


def _by_words(speaks: float, against: float) -> float:
    lead = log((speaks + LITTLE) / (against + LITTLE))
    return 1.0 / (1.0 + exp(-(LEAD * lead + SPEAKS * speaks + BIAS)))
