"""What is shown of reminders: to whom they come, to who asked, in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.core.dates import Moment, Repetition
from bot.features.platforms.models import Client
from bot.features.platforms.service import zone_of
from bot.features.reminders.models import Answer, Kind, Reminder, Ringing
from bot.features.reminders.ringing import LATE, is_over
from bot.features.reminders.timing import coming, goes_to_channel, platform_of, promised
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, link_to, words_of
from bot.features.tickets.service import ticket_of

NOON = time(12)
SHOWN = 10
"""Entries of one message that have buttons of their own."""


@dataclass(frozen=True)
class Due:
    """A ticket's due date. ``day`` is noon of it in UTC: the same date nearly everywhere."""

    key: str
    url: str
    day: datetime


@dataclass(frozen=True)
class Rings:
    """One time that a reminder came. ``asked_by`` is None where the reader did, or Perron.

    ``again_at`` is when it comes once more after *In an hour* or *Tomorrow*.
    """

    id: str
    what: str
    link: str | None
    client: str | None
    asked_by: str | None
    due_at: datetime
    late: bool
    answer: Answer | None
    answered_by: str | None
    again_at: datetime | None
    repetition: Repetition | None
    zone: str
    due: Due | None


@dataclass(frozen=True)
class Bundle:
    """One message: what waits for an answer, what is over, and how much more is only counted."""

    waiting: Sequence[Rings]
    over: Sequence[Rings] = ()
    more: int = 0


@dataclass(frozen=True)
class Made:
    """A reminder as who asked for it, or whom it is for, sees it in an echo or a list.

    ``person`` and ``channel`` are None for oneself. ``next`` are the next times in UTC; ``zone``
    is the one in which the reader reads them. ``when`` is None once nothing more comes.
    """

    id: str
    what: str
    link: str | None
    asked_by: str | None
    """Who asked, where that is not the reader."""
    person: str | None
    channel: str | None
    when: Moment | Repetition | None
    next: tuple[datetime, ...]
    other: datetime | None
    zone: str
    ended: bool


def of_bundle(session: Session, bundle: str) -> Bundle:
    """What one message holds, promises to clients first, then in order of time.

    Without what was replaced or is over unanswered. Only what is shown is read in full.
    """
    rows = session.execute(
        select(Ringing, Reminder)
        .join(Reminder, Reminder.id == Ringing.reminder_id)
        .where(Ringing.bundle == bundle, Ringing.answer.is_distinct_from(Answer.REPLACED))
    ).all()
    in_order = sorted(rows, key=lambda row: (row[1].request_id is None, row[0].due_at, row[0].id))
    waiting = [(one, of) for one, of in in_order if one.answer is None and not is_over(session, of)]
    over = [(one, of) for one, of in in_order if one.answer is not None]
    return Bundle(
        waiting=[_rings(session, of, one) for one, of in waiting[:SHOWN]],
        over=[_rings(session, of, one) for one, of in over[-SHOWN:]],
        more=max(0, len(waiting) - SHOWN),
    )


def _rings(session: Session, reminder: Reminder, row: Ringing) -> Rings:
    request = session.get(Request, reminder.request_id) if reminder.request_id else None
    client = session.get_one(Client, request.client_key).name if request is not None else None
    return Rings(
        id=row.id,
        what=_what(session, reminder, request),
        link=_link(session, reminder, request),
        client=client,
        asked_by=reminder.maker if reminder.maker != row.place else None,
        due_at=row.due_at,
        late=row.at - row.due_at > LATE,
        answer=Answer(row.answer) if row.answer is not None else None,
        answered_by=row.answered_by,
        again_at=reminder.again_at,
        repetition=_repetition(reminder),
        zone=zone_of(session, row.place, platform_of(session, reminder)),
        due=_due(session, reminder),
    )


def _what(session: Session, reminder: Reminder, request: Request | None) -> str:
    if reminder.kind == Kind.ASKED or request is None:
        return reminder.what
    return " ".join(words_of(request, client_messages(session, request.id)).split())


def _link(session: Session, reminder: Reminder, request: Request | None) -> str | None:
    if reminder.link is not None or request is None:
        return reminder.link
    return link_to(session, request.channel, request.thread_ts)


def _due(session: Session, reminder: Reminder) -> Due | None:
    if reminder.due_on is None or reminder.request_id is None:
        return None
    ticket = ticket_of(session, reminder.request_id)
    if ticket is None or ticket.key is None:
        return None
    return Due(ticket.key, ticket.url or "", noon(reminder.due_on))


def noon(day: date) -> datetime:
    """Noon of a date in UTC."""
    return datetime.combine(day, NOON, UTC)


def _repetition(reminder: Reminder) -> Repetition | None:
    return Repetition.from_stored(reminder.repeats) if reminder.repeats is not None else None


def made(session: Session, reminder: Reminder, reader: str, now: datetime) -> Made:
    """A reminder as ``reader`` sees it."""
    repetition, first = _repetition(reminder), promised(reminder)
    return Made(
        id=reminder.id,
        what=reminder.what,
        link=reminder.link,
        asked_by=reminder.maker if reminder.maker != reader else None,
        person=reminder.person if reminder.person != reader else None,
        channel=reminder.place if goes_to_channel(reminder) else None,
        when=repetition or (Moment(first) if first is not None else None),
        next=tuple(coming(session, reminder, now)),
        other=reminder.other_at,
        zone=zone_of(session, reader, platform_of(session, reminder)),
        ended=reminder.ended_at is not None,
    )


def for_person(session: Session, user_id: str, now: datetime, until: datetime) -> list[Made]:
    """What somebody asked for is to remind ``user_id`` of until then, by when it comes next."""
    rows = session.scalars(
        select(Reminder)
        .where(
            Reminder.kind == Kind.ASKED,
            Reminder.person == user_id,
            Reminder.ended_at.is_(None),
            Reminder.rings_at <= until,
        )
        .order_by(Reminder.rings_at, Reminder.id)
    )
    found = [made(session, one, user_id, now) for one in rows if not is_over(session, one)]
    return sorted(
        (one for one in found if one.next and one.next[0] <= until), key=lambda one: one.next[0]
    )


def of_person(session: Session, user_id: str, now: datetime) -> Sequence[Made]:
    """What somebody asked for, or is to be reminded of, by when it comes next."""
    rows = session.scalars(
        select(Reminder)
        .where(
            Reminder.kind == Kind.ASKED,
            Reminder.ended_at.is_(None),
            Reminder.rings_at.is_not(None),
            or_(Reminder.maker == user_id, Reminder.person == user_id),
        )
        .order_by(Reminder.rings_at, Reminder.id)
    )
    return [made(session, one, user_id, now) for one in rows if not is_over(session, one)]
