"""Is what a client wrote a request, or only kind? Pure, explainable, in doubt a request.

A message is small talk only when *every* word of it is known to be: whatever is left over makes
it a request. The order of the rules is the order in :func:`_judge`; the words are in
:mod:`bot.features.requests.sense_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.features.requests import sense_words as known
from bot.features.requests.addressed import mentions, named
from bot.features.requests.among import among_themselves
from bot.features.requests.essence import essence, own_lines
from bot.features.requests.sense_match import (
    CORES,
    fold,
    instructs,
    inverted,
    is_automatic,
    is_small,
    is_typo_of_thanks,
    laughs,
    without_closed,
    without_open,
    words_of,
)

__all__ = [
    "NOBODY",
    "Correction",
    "People",
    "Reason",
    "Sense",
    "essence",
    "fold",
    "mentions",
    "named",
    "sense",
]


class Reason(StrEnum):
    """The rule that decided."""

    QUESTION = "question"
    WISH = "wish"
    PROBLEM = "problem"
    FILE = "file"
    FORWARD = "forward"
    CALL = "call"
    UNCLEAR = "unclear"
    THANKS = "thanks"
    GREETING = "greeting"
    FAREWELL = "farewell"
    AGREEMENT = "agreement"
    PRAISE = "praise"
    PRESENCE = "presence"
    AMONG_THEMSELVES = "among themselves"
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


@dataclass(frozen=True)
class People:
    """Who is in a channel, id → full name: the client's people, and ours."""

    theirs: Mapping[str, str]
    ours: Mapping[str, str]


NOBODY = People({}, {})
_IN_ORDER = ("thanks", "farewell", "agreement", "praise", "presence", "greeting")
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
    people: People = NOBODY,
) -> Sense:
    """Judge one message as Slack delivered it (mark-up and all).

    ``in_thread``: a reply below a closed request. There "ist angekommen" or "live" only confirms
    what was done; in the channel itself it would be news, and so a request. ``people``: who may
    be spoken to; what a client's people say to each other is theirs.
    """
    own = essence(text)
    learned = _learned(own, corrections)
    if learned is not None:
        return Sense(learned, Reason.LEARNED)
    if has_files:
        return Sense(True, Reason.FILE)
    if among_themselves(text, people.theirs, people.ours):
        return Sense(False, Reason.AMONG_THEMSELVES)
    plain = _without_emoji(own)
    reason = _judge(plain, any(line.strip() for line in own_lines(text)[1]))
    if reason is Reason.UNCLEAR and _confirms(plain, in_thread):
        reason = Reason.AGREEMENT
    if reason is Reason.EMPTY and plain != own:
        reason = Reason.CALL if known.CALLS.search(own) else Reason.EMOJI
    return Sense(reason in _REQUESTS, reason)


_REQUESTS = frozenset(
    {
        Reason.QUESTION,
        Reason.WISH,
        Reason.PROBLEM,
        Reason.FILE,
        Reason.FORWARD,
        Reason.CALL,
        Reason.UNCLEAR,
    }
)


def _judge(text: str, has_history: bool) -> Reason:
    folded = fold(text)
    if is_automatic(folded):
        return Reason.PRESENCE
    closed, cores = without_closed(folded)
    rest, more = without_open(closed)
    cores |= more
    words = words_of(rest)
    signal = _signal(closed, rest, words)
    if signal is not None:
        return signal
    if any(not is_small(word) for word in words):
        return Reason.UNCLEAR
    cores |= {kind for kind, core in CORES if core.intersection(words)}
    if any(is_typo_of_thanks(word) for word in words):
        cores.add(Reason.THANKS)
    if any(laughs(word) for word in words):
        cores.add(Reason.PRAISE)
    if not cores:
        return Reason.UNCLEAR if words else Reason.EMPTY
    if cores <= {Reason.GREETING, Reason.FAREWELL} and has_history:
        return Reason.FORWARD
    return next(Reason(kind) for kind in _IN_ORDER if kind in cores)


def _without_emoji(text: str) -> str:
    text = _SMILEY.sub(" ", _EMOJI_CODE.sub(" ", text))
    return "".join(" " if unicodedata.category(c) in ("So", "Sk", "Cf", "Mn") else c for c in text)


def _confirms(plain: str, in_thread: bool) -> bool:
    """Only says that something is there or works: below what was done, or with thanks."""
    words = words_of(fold(plain))
    if not (in_thread or known.THANKS.intersection(words)):
        return False
    return bool(known.CONFIRMED.intersection(words)) and all(
        word in known.CONFIRMED or word in known.THINGS or is_small(word) for word in words
    )


def _signal(closed: str, rest: str, words: list[str]) -> Reason | None:
    """A question, a wish or a problem, in what small talk does not explain."""
    if "?" in rest or inverted(closed):
        return Reason.QUESTION
    if known.QUESTION.difference(known.FILLER).intersection(words) or inverted(rest):
        return Reason.QUESTION
    if instructs(closed, rest):
        return Reason.WISH
    unexplained = [w for w in words if not is_small(w)]
    if known.WISH.intersection(unexplained):
        return Reason.WISH
    return Reason.PROBLEM if known.PROBLEM.intersection(unexplained) else None


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
