"""Calendar days: from *tomorrow* and *14.12.* to *KW 50* and *Ende nächster Woche*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.core.dates.errors import NO_SUCH_DAY, OTHER_WEEKDAY, TOO_FAR, Unclear
from bot.core.dates.scan import MONTH, NUMBER, WEEKDAY, Scan, month, number, weekday
from bot.core.dates.values import DAY, FURTHEST, Setting

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Days:
    """Calendar days from ``first`` to ``last``, both included.

    ``other`` is a second reading of ``first``; ``yearless`` that no year was said.
    """

    first: date
    last: date
    other: date | None = None
    yearless: bool = False


Reader = Callable[[Scan, Setting], Days | None]


def one(day: date, **more: bool | date | None) -> Days:
    return replace(Days(day, day), **more)  # type: ignore[arg-type]


def single_days(scan: Scan, s: Setting) -> Days | None:
    """Take one expression for days off the scan, longer periods apart."""
    start = scan.at
    scan.take(r"(?:on|by|am|den|zum|der|dem)(?= )")
    for read in READERS:
        if found := read(scan, s):
            if abs((found.first - s.today).days) > FURTHEST:
                raise Unclear(TOO_FAR, text=scan.text)
            return found
    scan.at = start
    return None


def moved(day: date, text: str, **by: int) -> date:
    """``day`` and some days, weeks, months or years."""
    try:
        return day + relativedelta(**by)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        raise Unclear(TOO_FAR, text=text) from None


# Near today


def near(scan: Scan, s: Setting) -> Days | None:
    if scan.take("(?:the )?day after tomorrow|ue?ber ?morgen"):
        return one(s.today + 2 * DAY)
    if scan.take("today|heute"):
        return one(s.today)
    if scan.take("tomorr?ow|tmrw|tmr|morgen"):
        return one(s.today + DAY)
    return None


BUSINESS_DAY = r"(?:(?:business|working) days?|workdays?|(?:werk|arbeits)tage?[nr]?)"


def business(scan: Scan, s: Setting) -> Days | None:
    """The next business day, or a number of them from today."""
    if scan.take(rf"(?:the )?(?:next|nae?chste[nrm]?) {BUSINESS_DAY}"):
        return one(_business_days(s, 1, scan.text))
    if m := scan.take(
        rf"in ({NUMBER}) {BUSINESS_DAY}|({NUMBER}) {BUSINESS_DAY} from (?:now|today)"
    ):
        return one(_business_days(s, number(m[1] or m[2]), scan.text))
    return None


def _business_days(s: Setting, n: int, text: str) -> date:
    day, left = s.today, n
    for _ in range(FURTHEST):
        if not left:
            return day
        day += DAY
        left -= s.hours.is_business_day(day)
    raise Unclear(TOO_FAR, text=text)


UNITS = {"d": "days", "t": "days", "w": "weeks", "m": "months", "y": "years", "j": "years"}
UNIT = r"(days?|tage?n?|weeks?|wochen?|months?|monate?n?|years?|jahre?n?)"


def ahead(scan: Scan, s: Setting) -> Days | None:
    """*in 2 weeks*, *in drei Tagen*, *a week from today*; also *in 2 Wochen am Freitag*."""
    m = scan.take(rf"(?:heute |today )?in ({NUMBER}) {UNIT}|({NUMBER}) {UNIT} from (?:now|today)")
    if m is None:
        return None
    n, unit = number(m[1] or m[3]), m[2] or m[4]
    if unit[0] in "wW" and (found := _weekday_then(scan)) is not None:
        return one(_monday(s.today) + n * WEEK + found * DAY)
    return one(moved(s.today, scan.text, **{UNITS[unit[0]]: n}))


def _weekday_then(scan: Scan) -> int | None:
    m = scan.take(rf"(?:(?:on|am) )?({WEEKDAY})s?")
    return weekday(m[1]) if m else None


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


# Weekdays

NEXT = r"(?:next|nae?chste[nrsm]?|nae?xte[nrsm]?)"
THIS = r"(?:this|diese[nrsm]?|coming|kommende[nrsm]?)"
THAT_WEEK = (
    (r"(?:the )?week after next|(?:die |in der )?ue?ber ?nae?chste[nrs]? woche", 2),
    (rf"(?:die |in der |der )?(?:{NEXT}|kommende[nr]?) (?:week|woche)|the coming week", 1),
    (r"(?:the |die |in )?(?:this|diese[rn]?) (?:week|woche)", 0),
)


def week_ahead(scan: Scan) -> int | None:
    """0 for this week, 1 for the next."""
    for pattern, n in THAT_WEEK:
        if scan.take(rf"(?:(?:in|of) )?(?:{pattern})"):
            return n
    return None


def numbered_week(scan: Scan, s: Setting) -> date | None:
    """The Monday of a calendar week (ISO 8601) that has not ended."""
    m = scan.take(
        r"(?:(?:in|der|die) )*(?:kw|cw|kalenderwoche|(?:calendar )?week)\s?(\d{1,2})(?: (\d{4}))?"
    )
    if m is None:
        return None
    try:
        if m[2]:
            return date.fromisocalendar(int(m[2]), int(m[1]), 1)
        found = (
            date.fromisocalendar(year, int(m[1]), 1)
            for year in range(s.today.year - 1, s.today.year + 8)
            if int(m[1]) <= date(year, 12, 28).isocalendar().week
        )
        return next(day for day in found if day + WEEK > s.today)
    except (ValueError, StopIteration):
        raise Unclear(NO_SUCH_DAY, text=m[0].strip()) from None


def weeks(scan: Scan, s: Setting) -> Days | None:
    """A week, or a weekday in it: *next week*, *KW 50*, *nächste Woche Freitag*."""
    ahead_by = week_ahead(scan)
    start = numbered_week(scan, s) if ahead_by is None else _monday(s.today) + ahead_by * WEEK
    if start is None:
        return None
    found = _weekday_then(scan)
    return Days(start, start + 6 * DAY) if found is None else one(start + found * DAY)


def weekdays(scan: Scan, s: Setting) -> Days | None:
    """A weekday with what makes it exact; never today, which people call *today*."""
    start = scan.at
    weeks_before = scan.take(rf"({NUMBER}) weeks?(?= (?:on|from) )")
    m = scan.take(rf"(?:(?:on|from|am) )?(?:(?:({NEXT})|{THIS}) )?({WEEKDAY})")
    if m is None:
        scan.at = start
        return None
    wanted = weekday(m[2])
    if exact := dated(scan, s):
        return _agreeing(exact, wanted, scan.text)
    in_week = week_ahead(scan)
    monday = numbered_week(scan, s) if in_week is None else _monday(s.today) + in_week * WEEK
    if monday is not None:
        return one(monday + wanted * DAY)
    coming = _coming(s, wanted)
    if weeks_before:
        return one(coming + number(weeks_before[1]) * WEEK)
    if later := scan.take(rf"in ({NUMBER}) (?:weeks?|wochen?)|week"):
        return one(coming + (number(later[1]) if later[1] else 1) * WEEK)
    if m[1] and coming < _monday(s.today) + WEEK:
        return one(coming + WEEK, other=coming)
    return one(coming)


def _coming(s: Setting, wanted: int) -> date:
    start = s.after or s.today + DAY
    return start + (wanted - start.weekday()) % 7 * DAY


def _agreeing(exact: Days, wanted: int, text: str) -> Days:
    if exact.first.weekday() != wanted:
        raise Unclear(OTHER_WEEKDAY, text=text)
    return exact


# Dates

DOTTED = r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4})|\.(\d{2})(?![:.]?\d)|\.(?!\d)|(?![\d.:]))"
SLASHED = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?"
SUFFIX = r"(?:st|nd|rd|th|\.)"
DAY_FIRST = rf"(?:the |der |den )?(\d{{1,2}}){SUFFIX}?(?: of)?\s?({MONTH})(?:,? (\d{{4}})(?!:))?"
MONTH_FIRST = (
    rf"({MONTH}) (?:the )?(\d{{1,2}}){SUFFIX}?(?![:.\d]|\s?(?:uhr|[ap]m))(?:,? (\d{{4}})(?!:))?"
)
FEASTS = (
    ("christmas eve|heilig(?:er |en )?abend", 12, 24),
    ("christmas(?: day)?|xmas|(?:an )?weihnachten", 12, 25),
    ("(?:on )?new year'?s eve|(?:an )?silvester", 12, 31),
    ("new year'?s?(?: day)?|neujahr", 1, 1),
)


def dated(scan: Scan, s: Setting) -> Days | None:
    """A date that names its day and month."""
    scan.take(r"(?:on|am|den|der|dem)(?= )")
    if m := scan.take(r"(\d{4})-(\d{1,2})-(\d{1,2})"):
        return _date(int(m[1]), int(m[2]), int(m[3]), s, m[0])
    if m := scan.take(DOTTED):
        if int(m[2]) <= 12 or m[0].endswith(".") or m[3] or m[4]:
            return _date(_year(m[3] or m[4]), int(m[2]), int(m[1]), s, m[0])
        scan.at = m.start()
        return None
    if m := scan.take(SLASHED):
        return _slashed(int(m[1]), int(m[2]), _year(m[3]), s, m[0])
    if m := scan.take(DAY_FIRST):
        return _date(_year(m[3]), month(m[2]), int(m[1]), s, m[0])
    if m := scan.take(MONTH_FIRST):
        return _date(_year(m[3]), month(m[1]), int(m[2]), s, m[0])
    for pattern, in_month, on_day in FEASTS:
        if m := scan.take(pattern):
            return _date(None, in_month, on_day, s, m[0])
    return None


def _year(text: str | None) -> int | None:
    return None if not text else int(text) + (2000 if len(text) == 2 else 0)


def _date(year: int | None, in_month: int, on_day: int, s: Setting, text: str) -> Days:
    """The date; without a year the next such one, today included."""
    try:
        if year is not None:
            return one(date(year, in_month, on_day))
        date(2000, in_month, on_day)
    except ValueError:
        raise Unclear(NO_SUCH_DAY, text=text.strip()) from None
    return one(next_such(s.today, in_month, on_day), yearless=True)


def next_such(today: date, in_month: int, on_day: int) -> date:
    """The next date of that day and month that exists, ``today`` included."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, in_month, on_day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise AssertionError("29 February comes at least every eight years")


def _slashed(a: int, b: int, year: int | None, s: Setting, text: str) -> Days:
    """English puts the month first, German the day; the other order is kept beside it."""
    first, second = ((a, b), (b, a)) if s.language != "de" else ((b, a), (a, b))
    if first[0] > 12:
        first, second = second, first
    found = _date(year, first[0], first[1], s, text)
    if second[0] <= 12 and second != first:
        return replace(found, other=_date(year, second[0], second[1], s, text).first)
    return found


def day_of_month(scan: Scan, s: Setting) -> Days | None:
    """*the 14th*, *am 31.*: the next month that has it, today included."""
    m = scan.take(rf"(?:on |am |zum |bis )?(?:the |der |den |dem )?(\d{{1,2}}){SUFFIX}(?!\s?\d)")
    if m is None:
        return None
    for ahead_by in range(0 if 1 <= int(m[1]) <= 31 else 99, 4):
        start = s.today.replace(day=1) + relativedelta(months=ahead_by)
        found = start + (int(m[1]) - 1) * DAY
        if found.month == start.month and found >= s.today:
            return one(found, yearless=True)
    raise Unclear(NO_SUCH_DAY, text=m[0].strip())


READERS: tuple[Reader, ...] = (ahead, business, near, weeks, weekdays, dated, day_of_month)
"""In the order in which they are tried."""
