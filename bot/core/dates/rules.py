"""Repetitions as they are kept, and the instants they give.

Kept as iCalendar (RFC 5545) writes them, wall time and zone included, so that a repetition
survives restarts and changed clocks. Two things go beyond it: a day of the month that a short
month lacks moves to that month's last day (a reminder must not vanish), and business days are
asked for when the times are counted, as holidays may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from bot.core.dates.values import DAY, FURTHEST, IsBusinessDay, instant, monday_to_friday

Every = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BUSINESS = "X-PERRON-BUSINESS-DAY"
EVERY_ONE = 0
STORED = re.compile(
    r"DTSTART;TZID=(\S+):(\d{8})T(\d{4})00\nRRULE:(\S+)(?:\n" + BUSINESS + r":(-?\d))?"
)


@dataclass(frozen=True)
class Repetition:
    """A wall time on days that come again.

    ``first`` is the day from which ``interval`` counts. ``weekdays`` start with Monday as 0;
    ``nth`` is which of them in the month (-1 the last). ``month_day`` is 1 to 31.
    ``business_day`` is which business day of the month (-1 the last), 0 each one.
    ``until`` is included.
    """

    zone: str
    at: time
    first: date
    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    business_day: int | None = None
    until: date | None = None

    @property
    def rule(self) -> str:
        """The RRULE without its name."""
        parts = [f"FREQ={self.every}", f"INTERVAL={self.interval}"]
        if self.weekdays:
            nth = "" if self.nth is None else str(self.nth)
            parts.append("BYDAY=" + ",".join(nth + CODES[day] for day in self.weekdays))
        if self.every == "YEARLY":
            parts.append(f"BYMONTH={self.first.month}")
        if self.month_day is not None:
            parts += _days_of_month(self.month_day)
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}T000000")
        return ";".join(parts)

    @property
    def stored(self) -> str:
        """The repetition as text, for a column; `from_stored` reads it."""
        text = f"DTSTART;TZID={self.zone}:{self.first:%Y%m%d}T{self.at:%H%M}00\nRRULE:{self.rule}"
        return text if self.business_day is None else f"{text}\n{BUSINESS}:{self.business_day}"

    @classmethod
    def from_stored(cls, text: str) -> Repetition:
        """What `stored` wrote; ValueError for anything else."""
        m = STORED.fullmatch(text)
        if m is None:
            raise ValueError(f"{text!r} is no stored repetition.")
        parts = dict(part.split("=", 1) for part in m[4].split(";"))
        weekdays, nth = _by_day(parts.get("BYDAY", ""))
        month_day, until = parts.get("BYMONTHDAY"), parts.get("UNTIL")
        return cls(
            zone=m[1],
            first=_date(m[2]),
            at=time(int(m[3][:2]), int(m[3][2:])),
            every=parts["FREQ"],  # type: ignore[arg-type]
            interval=int(parts["INTERVAL"]),
            weekdays=weekdays,
            nth=nth,
            month_day=int(month_day.rsplit(",", 1)[-1]) if month_day else None,
            business_day=None if m[5] is None else int(m[5]),
            until=_date(until) if until else None,
        )


def _date(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _days_of_month(day: int) -> list[str]:
    """The day, or the last of the month where that is shorter."""
    if day <= 28:
        return [f"BYMONTHDAY={day}"]
    return ["BYMONTHDAY=" + ",".join(map(str, range(28, day + 1))), "BYSETPOS=-1"]


def _by_day(text: str) -> tuple[tuple[int, ...], int | None]:
    if not text:
        return (), None
    found = [(part[:-2], CODES.index(part[-2:])) for part in text.split(",")]
    return tuple(day for _, day in found), int(found[0][0]) if found[0][0] else None


def next_times(
    repetition: Repetition,
    after: datetime,
    n: int,
    *,
    is_business_day: IsBusinessDay | None = None,
) -> list[datetime]:
    """The next ``n`` instants later than ``after``, in UTC; fewer where the repetition ends.

    The wall time stays through changes of the clocks: one that does not exist moves forward, of
    one that exists twice the first counts. Without a predicate Monday to Friday are business days.
    """
    if after.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    zone = ZoneInfo(repetition.zone)
    start = after.astimezone(zone).date() - DAY
    days = occurrences(repetition, start, is_business_day or monday_to_friday)
    times = (instant(day, repetition.at, zone) for day in days)
    return list(islice((at for at in times if at > after), n))


def occurrences(
    repetition: Repetition, start: date, is_business_day: IsBusinessDay
) -> Iterator[date]:
    """The days of a repetition from ``start`` on."""
    if repetition.business_day is None:
        found = _plain(repetition, start)
    elif repetition.business_day == EVERY_ONE:
        found = _business_days(max(start, repetition.first), is_business_day)
    else:
        found = _business_day_of_month(repetition, is_business_day)
    for day in found:
        if repetition.until and day > repetition.until:
            return
        if day >= max(start, repetition.first):
            yield day


def _plain(repetition: Repetition, start: date) -> Iterator[date]:
    midnight = datetime.min.time()
    rule = rrulestr(repetition.rule, dtstart=datetime.combine(repetition.first, midnight))
    for found in rule.xafter(datetime.combine(start, midnight), inc=True):
        yield found.date()


def _business_days(day: date, is_business_day: IsBusinessDay) -> Iterator[date]:
    for _ in range(FURTHEST):
        if is_business_day(day):
            yield day
        day += DAY


def _business_day_of_month(
    repetition: Repetition, is_business_day: IsBusinessDay
) -> Iterator[date]:
    nth = repetition.business_day or 1
    first = repetition.first.replace(day=1)
    for n in range(0, 12 * 40, repetition.interval):
        start = first + relativedelta(months=n)
        days = ((start + relativedelta(months=1)) - start).days
        found = [day for i in range(days) if is_business_day(day := start + i * DAY)]
        if len(found) >= abs(nth):
            yield found[nth - 1 if nth > 0 else nth]
