"""Busy times out of an iCalendar (RFC 5545). Titles, places and people are never looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component, vRecur

from bot.ports import Refused

DAY = timedelta(days=1)
Span = tuple[datetime, datetime]
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
"""Nobody meets so often: a rule like that would only keep us busy."""
MOST = 2000
"""Spans that are kept."""
NOT_BUSY = {"FREE", "WORKINGELSEWHERE"}
"""Outlook's own words (MS-OXCICAL), which it writes beside TRANSP."""


def busy_spans(content: bytes, since: datetime, until: datetime, timezone: str) -> list[Span]:
    """The busy times between ``since`` and ``until``, merged and in order, in UTC.

    ``timezone`` is where whole days, and times without a zone, are meant. `Refused` with code
    ``calendar`` where it is no calendar.
    """
    home = ZoneInfo(timezone)
    found: list[Span] = []
    if b"END:VCALENDAR" not in content.upper():
        raise Refused("calendar", "not a calendar, or half of one")
    try:
        for component in Calendar.from_ical(content, multiple=True):
            if not isinstance(component, Calendar):
                continue
            found += _events(component, since, until, home)
            found += _free_busy(component, home)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        raise Refused("calendar", "not a calendar") from None
    return _merged((max(start, since), min(end, until)) for start, end in found)[:MOST]


def _events(calendar: Calendar, since: datetime, until: datetime, home: ZoneInfo) -> Iterator[Span]:
    if calendar.name != "VCALENDAR":
        raise ValueError("not a calendar")
    calendar.subcomponents = [one for one in calendar.subcomponents if not _cannot_be(one)]
    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    # Whole days and floating times have no zone to be compared in: look further, cut off later.
    for event in query.between(since - DAY, until + DAY):
        if _is_busy(event):
            yield _instant(event["DTSTART"].dt, home), _instant(event["DTEND"].dt, home)


def _cannot_be(component: Component) -> bool:
    rules: Any = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, vRecur):
            return True  # not understood: of the series nothing is
        if TOO_OFTEN.intersection(str(word).upper() for word in rule.get("FREQ", ())):
            return True
    return False


def _is_busy(event: Component) -> bool:
    """OPAQUE is what RFC 5545 takes for granted; Outlook also says it in words of its own."""
    said = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    is_opaque = str(event.get("TRANSP", "OPAQUE")).upper() == "OPAQUE"
    return is_opaque and not is_off and said not in NOT_BUSY


def _free_busy(calendar: Calendar, home: ZoneInfo) -> Iterator[Span]:
    """What a calendar that tells nothing but free and busy has: VFREEBUSY."""
    for component in calendar.walk("VFREEBUSY"):
        periods: Any = component.get("FREEBUSY", [])
        for period in periods if isinstance(periods, list) else [periods]:
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                yield _instant(period.start, home), _instant(period.end, home)


def _instant(value: date | datetime, home: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), home)
    return (value if value.tzinfo is not None else value.replace(tzinfo=home)).astimezone(UTC)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
