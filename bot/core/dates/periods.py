"""Months, quarters and years, their beginnings and ends, and weekends."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.core.dates.days import (
    NEXT,
    THIS,
    Days,
    numbered_week,
    single_days,
    week_ahead,
)
from bot.core.dates.halves import halves_ahead
from bot.core.dates.scan import MONTH, Scan, month
from bot.core.dates.values import DAY, Setting

EDGE = r"(beginning|start|early|anfang|mid(?:dle)?|mitte|end|late|ende)"
MONTHS_LONG = {"m": 1, "q": 3, "y": 12, "j": 12}
OF = r"(?:(?:in|im|of|the|de[srnm]|der|die|das|-)\s?)*"


def periods(scan: Scan, s: Setting) -> Days | None:
    """A period, or the part of one that *beginning*, *middle* or *end* names."""
    start = scan.at
    if compound := _compound(scan, s):
        return compound
    edge = scan.take(rf"(?:at |by |zum |bis )?(?:the )?{EDGE}")
    found = _whole(scan, s, edged=edge is not None)
    if found is None:
        scan.at = start
        return None
    return _part(edge[1], *found) if edge else Days(*found)


def _part(edge: str, first: date, last: date) -> Days:
    length = (last - first).days + 1
    if edge[0] in "bsa" or edge == "early":
        day = first
    elif edge[0] == "m":
        day = first + (2 if length == 7 else (length - 1) // 2) * DAY
    else:
        day = last - (2 if length == 7 else 0) * DAY
    return Days(day, day)


def _compound(scan: Scan, s: Setting) -> Days | None:
    if scan.take(rf"(?:at |am |on |this |next |the |{NEXT} |{THIS} )*(?:weekend|wochenende)"):
        saturday = s.today + (5 - s.today.weekday()) % 7 * DAY
        return Days(saturday, saturday + DAY)
    m = scan.take(r"(?:am |zum |bis )?(monats|quartals|jahres|wochen)(anfang|mitte|ende)")
    if m is None:
        return None
    if m[1] == "wochen":
        first = s.today - s.today.weekday() * DAY
        return _part(m[2], first, first + 6 * DAY)
    found = _stretch(s, MONTHS_LONG[m[1][0]], 0)
    part = _part(m[2], *found)
    return part if part.first >= s.today else _part(m[2], *_stretch(s, MONTHS_LONG[m[1][0]], 1))


def _stretch(s: Setting, months: int, ahead: int) -> tuple[date, date]:
    """The month, quarter or year that today lies in, or one after it."""
    start = s.today.replace(day=1, month=(s.today.month - 1) // months * months + 1)
    first = start + relativedelta(months=months * ahead)
    return first, first + relativedelta(months=months) - DAY


def _whole(scan: Scan, s: Setting, *, edged: bool) -> tuple[date, date] | None:
    if edged:
        scan.take(r"(?:of|the|der|des|-)(?: the)?")
        ahead = week_ahead(scan)
        monday = s.today - s.today.weekday() * DAY
        if ahead is None and scan.take("week|woche"):
            ahead = 0
        start = monday + 7 * ahead * DAY if ahead is not None else numbered_week(scan, s)
        if start is not None:
            return start, start + 6 * DAY
    m = scan.take(
        rf"{OF}(?:({NEXT}|kommende[nrsm]?)|{THIS}|the)?\s?(months?|monat(?:e?s)?|quarters?|quartals?|"
        r"years?|jahr(?:e?s)?)"
    )
    if m and (m[1] or edged or m[0].split()[0] in ("this", "diesen", "dieses", "diesem", "dieser")):
        return _stretch(s, MONTHS_LONG[m[2][0]], 1 if m[1] else 0)
    if m:
        scan.at = m.start()
    return _named(scan, s)


def _named(scan: Scan, s: Setting) -> tuple[date, date] | None:
    m = scan.take(rf"{OF}(?:{NEXT} |{THIS} )?({MONTH})(?: (\d{{4}})(?!:))?")
    if m is None:
        return None
    year = int(m[2]) if m[2] else s.today.year
    if not 1 <= year <= 9998:
        return None
    first = date(year, month(m[1]), 1)
    if not m[2] and first + relativedelta(months=1) <= s.today:
        first = first + relativedelta(years=1)
    return first, first + relativedelta(months=1) - DAY


def days(scan: Scan, s: Setting) -> Days | None:
    """Take one expression for days off the scan; *this* and *next* periods included."""
    return halves_ahead(scan, s) or single_days(scan, s) or periods(scan, s)
