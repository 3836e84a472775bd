"""What a ballot's votes come to. Pure: votes in, an outcome out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from bot.features.ballots.models import Choice, Condition
from bot.features.platforms.models import BallotRule
from bot.features.promises.values import Outcome

FEW = 3
"""With fewer votes than this, nothing but the outcome is told or kept."""

Joined = tuple[Condition, str, int]
"""A condition, its words where it has any, and how many named it."""


@dataclass(frozen=True)
class Tally:
    """How many voted what."""

    go: int = 0
    go_if: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        """Everybody who voted: this counts for the quorum."""
        return self.go + self.go_if + self.no + self.abstain

    @property
    def in_favour(self) -> int:
        return self.go + self.go_if


def tally(choices: Iterable[Choice]) -> Tally:
    """Count votes."""
    found = [Choice(one) for one in choices]
    return Tally(
        go=found.count(Choice.GO),
        go_if=found.count(Choice.GO_IF),
        no=found.count(Choice.NO),
        abstain=found.count(Choice.ABSTAIN),
    )


def reaches_quorum(votes: int, quorum: int, asked: int) -> bool:
    """Whether ``votes`` are ``quorum`` percent of those ``asked``."""
    return votes * 100 >= quorum * asked


def outcome(votes: Tally, rule: BallotRule, quorum: int, asked: int) -> Outcome | None:
    """How it ended; None below the quorum.

    Who abstains counts for the quorum and for neither side. Where everybody does, nobody has
    decided anything.
    """
    if not reaches_quorum(votes.cast, quorum, asked):
        return None
    sides = votes.in_favour + votes.no
    if sides == 0:
        return Outcome.UNDECIDED
    is_go = {
        BallotRule.CONSENT: votes.no == 0,
        BallotRule.TWO_THIRDS: votes.in_favour * 3 >= sides * 2,
        BallotRule.MAJORITY: votes.in_favour * 2 > sides,
    }[rule]
    return Outcome.GO if is_go else Outcome.NO


def certainty(levels: Sequence[int]) -> tuple[float, float] | None:
    """Mean and standard deviation of how sure people are, 1 to 5; None where too few said it."""
    return (fmean(levels), pstdev(levels)) if len(levels) >= FEW else None


def joined(conditions: Iterable[tuple[Condition, str]]) -> list[Joined]:
    """Conditions, those that say the same joined; the most named first."""
    found: dict[tuple[Condition, str], tuple[str, int]] = {}
    for condition, words in conditions:
        plain = " ".join(words.split())
        key = (condition, plain.casefold().rstrip(" .!"))
        first, count = found.get(key, (plain, 0))
        found[key] = (min(first, plain), count + 1)  # whose spelling it is, tells nothing
    together = [(key[0], words, count) for key, (words, count) in found.items()]
    return sorted(together, key=lambda one: (-one[2], list(Condition).index(one[0]), one[1]))
