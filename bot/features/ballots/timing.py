"""When a ballot closes, and when who has not voted is reminded. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.core.dates.values import instant
from bot.features.platforms.calendar import BusinessHours, zone

CLOSES = time(16)
"""On the next business day, on the clocks where the platform is."""
TO_ANSWER = timedelta(hours=1)
"""Left between closing and the client's date; a quarter of the time where that is short …"""
SHORTEST = timedelta(minutes=15)
"""… and nobody is asked who could not vote for this long."""
GRACE = timedelta(minutes=2)
"""Once all have voted: whoever was last can still say how sure they are, or mend a slip."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reminders:
    """When who has not voted is reminded; None where there is no time for it."""

    half: datetime | None
    hour: datetime | None


def default_closing(hours: BusinessHours, now: datetime, answer_by: datetime) -> datetime | None:
    """The next business day at 16:00, or earlier, so that the client can be answered in time.

    None where nobody is at work between now and then.
    """
    day = hours.business_days_later(hours.local_date(now), 1)
    wanted = instant(day, CLOSES, zone(hours.timezone))
    return wanted if wanted <= _limit(now, answer_by) else _last_before(hours, now, answer_by)


def moved_closing(
    hours: BusinessHours, closed: datetime, now: datetime, answer_by: datetime
) -> datetime | None:
    """One business day after ``closed``, at the same time, but not past the client's date.

    None where there is no time left.
    """
    local = closed.astimezone(zone(hours.timezone))
    day = hours.business_days_later(local.date(), 1)
    wanted = instant(day, local.time(), zone(hours.timezone))
    if now + SHORTEST <= wanted <= _limit(now, answer_by):
        return wanted
    earlier = _last_before(hours, now, answer_by)
    return earlier if earlier is not None and closed < earlier < wanted else None


def may_close(hours: BusinessHours, at: datetime, now: datetime, answer_by: datetime) -> bool:
    """Whether a closing that somebody has typed is possible."""
    is_workday = hours.is_business_day(hours.local_date(at))
    return is_workday and now + SHORTEST <= at < answer_by


def hands_again(hours: BusinessHours, closed: datetime, answer_by: datetime) -> datetime | None:
    """When to ask again who is in: half of the business time that is left for the answer.

    None where nobody is at work until then, or the time is too short for another question.
    """
    at = hours.add(closed, hours.between(closed, answer_by) / 2)
    return at if closed + SHORTEST <= at <= answer_by - SHORTEST else None


def _last_before(hours: BusinessHours, now: datetime, answer_by: datetime) -> datetime | None:
    """The last moment of business time that leaves some time to answer the client."""
    limit = _limit(now, answer_by)
    day = hours.local_date(limit)
    while day >= hours.local_date(now):
        for start, end in reversed(hours.spans(day)):
            latest = _on_the_minute(min(end, limit))
            if start <= latest and now + SHORTEST <= latest:
                return latest
        day -= DAY
    return None


def _limit(now: datetime, answer_by: datetime) -> datetime:
    return answer_by - min(TO_ANSWER, (answer_by - now) / 4)


def _on_the_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def reminders(hours: BusinessHours, asked_at: datetime, closes_at: datetime) -> Reminders:
    """Half of the business time, and an hour before closing; one of them where they meet."""
    hour = closes_at - HOUR
    if hour <= asked_at + SHORTEST:
        return Reminders(None, None)
    half = hours.add(asked_at, hours.between(asked_at, closes_at) / 2)
    return Reminders(half if half < hour - SHORTEST else None, hour)
