"""Times back into words, in full, so that nobody has to guess what was understood.

Everything said here is read back as the same by `moment`, `span` and `repetition`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from dateutil.relativedelta import relativedelta

from bot.core.dates.rules import EVERY_ONE, Repetition, next_times
from bot.core.dates.values import DAY, Moment, Span
from bot.core.i18n import Translator


def in_words(what: Moment | Span | Repetition, now: datetime, zone: str, language: str) -> str:
    """``what`` in full, in the reader's language and zone: “Tuesday, 24 November 2026, 09:30”.

    A repetition is told in its own zone, whose wall time it keeps.
    """
    t = Translator(language)
    if isinstance(what, Moment):
        return _instant(what.at.astimezone(ZoneInfo(zone)), t)
    if isinstance(what, Span):
        return _span(what, ZoneInfo(zone), t)
    return _repetition(what, now, t)


def _locale(t: Translator) -> str:
    return "de" if t.language == "de" else "en"


def _day(day: date, t: Translator) -> str:
    pattern = "EEEE, d. MMMM y" if _locale(t) == "de" else "EEEE, d MMMM y"
    return format_date(day, pattern, locale=_locale(t))


def _short_day(day: date, t: Translator) -> str:
    pattern = "d. MMMM y" if _locale(t) == "de" else "d MMMM y"
    return format_date(day, pattern, locale=_locale(t))


def _clock(at: time | datetime, t: Translator) -> str:
    return f"{at:%H:%M}" if _locale(t) == "en" else f"{at.hour}:{at:%M}"


def _instant(at: datetime, t: Translator) -> str:
    return t("{day}, {time}", day=_day(at.date(), t), time=_clock(at, t))


# Spans


def _span(span: Span, zone: ZoneInfo, t: Translator) -> str:
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    last = end.date() if end.time() > time.min else end.date() - DAY
    whole = start.time() == end.time() == time.min
    if whole and start.date() == last:
        return _day(last, t)
    if whole:
        return t("{first} to {last}", first=_day(start.date(), t), last=_day(last, t))
    until = "24:00" if end.time() == time.min else _clock(end, t)
    if start.date() == last:
        return t("{day}, {start} to {end}", day=_day(last, t), start=_clock(start, t), end=until)
    return t(
        "{first}, {start}, to {last}, {end}",
        first=_day(start.date(), t),
        start=_clock(start, t),
        last=_day(last, t),
        end=until,
    )


# Repetitions


def _repetition(repetition: Repetition, now: datetime, t: Translator) -> str:
    text = t(
        "{how_often} at {time}", how_often=_often(repetition, t), time=_clock(repetition.at, t)
    )
    begins = _beginning(repetition, now)
    if begins:
        text = t("{text}, beginning {day}", text=text, day=_short_day(begins, t))
    if repetition.until:
        text = t("{text}, until {day}", text=text, day=_short_day(repetition.until, t))
    return text


def _beginning(repetition: Repetition, now: datetime) -> date | None:
    """The first day to come, where it could be another than the next that fits."""
    zone = ZoneInfo(repetition.zone)
    today = now.astimezone(zone).date()
    coming = next_times(repetition, now, 1)
    if repetition.business_day is not None and repetition.interval == 1:
        return repetition.first if repetition.first > today + DAY else None
    if not coming:
        return repetition.first
    if repetition.interval == 1 and coming == next_times(_unbound(repetition, today), now, 1):
        return None
    return coming[0].astimezone(zone).date()


def _unbound(repetition: Repetition, today: date) -> Repetition:
    """The same as if it began today."""
    if repetition.every == "YEARLY":
        return replace(repetition, first=repetition.first + relativedelta(year=today.year - 1))
    return replace(repetition, first=today)


def _often(repetition: Repetition, t: Translator) -> str:
    match repetition.every:
        case "DAILY":
            return _daily(repetition, t)
        case "WEEKLY":
            return _weekly(repetition, t)
        case "MONTHLY":
            return _monthly(repetition, t)
        case "YEARLY":
            return _yearly(repetition, t)


def _daily(repetition: Repetition, t: Translator) -> str:
    if repetition.business_day == EVERY_ONE:
        return t("every business day")
    return t.plural("every day", "every {n} days", repetition.interval)


def _weekly(repetition: Repetition, t: Translator) -> str:
    names = get_day_names("wide", locale=_locale(t))
    days = [names[day] for day in repetition.weekdays]
    listed = (
        days[0]
        if len(days) == 1
        else t("{several} and {last}", several=", ".join(days[:-1]), last=days[-1])
    )
    if repetition.interval == 1:
        return t("every {weekdays}", weekdays=listed)
    if repetition.interval == 2 and len(days) == 1:
        return t("every second {weekday}", weekday=listed)
    return t("every {n} weeks on {weekdays}", n=repetition.interval, weekdays=listed)


def _monthly(repetition: Repetition, t: Translator) -> str:
    which = _which_day(repetition, t)
    if repetition.interval == 1:
        return t("every month on the {day}", day=which)
    return t("every {n} months on the {day}", n=repetition.interval, day=which)


def _which_day(repetition: Repetition, t: Translator) -> str:
    if repetition.business_day is not None:
        return t("{nth} business day", nth=_nth(repetition.business_day, t))
    if repetition.nth is not None:
        name = get_day_names("wide", locale=_locale(t))[repetition.weekdays[0]]
        return t("{nth} {weekday}", nth=_nth(repetition.nth, t), weekday=name)
    if repetition.month_day == 31:
        return t("last day")
    return _ordinal(repetition.month_day or 1, t)


def _nth(n: int, t: Translator) -> str:
    return t("last") if n == -1 else _ordinal(n, t)


def _ordinal(n: int, t: Translator) -> str:
    if _locale(t) == "de":
        return f"{n}."
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _yearly(repetition: Repetition, t: Translator) -> str:
    first = date(2000, repetition.first.month, repetition.month_day or 1)
    pattern = "d. MMMM" if _locale(t) == "de" else "d MMMM"
    day = format_date(first, pattern, locale=_locale(t))
    if repetition.interval == 1:
        return t("every year on {day}", day=day)
    return t("every {n} years on {day}", n=repetition.interval, day=day)
