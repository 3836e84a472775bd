"""Hours per person and month: the one place where Perron adds up what a person did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.ports import HoursEntry

HOUR = 3600
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sum:
    """Seconds of a person in a month. Without a person all of the month, without both of all."""

    month: date | None
    name: str | None
    seconds: int
    not_billed: int


def in_order(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    """By day, then by who and what."""
    return sorted(entries, key=lambda one: (one.day, one.name, one.person, one.issue))


def names(entries: Iterable[HoursEntry]) -> dict[str, str]:
    """What people are called; two of the same name are told apart by who they are."""
    called = {one.person: one.name for one in entries}
    often = list(called.values())
    return {
        who: name if often.count(name) == 1 else f"{name} ({who})" for who, name in called.items()
    }


def sums(entries: Sequence[HoursEntry]) -> list[Sum]:
    """For each month its people by name and then all of it; at the end, everything."""
    shown = names(entries)
    found = []
    for month in sorted({_month(one) for one in entries}):
        of_month = [one for one in entries if _month(one) == month]
        for who in sorted({one.person for one in of_month}, key=lambda who: shown[who]):
            own = [one for one in of_month if one.person == who]
            found.append(_sum(month, shown[who], own))
        found.append(_sum(month, None, of_month))
    return [*found, _sum(None, None, entries)]


def rounded(seconds: int) -> Decimal:
    """Hours with two digits; half a hundredth goes up, as on invoices."""
    return (Decimal(seconds) / HOUR).quantize(CENT, ROUND_HALF_UP)


def _sum(month: date | None, name: str | None, entries: Iterable[HoursEntry]) -> Sum:
    every = [(one.seconds, one.billed) for one in entries]
    seconds = sum(seconds for seconds, _ in every)
    return Sum(month, name, seconds, sum(seconds for seconds, billed in every if not billed))


def _month(one: HoursEntry) -> date:
    return one.day.replace(day=1)
