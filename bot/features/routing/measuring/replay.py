"""What real people took, played again in time: is it still they who are first if load is spread?

Nothing tells how long they had something: that is drawn. Who took a question counts as the only
right one, though others may have been able to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.load import LOOKED_BACK, Held
from bot.features.routing.measuring.agency import NOT_SPREAD, SPREAD, loaded
from bot.features.routing.measuring.data import Asked, InTime
from bot.features.routing.score import suggest
from bot.features.routing.scoring import Message
from bot.features.routing.scoring import Scored as Learned
from bot.features.routing.values import Candidate, Question, Scored, TalentLevel
from bot.features.routing.weights import Settings

BEFORE = 3
"""The first third is only learned."""
OPEN_FOR = timedelta(days=7)
CLOSE = 1.0 / (1.0 + SPREAD.room)
"""From this share of the first one's score on, load left aside, room can put somebody first: as far
as the data can say, they are equals."""
OFTEN = 10.0
"""Questions that would be somebody's fair part: of fewer nothing is said."""
DECLARED = 5
"""Questions about a part, among those only learned, from which on somebody has it as a talent."""


@dataclass
class Replayed:
    """One way of spreading, or none."""

    name: str
    settings: Settings
    is_followed: bool = False
    """Whether load is what came to those who were first; else to those who really took it."""
    right: int = 0
    first: Counter[str] = field(default_factory=Counter)
    """How often somebody was first of some who were close."""
    held: list[Held] = field(default_factory=list)


@dataclass
class Compared:
    """What came of a file. ``fair``: person → an even part of the questions they were close in."""

    data: str
    ways: Sequence[Replayed]
    asked: int = 0
    close: int = 0
    """Questions in which at least two were close."""
    fair: dict[str, float] = field(default_factory=dict)

    def ratio(self, way: Replayed) -> float | None:
        """Between whoever got most of their fair part and whoever got least of it."""
        got = [way.first[who] / part for who, part in self.fair.items() if part >= OFTEN]
        return max(got) / max(min(got), 1.0 / OFTEN) if len(got) > 1 else None


class _Once(Index):
    """Is asked the same several times, and reads it once."""

    _kept: tuple[Message, frozenset[str], Learned] | None = None

    def score(self, message: Message, among: Iterable[str]) -> Learned:
        """As the last time, where it is the same."""
        people = frozenset(among)
        if self._kept is None or self._kept[:2] != (message, people):
            self._kept = message, people, super().score(message, people)
        return self._kept[2]


def replay(data: InTime, *, declared: bool) -> Compared:
    """Predict, with and without spreading, then learn. ``declared``: with talents, see `_talents`.

    Without, nobody has said anything: then nobody's turn comes, and only room spreads.
    """
    before = len(data.asked) // BEFORE
    has = _talents(data.asked[:before]) if declared else {}
    texts = [
        TalentText(key, {"en": key}, {}) for key in sorted({k for o in has.values() for k in o})
    ]
    index, draw = (
        _Once(texts, {who: dict.fromkeys(keys, 1.0) for who, keys in has.items()}),
        Random(1),
    )
    ways = (
        Replayed("not spread", NOT_SPREAD),
        Replayed("spread", SPREAD),
        Replayed("spread, and who is asked takes it", SPREAD, is_followed=True),
    )
    found, seen = Compared(data.name, ways), dict[str, None]()
    for number, one in enumerate(data.asked):
        closed = one.at + OPEN_FOR * draw.expovariate(1.0)
        asked = Question(one.text, "", request_id=f"{number}", at=one.at)
        if number >= before:
            _ask(asked, one.label, closed, list(seen), has, index, found)
        else:
            for way in ways:
                way.held.append(Held(one.label, one.at, closed, is_open=False))
        seen[one.label] = None
        outcome = ((one.label, OutcomeKind.ANSWERED),)
        index.learn(Past(one.text, "", outcome, one.at, asked.request_id), one.at)
    return found


def _talents(asked: Sequence[Asked]) -> dict[str, list[str]]:
    """Who would have said of themselves that they know which part of the product."""
    had = Counter((one.label, part) for one in asked for part in one.parts)
    found: dict[str, list[str]] = {}
    for (who, part), count in sorted(had.items()):
        if count >= DECLARED:
            found.setdefault(who, []).append(part)
    return found


def _ask(
    asked: Question, right: str, closed: datetime, people: Sequence[str],
    has: Mapping[str, Sequence[str]], index: Index, found: Compared,
) -> None:  # fmt: skip
    ranked = [
        suggest(asked, _candidates(way, people, has, asked.at), index, settings=way.settings).ranked
        for way in found.ways
    ]
    close = _close(ranked[0])
    found.asked += 1
    found.close += len(close) > 1
    for who in close if len(close) > 1 else ():
        found.fair[who] = found.fair.get(who, 0.0) + 1 / len(close)
    for way, order in zip(found.ways, ranked, strict=True):
        first = order[0].person_id
        way.right += first == right
        way.first[first] += len(close) > 1 and first in close
        way.held.append(Held(first if way.is_followed else right, asked.at, closed, is_open=False))


def _close(ranked: Sequence[Scored]) -> list[str]:
    return [one.person_id for one in ranked if one.total >= CLOSE * ranked[0].total]


def _candidates(
    way: Replayed, people: Sequence[str], has: Mapping[str, Sequence[str]], at: datetime
) -> list[Candidate]:
    way.held = [one for one in way.held if one.closed is None or one.closed >= at - LOOKED_BACK]
    now = [
        Held(h.person, h.taken, h.closed, is_open=not h.closed or h.closed > at) for h in way.held
    ]
    load = loaded(now, at)
    return [
        Candidate(
            who,
            tuple(TalentLevel(key, 3, likes=False) for key in has.get(who, ())),
            load.open[who],
            usual=load.usual.get(who),
            lately=load.lately[who],
        )
        for who in people
    ]
