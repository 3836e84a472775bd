"""When digests are due: times of the platform's zone, moved where nobody works. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.dates.values import instant
from bot.features.platforms.calendar import BusinessHours, zone

DAY, WEEK = timedelta(days=1), timedelta(days=7)
THURSDAY, FRIDAY = 3, 4
LOOK_AHEAD = 60
"""Periods without a single business day after which hours and holidays are called wrong."""
LATE = timedelta(days=3)
"""What was missed for longer than this is not made up for."""


@dataclass(frozen=True)
class Occasion:
    """One time that a digest is due: its day, and the instant."""

    day: date
    at: datetime


@dataclass(frozen=True)
class Rhythm:
    """Something due once in each period, or not at all in one without a fitting business day.

    ``begin`` gives the first day of the period that a day lies in, ``onward`` the first day of
    the period after it, ``pick`` the day within it that begins on the given day.
    """

    at: time
    begin: Callable[[date], date]
    onward: Callable[[date], date]
    pick: Callable[[BusinessHours, date], date | None]

    def next_after(self, hours: BusinessHours, now: datetime) -> Occasion:
        """The first occasion after ``now``."""
        for found in self._from(hours, self.begin(hours.local_date(now))):
            if found.at > now:
                return found
        raise ValueError(f"There is no business day in the {LOOK_AHEAD} periods after {now}.")

    def last_until(self, hours: BusinessHours, now: datetime) -> Occasion | None:
        """The newest occasion that is not after ``now``, of this period or the one before."""
        this = self.begin(hours.local_date(now))
        before = self.begin(this - DAY)
        passed = [o for b in (before, this) if (o := self._in(hours, b)) and o.at <= now]
        return passed[-1] if passed else None

    def _from(self, hours: BusinessHours, begin: date) -> Iterator[Occasion]:
        for _ in range(LOOK_AHEAD):
            found = self._in(hours, begin)
            if found is not None:
                yield found
            begin = self.onward(begin)

    def _in(self, hours: BusinessHours, begin: date) -> Occasion | None:
        day = self.pick(hours, begin)
        if day is None:
            return None
        return Occasion(day, instant(day, self.at, zone(hours.timezone)))


def _same_day(hours: BusinessHours, day: date) -> date | None:
    return day if hours.is_business_day(day) else None


def _near(weekday: int) -> Callable[[BusinessHours, date], date | None]:
    """That day of the week; else the last business day before it in the week, else the next."""

    def pick(hours: BusinessHours, monday: date) -> date | None:
        days = (monday + n * DAY for n in (*range(weekday, -1, -1), *range(weekday + 1, 7)))
        return next((day for day in days if hours.is_business_day(day)), None)

    return pick


def _first_of_month(hours: BusinessHours, first: date) -> date | None:
    days = (first + n * DAY for n in range(28))
    return next((day for day in days if hours.is_business_day(day)), None)


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - day.weekday() * DAY


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def _next_month(first: date) -> date:
    return month_of(first + 31 * DAY)


DAILY = Rhythm(time(9), lambda day: day, lambda day: day + DAY, _same_day)
"""Business days at nine."""
WEEKLY = Rhythm(time(14), monday_of, lambda day: day + WEEK, _near(THURSDAY))
"""Thursday afternoon; where nobody works then, the business day before it."""
FRIDAYS = Rhythm(time(15), monday_of, lambda day: day + WEEK, _near(FRIDAY))
"""Friday afternoon; where nobody works then, the last business day of that week."""
MONTHLY = Rhythm(time(10), month_of, _next_month, _first_of_month)
"""The first business day of a month at ten."""
