"""A repetition half read, and what completes it: its first day, and a time nobody said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from dateutil.relativedelta import relativedelta

from bot.core.dates.errors import NOT_A_REPETITION, PAST, Unclear
from bot.core.dates.rules import Every, Repetition, occurrences
from bot.core.dates.times import MIDNIGHT
from bot.core.dates.values import DAY, Setting, monday_to_friday


@dataclass
class Draft:
    """What was read so far."""

    every: Every | None = None
    interval: int = 1
    quarterly: bool = False
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    business_day: int | None = None
    on: date | None = None
    at: int | None = None
    begins: date | None = None
    until: date | None = None


def finished(draft: Draft, s: Setting, text: str) -> Repetition:
    if draft.every is None or not 1 <= draft.interval <= 120 or draft.at == MIDNIGHT:
        raise Unclear(NOT_A_REPETITION, text=text)
    at = s.default_time if draft.at is None else time(draft.at // 60, draft.at % 60)
    start = max(draft.begins or s.today, s.today)
    if s.instant(start, 60 * at.hour + at.minute) <= s.now:
        start += DAY
    found = Repetition(
        zone=s.zone.key,
        at=at,
        first=start,
        every=draft.every,
        weekdays=draft.weekdays,
        nth=draft.nth,
        month_day=draft.month_day,
        business_day=draft.business_day,
        until=draft.until,
    )
    found = replace(_anchored(found, draft, start), interval=draft.interval)
    if next(occurrences(found, start, monday_to_friday), None) is None:
        raise Unclear(PAST, text=text)
    return found


def _anchored(found: Repetition, draft: Draft, start: date) -> Repetition:
    """With its first day, and the day that was left to that: *every week* means today's."""
    if found.business_day is not None:
        return found
    if found.every == "WEEKLY" and not found.weekdays:
        found = replace(found, weekdays=(start.weekday(),))
    if found.every == "MONTHLY" and found.month_day is None and found.nth is None:
        start = _first_of_month(start, 3 if draft.interval % 3 == 0 else 1)
        found = replace(found, month_day=1, first=start)
    if found.every == "YEARLY":
        return _yearly(found, draft.on or start, start)
    first = next(occurrences(found, start, monday_to_friday), None)
    return replace(found, first=first) if first else found


def _first_of_month(start: date, months: int) -> date:
    """The next day on which a month begins, or a quarter."""
    first = start.replace(day=1)
    while first < start or (first.month - 1) % months:
        first += relativedelta(months=1)
    return first


def _yearly(found: Repetition, on: date, start: date) -> Repetition:
    found = replace(found, month_day=on.day)
    for years in (0, 1):
        first = date(start.year + years, on.month, 1) + relativedelta(day=on.day)
        if first >= start:
            break
    return replace(found, first=first)
