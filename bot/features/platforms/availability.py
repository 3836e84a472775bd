"""Whether somebody can be asked now, and if not, when and who instead: the one answer to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.calendar import BusinessHours, Span, zone
from bot.features.platforms.models import Absence, BusySpan, Person, Platform, WorkingHours
from bot.features.platforms.people import member_of, person_of

AGAIN = timedelta(hours=24)
"""When to look again where a status says away and not until when."""


class Why(StrEnum):
    """Why somebody cannot be asked. Of an absence only that it is one, never its cause."""

    ABSENT = "absent"
    OUTSIDE_HOURS = "outside hours"
    HOLIDAY = "holiday"
    BUSY = "busy"
    """By their calendar, or they do not want to be disturbed: nothing changes hands."""
    GONE = "gone"


@dataclass(frozen=True)
class Availability:
    """``until``: when they are free again, None where they are or never will be."""

    free: bool
    why: Why | None = None
    until: datetime | None = None
    cover: str | None = None
    """Who stands in during an absence (a user id): somebody who is not away."""
    others_rest: bool = False
    """Outside hours or on a holiday: the platform does not work either."""

    @property
    def may_be_suggested(self) -> bool:
        """Whether a question may be theirs.

        A day that is over for all has a morning after it; while others work, whoever has other
        hours is not asked at night.
        """
        return self.free or self.others_rest

    @property
    def is_away(self) -> bool:
        """Whether what they own should be in other hands."""
        return self.why in (Why.ABSENT, Why.GONE)


FREE = Availability(free=True)


def calendar_of(platform: Platform) -> BusinessHours:
    """The platform's business time."""
    return BusinessHours(platform.timezone, platform.hours, platform.holidays)


def hours_of(session: Session, user_id: str, platform: Platform) -> BusinessHours:
    """When a person works: their own hours in their own zone, else the platform's.

    The platform's public holidays count for everybody on it.
    """
    own = session.get(WorkingHours, user_id)
    if own is None:
        return calendar_of(platform)
    timezone = own.timezone or _known_zone(person_of(session, user_id)) or platform.timezone
    return BusinessHours(timezone, own.hours, platform.holidays)


def zone_of(session: Session, user_id: str, platform: Platform) -> str:
    """The zone in which a person types and reads times."""
    own = session.get(WorkingHours, user_id)
    theirs = _known_zone(person_of(session, user_id))
    return (own.timezone if own is not None else None) or theirs or platform.timezone


def _known_zone(person: Person | None) -> str | None:
    """The zone as Slack says it, if it is one that we know, too."""
    if person is None or not person.timezone:
        return None
    try:
        zone(person.timezone)
    except ValueError:
        return None
    return person.timezone


def available(session: Session, user_id: str, at: datetime, *, platform: Platform) -> Availability:
    """Whether ``user_id`` can be asked on ``platform`` at ``at``.

    Who left the platform or the workspace is gone. An absence outweighs hours and holidays, and
    these outweigh a busy calendar and Slack's status, which are no more than hints.
    """
    person = person_of(session, user_id)
    if is_gone(session, user_id, platform):
        return Availability(free=False, why=Why.GONE)
    hours = hours_of(session, user_id, platform)
    absences = [(a.starts_at, a.ends_at) for a in _absences(session, user_id, at)]
    hints = [*_busy(session, user_id, at), *_undisturbed(person, at)]
    blocked = sorted([*absences, *hints])
    if any(start <= at < end for start, end in absences):
        cover = stand_in(session, user_id, at, platform)
        return Availability(False, Why.ABSENT, _free_from(at, hours, blocked), cover)
    if not hours.is_open(at):
        why = Why.HOLIDAY if hours.is_holiday(hours.local_date(at)) else Why.OUTSIDE_HOURS
        others_rest = not calendar_of(platform).is_open(at)
        return Availability(False, why, _free_from(at, hours, blocked), others_rest=others_rest)
    if any(start <= at < end for start, end in hints):
        return Availability(False, Why.BUSY, _free_from(at, hours, blocked))
    return FREE


def is_gone(session: Session, user_id: str, platform: Platform) -> bool:
    """Whether somebody has left the platform or the workspace, or never was there."""
    person = person_of(session, user_id)
    return member_of(session, user_id, platform.key) is None or bool(person and person.deleted)


def is_absent(session: Session, user_id: str, at: datetime) -> bool:
    """Whether an absence of theirs is going on."""
    return any(absence.starts_at <= at for absence in _absences(session, user_id, at))


def back_at(session: Session, user_id: str, at: datetime, platform: Platform) -> datetime:
    """The first working time from ``at`` on that no absence takes; hints do not count."""
    spans = [(a.starts_at, a.ends_at) for a in _absences(session, user_id, at)]
    return _free_from(at, hours_of(session, user_id, platform), spans)


def stand_in(session: Session, user_id: str, at: datetime, platform: Platform) -> str | None:
    """Who covers somebody at ``at``: where the cover is away, too, their cover, and so on.

    None where nobody was named, or all who were are away or gone.
    """
    seen: set[str] = set()
    waiting = [user_id]
    while waiting:
        person = waiting.pop(0)
        if person in seen:
            continue
        seen.add(person)
        away = [a for a in _absences(session, person, at) if a.starts_at <= at]
        if not away and person != user_id and not is_gone(session, person, platform):
            return person
        waiting += [absence.cover for absence in away if absence.cover is not None]
    return None


def _absences(session: Session, user_id: str, at: datetime) -> Sequence[Absence]:
    """What is going on at ``at`` or later, in order."""
    return session.scalars(
        select(Absence)
        .where(Absence.user_id == user_id, Absence.ends_at > at)
        .order_by(Absence.starts_at, Absence.id)
    ).all()


def _busy(session: Session, user_id: str, at: datetime) -> Iterable[Span]:
    """What their calendar calls busy, at ``at`` or later."""
    spans = session.execute(
        select(BusySpan.starts_at, BusySpan.ends_at).where(
            BusySpan.user_id == user_id, BusySpan.ends_at > at
        )
    )
    return [(start, end) for start, end in spans]


def _undisturbed(person: Person | None, at: datetime) -> Iterable[Span]:
    """What Slack's status and do-not-disturb say."""
    if person is None:
        return
    if person.says_away:
        yield at, max(at, person.says_away_until or at + AGAIN)
    if person.undisturbed_from is not None and person.undisturbed_until is not None:
        yield person.undisturbed_from, person.undisturbed_until


def _free_from(at: datetime, hours: BusinessHours, blocked: Sequence[Span]) -> datetime:
    """The first working time from ``at`` on in none of the spans, which come in order."""
    moment = hours.next_open(at)
    for start, end in blocked:
        if start <= moment < end:
            moment = hours.next_open(end)
    return moment
