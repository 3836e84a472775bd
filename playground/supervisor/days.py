"""Working days: when the demo's clock starts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

BERLIN = ZoneInfo("Europe/Berlin")
BEGINS = time(10, 0)


@lru_cache(maxsize=1)
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv="BW")


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no holiday in Baden-Württemberg, as playground/agency.yml has it."""
    return day.weekday() < 5 and day not in _holidays()


def next_working_day(day: date) -> date:
    """The first working day after ``day``."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def demo_begins(now: datetime) -> datetime:
    """Ten o'clock in Berlin today, if that is a working day, else on the last one before."""
    day = now.astimezone(BERLIN).date()
    while not is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, BEGINS, BERLIN)


def working_days_before(at: datetime, days: int) -> datetime:
    """The same time of day so many working days earlier."""
    day = at.astimezone(BERLIN).date()
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return datetime.combine(day, at.astimezone(BERLIN).time(), BERLIN)
