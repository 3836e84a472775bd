"""Lengths of time with a half: *in zweieinhalb Wochen*, *half a year from now*, *2,5 weeks*."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal

from bot.core.dates.days import UNIT, UNITS, Days, moved, one
from bot.core.dates.scan import NUMBER, Scan, number
from bot.core.dates.values import Setting

HALF = Decimal("0.5")
DAYS_IN = {"days": 1, "weeks": 7, "months": 30}
Length = tuple[Decimal, str]
"""How many, and of what: *days*, *weeks*, *months* or *years*."""


def halves_ahead(scan: Scan, s: Setting) -> Days | None:
    """The day that lies so far ahead of today, as `later` counts it."""
    start = scan.at
    leading = scan.take("(?:heute |today )?in")
    found = broken_length(scan)
    if found is not None and (leading or scan.take("from (?:now|today)")):
        return one(later(s.today, found, scan.text))
    scan.at = start
    return None


def later(day: date, length: Length, text: str) -> date:
    """``day`` and a length with a half in it, in whole days, rounded up.

    Two and a half weeks are 18 days, one and a half months a month and 15 days, half a year is
    six months. Whoever asks shows the day that was understood in full.
    """
    amount, unit = length
    if unit == "years":
        amount, unit = (amount * 12).to_integral_value(ROUND_CEILING), "months"
    if unit != "months":
        return moved(day, text, days=_up(amount * DAYS_IN[unit]))
    whole = int(amount)
    return moved(day, text, months=whole, days=_up((amount - whole) * DAYS_IN[unit]))


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))


def broken_length(scan: Scan) -> Length | None:
    """Take a length with a half or a decimal off the scan, in either language."""
    if m := scan.take(rf"({NUMBER})(?: ?einhalb| and a half| 1/2) {UNIT}"):
        return number(m[1]) + HALF, UNITS[m[2][0]]
    if m := scan.take(rf"({NUMBER}) {UNIT} and a half"):
        return number(m[1]) + HALF, UNITS[m[2][0]]
    if m := scan.take(rf"anderthalb {UNIT}"):
        return 1 + HALF, UNITS[m[1][0]]
    if m := scan.take(rf"(\d{{1,3}})[.,](\d) {UNIT}"):
        return Decimal(f"{m[1]}.{m[2]}"), UNITS[m[3][0]]
    if m := scan.take(rf"(?:half an?|a half|(?:eine?[mnrs]? )?halbe[mnrs]?) {UNIT}"):
        return HALF, UNITS[m[1][0]]
    return None
