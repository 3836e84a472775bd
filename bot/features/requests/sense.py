"""Is what a client wrote a request, or only kind? Pure, explainable, in doubt a request.

A message is small talk only when *every* word of it is known to be: whatever is left over makes
it a request. The order of the rules is the order in :func:`_judge`; the words are in
:mod:`bot.features.requests.sense_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.features.requests import sense_words as known
from bot.features.requests.addressed import mentions, named
from bot.features.requests.essence import essence, own_lines

__all__ = ["Correction", "Reason", "Sense", "essence", "mentions", "named", "sense"]


class Reason(StrEnum):
    """The rule that decided."""

    QUESTION = "question"
    WISH = "wish"
    PROBLEM = "problem"
    FILE = "file"
    FORWARD = "forward"
    UNCLEAR = "unclear"
    THANKS = "thanks"
    GREETING = "greeting"
    FAREWELL = "farewell"
    AGREEMENT = "agreement"
    PRAISE = "praise"
    EMOJI = "emoji"
    EMPTY = "empty"
    LEARNED = "learned"


@dataclass(frozen=True)
class Sense:
    """The judgement and the rule behind it."""

    is_request: bool
    reason: Reason


@dataclass(frozen=True)
class Correction:
    """A text of this client that the team judged; the last one in a sequence is the newest."""

    text: str
    is_request: bool


_CORES = (
    (Reason.THANKS, known.THANKS),
    (Reason.FAREWELL, known.FAREWELL),
    (Reason.AGREEMENT, known.AGREEMENT),
    (Reason.PRAISE, known.PRAISE),
    (Reason.GREETING, known.GREETING),
)
_PHRASES = [(Reason(kind), re.compile(rf"(?<!\w)(?:{p})(?!\w)")) for kind, p in known.PHRASES]
_CLAUSE_ENDS = r"(?=\s*(?:[.!,;:()\n]|$))"
_THANKS_FOR = re.compile(rf"({known.THANKS_FOR})((?: [^\W\d][\w-]*){{1,6}}){_CLAUSE_ENDS}")
_ADDRESSING = "|".join(sorted(known.SPOKEN_TO))
_ONE = r"@?[a-z][a-z-]{1,11}"
_NAME = re.compile(
    rf"(\b(?:{_ADDRESSING})\b(?: (?:dir|you|liebe[rs]?|im team))?),? (?:herr |frau )?"
    rf"({_ONE}(?:(?:, {_ONE}){{0,3}},? (?:und|and|&) {_ONE})?){_CLAUSE_ENDS}"
)
_EMOJI_CODE = re.compile(r":[a-z0-9_+'-]*[a-z+1][a-z0-9_+'-]*:(?::skin-tone-\d:)?", re.IGNORECASE)
_SMILEY = re.compile(r"(?<!\w)(?:[:;=8xX]-?[)(DPp/|3*oO]|<3|\^\^|xD+)(?!\w)")
_OVERLAP = 0.8
_SHORT = 12


def sense(
    text: str,
    *,
    has_files: bool = False,
    in_thread: bool = False,
    corrections: Sequence[Correction] = (),
) -> Sense:
    """Judge one message as Slack delivered it (mark-up and all).

    ``in_thread``: a reply below a closed request. There "ist angekommen" or "live" only confirms
    what was done; in the channel itself it would be news, and so a request.
    """
    own = essence(text)
    learned = _learned(own, corrections)
    if learned is not None:
        return Sense(learned, Reason.LEARNED)
    if has_files:
        return Sense(True, Reason.FILE)
    plain = _without_emoji(own)
    reason = _judge(plain, any(line.strip() for line in own_lines(text)[1]))
    if reason is Reason.UNCLEAR and in_thread and _confirms(plain):
        reason = Reason.AGREEMENT
    if reason is Reason.EMPTY and plain != own:
        reason = Reason.EMOJI
    return Sense(reason in _REQUESTS, reason)


_REQUESTS = frozenset(
    {Reason.QUESTION, Reason.WISH, Reason.PROBLEM, Reason.FILE, Reason.FORWARD, Reason.UNCLEAR}
)


def _judge(text: str, has_history: bool) -> Reason:
    rest, cores = _without_phrases(fold(text))
    words = re.findall(r"[\w#@/&+-]+", rest)
    signal = _signal(rest, words)
    if signal is not None:
        return signal
    if any(not _is_small(word) for word in words):
        return Reason.UNCLEAR
    cores |= {reason for reason, core in _CORES if core.intersection(words)}
    if any(_laughs(word) for word in words):
        cores.add(Reason.PRAISE)
    if not cores:
        return Reason.UNCLEAR if words else Reason.EMPTY
    if cores <= {Reason.GREETING, Reason.FAREWELL} and has_history:
        return Reason.FORWARD
    return next(reason for reason, _ in _CORES if reason in cores)


def fold(text: str) -> str:
    """Lower case without umlauts, apostrophes and accents; dots and line breaks stay."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    text = re.sub(r"['‘’`´*_~]", "", text)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c))


def _without_emoji(text: str) -> str:
    text = _SMILEY.sub(" ", _EMOJI_CODE.sub(" ", text))
    return "".join(" " if unicodedata.category(c) in ("So", "Sk", "Cf", "Mn") else c for c in text)


def _without_phrases(text: str) -> tuple[str, set[Reason]]:
    """What is left after whole phrases, thanks *for* something, and names spoken to."""
    cores: set[Reason] = set()
    thanked = _THANKS_FOR.sub(_thanked_for, text)
    for reason, pattern in _PHRASES:
        thanked, count = pattern.subn(" ", thanked)
        if count:
            cores.add(reason)
    return _NAME.sub(_unnamed, thanked), cores


def _thanked_for(match: re.Match[str]) -> str:
    tail = frozenset(match[2].split())
    open_ends = known.STILL_TO_COME | known.PROBLEM | (known.WISH - {"hilfe", "help"})
    return match[0] if tail & open_ends else match[1]


def _unnamed(match: re.Match[str]) -> str:
    """A single unknown word after "hallo" or "danke" is somebody's name, if it is no signal."""
    names = re.findall(r"[a-z-]+", match[2])
    signals = known.WISH | known.PROBLEM | known.QUESTION
    if any(name in signals for name in names):
        return match[0]
    return " ".join([match[1], *(name for name in names if _is_small(name))])


def _is_small(word: str) -> bool:
    word = re.sub(r"(.)\1{2,}", r"\1", word)
    return word in known.FILLER or any(word in core for _, core in _CORES) or _laughs(word)


def _confirms(plain: str) -> bool:
    words = re.findall(r"\w+", fold(plain))
    return bool(known.CONFIRMED.intersection(words)) and all(
        word in known.CONFIRMED or _is_small(word) for word in words
    )


def _laughs(word: str) -> bool:
    return (
        re.fullmatch(r"(?:a?(?:h+[aei]+){2,}h*|ha+h?|aha+h+|l+o+l+|o+h+|y+a+y+)", word) is not None
    )


def _signal(text: str, words: list[str]) -> Reason | None:
    """A question, a wish or a problem, in what small talk does not explain."""
    if "?" in text:
        return Reason.QUESTION
    if known.QUESTION.difference(known.FILLER).intersection(words) or _inverted(text):
        return Reason.QUESTION
    unexplained = [w for w in words if not _is_small(w)]
    if known.WISH.intersection(unexplained):
        return Reason.WISH
    return Reason.PROBLEM if known.PROBLEM.intersection(unexplained) else None


def _inverted(text: str) -> bool:
    """A clause that starts like "ist das …", "can you …", "wie ist …"."""
    for clause in re.split(r"[.!,;:\n]+", text):
        pair = re.findall(r"\w+", clause)[:2]
        if len(pair) == 2 and pair[0] in known.INVERTED and pair[1] in known.PRONOUN:
            return True
        if len(pair) == 2 and pair[0] in known.QUESTION and pair[1] in known.INVERTED:
            return True
    return False


def _learned(own: str, corrections: Sequence[Correction]) -> bool | None:
    if not own:
        return None
    for correction in reversed(corrections):
        if _alike(own, essence(correction.text)):
            return correction.is_request
    return None


def _alike(one: str, other: str) -> bool:
    """The same words; or, if short, nearly, and what differs is neither signal nor number."""
    a, b = (re.findall(r"\w+", fold(text)) for text in (one, other))
    if a == b:
        return bool(a) and ("?" in one) == ("?" in other)
    differing = frozenset(a) ^ frozenset(b)
    weighty = known.WISH | known.PROBLEM | known.QUESTION
    if max(len(a), len(b)) > _SHORT or differing & weighty or ("?" in one) != ("?" in other):
        return False
    if any(any(c.isdigit() for c in word) for word in differing):
        return False
    return len(frozenset(a) & frozenset(b)) >= _OVERLAP * len(frozenset(a) | frozenset(b))
