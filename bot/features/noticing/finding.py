"""A promise in what a member writes: their own, for a date to come. Pure, explainable.

A clause is one only when it has a date, says in the first person (or of the matter itself) that
something will be done, and nothing in it denies, doubts, asks, tells of the past or of others.
Whatever is left in doubt is none: a question too many costs more than a promise overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from bot.core.dates import Unclear, moment
from bot.features.noticing import words as known
from bot.features.requests.essence import essence
from bot.features.requests.sense import fold

DAYS_END = time(18)
"""What a day without a time means."""
LONGEST = 7
"""Words that a date has at most."""
SHOWN = 300
"""Characters of the sentence that are shown."""

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"„[^“”\"]*[“”\"]|“[^”]*”|»[^«]*«|«[^»]*»|\"[^\"\n]*\"|‚[^‘’]*[‘’]")
_SENTENCE = re.compile(
    r".+?(?:[!?…]+(?=\s|$)|(?<=[^\d\s])\.(?=\s|$)|(?<=\d)\.(?=\s*$)|\n|$)", re.DOTALL
)
_CLAUSE = re.compile(
    r"\s*(?:;|\s[–—-]\s|,?\s\b(?:aber|but|sondern|however|jedoch|dafür)\b)\s*", re.I
)


@dataclass(frozen=True)
class Found:
    """A promise made in passing: by when (UTC), and the sentence it stands in."""

    at: datetime
    words: str


def promise_in(text: str, now: datetime, zone: str, language: str) -> Found | None:
    """The first promise in a message as Slack delivers it, or None.

    Both languages are always understood; ``language`` decides how 3/4 is read. A day without a
    time is meant until 18:00 in ``zone``.
    """
    for sentence in _sentences(text):
        if sentence.rstrip().endswith("?"):
            continue
        for clause in _CLAUSE.split(sentence):
            at = _promised(clause, now, zone, language)
            if at is not None:
                return Found(at, " ".join(sentence.split())[:SHOWN])
    return None


def _sentences(text: str) -> Iterator[str]:
    """What the writer says themselves: without code, quotations and what is below a signature."""
    own = _QUOTED.sub(" … ", essence(_CODE.sub(" ", text)))
    return (part.strip() for part in _SENTENCE.findall(own) if part.strip(" .!?\n"))


def _promised(clause: str, now: datetime, zone: str, language: str) -> datetime | None:
    plain = simplified(clause)
    if known.NOT_MINE.search(plain) or known.DENIED.search(plain) or known.DOUBTED.search(plain):
        return None
    until = known.UNTIL.search(plain) is not None
    patterns = (*known.SURE, *(known.UNTIL_ONLY if until else known.GOING))
    if known.PAST.search(plain) and not until:
        return None
    if not any(pattern.search(plain) for pattern in patterns):
        return None
    return _date(clause, now, zone, language)


def simplified(clause: str) -> str:
    """Folded, contractions written out, without phrases that only sound like a no."""
    plain = clause.casefold().replace("’", "'").replace("‘", "'")
    for short, full in known.CONTRACTIONS:
        plain = re.sub(short, full, plain)
    plain = " ".join(fold(plain).split())
    plain = known.NO_LATER.sub(" by ", plain)
    return known.HARMLESS.sub(" ", plain)


def _date(clause: str, now: datetime, zone: str, language: str) -> datetime | None:
    """The first date in a clause, as long as it can be read."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"\S+", clause)]
    for at, (start, _) in enumerate(tokens):
        if known.BEGINS.match(clause, start) is None or known.GREETING.search(clause[:start]):
            continue
        for _, end in reversed(tokens[at : at + LONGEST]):
            found = _read(clause[start:end], now, zone, language)
            if found is not None:
                return found
    return None


def _read(words: str, now: datetime, zone: str, language: str) -> datetime | None:
    phrase = re.sub(r"(?<=[^\d.])\.$", "", words.strip(" ,;:!()")).rstrip(",")
    for said, meant in known.SPOKEN_DATES:
        phrase = said.sub(meant, phrase)
    try:
        return moment(phrase.strip(), now, zone, language, default_time=DAYS_END).at
    except Unclear:
        return None
