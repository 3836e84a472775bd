"""Whether somebody can be asked now, and if not, when and who instead: the one answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Absence, Platform
from bot.features.platforms.people import member_of, person_of


class Why(StrEnum):
    """Why somebody cannot be asked. Of an absence only that it is one, never its cause."""

    ABSENT = "absent"
    OUTSIDE_HOURS = "outside hours"
    HOLIDAY = "holiday"
    GONE = "gone"


@dataclass(frozen=True)
class Availability:
    """``until``: when they are free again, None where they are or never will be."""

    free: bool
    why: Why | None = None
    until: datetime | None = None
    cover: str | None = None
    """Who stands in during an absence (a user id)."""


FREE = Availability(free=True)


def calendar_of(platform: Platform) -> BusinessHours:
    """The platform's business time."""
    return BusinessHours(platform.timezone, platform.hours, platform.holidays)


def available(session: Session, user_id: str, at: datetime, *, platform: Platform) -> Availability:
    """Whether ``user_id`` can be asked on ``platform`` at ``at``.

    Who left the platform or the workspace is gone; an absence outweighs hours and holidays.
    """
    person = person_of(session, user_id)
    if member_of(session, user_id, platform.key) is None or (person and person.deleted):
        return Availability(free=False, why=Why.GONE)
    hours = calendar_of(platform)
    absences = _absences(session, user_id, at)
    away = [absence for absence in absences if absence.starts_at <= at]
    if away:
        cover = next((absence.cover for absence in away if absence.cover), None)
        return Availability(False, Why.ABSENT, _free_from(at, hours, absences), cover)
    if hours.is_open(at):
        return FREE
    why = Why.HOLIDAY if hours.is_holiday(hours.local_date(at)) else Why.OUTSIDE_HOURS
    return Availability(False, why, _free_from(at, hours, absences))


def _absences(session: Session, user_id: str, at: datetime) -> list[Absence]:
    """What is going on at ``at`` or later, in order."""
    return list(
        session.scalars(
            select(Absence)
            .where(Absence.user_id == user_id, Absence.ends_at > at)
            .order_by(Absence.starts_at, Absence.id)
        )
    )


def _free_from(at: datetime, hours: BusinessHours, absences: list[Absence]) -> datetime:
    moment = hours.next_open(at)
    for absence in absences:
        if absence.starts_at <= moment < absence.ends_at:
            moment = hours.next_open(absence.ends_at)
    return moment
