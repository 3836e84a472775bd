"""When the owner of a promise is asked whether it holds: in time to talk with the client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.platforms.blocking import is_served
from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.platforms.models import Platform
from bot.features.platforms.service import Why, available, hours_of
from bot.features.promises.models import Promise, PromiseState
from bot.features.promises.showing import ASKS, count_readers, is_active, occasion

ASK = "promises.ask"
DAYS_BEFORE = (7, 2, 1)
AT = time(10, 0)
LOOK_BACK = 14
"""Days before a date in which a working day is looked for."""
NOT_NOW = (Why.OUTSIDE_HOURS, Why.HOLIDAY)


def times(due: datetime, hours: BusinessHours) -> list[datetime]:
    """When somebody with these hours is asked about a promise: before it is due, and once after.

    7 days, 2 days and the day before, at 10:00; on the working day before where nobody works.
    """
    day = hours.local_date(due)
    before = {at for days in DAYS_BEFORE for at in _ten(day - timedelta(days=days), hours)}
    return [*sorted(at for at in before if at < due), hours.next_open(due)]


def _ten(day: date, hours: BusinessHours) -> Iterator[datetime]:
    """10:00 of the last working day up to ``day``; where nobody works then, when they begin."""
    for back in range(LOOK_BACK):
        spans = hours.spans(day - timedelta(days=back))
        if spans:
            at = datetime.combine(day - timedelta(days=back), AT, zone(hours.timezone))
            later = [max(start, at.astimezone(UTC)) for start, end in spans if end > at]
            yield later[0] if later else spans[0][0]
            return


def plan(session: Session, promise: Promise, now: datetime, *, is_new: bool = False) -> None:
    """Have the owner asked next, and no more once the promise is over.

    ``is_new``: its owner has not been asked yet, and is, once, even where its date has passed.
    """
    platform = session.get_one(Platform, promise.platform_key)
    hours = hours_of(session, promise.owner, platform)
    coming = [at for at in times(promise.due, hours) if at > now]
    if is_new and not coming:
        coming = [hours.next_open(now)]
    if promise.state == PromiseState.OPEN and coming:
        schedule.at(session, ASK, promise.id, min(coming))
    else:
        schedule.cancel(session, ASK, promise.id)


def ask(session: Session, promise_id: str, now: datetime) -> None:
    """Ask whether a promise holds: its owner, in their absence the cover, else the team."""
    promise = session.get(Promise, promise_id, with_for_update=True)
    if promise is None or promise.state != PromiseState.OPEN:
        return
    if not is_served(session, promise.client_key):
        return
    if is_active(session, promise.platform_key):
        platform = session.get_one(Platform, promise.platform_key)
        wait = _ask(session, promise, platform, now)
        if wait is not None:
            schedule.at(session, ASK, promise.id, wait)
            return
    plan(session, promise, now)


def _ask(session: Session, promise: Promise, platform: Platform, now: datetime) -> datetime | None:
    """Ask; or when to ask instead, where the day's work of whom to ask has not begun."""
    who: str | None = promise.owner
    standing = available(session, promise.owner, now, platform=platform)
    if standing.is_away:
        who = standing.cover
        if who is not None:
            standing = available(session, who, now, platform=platform)
    waits = standing.until if who is not None and standing.why in NOT_NOW else None
    if waits is not None and (waits < promise.due or now >= promise.due):
        return waits
    place, audience = (who, Audience.MEMBER) if who else (platform.team_channel, Audience.TEAM)
    count_readers(session, promise.channel)
    cards.show(session, ASKS, occasion(promise.id, now), audience, place)
    return None
