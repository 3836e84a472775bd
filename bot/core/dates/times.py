"""Times of day: ``14 uhr``, ``9:30``, ``4pm``, ``halb zehn``, ``in the afternoon``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.dates.errors import NO_SUCH_TIME, Unclear
from bot.core.dates.scan import NUMBER, Scan, number
from bot.core.dates.values import Hours

NOON, MIDNIGHT = 720, 1440
EARLIEST = 7
"""Bare hours before it are meant in the afternoon: nobody asks for a reminder *at 4* at night."""

AT = r"(?:(?:at|um|gegen|around|from|ab|@)\s?)?"


@dataclass(frozen=True)
class Daytime:
    """Minutes of a day, 0 to 1440; with ``until`` a part of one. ``other`` is a second reading."""

    at: int
    other: int | None = None
    until: int | None = None
    since: int | None = None


def daytime(scan: Scan, hours: Hours, *, after_day: bool = False) -> Daytime | None:
    """Take a time of day, in either order with the part of the day it lies in."""
    part = day_part(scan, hours, after_day=after_day)
    clock = clock_time(scan, bare=after_day and scan.loose)
    if part is None and clock is not None:
        part = day_part(scan, hours, after_day=True)
    if clock is None or part is None:
        return clock or part
    return _within(clock, part, scan.text)


def _within(clock: Daytime, part: Daytime, text: str) -> Daytime:
    """``8`` and *in the evening*: 20:00."""
    since, until = part.since or 0, part.until or MIDNIGHT
    for minutes in (clock.at, clock.other, clock.at + NOON):
        if minutes is not None and since <= minutes <= until:
            return Daytime(minutes)
    raise Unclear(NO_SUCH_TIME, text=text)


PARTS: tuple[tuple[str, Callable[[Hours], Daytime]], ...] = (
    (
        r"(?:by |at |the |zum |bis )*(?:end of (?:the |business )?(?:day|business)|eod|cob|"
        r"close of business|feierabend|dienstschluss|geschae?ftsschluss|tagesende|ende des tages)",
        lambda hours: Daytime(_minutes_of(hours.closes)),
    ),
    (
        r"(?:(?:in|at|um|am|zu) )?(?:the )?(?:noon|midday|lunchtime|mittags?)",
        lambda _: Daytime(NOON, since=660, until=840),
    ),
    (r"(?:(?:at|um) )?(?:midnight|mitternacht)", lambda _: Daytime(MIDNIGHT)),
    (
        r"(?:(?:in the|am) )?(?:forenoon|vormittags?)",
        lambda _: Daytime(600, since=0, until=NOON),
    ),
    (
        r"(?:(?:in the|in der|am) )?(?:afternoons?|nachmittags?)",
        lambda _: Daytime(840, since=NOON, until=MIDNIGHT),
    ),
    (
        r"(?:(?:in the|am) )?(?:evenings?|abends?)",
        lambda _: Daytime(1080, since=1020, until=MIDNIGHT),
    ),
    (
        r"(?:early )?(?:in the )?mornings?|(?:in der )?frue?h(?:s|morgens)?|morgens|am morgen",
        lambda hours: Daytime(_minutes_of(hours.opens), since=0, until=NOON),
    ),
)


def _minutes_of(at: object) -> int:
    hour, minute = str(at).split(":")[:2]
    return 60 * int(hour) + int(minute)


def day_part(scan: Scan, hours: Hours, *, after_day: bool = False) -> Daytime | None:
    """*in the morning*, *abends*; a bare *morgen* only after a day, where it is no tomorrow."""
    for pattern, make in PARTS:
        if scan.take(pattern):
            return make(hours)
    if after_day and scan.take("morgen"):
        return Daytime(_minutes_of(hours.opens), since=0, until=NOON)
    return None


HALVES = (
    (rf"{AT}halb ({NUMBER})", -30),
    (rf"{AT}half past ({NUMBER})", 30),
    (rf"{AT}(?:viertel nach|quarter (?:past|after)) ({NUMBER})", 15),
    (rf"{AT}(?:viertel vor|dreiviertel|quarter to) ({NUMBER})", -15),
)
DIGITS = re.compile(r"\d{1,2}")


def clock_time(scan: Scan, *, bare: bool = False) -> Daytime | None:
    """A time as clocks show it; ``bare`` also takes a number alone for the hour."""
    if m := scan.take(rf"{AT}(\d{{1,2}})\s?(?:[:.](\d\d))?\s?(?:uhr\s?)?([ap])\.?m\.?(?!\w)"):
        return _twelve(int(m[1]), int(m[2] or 0), m[3], scan.text)
    if m := scan.take(rf"{AT}(\d{{1,2}}):(\d\d)(?:\s?(?:uhr|h))?"):
        return _checked(int(m[1]), int(m[2]), scan.text)
    if m := scan.take(
        rf"{AT}(\d{{1,2}})[.h](\d\d)\s?uhr|(?:at|um|ab|gegen) (\d{{1,2}})[.h](\d\d)(?!\.)"
    ):
        return _checked(int(m[1] or m[3]), int(m[2] or m[4]), scan.text)
    hour = "(?:uhr|h)" if bare else "uhr"
    if m := scan.take(rf"{AT}(\d{{1,2}})\s?{hour}(?: (\d\d)(?![.:/\d]))?"):
        return _checked(int(m[1]), int(m[2] or 0), scan.text)
    minute = r"[0-5]\d" if bare else r"00|1[3-9]|[2-5]\d"  # 14.12 alone is a day
    if m := scan.take(rf"{AT}(\d{{1,2}})\.({minute})(?![.\d])"):
        return _checked(int(m[1]), int(m[2]), scan.text)
    return _spoken(scan, bare=bare)


def _spoken(scan: Scan, *, bare: bool) -> Daytime | None:
    for pattern, shift in HALVES:
        if m := scan.take(pattern):
            return _meant(number(m[1]), shift, scan.text)
    if m := scan.take(rf"{AT}({NUMBER}) (?:o'?clock|uhr)|(?:at|um|gegen|@)\s?({NUMBER})(?![.:/])"):
        return _meant(number(m[1] or m[2]), 0, scan.text)
    if bare and (m := scan.take(r"(\d{1,2})(?![.:/])")):
        return _meant(int(m[1]), 0, scan.text)
    return None


def _meant(hour: int, shift: int, text: str) -> Daytime:
    """A bare hour of the clock face: early ones lie in the afternoon."""
    found = _checked(hour, 0, text)
    minutes = found.at + shift
    if 0 < minutes < 60 * EARLIEST:
        return Daytime(minutes + NOON, other=minutes)
    return replace(found, at=minutes % MIDNIGHT if shift else minutes)


def _twelve(hour: int, minute: int, half: str, text: str) -> Daytime:
    if not 1 <= hour <= 12:
        raise Unclear(NO_SUCH_TIME, text=text)
    return _checked(hour % 12 + (12 if half == "p" else 0), minute, text)


def _checked(hour: int, minute: int, text: str) -> Daytime:
    if minute > 59 or 60 * hour + minute > MIDNIGHT:
        raise Unclear(NO_SUCH_TIME, text=text)
    return Daytime(60 * hour + minute)
