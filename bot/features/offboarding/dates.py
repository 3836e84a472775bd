"""When something of an ending is due: days around the last day, moved to days of work.

Pure functions of the platform's business time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.features.platforms.calendar import DAY, BusinessHours

LOOK_BACK = 14
"""Days before a date in which a working day is looked for."""


def due_on(last_day: date, days: int, hours: BusinessHours) -> date:
    """``days`` calendar days before (negative) or after the last day, on a day of work.

    What comes before the last day is moved to the day of work before it, the rest to the next.
    """
    day = last_day + timedelta(days=days)
    if days >= 0:
        return hours.business_days_later(day, 0)
    back = (day - n * DAY for n in range(LOOK_BACK))
    return next((d for d in back if hours.is_business_day(d)), day)


def opens_on(day: date, hours: BusinessHours) -> datetime:
    """When work begins on ``day``, or on the first day of work after it."""
    return hours.spans(hours.business_days_later(day, 0))[0][0]


def next_day_opens(now: datetime, hours: BusinessHours) -> datetime:
    """When work begins on the first day of work after today."""
    return opens_on(hours.local_date(now) + DAY, hours)


def grace_end(inactive_at: datetime, days: int, hours: BusinessHours) -> datetime:
    """The end of a grace period: the first business time after so many full days of 24 hours.

    Never earlier, also where a clock change makes one of the days shorter.
    """
    return hours.next_open(inactive_at + timedelta(days=days))


def soon(due: date, today: date, hours: BusinessHours, days: int) -> bool:
    """Whether it is late, or due within so many business days from today."""
    return due <= hours.business_days_later(today, days)
