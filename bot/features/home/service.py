"""A member's page: my turn, waiting for others, coming up, who is away, the platform at a glance.

Nothing here calls out; the page is drawn from it as a card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Absence, Member, Platform
from bot.features.platforms.owning import Matter, Owns, in_order, matters_of
from bot.features.platforms.service import (
    members,
    platforms_of,
    zone_of,
)

AHEAD = timedelta(days=7)
"""How far *coming up* and *away* look."""


@dataclass(frozen=True)
class Away:
    """Somebody's absence, as colleagues may know it: from, until, never why.

    ``zone`` is the person's own, in which its days are meant.
    """

    id: int
    user_id: str
    starts_at: datetime
    ends_at: datetime
    cover: str | None
    zone: str


@dataclass(frozen=True)
class Glance:
    """A platform at a glance, the same for everybody on it. Counts matters, not people."""

    platform: str
    waiting_for_us: int
    waiting_for_clients: int
    in_nobodys_hands: int
    oldest: datetime | None
    """Since when the matter waits that has waited longest for us."""


@dataclass(frozen=True)
class Page:
    """A member's page. What is in ``coming`` may stand in one of the first two as well."""

    user_id: str
    my_turn: Sequence[Matter]
    waiting: Sequence[Matter]
    coming: Sequence[Matter]
    away: Sequence[Away]
    glances: Sequence[Glance]
    leads: bool


def page_of(session: Session, user_id: str, now: datetime, owns: Sequence[Owns]) -> Page:
    """Everything that ``user_id`` sees on their page at ``now``."""
    mine = matters_of(owns, session, now, user_id)
    theirs = platforms_of(session, user_id)
    return Page(
        user_id=user_id,
        my_turn=[matter for matter in mine if matter.ours],
        waiting=[matter for matter in mine if not matter.ours],
        coming=[matter for matter in mine if matter.due is not None and matter.due <= now + AHEAD],
        away=away(session, theirs, now),
        glances=[glance(session, platform, now, owns) for platform in theirs],
        leads=_leads(session, user_id),
    )


def away(session: Session, of: Sequence[Platform], now: datetime) -> list[Away]:
    """Who of these platforms is away now or within a week, in order of time."""
    people = {one.user_id: platform for platform in of for one in members(session, platform.key)}
    rows = session.scalars(
        select(Absence)
        .where(Absence.user_id.in_(people), Absence.ends_at > now, Absence.starts_at <= now + AHEAD)
        .order_by(Absence.starts_at, Absence.user_id, Absence.id)
    )
    return [
        Away(
            id=row.id,
            user_id=row.user_id,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            cover=row.cover,
            zone=zone_of(session, row.user_id, people[row.user_id]),
        )
        for row in rows
    ]


def glance(session: Session, platform: Platform, now: datetime, owns: Sequence[Owns]) -> Glance:
    """How the platform stands."""
    found = in_order(m for one in owns for m in one.of_platform(session, now, platform.key))
    ours = [matter for matter in found if matter.ours]
    return Glance(
        platform=platform.name,
        waiting_for_us=len(ours),
        waiting_for_clients=len(found) - len(ours),
        in_nobodys_hands=sum(matter.owner is None for matter in found),
        oldest=min((matter.since for matter in ours), default=None),
    )


def _leads(session: Session, user_id: str) -> bool:
    found = select(Member.user_id).where(Member.user_id == user_id, Member.lead, Member.active)
    return session.execute(found.limit(1)).first() is not None
