"""Which open request does a message belong to, that stands in no thread? Pure, explainable.

What speaks for one: words they share, how alike they are in the numbers that routing learns from,
words that go on ("immer noch", "re …", "any news"), an answer to what we asked, and that the same
person wrote. In doubt it is a new one: what stands
apart is joined with a click, what was mixed up has to be read to be noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.features.requests import belonging_words as known
from bot.features.requests.essence import essence
from bot.features.requests.sense import Reason, Sense
from bot.features.requests.sense_match import fold, words_of
from bot.features.routing.scoring.text import Rarity, count

LOOKED_BACK = timedelta(days=14)
"""A matter of which nobody has spoken for longer is not gone on with in passing."""
ENOUGH, AHEAD = 1.2, 0.2
"""What has to speak for a matter, and how much more than for any other."""
SHARED_AT_MOST, SHARED_GENERIC = 2.5, 0.3
GOES_ON, SAME_PERSON, LATEST, ANSWERS, SETTLES = 0.75, 0.25, 0.35, 1.4, 0.9
ONLY_ONE = 0.2
AS_KNOWN = 0.3
ALIKE = 8.0
"""A cosine of ⅛ is worth a shared word; where that is more, a typo or a compound is met."""
OTHER_TOPIC, OPENS, UNPROMPTED = -2.0, -0.15, -0.3
FEW, SOME = 4, 9
"""Words of an answer, and of an answer to "how many" or "when"."""


@dataclass(frozen=True)
class Matter:
    """An open request. ``said``: messages with an empty line between them.

    ``asked``: what one of us asked last, where it is the client's turn.
    """

    id: str
    said: str
    people: frozenset[str]
    last: datetime
    asked: str = ""


def belongs(
    text: str, by: str, at: datetime, matters: Sequence[Matter], meaning: Sense
) -> str | None:
    """The id of the one of ``matters`` that a message goes on with; None for something new.

    ``meaning``: what `sense` says of the message; what is only kind goes on with nothing, except
    that "ja" may be an answer and "hat sich erledigt" an end.
    """
    near = [matter for matter in matters if at - matter.last <= LOOKED_BACK]
    words = words_of(fold(essence(text)))
    if not near or not (meaning.is_request or meaning.reason is Reason.AGREEMENT):
        return None
    if any(_is_the_same(words, one) for one in near):
        return None
    near = [one for one in near if not _is_another_number(words, one)]
    if not near:
        return None
    ranked = sorted(
        (
            (_weight(words, by, one, near, meaning, cosine), one.id)
            for one, cosine in zip(near, _cosines(words, near), strict=True)
        ),
        reverse=True,
    )
    first = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return first[1] if first[0] >= ENOUGH and first[0] - second >= AHEAD else None


def _is_the_same(words: Sequence[str], matter: Matter) -> bool:
    """What recurs (the weekly banner) is asked for in the same words: a new one each time."""
    before = [words_of(fold(essence(said))) for said in matter.said.split("\n\n")]
    return any(len(said) > FEW and words[: len(said)] == said for said in before)


def _is_another_number(words: Sequence[str], matter: Matter) -> bool:
    """*Order 4711* is not *order 4712*, however much else the words have in common."""
    theirs = _numbered(words_of(fold(essence(matter.said))))
    ours = _numbered(words)
    return any(ours[word].isdisjoint(theirs[word]) for word in ours.keys() & theirs.keys())


def _numbered(words: Sequence[str]) -> dict[str, set[str]]:
    """The numbers that stand right behind a word, by that word."""
    found: dict[str, set[str]] = {}
    for word, number in pairwise(words):
        if number[:1].isdigit() and not word[:1].isdigit() and word not in known.RANKS:
            found.setdefault(word, set()).add(number)
    return found


def _cosines(words: Sequence[str], matters: Sequence[Matter]) -> list[float]:
    """How alike a message and each matter are, 0..1; what several matters have tells little."""
    counted = [count(f"{essence(one.said)} {one.asked}") for one in matters]
    rarity = Rarity()
    for one in counted:
        rarity.add(one)
    own = rarity.weigh(count(" ".join(words))).sketch
    return [max(0.0, float(rarity.weigh(one).sketch @ own)) for one in counted]


def nearest(text: str, matters: Sequence[Matter]) -> str | None:
    """The one of several in a thread that shares most words with a message; None if none does."""
    words = words_of(fold(essence(text)))
    ranked = sorted(((_shared(words, one, matters), one.id) for one in matters), reverse=True)
    if not ranked or ranked[0][0] == 0.0 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _weight(
    words: Sequence[str],
    by: str,
    matter: Matter,
    matters: Sequence[Matter],
    meaning: Sense,
    cosine: float,
) -> float:
    """What speaks for a matter; likeness only where something else does."""
    shared = _shared(words, matter, matters)
    weight = _by_words(words, by, matter, matters, meaning, shared)
    alike = min(ALIKE * cosine, SHARED_AT_MOST)
    return weight + max(0.0, alike - shared) if weight > 0.0 else weight


def _by_words(
    words: Sequence[str],
    by: str,
    matter: Matter,
    matters: Sequence[Matter],
    meaning: Sense,
    shared: float,
) -> float:
    folded = " ".join(words)
    theirs = [one for one in matters if by in one.people]
    weight = shared + SAME_PERSON * (by in matter.people)
    weight += AS_KNOWN * _as_known(words, matter, matters)
    if known.OTHER_TOPIC.search(folded):
        return weight + OTHER_TOPIC
    if known.OPENS.search(folded):
        weight += OPENS
    latest = max(theirs or matters, key=lambda one: one.last)
    goes_on = known.GOES_ON.search(folded) is not None
    settles = known.SETTLES.search(folded) is not None
    if not meaning.is_request and not settles:
        return weight + ANSWERS if _answers(words, by, matter) else 0.0
    if _answers(words, by, matter):
        weight += ANSWERS
    if goes_on or settles:
        weight += SETTLES if settles else GOES_ON
        weight += LATEST * (matter is latest) + ONLY_ONE * (len(matters) == 1)
    else:
        weight += UNPROMPTED
    return weight


def _answers(words: Sequence[str], by: str, matter: Matter) -> bool:
    """Whether it can be the answer to what we asked: short, by who was asked, no question."""
    if not matter.asked or by not in matter.people or known.ASKS.intersection(words[:1]):
        return False
    if known.WANTS.intersection(words):
        return False
    counts = any(any(c.isdigit() for c in word) for word in words)
    few = SOME if counts or known.YES_OR_NO.intersection(words[:2]) else FEW
    echoed = bool(_content(words) & _content(words_of(fold(matter.asked))))
    return len(words) <= (SOME if echoed else few)


def _content(words: Sequence[str]) -> frozenset[str]:
    """What is left without the words that everybody uses."""
    parts = [part for word in words for part in word.strip("-/&+@#").replace("-", " ").split()]
    return frozenset(p for p in parts if p not in known.COMMON and (len(p) > 2 or p.isdigit()))


def _shared(words: Sequence[str], matter: Matter, matters: Sequence[Matter]) -> float:
    """How many words they share; one that several matters have tells little."""
    total = 0.0
    own = _vocabulary(matter)
    others = [_vocabulary(one) for one in matters if one is not matter]
    for word in _content(words):
        if not any(_alike(word, other) for other in own):
            continue
        among = 1 + sum(any(_alike(word, other) for other in other_words) for other_words in others)
        total += (SHARED_GENERIC if word in known.GENERIC else 1.0) / among
    return min(total, SHARED_AT_MOST)


def _as_known(words: Sequence[str], matter: Matter, matters: Sequence[Matter]) -> bool:
    """Whether it is spoken of as known: *the* slider, of which only this matter has spoken."""
    own = _vocabulary(matter) - known.GENERIC
    others = [word for one in matters if one is not matter for word in _vocabulary(one)]
    return any(
        article in known.DEFINITE
        and any(_alike(word, one) for one in own)
        and not any(_alike(word, other) for other in others)
        for article, word in pairwise(words)
        if word not in known.COMMON | known.GENERIC
    )


def _vocabulary(matter: Matter) -> frozenset[str]:
    return _content(words_of(fold(f"{essence(matter.said)}\n{matter.asked}")))


_STEM, _WHOLE = 4, 5


def _alike(one: str, other: str) -> bool:
    """The same word, another form of it, or part of a compound ("Formular", "Kontaktformular")."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return True
    if len(short) < _STEM or not short.isalpha():
        return False
    stem = short[: max(_STEM, len(short) - 2)]
    if long.startswith(stem) and len(long) - len(short) <= 3:
        return True
    return len(short) >= _WHOLE and (long.endswith(short) or long.startswith(short))
