"""The rows of the schedule from which digests come: one for each platform or client and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import schedule
from bot.features.digests.rhythm import DAILY, FRIDAYS, LATE, MONTHLY, WEEKLY, Occasion, Rhythm
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of, clients, platforms
from bot.features.platforms.targets import shared_hours

TEAM, CLIENT, MONTH, OBSERVED = (
    "digests.team",
    "digests.weekly",
    "digests.monthly",
    "digests.observed",
)
OF_PLATFORMS = {TEAM: DAILY, MONTH: MONTHLY, OBSERVED: FRIDAYS}
SEND = "digests.send"
"""A client's week that goes out by itself: its subject is the digest's id."""


@dataclass(frozen=True)
class _Row:
    kind: str
    subject: str
    rhythm: Rhythm
    hours: BusinessHours


def plan(session: Session, now: datetime) -> None:
    """See to it that every row exists; as often as one likes."""
    for row in _wanted(session):
        if session.get(schedule.Due, (row.kind, row.subject)) is None:
            _at(session, row, now)


def replan(session: Session, platform_key: str, now: datetime) -> None:
    """Zone, hours or holidays of a platform have changed: its rows follow."""
    for row in _wanted(session, lambda platform: platform.key == platform_key):
        _at(session, row, now)


def next_time(
    session: Session, kind: str, subject: str, rhythm: Rhythm, hours: BusinessHours, now: datetime
) -> None:
    """See to the occasion after this one."""
    _at(session, _Row(kind, subject, rhythm, hours), now)


def to_make_up(rhythm: Rhythm, hours: BusinessHours, now: datetime) -> Occasion | None:
    """The occasion that is due at ``now``, or was missed not too long ago."""
    last = rhythm.last_until(hours, now)
    return last if last is not None and now - last.at <= LATE else None


def _wanted(
    session: Session, which: Callable[[Platform], bool] = lambda _platform: True
) -> Iterator[_Row]:
    for platform in filter(which, platforms(session)):
        for kind, rhythm in OF_PLATFORMS.items():
            yield _Row(kind, platform.key, rhythm, calendar_of(platform))
        for client in clients(session, platform.key):
            yield _Row(CLIENT, client.key, WEEKLY, shared_hours(platform, client))


def _at(session: Session, row: _Row, now: datetime) -> None:
    schedule.at(session, row.kind, row.subject, row.rhythm.next_after(row.hours, now).at)
