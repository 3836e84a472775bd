"""Due dates of Jira's tickets: whoever has the request is reminded the working day before, and on
the day, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of, hours_of
from bot.features.reminders.models import Kind, Reminder, Ringing
from bot.features.reminders.ringing import end
from bot.features.reminders.timing import plan
from bot.features.requests.models import Request
from bot.features.tickets.deadlines import due_dates

AT = time(9, 30)
LOOK_BACK = 14
"""Days before a due date in which a working day is looked for."""


def follow(session: Session, request_id: str, now: datetime) -> None:
    """The ticket of a request has another due date than before, or none."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None:
        return
    due_on = due_dates(session, [request_id]).get(request_id)
    for reminder in _own(session, request_id):
        if reminder.ended_at is None and reminder.due_on != due_on:
            end(session, reminder, now)
    if due_on is None or not request.is_open:
        return
    hours = _hours(session, request)
    for kind, at in _times(due_on, hours, now):
        _remind(session, request, kind, due_on, at, hours.timezone, now)


def _own(session: Session, request_id: str) -> list[Reminder]:
    return list(
        session.scalars(
            select(Reminder)
            .where(Reminder.request_id == request_id, Reminder.kind != Kind.ASKED)
            .order_by(Reminder.id)
        )
    )


def _hours(session: Session, request: Request) -> BusinessHours:
    platform = session.get_one(Platform, request.platform_key)
    if request.assignee is None:
        return calendar_of(platform)
    return hours_of(session, request.assignee, platform)


def _times(due_on: date, hours: BusinessHours, now: datetime) -> Iterator[tuple[Kind, datetime]]:
    """What is still to come. A due date on which nobody works has its eve alone."""
    for days in range(1, LOOK_BACK):
        eve = due_on - timedelta(days=days)
        if hours.is_business_day(eve):
            if _wall(eve, hours) > now:
                yield Kind.EVE, _wall(eve, hours)
            break
    if hours.is_business_day(due_on) and hours.local_date(now) <= due_on:
        yield Kind.DAY, max(now, _wall(due_on, hours))


def _wall(day: date, hours: BusinessHours) -> datetime:
    return datetime.combine(day, AT, zone(hours.timezone)).astimezone(UTC)


def _remind(
    session: Session,
    request: Request,
    kind: Kind,
    due_on: date,
    at: datetime,
    timezone: str,
    now: datetime,
) -> None:
    """Once for each date, also where the date goes away and comes back."""
    known = [one for one in _own(session, request.id) if (one.kind, one.due_on) == (kind, due_on)]
    if any(one.ended_at is None or _has_come(session, one) for one in known):
        return
    reminder = known[0] if known else Reminder(kind=kind, request_id=request.id, due_on=due_on)
    reminder.place, reminder.platform_key = request.assignee or "", request.platform_key
    reminder.what, reminder.zone, reminder.made_at = "", timezone, now
    reminder.next_at, reminder.ended_at = at, None
    session.add(reminder)
    session.flush()
    plan(session, reminder, now)


def _has_come(session: Session, reminder: Reminder) -> bool:
    found = select(Ringing.id).where(Ringing.reminder_id == reminder.id).limit(1)
    return session.execute(found).first() is not None
