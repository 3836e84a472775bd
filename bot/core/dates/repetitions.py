"""What comes again, from what somebody typed: *every second Tuesday 9:30*."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time

from bot.core.dates.days import BUSINESS_DAY, dated
from bot.core.dates.drafts import Draft, finished
from bot.core.dates.errors import NOT_A_REPETITION, TOO_FAR, Unclear
from bot.core.dates.periods import days
from bot.core.dates.rules import EVERY_ONE, Every, Repetition
from bot.core.dates.scan import (
    LAST,
    LONGEST,
    NUMBER,
    ORDINAL,
    WEEKDAY,
    WEEKDAYS,
    Scan,
    number,
    ordinal,
    plain,
    weekday,
)
from bot.core.dates.times import daytime
from bot.core.dates.values import Hours, Setting, setting

EACH = r"(?:every|each|jede[nrsm]?|alle[nr]?|an jedem|am jeden)"
WEEKDAY_S = rf"{WEEKDAY.removesuffix(chr(92) + '.?')}(?:s|en|e)?\.?"
LISTED = rf"({WEEKDAY_S}(?:\s?(?:,|and|und|&|\+|/|or|oder)\s?(?:on |am )?{WEEKDAY_S})*)"
UNITS: tuple[tuple[str, Every, int], ...] = (
    (r"(?:days?|tage?n?)", "DAILY", 1),
    (r"(?:weeks?|wochen?)", "WEEKLY", 1),
    (r"(?:months?|monate?n?)", "MONTHLY", 1),
    (r"(?:quarters?|quartale?n?)", "MONTHLY", 3),
    (r"(?:years?|jahre?n?s?)", "YEARLY", 1),
)
WORDS: tuple[tuple[str, Every, int], ...] = (
    (r"daily|tae?glich", "DAILY", 1),
    (r"weekly|woe?chentlich", "WEEKLY", 1),
    (r"fortnightly|zweiwoe?chentlich|14-?tae?gig|vierzehntae?gig|every fortnight", "WEEKLY", 2),
    (r"monthly|monatlich", "MONTHLY", 1),
    (r"quarterly|quartalsweise|vierteljae?hrlich", "MONTHLY", 3),
    (r"half-?yearly|halbjae?hrlich", "MONTHLY", 6),
    (r"yearly|annually|jae?hrlich", "YEARLY", 1),
)
OF_MONTH = (
    r"(?:(?:of|in) (?:the|every|each|a) month|(?:im|des|jede[ns]|eines jeden|in jedem|jeweils im) "
    r"monate?s?|of each month|monthly)"
)


Reader = Callable[[Scan, Setting, Draft], bool]


def repetition(
    text: str,
    now: datetime,
    zone: str,
    language: str,
    *,
    default_time: time = time(9),
    hours: Hours | None = None,
) -> Repetition:
    """What ``text`` means to somebody in ``zone``, its first time later than ``now``.

    Without a time of day ``default_time``. `Unclear` where it is not understood or is over.
    """
    s = setting(now, zone, language, default_time, hours)
    return read_repetition(Scan(plain(text)), s, text)


def read_repetition(scan: Scan, s: Setting, text: str) -> Repetition:
    """All of ``scan`` as a repetition; ``text`` is what errors repeat."""
    if len(scan.text) > LONGEST or scan.done:
        raise Unclear(NOT_A_REPETITION, text=text)
    draft = Draft()
    try:
        while not scan.done:
            if not any(_takes(read, scan, s, draft) for read in READERS):
                raise Unclear(NOT_A_REPETITION, text=text)
        return finished(draft, s, text)
    except OverflowError:
        raise Unclear(TOO_FAR, text=text) from None


def _takes(read: Reader, scan: Scan, s: Setting, draft: Draft) -> bool:
    """Whether the reader took its part; if not, nothing is taken."""
    start = scan.at
    if read(scan, s, draft):
        return True
    scan.at = start
    return False


# The parts, each taken off the front at most once


def _until(scan: Scan, s: Setting, draft: Draft) -> bool:
    if draft.until or not scan.take(r"(?:until|till|bis|ends|ending|through)(?: zum| on)?"):
        return False
    found = days(scan, s)
    draft.until = found.last if found else None
    return found is not None


def _begins(scan: Scan, s: Setting, draft: Draft) -> bool:
    if draft.begins or not scan.take(
        r"(?:starting|beginning|begins|starts|from|ab|beginnend|startend)"
        r"(?: on| from| am| ab| dem)?"
        r"(?= )(?!\s\d{1,2}(?::|\s?uhr))"
    ):
        return False
    found = days(scan, s)
    draft.begins = found.first if found else None
    return found is not None


def _every_day(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*every business day*, *werktags*; weekdays spare holidays, too."""
    if draft.every or not scan.take(
        rf"{EACH} (?:weekday|{BUSINESS_DAY})|(?:on )?(?:weekdays|{BUSINESS_DAY})|werktags|"
        r"(?:werk|arbeits)tae?glich|an (?:werk|arbeits)tagen"
    ):
        return False
    draft.every, draft.business_day = "DAILY", EVERY_ONE
    return True


def _every_part(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*every morning*, *jeden Abend*; when that is stands for the time."""
    parts = "mornings?|noon|afternoon|evening|frue?h|morgen|vormittag|mittag|nachmittag|abend"
    if draft.every or not scan.sees(rf"{EACH} (?:{parts})"):
        return False
    scan.take(EACH)
    draft.every = "DAILY"
    return True


def _interval(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*every 2 weeks*, *jeden zweiten Tag*, *monthly*."""
    if draft.every:
        return False
    for pattern, every, times in WORDS:
        if scan.take(pattern):
            draft.every, draft.interval, draft.quarterly = every, times, times > 2
            return True
    for pattern, every, times in UNITS:
        if m := scan.take(rf"{EACH} (?:({ORDINAL}) |({NUMBER}) )?{pattern}"):
            n = ordinal(m[1]) if m[1] else number(m[2]) if m[2] else 1
            draft.every, draft.interval, draft.quarterly = every, n * times, times == 3
            return True
    return False


def _nth_of_month(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*last Friday of the month*, *jeden ersten Werktag im Monat*, *am letzten Tag des Monats*."""
    monthly = draft.every == "MONTHLY" and not draft.quarterly
    if (draft.every and not monthly) or draft.nth or draft.month_day or draft.weekdays:
        return False
    which = rf"(?:({WEEKDAY})|({BUSINESS_DAY}|weekday)|(?:days?|tage?s?))"
    of_month = rf"(?: {OF_MONTH})?" if monthly else rf" {OF_MONTH}"
    m = scan.take(
        rf"(?:(?:on|am|an) )?(?:{EACH} )?(?:the |dem )?({LAST}|{ORDINAL}) {which}{of_month}"
    ) or scan.take(rf"{EACH} ({LAST}|first|erste[nrsm]?) {which}")
    if m is None:
        return False
    nth = ordinal(m[1])
    if nth > (5 if m[2] else 15 if m[3] else 31) or nth == 0:
        return False
    draft.every = "MONTHLY"
    if m[2]:
        draft.weekdays, draft.nth = (weekday(m[2]),), nth
    elif m[3]:
        draft.business_day = nth
    else:
        draft.month_day = 31 if nth == -1 else nth
    return True


def _month_end(scan: Scan, _s: Setting, draft: Draft) -> bool:
    if draft.every not in (None, "MONTHLY") or draft.month_day or draft.weekdays or draft.quarterly:
        return False
    ends = rf"(?:at )?(?:the )?end of (?:every|each) month|{EACH} monatsende"
    if not scan.take(rf"{ends}|(?:(?:am |zum )?monatsende|ultimo)" if draft.every else ends):
        return False
    draft.every, draft.month_day = "MONTHLY", 31
    return True


def _weekdays(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*every second Tuesday*, *montags und donnerstags*, *every week on Friday*."""
    if draft.weekdays or draft.business_day is not None or draft.on or draft.month_day:
        return False
    if draft.every is None:
        m = scan.take(rf"{EACH} (?:({ORDINAL})[\s]|({NUMBER}) )?{LISTED}")
        if m is None:
            return _plural_weekdays(scan, draft)
        draft.interval = ordinal(m[1]) if m[1] else number(m[2]) if m[2] else 1
        listed = m[3]
    elif draft.every == "WEEKLY" and (m := scan.take(rf"(?:(?:on|am|jeweils) )*{LISTED}")):
        listed = m[1]
    else:
        return False
    draft.every, draft.weekdays = "WEEKLY", _listed(listed)
    return True


def _working_week(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*mon-fri at 9*, *jeden Montag bis Freitag*: the five days, holidays or not."""
    first, last = (rf"(?:{day})\.?" for day in (WEEKDAYS[0], WEEKDAYS[4]))
    if draft.every or not scan.take(rf"(?:{EACH} |von |from )?{first} ?(?:-|to|bis) ?{last}"):
        return False
    draft.every, draft.weekdays = "WEEKLY", (0, 1, 2, 3, 4)
    return True


def _plural_weekdays(scan: Scan, draft: Draft) -> bool:
    full = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:mon|diens|donners|frei|sams|sonn)tags"
    one = rf"(?:{full}|mittwochs|sonnabends)"
    m = scan.take(rf"(?:on |immer )?({one}(?:\s?(?:,|and|und|&|\+)\s?{one})*)")
    if m is None:
        m = scan.take(rf"(?:immer|jeweils) (?:am |on )?{LISTED}")
    if m is None:
        return False
    draft.every, draft.weekdays = "WEEKLY", _listed(m[1])
    return True


def _listed(text: str) -> tuple[int, ...]:
    words = re.findall(r"[a-z]+", text)
    found = [word for word in words if word not in ("and", "und", "on", "am", "or", "oder")]
    return tuple(sorted({_weekday(word) for word in found}))


def _weekday(word: str) -> int:
    if re.fullmatch(WEEKDAY, word):
        return weekday(word)
    return weekday(re.sub(r"(?:s|en|e)$", "", word))


def _month_day(scan: Scan, _s: Setting, draft: Draft) -> bool:
    """*every month on the 15th*, *jeden 15.*, *am 15. jedes Monats*."""
    if draft.month_day or draft.weekdays or draft.nth or draft.business_day is not None:
        return False
    day = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
    if draft.every == "MONTHLY" and not draft.quarterly:
        m = scan.take(rf"(?:(?:on|am|zum|jeweils) )+(?:the )?{day}(?!\s?uhr|[:.]\d)")
    elif draft.every is None:
        m = scan.take(
            rf"(?:(?:on|am|zum|jeweils|immer) )*(?:the )?{day} {OF_MONTH}|"
            rf"{EACH} (\d{{1,2}})(?:st|nd|rd|th|\.)(?: {OF_MONTH})?(?!\s?\w+tag)"
        )
    else:
        return False
    if m is None or not 1 <= int(m[1] or m[2]) <= 31:
        return False
    draft.every, draft.month_day = "MONTHLY", int(m[1] or m[2])
    return True


def _date(scan: Scan, s: Setting, draft: Draft) -> bool:
    """The day of a yearly repetition."""
    if draft.every not in ("YEARLY", None) or draft.on:
        return False
    if draft.every is None and not scan.take(rf"{EACH}(?= )"):
        return False
    found = dated(scan, s)
    if found is None or not found.yearless:
        return False
    draft.every, draft.on = "YEARLY", found.first
    return True


def _time(scan: Scan, s: Setting, draft: Draft) -> bool:
    if draft.at is not None:
        return False
    found = daytime(scan, s.hours, after_day=draft.every is not None)
    draft.at = found.at if found else None
    return found is not None


READERS: tuple[Reader, ...] = (
    _until,
    _nth_of_month,
    _month_end,
    _every_day,
    _every_part,
    _interval,
    _working_week,
    _weekdays,
    _month_day,
    _date,
    _begins,
    _time,
)
