"""When a reminder comes: wall time and zone kept, the reader respected, due rows movable."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.dates import Hours, Repetition, next_times
from bot.features.platforms.availability import back_at, is_absent
from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.platforms.models import Platform
from bot.features.platforms.service import available, calendar_of, hours_of
from bot.features.reminders.models import Kind, Reminder
from bot.features.requests.showing import home_of

RING = "reminders.ring"
MORNING = time(9, 0)
"""When *tomorrow* is, and a day without a time."""
LOOKED_AT = timedelta(days=14)
"""So often a reminder is asked whether its request is still open."""
SHOWN = 3
"""Dates that an echo names."""
CLOSING = time(18, 0)


def platform_of(session: Session, reminder: Reminder) -> Platform:
    """The platform that the reader and who asked have in common."""
    return session.get_one(Platform, reminder.platform_key)


def calendar_for(session: Session, reminder: Reminder) -> BusinessHours:
    """The working time of its reader; of the platform for a channel."""
    platform = platform_of(session, reminder)
    if goes_to_channel(reminder) or not reminder.place:
        return calendar_of(platform)
    return hours_of(session, reminder.place, platform)


def goes_to_channel(reminder: Reminder) -> bool:
    """Whether it is for a team channel."""
    return reminder.kind == Kind.ASKED and reminder.person is None


def promised(reminder: Reminder) -> datetime | None:
    """When it is to come, before anybody's absence is looked at; None: nothing comes."""
    return min((at for at in (reminder.next_at, reminder.again_at) if at), default=None)


def plan(session: Session, reminder: Reminder, now: datetime, at: datetime | None = None) -> None:
    """Have it come when it is promised, or ``at``, where it has to wait. What was set is moved.

    What is bound to a request is looked at from time to time: it may be over long before.
    """
    reminder.rings_at = at or promised(reminder)
    session.flush()
    if reminder.rings_at is None:
        schedule.cancel(session, RING, reminder.id)
    elif reminder.request_id is not None and reminder.kind == Kind.ASKED:
        schedule.at(session, RING, reminder.id, min(reminder.rings_at, now + LOOKED_AT))
    else:
        schedule.at(session, RING, reminder.id, reminder.rings_at)


def redraw_home(session: Session, reminder: Reminder) -> None:
    """When it comes has changed: the page of whom it is for shows it among what comes up."""
    if reminder.kind == Kind.ASKED and reminder.person is not None:
        cards.touch(session, home_of(reminder.person), kind=cards.HOME)


def following(session: Session, reminder: Reminder, after: datetime) -> datetime | None:
    """The next time of one that repeats, recomputed from its wall time; None where it ends."""
    if reminder.repeats is None:
        return None
    repetition = Repetition.from_stored(reminder.repeats)
    is_business_day = calendar_for(session, reminder).is_business_day
    return next(iter(next_times(repetition, after, 1, is_business_day=is_business_day)), None)


def coming(session: Session, reminder: Reminder, now: datetime) -> list[datetime]:
    """The next times at which it really comes, in order, as absences and hours are known by now.

    What it would have said meanwhile comes once, as when it rings: counted on from there.
    """
    told: list[datetime] = []
    at = promised(reminder)
    while at is not None and len(told) < SHOWN:
        told.append(fits(session, reminder, at, chosen=at == reminder.again_at))
        at = following(session, reminder, max(told[-1], now))
    return told


def fits(session: Session, reminder: Reminder, at: datetime, *, chosen: bool) -> datetime:
    """The first moment from ``at`` on at which its reader may be told.

    Nobody is reminded during an absence. What others ask for, or Perron itself, keeps to the
    reader's working time and waits while they are busy; what somebody asked for themselves, or
    put off by pressing a button (``chosen``), comes when they said.
    """
    reader, platform = reminder.place, platform_of(session, reminder)
    if goes_to_channel(reminder) or not reader:
        return at
    if is_absent(session, reader, at):
        return back_at(session, reader, at, platform)
    if chosen or reminder.maker == reader:
        return at
    found = available(session, reader, at, platform=platform)
    return at if found.free else found.until or at


def look_again(session: Session, reminder: Reminder, now: datetime, at: datetime) -> datetime:
    """``at``, or the next working day before it: absences may be shorter than they were."""
    hours = calendar_for(session, reminder)
    tomorrow = hours.local_date(now) + timedelta(days=1)
    day = hours.business_days_later(tomorrow, 0)
    return min(at, hours.spans(day)[0][0])


def tomorrow(session: Session, reminder: Reminder, due_at: datetime, now: datetime) -> datetime:
    """The next working day of its reader: at the same wall time if they work then, else at 9:00.

    Who begins later than 9:00 is told when they begin.
    """
    hours = calendar_for(session, reminder)
    here = zone(hours.timezone)
    day = hours.business_days_later(hours.local_date(now) + timedelta(days=1), 0)
    for wall in (due_at.astimezone(here).time(), MORNING):
        at = datetime.combine(day, wall, here).astimezone(UTC)
        if hours.is_open(at):
            return at
    return hours.spans(day)[0][0]


def habits(hours: BusinessHours, now: datetime) -> Hours:
    """What *end of day* and *next business day* mean to somebody with these hours."""
    day = hours.business_days_later(hours.local_date(now), 0)
    here = zone(hours.timezone)
    spans = hours.spans(day)
    opens, closes = spans[0][0].astimezone(here).time(), spans[-1][1].astimezone(here).time()
    return Hours(opens, closes if closes > opens else CLOSING, hours.is_business_day)
