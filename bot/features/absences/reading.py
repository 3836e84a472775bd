"""What is shown of absences. For the team's eyes; of the cause nobody ever knew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.absences.models import Handed
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import home_platform
from bot.features.platforms.availability import stand_in, zone_of
from bot.features.platforms.models import Absence, Client, Platform
from bot.features.platforms.owning import Matter


class Stand(StrEnum):
    """What became of a matter. ``ANSWERED``: it waits for the client, or for somebody else."""

    OVER = "over"
    ANSWERED = "answered"
    OURS = "ours"


@dataclass(frozen=True)
class Line:
    """A matter that changed hands, as it stands now. ``id`` is what its buttons carry."""

    id: str
    client: str
    words: str
    link: str | None
    stand: Stand
    owner: str | None
    since: datetime | None
    due: datetime | None


@dataclass(frozen=True)
class Shown:
    """An absence as it is shown. ``zone``: the person's own, in which its days are meant."""

    id: int
    user_id: str
    starts_at: datetime
    ends_at: datetime
    cover: str | None
    begun: bool
    over: bool
    zone: str


@dataclass(frozen=True)
class Outlook:
    """What will change hands when an absence begins: ``(who or None, lines)``."""

    parts: Sequence[tuple[str | None, Sequence[Line]]]


def shown(session: Session, absence: Absence) -> Shown:
    """An absence with what a text about it needs."""
    platform = home_platform(session, absence.user_id)
    return Shown(
        id=absence.id,
        user_id=absence.user_id,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        cover=absence.cover,
        begun=absence.begun_at is not None,
        over=absence.over_at is not None,
        zone="UTC" if platform is None else zone_of(session, absence.user_id, platform),
    )


def of_person(session: Session, user_id: str, now: datetime) -> list[Shown]:
    """A person's absences that are going on or to come, in order."""
    rows = session.scalars(
        select(Absence)
        .where(Absence.user_id == user_id, Absence.ends_at > now, Absence.over_at.is_(None))
        .order_by(Absence.starts_at, Absence.id)
    )
    return [shown(session, row) for row in rows]


def lines(session: Session, owned: AllOwned, rows: Sequence[Handed], now: datetime) -> list[Line]:
    """What changed hands, as it stands now, in the order of ``rows``."""
    standing = owned.standing(session, rows, now)
    return [_line(session, row, standing.get((row.kind, row.ref))) for row in rows]


def _line(session: Session, row: Handed, matter: Matter | None) -> Line:
    client = session.get(Client, row.client_key)
    return Line(
        id=row.id,
        client=client.name if client is not None else "",
        words=row.words,
        link=row.link,
        stand=_stand(matter),
        owner=matter.owner if matter is not None else None,
        since=matter.since if matter is not None else None,
        due=matter.due if matter is not None else None,
    )


def is_away_then(session: Session, absence: Absence) -> bool:
    """Whether the cover that was named is away at some time of the absence."""
    found = select(Absence.id).where(
        Absence.user_id == absence.cover,
        Absence.over_at.is_(None),
        Absence.starts_at < absence.ends_at,
        Absence.ends_at > absence.starts_at,
    )
    return session.execute(found.limit(1)).first() is not None


def _stand(matter: Matter | None) -> Stand:
    if matter is None:
        return Stand.OVER
    return Stand.OURS if matter.ours else Stand.ANSWERED


def outlook(session: Session, owned: AllOwned, absence: Absence, now: datetime) -> Outlook:
    """To whom everything goes, as far as it can be said beforehand."""
    parts: dict[str | None, list[Line]] = {}
    for matter in owned.of(session, absence.user_id, now):
        platform = session.get_one(Platform, matter.platform)
        cover = stand_in(session, absence.user_id, absence.starts_at, platform)
        row = Handed(id="", client_key=matter.client, words=matter.words, link=matter.link)
        parts.setdefault(cover, []).append(_line(session, row, matter))
    return Outlook([(cover, parts[cover]) for cover in sorted(parts, key=str)])
