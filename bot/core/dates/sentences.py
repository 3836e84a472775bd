"""Times inside sentences: *tomorrow at 9 to call Anke*."""

from __future__ import annotations

import re
from datetime import datetime, time

from bot.core.dates.errors import NOT_A_MOMENT, NOT_A_REPETITION, NOTHING_TO_SPLIT, Unclear
from bot.core.dates.moments import read_moment
from bot.core.dates.repetitions import EACH, WORDS, read_repetition
from bot.core.dates.rules import Repetition
from bot.core.dates.scan import Scan, plain, rule
from bot.core.dates.values import Hours, Moment, Setting, setting

MOST_WORDS = 14
"""Words a time may have in a sentence."""

REPEATS = rf"{EACH}|{'|'.join(pattern for pattern, _, _ in WORDS)}"
NO_TIME_ALONE = re.compile(
    r"(?:do|so|mi|di|mo|fr|sa|sat|sun|mon|may|mar|march|jan|jun|jul|dec|sep|oct|\d+|\d+[./]\d+|"
    r"noon|mittags?|morning|evening|frue?h|abends?)"
)
"""Words that begin other sentences, too: *do*, *so*, *may*, *mittag essen*."""

LINKS = re.compile(r"^(?:[\s,:;–—-]+|(?:to|zu|that|dass|daran)[\s,]+(?=\S))+", re.IGNORECASE)
TRAILING_LINKS = re.compile(r"(?:[\s,:–—-]|(?<!&amp)(?<!&lt)(?<!&gt);)+$")
"""The semicolon of an entity belongs to the words: Slack escapes ``&``, ``<`` and ``>``."""


def when(
    text: str,
    now: datetime,
    zone: str,
    language: str,
    *,
    default_time: time = time(9),
    hours: Hours | None = None,
) -> Moment | Repetition:
    """``text`` as a moment or, where it says that it comes again, as a repetition."""
    s = setting(now, zone, language, default_time, hours)
    return _when(plain(text), s, text, loose=True)


def _when(known: str, s: Setting, text: str, *, loose: bool) -> Moment | Repetition:
    try:
        return read_repetition(Scan(known, loose=loose), s, text)
    except Unclear as unclear:
        if unclear.msgid != NOT_A_REPETITION or rule(REPEATS).match(known):
            raise
    return read_moment(Scan(known, loose=loose), s, text)


def split_off(
    text: str,
    now: datetime,
    zone: str,
    language: str,
    *,
    default_time: time = time(9),
    hours: Hours | None = None,
) -> tuple[str, str]:
    """The time that ``text`` begins or ends with, as `when` reads it, and what is left.

    The longest such phrase at the beginning counts, else the longest at the end; words that link
    the two (*to*, *zu*, a colon) belong to neither. `Unclear` where there is none.
    """
    s = setting(now, zone, language, default_time, hours)
    words = list(re.finditer(r"\S+", text[:4000]))
    refused: Unclear | None = None
    cuts = [(0, word.end()) for word in words[:MOST_WORDS]][::-1]
    cuts += [(word.start(), len(text)) for word in words[-MOST_WORDS:]]
    for start, end in cuts:
        phrase = text[start:end].strip(" ,:;–-")
        try:
            if _is_time(phrase, s):
                return phrase, _rest(text, start, end)
        except Unclear as unclear:
            refused = refused or unclear
    raise refused or Unclear(NOTHING_TO_SPLIT, text=text)


def _is_time(phrase: str, s: Setting) -> bool:
    known = plain(phrase)
    if NO_TIME_ALONE.fullmatch(known):
        return False
    try:
        _when(known, s, phrase, loose=False)
    except Unclear as unclear:
        if unclear.msgid in (NOT_A_MOMENT, NOT_A_REPETITION):
            return False
        raise
    return True


def _rest(text: str, start: int, end: int) -> str:
    left = text[end:] if start == 0 else text[:start]
    return (
        TRAILING_LINKS.sub("", LINKS.sub("", left)) if start == 0 else TRAILING_LINKS.sub("", left)
    )
