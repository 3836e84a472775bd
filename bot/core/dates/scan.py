"""Typed text in a form that rules can read, and a cursor that takes rules off its front.

Both languages are always read. Text is lower case, umlauts are written out (``uebermorgen``), and
every rule also takes them without dots (``ubermorgen``), as phones and haste leave them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 160
"""Characters beyond which nothing is taken for a time."""

WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "–": "-", "—": "-", "−": "-", "’": "'"}
)
SHORT_FOR = (
    ("tonight", "today evening"),
    (
        r"((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)"
        r"(frue?h|morgen|vormittag|mittag|nachmittag|abend)",
        r"\1 \2",
    ),
    ("heut", "heute"),
    (r"this (morning|afternoon|evening)", r"today \1"),
    (r"(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(?::\d\d)?", r"\1 \2"),
)
NUMBERS = (
    ("zero", "null"),
    ("one", "a", "an", "eine?[nmrs]?"),
    ("two", "zwei(?:en)?", "a couple of"),
    ("three", "drei(?:en)?"),
    ("four", "vier"),
    ("five", "fue?nf"),
    ("six", "sechs"),
    ("seven", "sieben"),
    ("eight", "acht"),
    ("nine", "neun"),
    ("ten", "zehn"),
    ("eleven", "elf"),
    ("twelve", "zwoe?lf"),
)
ORDINALS = (
    ("first", "erste[nrsm]?"),
    ("second", "other", "zweite[nrsm]?", "ander(?:e[nrs]?|n)"),
    ("third", "dritte[nrsm]?"),
    ("fourth", "vierte[nrsm]?"),
    ("fifth", "fue?nfte[nrsm]?"),
    ("sixth", "sechste[nrsm]?"),
    ("seventh", "siebte[nrsm]?"),
    ("eighth", "achte[nrsm]?"),
    ("ninth", "neunte[nrsm]?"),
    ("tenth", "zehnte[nrsm]?"),
)
WEEKDAYS = (
    "mon(?:day)?|mo|montag",
    "tue(?:s(?:day)?)?|di|dienstag",
    "wed(?:s|nesday|nsday)?|mi|mittwoch",
    "thu(?:rs?(?:day)?)?|do|donnerstag",
    "fri(?:day)?|fr|freitag",
    "sat(?:urday)?|sa|samstag|sonnabend",
    "sun(?:day)?|so|sonntag",
)
MONTHS = (
    "jan(?:uary|uar)?|jae?nner",
    "feb(?:ruary|ruar)?",
    "mar(?:ch)?|mae?rz|mrz",
    "apr(?:il)?",
    "may|mai",
    "june?|juni|juno",
    "july?|juli|julei",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?|okt(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?|dez(?:ember)?",
)

WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\.?"
MONTH = rf"(?:{'|'.join(MONTHS)})\.?"
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(word for words in NUMBERS for word in words)})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|te[nrsm]?|\.)|{'|'.join(w for ws in ORDINALS for w in ws)})"
LAST = r"(?:last|letzte[nrsm]?)"


@lru_cache(maxsize=512)
def rule(pattern: str) -> re.Pattern[str]:
    """A rule for `Scan.take`: after blanks and commas, up to the end of a word."""
    return re.compile(rf"[\s,]*(?:{pattern})(?!\w)")


def plain(text: str) -> str:
    """The text as rules read it."""
    text = re.sub(r"(?<=\d)\s?½", ".5", text[: 4 * LONGEST])
    text = unicodedata.normalize("NFKC", text).lower().translate(WRITTEN_OUT)
    text = " ".join(text.split()).strip(" ,:;!?")
    for pattern, shorter in SHORT_FOR:
        text = re.sub(rf"\b{pattern}(?!\w)", shorter, text)
    return text


def _which(text: str, words: tuple[str, ...]) -> int:
    for n, pattern in enumerate(words):
        if re.fullmatch(pattern, text.rstrip(".")):
            return n
    raise AssertionError(f"no rule lets {text!r} through")


def number(text: str) -> int:
    """``3``, ``three`` or ``drei``."""
    return int(text) if text.isdecimal() else _which(text, tuple("|".join(w) for w in NUMBERS))


def ordinal(text: str) -> int:
    """``3.``, ``3rd``, ``third`` or ``dritten``; -1 for the last."""
    if re.fullmatch(LAST, text):
        return -1
    if digits := re.match(r"\d+", text):
        return int(digits[0])
    return 1 + _which(text, tuple("|".join(words) for words in ORDINALS))


def weekday(text: str) -> int:
    """0 for Monday."""
    return _which(text, WEEKDAYS)


def month(text: str) -> int:
    """1 for January."""
    return 1 + _which(text, MONTHS)


class Scan:
    """A cursor over plain text.

    ``loose`` also takes a bare number after a day for its hour (*fri 9*), which in a longer
    sentence could count something else.
    """

    def __init__(self, text: str, *, loose: bool = True) -> None:
        self.text = text
        self.at = 0
        self.loose = loose

    def take(self, pattern: str) -> re.Match[str] | None:
        """Take what the pattern matches off the front, if it does."""
        found = rule(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def sees(self, pattern: str) -> bool:
        return rule(pattern).match(self.text, self.at) is not None

    @property
    def done(self) -> bool:
        return not self.text[self.at :].strip(" ,.")
