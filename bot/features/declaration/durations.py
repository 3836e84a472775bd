"""Durations of business time as people write them: ``6h``, ``90 min``, ``5 business days``."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from re import compile as regex

from bot.core.i18n import mark
from bot.features.platforms.calendar import week

DURATION_FORM = mark("a duration of business time like 45m, 6h or 5d")
LONGEST = 366 * 1440
UNITS = {
    "m": r"m(?:in(?:s|\.|ute[ns]?)?)?",
    "h": r"h(?:rs?\.?|ours?)?|std\.?|stunden?",
    "d": r"d(?:ays?)?|(?:business|working)[ -]?days?|t(?:age?n?)?|(?:werk|arbeits)tage?n?",
}
PART = regex(
    r"(?P<count>\d{1,6}(?:[.,]\d{1,3})?)\s*(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS.items())
    + r")(?![a-zäöü])(?:\s*(?:,|and|und|\+)\s*|\s*)"
)


def usual_day(hours: str) -> int:
    """Minutes of a business day: what most days of a week have, the longer where undecided."""
    lengths = [sum(closes - opens for opens, closes in spans) for spans in week(hours)]
    counted = Counter(length for length in lengths if length)
    return max(counted, key=lambda length: (counted[length], length))


def minutes_of(text: str, day: int) -> int:
    """``text`` in minutes, a business day having ``day`` of them; ValueError where it is none."""
    found = Fraction(0)
    rest = text.strip().lower()
    if not rest:
        raise ValueError("It is empty.")
    while rest:
        part = PART.match(rest)
        if part is None:
            raise ValueError(f"{rest!r} is not understood.")
        size = next(size for unit, size in (("m", 1), ("h", 60), ("d", day)) if part[unit])
        found += Fraction(part["count"].replace(",", ".")) * size
        rest = rest[part.end() :]
    if not 1 <= found <= LONGEST:
        raise ValueError(f"{text!r} is not from one minute to a year.")
    return round(found)


def written(minutes: int, day: int) -> str:
    """The shortest way to write it that `minutes_of` reads back to the same."""
    days, rest = divmod(minutes, day) if minutes >= 2 * day else (0, minutes)
    parts = zip((days, *divmod(rest, 60)), "dhm", strict=True)
    return " ".join(f"{count}{unit}" for count, unit in parts if count)
