"""One instant from what somebody typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.core.dates.days import Days, one
from bot.core.dates.errors import NOT_A_MOMENT, PAST, TOO_FAR, Unclear
from bot.core.dates.periods import days
from bot.core.dates.scan import LONGEST, NUMBER, Scan, number, plain
from bot.core.dates.times import Daytime, daytime
from bot.core.dates.values import DAY, FURTHEST, Hours, Moment, Setting, setting

MINUTES = {"m": 1, "h": 60, "s": 60}
HALF_UNIT = r"(?:half an hour|(?:einer |ner )?halben stunde|30 ?min)"
LONG = (
    rf"({NUMBER}|\d+[.,]\d+)( and a half|einhalb)? ?(minutes?|mins?|minuten?|m|hours?|hrs?|h|"
    r"stunden?|std)\.?"
)


def moment(
    text: str,
    now: datetime,
    zone: str,
    language: str,
    *,
    default_time: time = time(9),
    hours: Hours | None = None,
) -> Moment:
    """The instant that ``text`` means to somebody in ``zone``, always later than ``now``.

    Without a time of day ``default_time``; a time without a day is the next such time, a date
    without a year the next such date, a period (*next week*) its first day. `Unclear` otherwise.
    """
    s = setting(now, zone, language, default_time, hours)
    return read_moment(Scan(plain(text)), s, text)


def read_moment(scan: Scan, s: Setting, text: str) -> Moment:
    """All of ``scan`` as a moment; ``text`` is what errors repeat."""
    if len(scan.text) > LONGEST or scan.done:
        raise Unclear(NOT_A_MOMENT, text=text)
    try:
        return _read(scan, s, text)
    except OverflowError:
        raise Unclear(TOO_FAR, text=text) from None


def _read(scan: Scan, s: Setting, text: str) -> Moment:
    scan.take(r"(?:by|until|till|bis(?: zum)?|due)(?= )")
    found = elapsed(scan, s)
    if found is None or not scan.done:
        scan.at = 0
        scan.take(r"(?:by|until|till|bis(?: zum)?|due)(?= )")
        found = _at_a_day(scan, s, text)
    if not s.now < found.at:
        raise Unclear(PAST, text=text)
    if (found.at - s.now).days > FURTHEST:
        raise Unclear(TOO_FAR, text=text)
    other = found.other if found.other and s.now < found.other != found.at else None
    return replace(found, other=other)


def elapsed(scan: Scan, s: Setting) -> Moment | None:
    """*in 2 hours*, *in einer halben Stunde*, *90 minutes from now*."""
    if scan.take(rf"in {HALF_UNIT}|{HALF_UNIT} from now"):
        return _after(s, 30)
    if scan.take(
        r"in (?:anderthalb|eineinhalb|an hour and a half|one and a half)(?: stunden| hours)?"
    ):
        return _after(s, 90)
    if scan.take(r"in (?:einer )?(?:dreiviertelstunde|three quarters of an hour)"):
        return _after(s, 45)
    if scan.take(r"in (?:einer )?(?:viertelstunde|a quarter of an hour)"):
        return _after(s, 15)
    start = scan.at
    leading = scan.take("in")
    total = length(scan)
    if total is not None and (leading or scan.take("from now")):
        return _after(s, total)
    scan.at = start
    return None


def length(scan: Scan) -> int | None:
    """Minutes and hours, as minutes: *1 hour 30 minutes*, *1,5 Stunden*, *2h*."""
    total: float | None = None
    while m := scan.take(rf"(?:and |und )?{LONG}" if total is not None else LONG):
        n = float(m[1].replace(",", ".")) if re.match(r"\d", m[1]) else number(m[1])
        total = (total or 0) + (n + (0.5 if m[2] else 0)) * MINUTES[m[3][0]]
    return None if total is None else round(total)


def _after(s: Setting, minutes: int) -> Moment:
    return Moment((s.now + timedelta(minutes=minutes)).replace(second=0, microsecond=0))


def _at_a_day(scan: Scan, s: Setting, text: str) -> Moment:
    """A day and a time in either order, or one of the two."""
    clock = daytime(scan, s.hours)
    found = days(scan, s)
    if clock is None and found is not None:
        clock = daytime(scan, s.hours, after_day=True)
    if not scan.done or (clock is None and found is None):
        raise Unclear(NOT_A_MOMENT, text=text)
    if found is None:
        found = _next_time(s, clock)
    if found.first <= s.today and found.last > found.first:
        raise Unclear(NOT_A_MOMENT, text=text)  # this week: which of its days?
    return joined(found, clock, s)


def _next_time(s: Setting, clock: Daytime | None) -> Days:
    later = clock is not None and s.instant(s.today, clock.at) <= s.now
    return one(s.today + DAY if later else s.today)


def joined(found: Days, clock: Daytime | None, s: Setting) -> Moment:
    """A day and a time as an instant, with the reading that was not chosen."""
    minutes = clock.at if clock else s.default_time.hour * 60 + s.default_time.minute
    first = found.first
    other = None
    if found.other:
        other = s.instant(found.other, minutes)
    elif clock and clock.other is not None:
        other = s.instant(first, clock.other)
    return Moment(s.instant(first, minutes), has_time=clock is not None, other=other)
