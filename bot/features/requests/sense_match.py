"""How the words and phrases of small talk are found in a folded text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from itertools import pairwise

from bot.features.requests import sense_words as known
from bot.features.requests.sense_kind import PRAISE, WISHES
from bot.features.requests.sense_phrases import (
    AGREEMENT,
    AUTOMATIC,
    LOOSE,
    PRESENCE,
    STILL_TO_COME,
    THANKS,
    THINGS,
)

Cores = set[str]
"""Kinds of small talk, as `sense.Reason` has them."""

CORES = (
    ("thanks", known.THANKS),
    ("farewell", known.FAREWELL),
    ("agreement", known.AGREEMENT),
    ("praise", known.PRAISE),
    ("greeting", known.GREETING),
)
_SIGNALS = known.WISH | known.PROBLEM | known.QUESTION
_NOT_IN_A_GAP = _SIGNALS | STILL_TO_COME
_GAP = r"((?:(?: |(?<= ))[\w'/&+#-]+){0,7}+) ?"
_LOOSELY = rf"(?: (?:{LOOSE})(?!\w))*+"
_BLANK = rf"{_LOOSELY}(?: |(?!\w)|(?<!\w))"


def _opened(pattern: str) -> str:
    whole = re.sub(r"(?: \?| )?[…¤]", lambda _: _GAP, pattern).replace("~", _BLANK)
    return rf"(?<!\w)(?:{whole}){_LOOSELY}(?!\w)"


_LOOKED_FOR = (
    ("presence", PRESENCE),
    ("praise", PRAISE),
    ("farewell", WISHES),
    ("thanks", THANKS),
    ("agreement", AGREEMENT),
)
_CLAUSE_ENDS = r"(?=\s*(?:[.!,;:()\n]|$))"
_THANKS_FOR = re.compile(rf"({known.THANKS_FOR})((?: [^\W\d][\w-]*){{1,6}}){_CLAUSE_ENDS}")
_ADDRESSING = "|".join(sorted(known.SPOKEN_TO))
_ONE = r"@?[a-z][a-z-]{1,11}"
_NAME = re.compile(
    rf"(\b(?:{_ADDRESSING})\b(?: (?:dir|you|liebe[rs]?|im team))?),? (?:herr |frau )?"
    rf"({_ONE}(?:(?:, {_ONE}){{0,3}},? (?:und|and|&) {_ONE})?){_CLAUSE_ENDS}"
)
_THAT = re.compile(r",(?= (?:dass|wie|what|that) )")
_LONG = 60
"""Words; what is longer is no small talk, and is not searched for turns of phrase."""
_TYPO_FROM = 5
_ANAGRAMS = frozenset("".join(sorted(word)) for word in known.THANKS if len(word) >= _TYPO_FROM)


@cache
def _closed() -> list[tuple[str, re.Pattern[str]]]:
    """Compiled when a message is there to be read: it takes a tenth of a start."""
    return [(kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in known.PHRASES]


@cache
def _open() -> list[tuple[str, re.Pattern[str], frozenset[str]]]:
    return [
        (kind, re.compile(_opened(pattern)), THINGS if "¤" in pattern else frozenset())
        for kind, patterns in _LOOKED_FOR
        for pattern in patterns
    ]


@cache
def _automatic() -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.DOTALL) for pattern in AUTOMATIC]


def fold(text: str) -> str:
    """Lower case without umlauts, apostrophes and accents; dots and line breaks stay."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    text = re.sub(r"['‘’`´*_~]", "", text)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words of a folded text; drawn-out letters ("dankeee") once."""
    return [re.sub(r"(.)\1{2,}", r"\1", word) for word in re.findall(r"[\w#@/&+-]+", text)]


def is_automatic(text: str) -> bool:
    """Whether a machine wrote it while somebody was away; with a question it counts as asked."""
    return "?" not in text and any(pattern.search(text) for pattern in _automatic())


def without_closed(text: str) -> tuple[str, Cores]:
    """What is left without fixed phrases, thanks *for* something, and names spoken to."""
    cores: Cores = set()
    rest = _THANKS_FOR.sub(_thanked_for, text)
    for kind, pattern in _closed():
        rest, count = pattern.subn(" ", rest)
        if count:
            cores.add(kind)
    return _NAME.sub(_unnamed, rest), cores


def without_open(text: str) -> tuple[str, Cores]:
    """What is left without turns of phrase that have a gap."""
    cores: Cores = set()
    if len(text.split()) > _LONG:
        return text, cores
    rest = _THAT.sub("", text)
    for kind, pattern, things in _open():
        shorter = pattern.sub(partial(_unless_it_signals, _NOT_IN_A_GAP | things), rest)
        if shorter != rest:
            cores.add(kind)
            rest = shorter
    return rest, cores


def _unless_it_signals(signals: frozenset[str], match: re.Match[str]) -> str:
    gaps = " ".join(gap for gap in match.groups() if gap)
    return match[0] if signals.intersection(gaps.split()) else " "


def _thanked_for(match: re.Match[str]) -> str:
    tail = frozenset(match[2].split())
    open_ends = known.STILL_TO_COME | known.PROBLEM | (known.WISH - {"hilfe", "help"})
    return match[0] if tail & open_ends else match[1]


def _unnamed(match: re.Match[str]) -> str:
    """A single unknown word after "hallo" or "danke" is somebody's name, if it is no signal."""
    names = re.findall(r"[a-z-]+", match[2])
    if any(name in _SIGNALS for name in names):
        return match[0]
    return " ".join([match[1], *(name for name in names if is_small(name))])


def is_small(word: str) -> bool:
    """Whether a word wants nothing."""
    if word in known.FILLER or any(word in core for _, core in CORES) or laughs(word):
        return True
    return is_typo_of_thanks(word)


def is_typo_of_thanks(word: str) -> bool:
    """ "dnake": the right letters in the wrong order."""
    return word not in known.THANKS and "".join(sorted(word)) in _ANAGRAMS


def laughs(word: str) -> bool:
    """ "hahaha", and other sounds of joy."""
    return (
        re.fullmatch(r"(?:a?(?:h+[aei]+){2,}h*|ha+h?|aha+h+|l+o+l+|o+h+|y+a+y+)", word) is not None
    )


def inverted(text: str) -> bool:
    """A clause that starts like "ist das …", "can you …", "wie ist …", "gehts …"."""
    return any(_asks(re.findall(r"\w+", clause)) for clause in re.split(r"[.!,;:\n]+", text))


def _asks(words: list[str]) -> bool:
    if not words:
        return False
    pairs = list(pairwise(words))
    turned = [one in known.INVERTED and two in known.PRONOUN for one, two in pairs]
    if words[0] in known.ASKED_AT_ONCE or turned[:1] == [True]:
        return True
    if words[0] not in known.QUESTION or not pairs:
        return False
    exclaims = words[1] in known.EXCLAIMED
    return words[1] in known.INVERTED or (any(turned) and not exclaims)


def instructs(closed: str, rest: str) -> bool:
    """A clause that says what to do: "macht das", "go ahead"; or that it works only somewhere."""
    return known.INSTRUCTION.search(closed) is not None or known.ONLY_THERE.search(rest) is not None
