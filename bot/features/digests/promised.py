"""Dates that members promise in passing, found in what they write. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from bot.core.dates import Hours, Unclear, moment
from bot.core.dates.scan import MONTH
from bot.features.requests.essence import essence

_MONTH = rf"(?:{MONTH}|märz|jänner)"
LONGEST = 6
"""Words that a date has at most."""
DAYS_END = time(23, 59)
"""A day without a time is not over before it ends: *today* is a promise all day."""
QUOTED = 120
"""Characters of a quotation."""
_LONG_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montags?|dienstags?|mittwochs?|donnerstags?"
    r"|freitags?|samstags?|sonnabends?|sonntags?"
)
_BEGINS = re.compile(
    rf"""(?<![\w.])(?:
        (?:heute|morgen|[üu]bermorgen|today|tonight|tomorrow)\b
      | (?:(?:diese|n[äa]chste|kommende)[nmrs]?|this|next|coming|early|late|anfang|ende|mitte
          |end\ of)
        \ (?:(?:der|of|the|n[äa]chste[nmrs]?|kommende[nmrs]?|next)\ )?
        (?:{_LONG_DAYS}|woche|week|monats?|month|\b{_MONTH}(?!\w))
      | (?:{_LONG_DAYS})\b
      | \d{{1,2}}\.\ ?\d{{1,2}}\.\d{{2,4}}
      | (?:am|bis|bis\ zum|zum|ab|ab\ dem|vom|den|spätestens)\ (?P<short>\d{{1,2}}\.\ ?\d{{1,2}}\.)
      | \d{{1,2}}(?:\.|st|nd|rd|th)?\ {_MONTH}(?!\w)
      | {_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?\b
      | in\ (?:\w+)\ (?:tagen|wochen|stunden|days|weeks|hours|business\ days|werktagen)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_GREETING = re.compile(r"(?:guten|good|schönen|sch[öo]nen)\s+$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:war|waren|wurde|wurden|hatten?|gestern|letzte[nmrs]?|was|were|had|yesterday|last)\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[!?])\s+|(?<=[^\d\s]\.)\s+|\n")
"""What follows a full stop after a digit goes on: *am 3. Dezember*."""


@dataclass(frozen=True)
class Promise:
    """A date in a sentence: when, and the sentence, shortened."""

    at: datetime
    words: str


def promises(text: str, at: datetime, zone: str, language: str, hours: Hours) -> list[Promise]:
    """The dates that a reply written at ``at`` promises, one for each sentence.

    A question promises nothing, nor does what is told of the past.
    """
    found = (
        _promise(sentence, at, zone, language, hours) for sentence in _sentences(essence(text))
    )
    return [one for one in found if one is not None]


def _sentences(text: str) -> Iterator[str]:
    return (part.strip() for part in _END.split(text) if part.strip())


def _promise(sentence: str, at: datetime, zone: str, language: str, hours: Hours) -> Promise | None:
    if sentence.endswith("?") or _PAST.search(sentence):
        return None
    for begin in _BEGINS.finditer(sentence):
        start = begin.start("short") if begin["short"] else begin.start()
        if _GREETING.search(sentence[:start]):
            continue
        when = _longest(sentence[start:], at, zone, language, hours)
        if when is not None:
            return Promise(when, _quoted(sentence, start))
    return None


def _longest(rest: str, at: datetime, zone: str, language: str, hours: Hours) -> datetime | None:
    """The longest beginning that is a date."""
    ends = [word.end() for word in re.finditer(r"\S+", rest)][:LONGEST]
    for end in reversed(ends):
        try:
            words = re.sub(r"(?<=[^\d.])\.$", "", rest[:end].strip(" ,;:!"))
            return moment(words, at, zone, language, default_time=DAYS_END, hours=hours).at
        except Unclear:
            continue
    return None


def _quoted(sentence: str, at: int) -> str:
    """The sentence; of a long one the part around the date."""
    words = " ".join(sentence.split())
    if len(words) <= QUOTED:
        return words
    start = max(0, min(at - QUOTED // 2, len(words) - QUOTED))
    cut = words[start : start + QUOTED]
    return ("…" if start else "") + cut.strip() + ("…" if start + QUOTED < len(words) else "")
