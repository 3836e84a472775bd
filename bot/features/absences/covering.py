"""Who may cover: somebody of a common platform who is there at the time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.absences.timing import home_platform
from bot.features.platforms.availability import back_at
from bot.features.platforms.models import Absence, Member, Platform
from bot.features.platforms.service import person_name, person_of


class NotThem(Kindly):
    """Somebody cannot cover; the sentence says why."""


def check(
    session: Session, user_id: str, starts_at: datetime, ends_at: datetime, cover: str
) -> None:
    """Who covers shares a platform and is there at the time; Kindly otherwise."""
    if cover == user_id:
        raise NotThem(mark("You can't cover for yourself. Name somebody else, or nobody."))
    name = person_name(session, cover)
    person = person_of(session, cover)
    gone = person is not None and person.deleted
    if gone or not common_platforms(session, user_id, cover):
        raise NotThem(
            mark("{name} is on none of your platforms. Choose somebody who is."), name=name
        )
    if _overlapping(session, cover, starts_at, ends_at):
        raise NotThem(mark("{name} is away then, too. Choose somebody who is there."), name=name)


def common_platforms(session: Session, one: str, other: str) -> list[str]:
    """The keys of the active platforms that both are on."""
    theirs = select(Member.platform_key).where(Member.user_id == other, Member.active)
    return list(
        session.scalars(
            select(Member.platform_key)
            .join(Platform, Platform.key == Member.platform_key)
            .where(Member.user_id == one, Member.active, Platform.active)
            .where(Member.platform_key.in_(theirs))
            .order_by(Member.platform_key)
        )
    )


def _overlapping(
    session: Session, user_id: str, starts_at: datetime, ends_at: datetime
) -> list[Absence]:
    return list(
        session.scalars(
            select(Absence).where(
                Absence.user_id == user_id,
                Absence.over_at.is_(None),
                Absence.starts_at < ends_at,
                Absence.ends_at > starts_at,
            )
        )
    )


def warn_those_covered(session: Session, absence: Absence, now: datetime) -> None:
    """Whoever counted on this person hears of it in their hours, while they can still choose."""
    counting = session.scalars(
        select(Absence).where(
            Absence.cover == absence.user_id,
            Absence.begun_at.is_(None),
            Absence.starts_at < absence.ends_at,
            Absence.ends_at > absence.starts_at,
            Absence.starts_at > now,
        )
    ).all()
    for theirs in counting:
        platform = home_platform(session, theirs.user_id)
        if platform is not None:
            when = back_at(session, theirs.user_id, now, platform)
            schedule.at(session, "absences.warn", str(theirs.id), when)
