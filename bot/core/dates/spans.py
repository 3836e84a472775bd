"""A period of time from what somebody typed: holidays, half days, an afternoon."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from bot.core.dates.days import (
    UNIT,
    UNITS,
    Days,
    dated,
    numbered_week,
    one,
    single_days,
    week_ahead,
)
from bot.core.dates.errors import BACKWARDS, NO_END, NOT_A_SPAN, PAST, TOO_FAR, Unclear
from bot.core.dates.halves import Length, broken_length, later
from bot.core.dates.moments import length
from bot.core.dates.periods import days
from bot.core.dates.scan import LONGEST, MONTH, NUMBER, WEEKDAY, Scan, number, plain
from bot.core.dates.times import MIDNIGHT, NOON, Daytime, daytime
from bot.core.dates.values import DAY, FURTHEST, Setting, Span, setting

OPEN_ENDED = (
    r"bis auf weiteres|until further notice|indefinitely|for ?ever|fue?r immer|unbefristet|"
    r"auf unbestimmte zeit|bis auf widerruf"
)
UNTIL = (
    r"(?:until and including|up to and including|until|till|through|thru|up to|bis einschliesslich|"
    r"bis inkl(?:usive|\.)?|bis)(?: (?:zum|zur|the|including|einschliesslich))?"
)
TO = rf"(?:{UNTIL}|to|-)"
FROM = r"(?:from|vom|von|ab|between|starting|seit|since)(?: dem| den)?"
LONG_AGO = 180 * DAY
"""A beginning without a year that would lie further back is a mistake, no holiday under way."""


@dataclass(frozen=True)
class Edge:
    """One end of a span: days, and a time of day where one was said."""

    days: Days
    clock: Daytime | None = None
    day_said: bool = True
    day_last: bool = False
    """Whether the day came after the time, as in *10 to 12 on Friday*, where it is of both."""


def span(text: str, now: datetime, zone: str, language: str) -> Span:
    """The period that ``text`` means to somebody in ``zone``; it ends after ``now``.

    Days are whole ones, the last included (*until Friday* ends at Friday's midnight); mornings
    end and afternoons begin at 12:00; *until* begins now. `Unclear` otherwise.
    """
    s = setting(now, zone, language)
    scan = Scan(_dashes_apart(plain(text)))
    if len(scan.text) > LONGEST or scan.done:
        raise Unclear(NOT_A_SPAN, text=text)
    if scan.take(OPEN_ENDED):
        raise Unclear(NO_END, text=text)
    try:
        found = _read(scan, s, text)
    except OverflowError:
        raise Unclear(TOO_FAR, text=text) from None
    if not found.start < found.end:
        raise Unclear(BACKWARDS, text=text)
    if found.end <= s.now:
        raise Unclear(PAST, text=text)
    if (found.end - s.now).days > FURTHEST:
        raise Unclear(TOO_FAR, text=text)
    return found


def _dashes_apart(text: str) -> str:
    """*mon-wed* as *mon - wed*; dates like 2026-12-24 stay as they are."""
    return re.sub(r"(\d{4}-\d{1,2}-\d{1,2})|\s*-\s*", lambda m: m[1] or " - ", text).strip(" -")


def _read(scan: Scan, s: Setting, text: str) -> Span:
    for read in (_lasting, _until, _shared_month, _in_a_week, _from_to):
        scan.at = 0
        found = read(scan, s, text)
        if found is not None and scan.done:
            return found
    raise Unclear(NOT_A_SPAN, text=text)


# Until, with the present for a beginning


def _until(scan: Scan, s: Setting, _text: str) -> Span | None:
    scan.take("now|from now|ab jetzt|ab sofort|jetzt|today|heute|from today|ab heute")
    if not scan.take(UNTIL):
        return None
    end = _edge(scan, s)
    if end is None:
        return None
    return Span(s.now.replace(second=0, microsecond=0), _end(end, s))


# So long


def _lasting(scan: Scan, s: Setting, text: str) -> Span | None:
    """*for 3 days*, *2 Wochen ab Montag*, *the next two hours*, *rest of the week*."""
    if scan.take("(?:(?:for )?the )?rest of (?:the|this) week|(?:den )?rest (?:der|dieser) woche"):
        return _whole(Days(s.today, s.today + (6 - s.today.weekday()) * DAY), s)
    if scan.take("(?:(?:for )?the )?rest of (?:the day|today)|(?:den )?rest des tages"):
        return Span(s.now.replace(second=0, microsecond=0), s.instant(s.today, MIDNIGHT))
    start = _start_first(scan, s)
    scan.take("for|fue?r|(?:for )?the next|(?:fue?r )?die nae?chsten")
    minutes = length(scan)
    if minutes is not None and start is None:
        begin = s.now.replace(second=0, microsecond=0)
        return Span(begin, begin + timedelta(minutes=minutes))
    how_long = broken_length(scan) or _whole_length(scan)
    if how_long is None:
        return None
    scan.take("lang|long")
    start = start or _start_first(scan, s) or one(s.today)
    last = later(start.first, how_long, text) - DAY
    if last < start.first:
        raise Unclear(BACKWARDS, text=text)
    return _whole(Days(start.first, last), s)


def _whole_length(scan: Scan) -> Length | None:
    m = scan.take(rf"({NUMBER}) {UNIT}")
    return None if m is None else (Decimal(number(m[1])), UNITS[m[2][0]])


def _start_first(scan: Scan, s: Setting) -> Days | None:
    start = scan.at
    if scan.take(FROM) and (found := days(scan, s)):
        return found
    scan.at = start
    return None


# From one day to another


def _shared_month(scan: Scan, s: Setting, text: str) -> Span | None:
    """*24-27 dec*, *dec 24 to 27*, *vom 3. bis 14. august*, *24.-27.12.*"""
    scan.take(FROM)
    day = r"(?:the |dem |der |den )?(\d{1,2})(?:st|nd|rd|th|\.)?"
    if m := scan.take(
        rf"({MONTH}) {day}\s?{TO}\s?{day}(?![.:/]|\s?(?:uhr|[ap]m|{MONTH}))(?: (\d{{4}}))?"
    ):
        start, year, last = int(m[2]), m[4], f"{m[3]}. {m[1]}"
    elif (m := scan.take(rf"{day} {TO}")) and scan.sees(rf"{day}(?: of)?\s?(?:{MONTH}|\d.*)"):
        start = int(m[1])
        end = dated(scan, s)
        return None if end is None else _same_month(start, end, s, text)
    else:
        return None
    end = dated(Scan(f"{last} {year}" if year else last), s)
    return None if end is None else _same_month(start, end, s, text)


def _same_month(start: int, end: Days, s: Setting, text: str) -> Span:
    if not 1 <= start <= end.last.day:
        raise Unclear(BACKWARDS, text=text)
    return _whole(Days(end.last.replace(day=start), end.last), s)


def _in_a_week(scan: Scan, s: Setting, text: str) -> Span | None:
    """*Wed to Fri next week*, where the week belongs to both."""
    m = scan.take(rf"(?:{FROM} )?({WEEKDAY}) {TO} ({WEEKDAY})")
    start = scan.at
    if m is None or not (week_ahead(scan) is not None or numbered_week(scan, s)):
        return None
    week = scan.text[start:]
    edges = [single_days(Scan(f"{day} {week}"), s) for day in m.groups()]
    if edges[0] is None or edges[1] is None:
        return None
    if edges[1].last < edges[0].first:
        raise Unclear(BACKWARDS, text=text)
    return _whole(Days(edges[0].first, edges[1].last), s)


def _from_to(scan: Scan, s: Setting, text: str) -> Span | None:
    opened = bool(scan.take(FROM))
    start = _edge(scan, s)
    if start is None:
        return None
    opened = opened or (start.clock is not None and start.clock.until is None)
    if scan.take("and|und|&"):
        return _next_to(start, _edge(scan, s, start), s)
    if not scan.take(TO):
        scan.take("all day(?: long)?|the whole day|(?:den )?ganzen tag|ganztae?gig")
        return _single(start, s, text, opened=opened)
    end = _edge(scan, s, begun=start)
    return None if end is None else _between(start, end, s)


def _next_to(start: Edge, end: Edge | None, s: Setting) -> Span | None:
    """*Monday and Tuesday*: days that follow each other; others are two periods."""
    if end is None or start.clock or end.clock or end.days.first != start.days.last + DAY:
        return None
    return _whole(Days(start.days.first, end.days.last), s)


def _edge(scan: Scan, s: Setting, begun: Edge | None = None) -> Edge | None:
    """A day, a time, or both; the end of a span may leave the day to its beginning."""
    if begun and begun.days.first >= s.today:
        s = replace(s, after=begun.days.first)
    clock = _time(scan, s, begun)
    found = days(scan, s)
    if found is None:
        return _only_time(clock, s, begun)
    if clock is not None:
        return Edge(found, clock, day_last=True)
    onward = scan.take(FROM)
    clock = daytime(scan, s.hours, after_day=True) or _bare_hour(scan)
    if onward and clock and clock.until is not None:
        clock = Daytime(clock.at if clock.at == NOON else clock.since or 0)
    return Edge(found, clock)


def _only_time(clock: Daytime | None, s: Setting, begun: Edge | None) -> Edge | None:
    if clock is None:
        return None
    return Edge(begun.days if begun else one(s.today), clock, day_said=False)


def _time(scan: Scan, s: Setting, begun: Edge | None) -> Daytime | None:
    if begun and begun.clock and (found := _bare_hour(scan)):
        return found
    return daytime(scan, s.hours) or _bare_hour(scan)


def _bare_hour(scan: Scan) -> Daytime | None:
    """*14* in *14-16 uhr*: an hour that the other end explains."""
    if not scan.sees(rf"\d{{1,2}}(?:\s?{TO}\s?\d{{1,2}}\s?(?:uhr|[ap]m|:\d\d)|\s?$|\s?uhr)"):
        return None
    if scan.sees(rf"\d{{1,2}}\s?{TO}\s?\d{{1,2}}\.?\s?(?:{MONTH}|\d|/)(?!\d?\s?(?:uhr|[ap]m|:|$))"):
        return None
    m = scan.take(r"(\d{1,2})(?!\d|[.:/])(?:\s?uhr)?")
    if m is None or int(m[1]) > 24:
        return None
    return Daytime(60 * int(m[1]))


def _single(start: Edge, s: Setting, text: str, *, opened: bool) -> Span:
    """Whole days, a part of a day, or from a time until the day ends."""
    clock = start.clock
    if clock is None and opened:
        raise Unclear(NO_END, text=text)
    if clock is None:
        return _whole(start.days, s)
    since = clock.at if clock.since is None else clock.since
    until = MIDNIGHT if clock.until is None else clock.until
    return Span(s.instant(start.days.first, since), s.instant(start.days.last, until))


def _whole(found: Days, s: Setting) -> Span:
    return Span(s.instant(found.first, 0), s.instant(found.last, MIDNIGHT))


def _between(start: Edge, end: Edge, s: Setting) -> Span:
    if not start.day_said and end.day_last:
        start = replace(start, days=end.days)
    first, last = start.days.first, end.days.last
    if last < first and start.days.yearless and _years(first, -1) + LONG_AGO > s.today:
        first = _years(first, -1)
    while last < first and end.days.yearless and not start.days.yearless:
        last = _years(last, 1)
    begin = 0
    if start.clock:
        begin = start.clock.at if start.clock.since is None else start.clock.since
    finish = _end(Edge(one(last), end.clock), s)
    if start.clock and end.clock and first == last and end.clock.at <= begin:
        finish = s.instant(last, end.clock.at + 720) if end.clock.at + 720 <= MIDNIGHT else finish
    return Span(s.instant(first, begin), finish)


def _end(end: Edge, s: Setting) -> datetime:
    if end.clock is None:
        return s.instant(end.days.last, MIDNIGHT)
    until = end.clock.at if end.clock.until is None or end.clock.at == NOON else end.clock.until
    return s.instant(end.days.last, until)


def _years(day: date, by: int) -> date:
    return day + relativedelta(years=by)
