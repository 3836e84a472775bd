"""Absences as members enter, change and end them. Until when and who covers; never why."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.absences import covering, handover, returning
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import cancel_all, home_platform, plan, subject_of
from bot.features.platforms.models import Absence
from bot.features.platforms.owning import redraw_homes

LONGEST = timedelta(days=3 * 366)


def enter(
    session: Session,
    owned: AllOwned,
    user_id: str,
    starts_at: datetime,
    ends_at: datetime,
    cover: str | None,
    now: datetime,
) -> Absence:
    """Note an absence of one's own. One that has begun is handed over at once.

    The same time entered again is the same absence, whose cover may be another one.
    """
    _check(session, user_id, starts_at, ends_at, cover, now)
    same = select(Absence).where(
        Absence.user_id == user_id,
        Absence.ends_at == ends_at,
        Absence.over_at.is_(None),
    )
    for absence in session.scalars(same.with_for_update()):
        both_run = absence.starts_at <= now and starts_at <= now
        if absence.starts_at == starts_at or both_run:
            if cover is not None:
                _change_cover(session, owned, absence, cover, now)
            return absence
    absence = Absence(user_id=user_id, starts_at=starts_at, ends_at=ends_at, cover=cover)
    session.add(absence)
    session.flush()
    _settle(session, owned, absence, now)
    covering.warn_those_covered(session, absence, now)
    return absence


def change(
    session: Session,
    owned: AllOwned,
    absence_id: int,
    user_id: str,
    starts_at: datetime,
    ends_at: datetime,
    cover: str | None,
    now: datetime,
) -> Absence:
    """Other dates, another cover. What has begun keeps its beginning.

    Without a cover, what somebody has by now stays with them.
    """
    absence = own(session, absence_id, user_id)
    if absence.begun_at is not None:
        starts_at = absence.starts_at
    _check(session, user_id, starts_at, ends_at, cover, now)
    absence.starts_at, absence.ends_at = starts_at, ends_at
    _change_cover(session, owned, absence, cover, now)
    _settle(session, owned, absence, now)
    covering.warn_those_covered(session, absence, now)
    return absence


def remove(session: Session, absence_id: int, user_id: str, now: datetime) -> None:
    """Not away after all; one that has begun ends now."""
    absence = own(session, absence_id, user_id)
    if absence.begun_at is not None:
        _end(session, absence, now)
        return
    cancel_all(session, absence)
    cards.touch(session, subject_of(absence.id))
    for platform in covering.common_platforms(session, user_id, user_id):
        redraw_homes(session, platform)
    session.delete(absence)
    session.flush()


def come_back(session: Session, user_id: str, now: datetime) -> None:
    """*I'm back*: whatever absence is going on ends now."""
    going_on = session.scalars(
        select(Absence)
        .where(Absence.user_id == user_id, Absence.starts_at <= now, Absence.ends_at > now)
        .order_by(Absence.id)
        .with_for_update()
    ).all()
    if not going_on:
        raise Kindly(mark("You are not away just now."))
    for absence in going_on:
        absence.ends_at = now
    for absence in going_on:
        _end(session, absence, now)


def own(session: Session, absence_id: int, user_id: str) -> Absence:
    """The person's own absence, held, that is not over; Kindly otherwise."""
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None or absence.user_id != user_id or absence.over_at is not None:
        raise Kindly(mark("This absence is over, or was removed. Nothing was changed."))
    return absence


def _end(session: Session, absence: Absence, now: datetime) -> None:
    """Somebody said that they are back: it is known at once, whatever the hour."""
    absence.ends_at = min(absence.ends_at, now)
    cancel_all(session, absence)
    returning.welcome(session, absence, now)


def _check(
    session: Session,
    user_id: str,
    starts_at: datetime,
    ends_at: datetime,
    cover: str | None,
    now: datetime,
) -> None:
    if ends_at <= starts_at or ends_at <= now or ends_at - starts_at > LONGEST:
        raise Kindly(mark("Please choose an end that lies after the beginning and after today."))
    if home_platform(session, user_id) is None:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    if cover is not None:
        covering.check(session, user_id, starts_at, ends_at, cover)


def _change_cover(
    session: Session, owned: AllOwned, absence: Absence, cover: str | None, now: datetime
) -> None:
    if cover == absence.cover:
        return
    absence.cover = cover
    session.flush()
    if absence.begun_at is not None and cover is not None:
        handover.hand_on(session, owned, absence, now)
    cards.touch(session, subject_of(absence.id))


def _settle(session: Session, owned: AllOwned, absence: Absence, now: datetime) -> None:
    """Plan what follows; what has begun by now begins now."""
    session.flush()
    plan(session, absence, now)
    if absence.starts_at <= now:
        handover.begin(session, owned, absence.id, now)
    cards.touch(session, subject_of(absence.id))
