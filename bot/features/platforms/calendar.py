"""Business time: when a platform is at work, and how long something takes in its hours.

Hours and holidays are meant in the platform's own zone; instants go in and come out aware and in
UTC, so a day on which the clocks change has the hours that people really work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from re import compile as regex
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holidays import country_holidays

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GERMAN = ("mo", "di", "mi", "do", "fr", "sa", "so")
HOURS_FORM = "Mon-Fri 09:00-18:00"
LOOK_AHEAD = 400
"""Days without any business time after which hours and holidays are called wrong."""

PART = regex(
    r"(?:(?P<first>[a-z]+)(?:\s*-\s*(?P<last>[a-z]+))?\s+)?"
    r"(?P<opens>\d{1,2}:\d\d)\s*-\s*(?P<closes>\d{1,2}:\d\d)"
)

Span = tuple[datetime, datetime]
"""From (inclusive) and until (exclusive), in UTC."""
Minutes = tuple[int, int]
"""From and until, in minutes of a day; 1440 is its end."""


@dataclass(frozen=True)
class BusinessHours:
    """A platform's business time.

    ``hours`` as in ``Mon-Fri 09:00-18:00`` or ``Mon-Thu 09:00-12:00,13:00-18:00, Fri
    09:00-15:00``; ``holidays`` as in ``DE-BW`` or ``DE``, None for none. ValueError, with a
    sentence that says what is allowed, where one of the three is not understood.
    """

    timezone: str
    hours: str
    holidays: str | None = None

    def __post_init__(self) -> None:
        zone(self.timezone)
        week(self.hours)
        if self.holidays is not None:
            holidays_of(self.holidays, 2024)

    def is_open(self, at: datetime) -> bool:
        """Whether ``at`` is business time; the closing minute is not."""
        return any(start <= at < end for start, end in _spans(self, self.local_date(at)))

    def next_open(self, at: datetime) -> datetime:
        """The first moment of business time from ``at`` on, ``at`` itself included."""
        start, _ = next(self._spans_from(at))
        return max(start, at.astimezone(UTC))

    def next_change(self, at: datetime) -> datetime:
        """When business time next ends or begins after ``at``."""
        start, end = next(self._spans_from(at))
        return end if start <= at else start

    def add(self, at: datetime, duration: timedelta) -> datetime:
        """When ``duration`` of business time has passed since ``at``; never before `next_open`."""
        if duration < timedelta():
            raise ValueError("Business time can only be added, not taken away.")
        left = duration
        for start, end in self._spans_from(at):
            begin = max(start, at.astimezone(UTC))
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise AssertionError("business time never ends")

    def between(self, a: datetime, b: datetime) -> timedelta:
        """How much business time lies between ``a`` and ``b``; negative where b comes first."""
        if b < a:
            return -self.between(b, a)
        total = timedelta()
        day, last = self.local_date(a), self.local_date(b)
        while day <= last:
            for start, end in _spans(self, day):
                total += max(timedelta(), min(end, b) - max(start, a))
            day += DAY
        return total

    def business_days_later(self, day: date, n: int) -> date:
        """The ``n``-th business day after ``day``; with 0 the first one not before it."""
        if n < 0:
            raise ValueError("Business days can only be counted forward.")
        found = self._business_day_from(day)
        for _ in range(n if found == day else max(0, n - 1)):
            found = self._business_day_from(found + DAY)
        return found

    def is_business_day(self, day: date) -> bool:
        """Whether anybody works at all on ``day``."""
        return bool(_spans(self, day))

    def is_holiday(self, day: date) -> bool:
        """Whether ``day`` is a public holiday here."""
        return self.holidays is not None and day in holidays_of(self.holidays, day.year)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The working times of a day, in order."""
        return _spans(self, day)

    def local_date(self, at: datetime) -> date:
        """The calendar date at ``at`` where the platform is."""
        if at.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return at.astimezone(zone(self.timezone)).date()

    def _business_day_from(self, day: date) -> date:
        for _ in range(LOOK_AHEAD):
            if self.is_business_day(day):
                return day
            day += DAY
        raise ValueError(f"There is no business time in the {LOOK_AHEAD} days before {day}.")

    def _spans_from(self, at: datetime) -> Iterator[Span]:
        """The spans that end after ``at``, in order, without end."""
        day = self.local_date(at)
        while True:
            day = self._business_day_from(day)
            yield from (span for span in _spans(self, day) if span[1] > at)
            day += DAY


@lru_cache(maxsize=8192)
def _spans(hours: BusinessHours, day: date) -> tuple[Span, ...]:
    """The business time of one day. What a clock change swallows or overlaps is left out."""
    if hours.is_holiday(day):
        return ()
    found: list[Span] = []
    for opens, closes in week(hours.hours)[day.weekday()]:
        start, end = (_instant(day, minutes, hours.timezone) for minutes in (opens, closes))
        if found:
            start = max(start, found[-1][1])
        if start < end:
            found.append((start, end))
    return tuple(found)


def _instant(day: date, minutes: int, timezone: str) -> datetime:
    days, rest = divmod(minutes, 1440)
    wall = datetime.combine(day + days * DAY, time(rest // 60, rest % 60), zone(timezone))
    return wall.astimezone(UTC)


def zone(name: str) -> ZoneInfo:
    """The time zone; ValueError where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a time zone; write one like Europe/Berlin.") from None


@lru_cache(maxsize=512)
def holidays_of(code: str, year: int) -> frozenset[date]:
    """The public holidays of a country (``DE``) or a part of it (``DE-BW``) in a year."""
    country, _, part = code.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        raise ValueError(
            f"{code!r} is not a known country or part of one; write a code like DE or DE-BW."
        ) from None


@lru_cache(maxsize=256)
def week(hours: str) -> tuple[tuple[Minutes, ...], ...]:
    """Opening times by weekday, Monday first. Weekdays are English (Mon) or German (Mo)."""
    days: list[list[Minutes]] = [[] for _ in WEEKDAYS]
    current: list[int] | None = None
    for part in hours.lower().split(","):
        match = PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{part.strip()!r} is not understood; write hours like {HOURS_FORM}.")
        if match["first"]:
            current = _days(match["first"], match["last"])
        if current is None:
            raise ValueError(f"{hours!r} names no weekday; write hours like {HOURS_FORM}.")
        for weekday in current:
            days[weekday].append((_minutes(match["opens"]), _minutes(match["closes"])))
    return tuple(_in_order(spans, hours) for spans in days)


def _days(first: str, last: str | None) -> list[int]:
    start, end = _weekday(first), _weekday(last or first)
    return [(start + n) % 7 for n in range((end - start) % 7 + 1)]


def _weekday(name: str) -> int:
    for names in (WEEKDAYS, GERMAN):
        if name in names:
            return names.index(name)
    allowed = ", ".join(day.capitalize() for day in WEEKDAYS)
    raise ValueError(f"{name.capitalize()!r} is not a weekday; one of {allowed} is.")


def _minutes(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    total = hour * 60 + minute
    if minute > 59 or total > 1440:
        raise ValueError(f"{text!r} is not a time of day; write one from 00:00 to 24:00.")
    return total


def _in_order(spans: list[Minutes], hours: str) -> tuple[Minutes, ...]:
    spans = sorted(spans)
    if any(opens >= closes for opens, closes in spans):
        raise ValueError(f"In {hours!r} a time ends before it begins.")
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        raise ValueError(f"In {hours!r} two times of the same day overlap.")
    return tuple(spans)
