"""A platform's quarter: ballots, how they ended, and how sure the team was against what was kept.

About matters and the platform; nothing in it is about a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.calendar import zone
from bot.features.platforms.models import Platform
from bot.features.promises.models import (
    ChangeKind,
    EndedBallot,
    Promise,
    PromiseChange,
    PromiseState,
)
from bot.features.promises.values import Outcome

CARD = "promises.looking_back"
WAITS = 1.5
"""Wall seconds that the card waits for its picture; then it comes without, and gets it later."""
BANDS = (1.0, 3.0, 4.0)
"""Where *not sure*, *rather sure* and *sure* begin, on the scale of the ballot (1 to 5)."""


class Fate(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    NEW_DATE = "new date"
    """Kept, or still open, with another date than the first."""
    NOT_KEPT = "not kept"
    OPEN = "open"


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year: ``number`` from 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def span(self, timezone: str) -> tuple[datetime, datetime]:
        """From (inclusive) and until (exclusive), where the platform is."""
        here, after = zone(timezone), self.moved(1)
        start = datetime(self.year, 3 * self.number - 2, 1, tzinfo=here)
        return start, datetime(after.year, 3 * after.number - 2, 1, tzinfo=here)

    def moved(self, by: int) -> Quarter:
        """So many quarters later."""
        years, number = divmod(self.number - 1 + by, 4)
        return Quarter(self.year + years, number + 1)


@dataclass(frozen=True)
class Back:
    """What a platform sees when it looks back."""

    platform: str
    quarter: Quarter
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    sure: Sequence[Mapping[Fate, int]] = ()
    """For each of `BANDS`: what became of the promises that the team was so sure about."""
    promises: Mapping[Fate, int] = field(default_factory=dict)

    @property
    def ballots(self) -> int:
        """How many there were."""
        return sum(self.outcomes.values())


def quarter_of(now: datetime, timezone: str) -> Quarter:
    """The quarter that goes on."""
    local = now.astimezone(zone(timezone))
    return Quarter(local.year, (local.month + 2) // 3)


LAST = ("last", "previous", "letztes", "voriges", "letztes quartal", "last quarter")
THIS = ("", "this", "dieses", "now", "dieses quartal", "this quarter")
TYPED = re.compile(
    r"(?:(?P<first>\d{4})\s*[-/ ]?\s*)?q?\s*(?P<n>[1-4])(?:\s*[-/ ]?\s*(?P<y>\d{4}))?"
)


def typed(words: str, now: datetime, timezone: str) -> Quarter:
    """The quarter that somebody types: nothing, *last*, *Q3*, *Q3 2026*, *2026-Q3*; Kindly else.

    Without a year it is the latest that has begun.
    """
    words = " ".join(words.casefold().split())
    current = quarter_of(now, timezone)
    if words in THIS:
        return current
    if words in LAST:
        return current.moved(-1)
    found = TYPED.fullmatch(words)
    if found is None or (found["first"] and found["y"]):
        raise Kindly(mark("Which quarter? Type it like Q3, Q3 2026, or last."))
    year, number = found["first"] or found["y"], int(found["n"])
    if year is None:
        year = current.year if number <= current.number else current.year - 1
    quarter = Quarter(int(year), number)
    if quarter.span(timezone)[0] > now:
        raise Kindly(mark("This quarter is still to come."))
    return quarter


def ask(session: Session, platform: Platform, quarter: Quarter, now: datetime) -> str:
    """Have it posted to the team, anew each time somebody asks; returns the card's subject."""
    subject = f"{platform.key}|{quarter}|{int(now.timestamp())}"
    cards.show(session, CARD, subject, Audience.TEAM, platform.team_channel, delay=WAITS)
    return subject


def from_subject(subject: str) -> tuple[str, Quarter]:
    """The platform's key, and the quarter."""
    key, _, rest = subject.partition("|")
    year, _, number = rest.partition("|")[0].partition("-Q")
    return key, Quarter(int(year), int(number))


def look(session: Session, platform: Platform, quarter: Quarter) -> Back:
    """Count the ballots that ended in the quarter, and what became of what was promised."""
    start, end = quarter.span(platform.timezone)
    ballots = session.scalars(
        select(EndedBallot).where(
            EndedBallot.platform_key == platform.key, EndedBallot.at >= start, EndedBallot.at < end
        )
    ).all()
    made = session.scalars(
        select(Promise).where(
            Promise.platform_key == platform.key, Promise.made_at >= start, Promise.made_at < end
        )
    ).all()
    by_ballot = _by_ballot(session, [one.ballot for one in ballots])
    sure: list[Counter[Fate]] = [Counter() for _ in BANDS]
    for one in ballots:
        if one.certainty is not None and one.ballot in by_ballot:
            sure[_band(one.certainty)][_fate(session, by_ballot[one.ballot])] += 1
    return Back(
        platform.name,
        quarter,
        Counter(Outcome(one.outcome) for one in ballots),
        sure,
        Counter(_fate(session, promise) for promise in made),
    )


def _by_ballot(session: Session, ballots: Sequence[str]) -> dict[str, Promise]:
    rows = session.scalars(select(Promise).where(Promise.ballot.in_(ballots)))
    return {row.ballot: row for row in rows if row.ballot is not None}


def _band(certainty: float) -> int:
    return max(n for n, lowest in enumerate(BANDS) if certainty >= lowest or n == 0)


def _fate(session: Session, promise: Promise) -> Fate:
    if promise.state == PromiseState.NOT_KEPT:
        return Fate.NOT_KEPT
    moved = select(PromiseChange.id).where(
        PromiseChange.promise_id == promise.id, PromiseChange.kind == ChangeKind.NEW_DATE
    )
    if session.scalar(moved.limit(1)) is not None:
        return Fate.NEW_DATE
    return Fate.KEPT if promise.state == PromiseState.KEPT else Fate.OPEN
