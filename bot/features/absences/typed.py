"""An absence in one line, as people type it: dates and a mention; other words are dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.core import dates

MENTION = re.compile(r"<@([UW][A-Z0-9_]+)(?:\|[^>]*)?>")
WORDS = 30
"""Words that are looked at."""


@dataclass(frozen=True)
class Typed:
    """``span`` None: no dates were typed. Nothing else of the line is kept."""

    span: dates.Span | None
    cover: str | None


def read(text: str, now: datetime, zone: str, language: str) -> Typed:
    """Understand a line. `dates.Unclear` where it has words, but no dates in them."""
    mentioned = MENTION.search(text)
    cover = mentioned[1] if mentioned else None
    words = MENTION.sub(" ", text).split()[:WORDS]
    if not words:
        return Typed(None, cover)
    return Typed(_span(words, now, zone, language), cover)


def _span(words: list[str], now: datetime, zone: str, language: str) -> dates.Span:
    """The longest run of words that is a period: a reason before or after it goes unread."""
    try:
        return dates.span(" ".join(words), now, zone, language)
    except dates.Unclear as unclear:
        problem = unclear
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            try:
                return dates.span(" ".join(words[start : start + length]), now, zone, language)
            except dates.Unclear:
                continue
    raise problem
