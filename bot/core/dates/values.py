"""What typed words become: moments, spans, and what they are read with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
FURTHEST = 10 * 366
"""Days ahead beyond which a date is called a mistake."""

IsBusinessDay = Callable[[date], bool]


def monday_to_friday(day: date) -> bool:
    """Business days where nobody knows of holidays."""
    return day.weekday() < 5


@dataclass(frozen=True)
class Hours:
    """When people work, for words like *end of day* and *next business day*."""

    opens: time = time(9)
    closes: time = time(18)
    is_business_day: IsBusinessDay = monday_to_friday


@dataclass(frozen=True)
class Moment:
    """One instant. ``at`` is aware, in UTC, on a full minute.

    ``has_time`` is whether a time of day was said; otherwise it is the default. ``other`` is a
    second reading that people could have meant (*next Friday*, *3/4*), to be offered beside it.
    """

    at: datetime
    has_time: bool = field(default=True, compare=False)
    other: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Span:
    """From ``start`` until ``end`` (exclusive), both aware and in UTC.

    ``start`` may lie in the past (*today*, or a holiday that has begun); ``end`` never does.
    """

    start: datetime
    end: datetime


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A wall time as a UTC instant.

    A time that does not exist moves forward by what the clocks skip; of one that exists twice
    the first is meant. Both are what ``fold=0`` means (PEP 495).
    """
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


@dataclass(frozen=True)
class Setting:
    """What words are read with: the present, the reader's zone and language, and habits."""

    now: datetime
    zone: ZoneInfo
    language: str
    default_time: time = time(9)
    hours: Hours = field(default_factory=Hours)
    after: date | None = None
    """Where a period began: its end's weekday is looked for from there."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def instant(self, day: date, minutes: int) -> datetime:
        """``minutes`` of a day as people count them on a clock; 1440 is the next midnight."""
        days, rest = divmod(minutes, 1440)
        return instant(day + days * DAY, time(rest // 60, rest % 60), self.zone)


def setting(
    now: datetime,
    zone: str,
    language: str,
    default_time: time = time(9),
    hours: Hours | None = None,
) -> Setting:
    """ValueError where ``now`` has no zone: a fault of the caller, not of who typed."""
    if now.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return Setting(now.astimezone(UTC), ZoneInfo(zone), language, default_time, hours or Hours())
