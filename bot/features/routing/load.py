"""How much room people have, from what is open and what came to them. Told to nobody.

All of it is counted anew from the requests when somebody is looked for; nothing is written down.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import available, calendar_of
from bot.features.requests.models import Request, RequestState

LOOKED_BACK = timedelta(days=56)
"""For what is usual …"""
LATELY = timedelta(days=28)
"""… and for whose turn it is."""
ENOUGH = 10
"""Working days on which somebody has had something: of fewer it is not said what is usual."""
AHEAD = timedelta(hours=1)
"""Business time for which somebody has to be there still; who is gone by then has less room."""
KNOWN_FOR = timedelta(days=365)

Span = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Held:
    """A request that came to somebody; not open and not ``closed``: it rests, or is kept."""

    person: str
    taken: datetime
    closed: datetime | None
    is_open: bool


@dataclass
class Load:
    """By person. ``usual`` only of those of whom enough is known."""

    open: Counter[str] = field(default_factory=Counter)
    usual: dict[str, float] = field(default_factory=dict)
    lately: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)


def load_of(
    session: Session,
    people: Sequence[str],
    platform: Platform,
    client: Client | None,
    now: datetime,
) -> Load:
    """What is open with them on all platforms, and what came to them; who knows ``client``."""
    rows = session.execute(
        select(Request.assignee, Request.taken_at, Request.closed_at, Request.state).where(
            Request.assignee.in_(people),
            Request.taken_at.is_not(None),
            or_(Request.closed_at.is_(None), Request.closed_at >= now - LOOKED_BACK),
        )
    )
    held = [
        Held(person, taken, closed, is_open=state == RequestState.TAKEN)
        for person, taken, closed, state in rows
        if person is not None and taken is not None
    ]
    found = counted(held, working_days(calendar_of(platform), now), now)
    if client is not None and platform.learning:
        found.known = _known(session, people, client, now)
    return found


def counted(held: Iterable[Held], days: Sequence[datetime], now: datetime) -> Load:
    """What is open, came lately and is usual; ``days`` as `working_days` has them.

    ``held``: what is open, and what was closed since `LOOKED_BACK`.
    """
    found, spans = Load(), dict[str, list[Span]]()
    for one in held:
        found.open[one.person] += one.is_open
        found.lately[one.person] += one.taken >= now - LATELY
        if one.closed is not None or one.is_open:
            spans.setdefault(one.person, []).append((one.taken, one.closed))
    for person, theirs in spans.items():
        usual = usual_of(theirs, days)
        if usual is not None:
            found.usual[person] = usual
    return found


def working_days(hours: BusinessHours, now: datetime) -> list[datetime]:
    """A moment in the middle of each working day that is looked back at."""
    found = []
    for back in range(1, LOOKED_BACK.days):
        spans = hours.spans(hours.local_date(now - timedelta(days=back)))
        if spans:
            found.append(spans[0][0] + (spans[-1][1] - spans[0][0]) / 2)
    return found


def usual_of(spans: Iterable[Span], days: Sequence[datetime]) -> float | None:
    """The median of what was open on the days since the first of ``spans``."""
    known = list(spans)
    taken = sorted(start for start, _ in known)
    over = sorted(end for _, end in known if end is not None)
    counts = [
        bisect_right(taken, day) - bisect_right(over, day)
        for day in days
        if taken and day >= taken[0]
    ]
    return float(median(counts)) if len(counts) >= ENOUGH else None


def _known(session: Session, people: Sequence[str], client: Client, now: datetime) -> Counter[str]:
    """How many requests of the client each of them answered."""
    rows = session.execute(
        select(Request.assignee, func.count())
        .where(
            Request.client_key == client.key,
            Request.assignee.in_(people),
            Request.answered_at.is_not(None),
            Request.created_at >= now - KNOWN_FOR,
        )
        .group_by(Request.assignee)
    )
    return Counter({person: count for person, count in rows if person is not None})


def within_the_hour(platform: Platform, now: datetime) -> datetime:
    """The moment at which whoever is asked now should be there still."""
    return calendar_of(platform).add(now, AHEAD)


def leaves(session: Session, person: str, platform: Platform, then: datetime) -> bool:
    """Whether they are gone by ``then``: their day ends, or an absence begins."""
    return not available(session, person, then, platform=platform).may_be_suggested
