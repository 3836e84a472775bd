"""Who is on call: a rota by week, in which people may swap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.availability import available, calendar_of
from bot.features.platforms.models import Platform, Rota, RotaWeek
from bot.features.platforms.people import member_of, person_name

WEEK = timedelta(days=7)
AHEAD = 6
"""Weeks that are shown."""


@dataclass(frozen=True)
class OnCall:
    """Whose week it is, beginning with ``monday``; None where nobody's."""

    monday: date
    user_id: str | None


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def on_call(session: Session, platform: Platform, at: datetime) -> str | None:
    """Who is on call at ``at`` and not away: else who covers, else the next ones of the rota.

    None where there is no rota or nobody of it is there.
    """
    monday = monday_of(calendar_of(platform).local_date(at))
    for user_id in _in_turn(session, platform, monday):
        standing = available(session, user_id, at, platform=platform)
        if not standing.is_away:
            return user_id
        if standing.cover is not None:
            return standing.cover
    return None


def weeks(session: Session, platform: Platform, at: datetime, count: int = AHEAD) -> list[OnCall]:
    """Whose weeks this one and the next are."""
    first = monday_of(calendar_of(platform).local_date(at))
    mondays = [first + n * WEEK for n in range(count)]
    return [OnCall(monday, planned(session, platform, monday)) for monday in mondays]


def planned(session: Session, platform: Platform, monday: date) -> str | None:
    """Whose week it is, whether they are there or not."""
    return next(_in_turn(session, platform, monday), None)


def _in_turn(session: Session, platform: Platform, monday: date) -> Iterator[str]:
    """Whose week it is, then the others of the rota; without those who have left the platform."""
    swapped = session.get(RotaWeek, (platform.key, monday))
    rota = session.get(Rota, platform.key)
    found = [swapped.user_id] if swapped is not None else []
    if rota is not None and rota.members and monday >= rota.begins:
        turn = (monday - monday_of(rota.begins)).days // 7 % len(rota.members)
        found += [*rota.members[turn:], *rota.members[:turn]]
    for user_id in dict.fromkeys(found):
        if member_of(session, user_id, platform.key) is not None:
            yield user_id


def swap(
    session: Session, platform: Platform, day: date, by: str, to: str, now: datetime
) -> OnCall:
    """Hand one's week on, or take one over: the week in which ``day`` is becomes ``to``'s.

    Kindly where the week is over, is somebody else's to hand on, or ``to`` is no member.
    """
    monday = monday_of(day)
    if monday + WEEK <= calendar_of(platform).local_date(now):
        raise Kindly(mark("That week is over."))
    if member_of(session, to, platform.key) is None:
        name = person_name(session, to)
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."), name=name
        )
    whose = planned(session, platform, monday)
    if by not in (whose, to):
        if whose is None:
            raise Kindly(mark("That week is nobody's yet. You can take it yourself."))
        raise Kindly(
            mark("That week is {name}'s to hand on. You can take it over yourself."),
            name=person_name(session, whose),
        )
    session.merge(RotaWeek(platform_key=platform.key, monday=monday, user_id=to))
    session.flush()
    return OnCall(monday, to)
