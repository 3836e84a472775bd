"""How probable it is that the person who would be asked is the right one.

What that is worth before anything was learned was measured on agencies of 3 to 144 talents drawn
from public questions with intents, one file in English and one in German and English, in two ways:
talents as bare names, and with eight words of description. Each way of knowing has a logistic
regression (Cox 1958): by words, and by meaning where the extra is installed. Both were fitted on
one file and checked on the other. A word that only one of six talents has may be anybody's word
where there are a hundred, so the more talents there are, the less a lead is worth.

Of the questions called sure in nine cases of ten, with 4 to 12 talents 97 in a hundred went to the
right talent by words and 98 by meaning; with all 77 and 144, 93 by meaning, while words alone are
hardly ever sure there. The weights of words are the fit's, moved within what it leaves open so that
small agencies stay as sure as they are right. What was learned is calibrated where it is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Signs:
    """What each sign of being right weighs, in log odds."""

    lead: float
    """How far the words point more to the first than to anybody else (logarithm)."""
    speaks: float
    """How strongly they point to the first at all."""
    ahead: float
    """How far words and meaning in all make the first likelier than others (logarithm)."""
    many: float
    """How many talents there are (logarithm)."""
    bias: float


WORDS = Signs(lead=0.9, speaks=4.0, ahead=0.0, many=-0.55, bias=-0.35)
MEANING = Signs(lead=0.4, speaks=0.0, ahead=1.5, many=-0.4, bias=0.8)
LITTLE = 0.05
FAR = 6.0
"""Farther ahead than this counts no more."""
FEW = 7
"""Past questions, and names in them, are as sure as talents are where there are so many."""
HALF = 0.5


@dataclass(frozen=True)
class Told:
    """What the answer depends on, all 0..1 but ``talents`` and ``ahead``."""

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
    talents: int
    """How many the platform has."""
    ahead: float | None
    """How much likelier those with this talent are than everybody else (logarithm); None where
    there is nobody else, or where meanings are not known."""
    named: float = 0.0
    """How far past questions with the same name were theirs."""


def sure(told: Told) -> float:
    """0..1. Clear words stay clear when much was learned, unless that points elsewhere.

    A name that the client's people use does so until about half is left to what was learned:
    then that knows the name, too, and how far it can be relied on.
    """
    clear = told.behind * _weighed(WORDS, told.talent, told, told.talents)
    later = max(told.confidence, clear)
    both = (1.0 - told.learned) * _early(told) + told.learned * later
    young = min(1.0, (1.0 - told.learned) / HALF)
    by_name = young * _weighed(WORDS, told.named, told, FEW) if told.named else 0.0
    return max(both, by_name)


def _early(told: Told) -> float:
    """Past questions speak for themselves, whatever the talents mean and however many there are."""
    if told.proven > told.talent:
        return _weighed(WORDS, told.proven, told, FEW)
    signs = WORDS if told.ahead is None else MEANING
    return _weighed(signs, told.talent, told, told.talents)


def _weighed(signs: Signs, speaks: float, told: Told, talents: int) -> float:
    lead = log((speaks + LITTLE) / (told.against + LITTLE))
    ahead = max(-FAR, min(FAR, told.ahead or 0.0))
    far = signs.lead * lead + signs.speaks * speaks + signs.ahead * ahead
    return 1.0 / (1.0 + exp(-(far + signs.many * log(max(1, talents)) + signs.bias)))
