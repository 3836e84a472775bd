"""The end of an absence: one message on what happened meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.absences.models import Handed
from bot.features.absences.timing import home_platform, subject_of
from bot.features.platforms.availability import back_at
from bot.features.platforms.models import Absence, Member
from bot.features.platforms.owning import redraw_homes

KEPT = timedelta(days=14)
"""How long after the return it is kept what had changed hands: long enough to take it back."""


def back(session: Session, absence_id: int, now: datetime) -> None:
    """The next working time after an absence; where another one follows, at the end of that."""
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None or absence.over_at is not None:
        return
    platform = home_platform(session, absence.user_id)
    if platform is None:
        _is_over(session, absence, now)
        return
    when = back_at(session, absence.user_id, max(now, absence.ends_at), platform)
    if when > now:
        schedule.at(session, "absences.back", str(absence.id), when)
    else:
        welcome(session, absence, now)


def welcome(session: Session, absence: Absence, now: datetime) -> None:
    """Say what happened meanwhile, of all that was handed over and not told yet: once."""
    if absence.over_at is not None:
        return
    _is_over(session, absence, now)
    rows = session.scalars(
        select(Handed)
        .join(Absence, Absence.id == Handed.absence_id)
        .where(Handed.user_id == absence.user_id, Handed.told_in.is_(None), Absence.ends_at <= now)
    ).all()
    for row in rows:
        row.told_in = absence.id
        cards.touch(session, subject_of(row.absence_id))
    session.flush()
    if rows:
        about = subject_of(absence.id)
        cards.show(session, "absence.return", about, Audience.MEMBER, absence.user_id)
    cards.touch(session, subject_of(absence.id))


def _is_over(session: Session, absence: Absence, now: datetime) -> None:
    absence.over_at = now
    for platform in session.scalars(
        select(Member.platform_key).where(Member.user_id == absence.user_id, Member.active)
    ):
        redraw_homes(session, platform)
    absence.begun_at = absence.begun_at or now
    session.flush()
    schedule.at(session, "absences.forget", str(absence.id), now + KEPT)


def told_in(session: Session, absence_id: int) -> list[Handed]:
    """What somebody is told about at the end of an absence, in a fixed order."""
    return list(
        session.scalars(
            select(Handed)
            .where(Handed.told_in == absence_id)
            .order_by(Handed.client_key, Handed.at, Handed.id)
        )
    )


def forget(session: Session, absence_id: int) -> None:
    """An absence that was over long ago is nobody's business."""
    absence = session.get(Absence, absence_id)
    if absence is None or absence.over_at is None:
        return
    of_it = (Handed.told_in == absence_id) | (Handed.absence_id == absence_id)
    session.execute(delete(Handed).where(of_it))
    session.delete(absence)
    session.flush()
