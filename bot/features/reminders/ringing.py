"""A reminder comes: once, at a time when its reader may be told, what is late in one message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs, schedule
from bot.core.cards import Audience
from bot.features.platforms.availability import is_absent, is_gone
from bot.features.platforms.models import PlatformMode
from bot.features.reminders.models import Answer, Kind, Reminder, Ringing, new_id
from bot.features.reminders.timing import (
    calendar_for,
    fits,
    following,
    goes_to_channel,
    look_again,
    plan,
    platform_of,
    promised,
    redraw_home,
)
from bot.features.requests.models import Request, RequestState
from bot.features.tickets.deadlines import DONE
from bot.features.tickets.service import ticket_of

CARD = "reminder.rings"
MADE = "reminder.made"
LATE_JOB = "reminders.late"
FORGET = "reminders.forget"
LATE = timedelta(minutes=15)
"""What comes later than this after its time says so, and is folded with others."""
KEPT = timedelta(days=30)
"""How long a reminder is kept after its last time."""
AT_ONCE = 50
"""Late reminders that one transaction delivers: others want to write, too."""
NOBODY_YET = timedelta(hours=1)
"""Business time after which is looked again for somebody who has a request."""
OVER = (RequestState.CLOSED, RequestState.NOT_A_REQUEST)


def ring(session: Session, reminder_id: str, now: datetime) -> None:
    """It is due. Twice is harmless: what has come waits for its next time."""
    reminder = session.get(Reminder, reminder_id, with_for_update=True)
    if reminder is None or reminder.rings_at is None:
        return
    if reminder.rings_at > now:
        _look_at(session, reminder, now)
        return
    before = reminder.place
    if not _can_come(session, reminder, now):
        return
    if not _is_late(reminder, now):
        _deliver(session, [reminder], f"{reminder.request_id or 'reminder'}:{new_id()}", now)
    elif reminder.place == before:
        _fold_once(session, reminder.place)
    else:
        _fold(session, reminder.place)


def _look_at(session: Session, reminder: Reminder, now: datetime) -> None:
    if is_over(session, reminder):
        end(session, reminder, now)
    else:
        plan(session, reminder, now, reminder.rings_at)


def ring_late(session: Session, place: str, now: datetime) -> None:
    """Everything that is due at one place, in one message: promises to clients first."""
    due = session.scalars(
        select(Reminder)
        .where(Reminder.place == place, Reminder.rings_at <= now)
        .order_by(Reminder.id)
        .limit(AT_ONCE)
        .with_for_update()
    ).all()
    ready = [reminder for reminder in due if _can_come(session, reminder, now)]
    here = [reminder for reminder in ready if reminder.place == place]
    if here:
        _deliver(session, in_order(here), _late_bundle(session, place, now), now)
    for elsewhere in {reminder.place for reminder in ready} - {place}:
        _fold(session, elsewhere)
    if len(due) == AT_ONCE:
        _fold(session, place)


def in_order(reminders: Iterable[Reminder]) -> list[Reminder]:
    """The oldest promise to a client first, then the others by their time."""
    return sorted(reminders, key=lambda r: (r.request_id is None, promised(r) or r.made_at, r.id))


def _fold_once(session: Session, place: str) -> None:
    jobs.enqueue_once(session, LATE_JOB, {"subject": place}, lane=f"reminders:{place}")


def _fold(session: Session, place: str) -> None:
    """The same where a job that runs just now may not have seen what is new at this place."""
    jobs.enqueue(session, LATE_JOB, {"subject": place}, lane=f"reminders:{place}")


def _is_late(reminder: Reminder, now: datetime) -> bool:
    return now - (promised(reminder) or now) > LATE


def _late_bundle(session: Session, place: str, now: datetime) -> str:
    """The message of the same wave, if there is one: a second one would be one too many."""
    last = session.scalars(
        select(Ringing.bundle)
        .where(Ringing.place == place, Ringing.at > now - LATE, Ringing.bundle.startswith("late:"))
        .order_by(Ringing.at.desc(), Ringing.id)
        .limit(1)
    ).first()
    return last or f"late:{new_id()}"


def _can_come(session: Session, reminder: Reminder, now: datetime) -> bool:
    """Whether it is to be told now; if not, it has ended, or waits for a better time."""
    if is_over(session, reminder) or _has_nobody(session, reminder, now):
        end(session, reminder, now)
        return False
    reminder.place = _reader(session, reminder, now)
    chosen = reminder.again_at is not None and reminder.again_at <= now
    if not reminder.place:
        at = calendar_for(session, reminder).add(now, NOBODY_YET)
    else:
        at = fits(session, reminder, now, chosen=chosen)
        if at > now:
            at = look_again(session, reminder, now, at)
    if at > now:
        plan(session, reminder, now, at)
    return at <= now


def is_over(session: Session, reminder: Reminder) -> bool:
    """Whether what it is bound to is done. What rests or is kept for later is not done."""
    if reminder.ended_at is not None:
        return True
    if reminder.request_id is None:
        return False
    request = session.get_one(Request, reminder.request_id)
    if reminder.kind == Kind.ASKED:
        return request.state in OVER
    ticket = ticket_of(session, request.id)
    stands = ticket is not None and ticket.category != DONE and ticket.due == reminder.due_on
    return not (request.is_open and stands)


def _has_nobody(session: Session, reminder: Reminder, now: datetime) -> bool:
    """Whether its reader has left, or it has nothing to say any more."""
    platform = platform_of(session, reminder)
    if reminder.kind == Kind.ASKED:
        gone = reminder.person is not None and is_gone(session, reminder.person, platform)
        return gone or not platform.active
    if platform.mode == PlatformMode.OBSERVE or not platform.active:
        return True
    return _is_no_news(session, reminder, now)


def _is_no_news(session: Session, reminder: Reminder, now: datetime) -> bool:
    """Of Perron's own: the eve once the day tells it, the day where nobody has it until its end.

    What somebody has put off comes, unless the day says the same.
    """
    today = calendar_for(session, reminder).local_date(now)
    if reminder.due_on is None or today < reminder.due_on:
        return False
    if reminder.kind == Kind.EVE:
        day = select(Reminder.id).where(
            Reminder.request_id == reminder.request_id,
            Reminder.kind == Kind.DAY,
            Reminder.due_on == reminder.due_on,
        )
        return reminder.again_at is None or session.execute(day).first() is not None
    is_late = today > reminder.due_on and reminder.again_at is None
    return is_late and not _reader(session, reminder, now)


def _reader(session: Session, reminder: Reminder, now: datetime) -> str:
    """Who or which channel it goes to now; empty where nobody has the request.

    A reminder bound to a request follows it while its owner is away.
    """
    if goes_to_channel(reminder):
        return platform_of(session, reminder).team_channel
    request = session.get(Request, reminder.request_id) if reminder.request_id else None
    has_it = (request.assignee if request is not None else None) or ""
    if reminder.person is None:
        return has_it if _is_there(session, reminder, has_it) else ""
    stands_in = (
        is_absent(session, reminder.person, now)
        and _is_there(session, reminder, has_it)
        and not is_absent(session, has_it, now)
    )
    return has_it if stands_in else reminder.person


def _is_there(session: Session, reminder: Reminder, user_id: str) -> bool:
    return bool(user_id) and not is_gone(session, user_id, platform_of(session, reminder))


def _deliver(session: Session, reminders: list[Reminder], bundle: str, now: datetime) -> None:
    """One message. A time that was not answered gives way to the next of the same reminder."""
    for reminder in reminders:
        for earlier in unanswered(session, reminder):
            earlier.answer = Answer.REPLACED
            cards.touch(session, earlier.bundle)
        due_at = promised(reminder) or now
        session.add(
            Ringing(
                reminder_id=reminder.id, bundle=bundle, place=reminder.place, due_at=due_at, at=now
            )
        )
        _advance(session, reminder, now)
    session.flush()
    first = reminders[0]
    redraw_home(session, first)
    audience = Audience.TEAM if goes_to_channel(first) else Audience.MEMBER
    cards.show(session, CARD, bundle, audience, first.place)


def _advance(session: Session, reminder: Reminder, now: datetime) -> None:
    """The next time is counted anew from its wall time: what was missed meanwhile came just now."""
    if reminder.again_at is not None and reminder.again_at <= now:
        reminder.again_at = None
    if reminder.next_at is not None and reminder.next_at <= now:
        reminder.next_at = following(session, reminder, now)
    reminder.other_at = None
    plan(session, reminder, now)
    if reminder.rings_at is None:
        schedule.at(session, FORGET, reminder.id, now + KEPT)


def unanswered(session: Session, reminder: Reminder) -> list[Ringing]:
    """The times it came to which nobody pressed anything: one at most."""
    return list(
        session.scalars(
            select(Ringing)
            .where(Ringing.reminder_id == reminder.id, Ringing.answer.is_(None))
            .order_by(Ringing.at, Ringing.id)
        )
    )


def end(session: Session, reminder: Reminder, now: datetime) -> None:
    """Nothing comes of it any more, and what stands there unanswered is taken away."""
    reminder.ended_at = now
    reminder.next_at = reminder.again_at = reminder.other_at = None
    plan(session, reminder, now)
    schedule.at(session, FORGET, reminder.id, now + KEPT)
    for earlier in unanswered(session, reminder):
        cards.touch(session, earlier.bundle)
    cards.touch(session, reminder.id, kind=MADE)
    redraw_home(session, reminder)


def forget(session: Session, reminder_id: str) -> None:
    """Delete what is long over; what was put off meanwhile stays."""
    reminder = session.get(Reminder, reminder_id, with_for_update=True)
    if reminder is None or reminder.rings_at is not None:
        return
    for row in session.scalars(select(Ringing).where(Ringing.reminder_id == reminder.id)):
        session.delete(row)
    session.flush()
    session.delete(reminder)
    session.flush()
