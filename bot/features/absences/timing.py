"""When what happens around an absence: rows of the schedule, all of them movable."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.features.platforms.availability import back_at, hours_of
from bot.features.platforms.models import Absence, Member, Platform
from bot.features.platforms.owning import redraw_homes

EVE = timedelta(hours=2)
"""So long before the end of the last working day before an absence its message comes."""
LOOK_BACK = 14
"""Days before an absence in which a working day is looked for."""
DAY = timedelta(days=1)
KINDS = ("absences.eve", "absences.begin", "absences.back", "absences.warn")


def subject_of(absence_id: int) -> str:
    """The subject of every card about an absence."""
    return f"absence:{absence_id}"


def absence_id_of(subject: str) -> int:
    """The absence that a card's subject names."""
    return int(subject.partition(":")[2])


def home_platform(session: Session, user_id: str) -> Platform | None:
    """The platform in whose hours somebody works who has none of their own; None: on none."""
    return session.scalars(
        select(Platform)
        .join(Member, Member.platform_key == Platform.key)
        .where(Member.user_id == user_id, Member.active, Platform.active)
        .order_by(Platform.key)
        .limit(1)
    ).first()


def plan(session: Session, absence: Absence, now: datetime) -> None:
    """Have what follows from an absence done when it is due; what was planned is moved."""
    cancel_all(session, absence)
    platform = home_platform(session, absence.user_id)
    if platform is None:
        return
    subject = str(absence.id)
    redraw_homes(session, platform.key)
    if absence.begun_at is None and absence.starts_at > now:
        schedule.at(session, "absences.begin", subject, absence.starts_at)
        eve = eve_of(session, absence, platform)
        if eve is not None and eve > now:
            schedule.at(session, "absences.eve", subject, eve)
    back = back_at(session, absence.user_id, absence.ends_at, platform)
    schedule.at(session, "absences.back", subject, back)


def cancel_all(session: Session, absence: Absence) -> None:
    """Nothing is due of an absence any more."""
    for kind in KINDS:
        schedule.cancel(session, kind, str(absence.id))


def eve_of(session: Session, absence: Absence, platform: Platform) -> datetime | None:
    """The afternoon of the last working day before an absence; None where there is none near."""
    hours = hours_of(session, absence.user_id, platform)
    day = hours.local_date(absence.starts_at)
    for _ in range(LOOK_BACK):
        spans = hours.spans(day)
        if spans and spans[-1][1] <= absence.starts_at:
            start, end = spans[-1]
            return max(start, end - EVE)
        day -= DAY
    return None
