"""Times as a story says them: ``15m``, ``1 day``, ``next working day 09:00``, ``friday 15:01``."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from playground.supervisor.days import BERLIN, next_working_day

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SPAN = re.compile(r"(\d+)\s*(s|m|h|d|w|seconds?|minutes?|mins?|hours?|days?|weeks?)", re.IGNORECASE)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def later(now: datetime, text: str) -> datetime:
    """The moment that ``text`` means, seen from ``now``. Raises ValueError; never before now."""
    words = text.strip().lower()
    span = SPAN.fullmatch(words)
    if span:
        return now + timedelta(**{UNITS[span[2][0]]: int(span[1])})
    at = _point(now.astimezone(BERLIN), words)
    if at <= now:
        raise ValueError(f"{text} is not after {now.astimezone(BERLIN):%Y-%m-%d %H:%M}.")
    return at


def _point(now: datetime, words: str) -> datetime:
    day_words, _, clock = words.rpartition(" ")
    try:
        at = time.fromisoformat(clock)
        if not day_words:
            return datetime.combine(now.date(), at, BERLIN)
        if day_words == "next working day":
            return datetime.combine(next_working_day(now.date()), at, BERLIN)
        if day_words in WEEKDAYS:
            ahead = (WEEKDAYS.index(day_words) - now.weekday()) % 7
            found = datetime.combine(now.date() + timedelta(days=ahead), at, BERLIN)
            return found if found > now else found + timedelta(days=7)
        return datetime.combine(datetime.fromisoformat(day_words).date(), at, BERLIN)
    except ValueError:
        raise ValueError(
            f"“{words}” is no time; write 15m, 2h, 1 day, 14:30, friday 15:00, "
            "next working day 09:00 or 2026-11-20 10:00."
        ) from None
