"""A member's own calendar: where it is, when it is read, and what is kept of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.absences.models import CalendarAddress
from bot.features.absences.timing import home_platform
from bot.features.platforms.availability import hours_of, zone_of
from bot.features.platforms.calendar import Span
from bot.features.platforms.models import BusySpan

AHEAD = timedelta(days=60)
"""How far a calendar is read."""
EVERY = timedelta(hours=1)
LONGEST = 2000
"""Characters of an address."""
READ = "absences.calendar"
OUT_OF_REACH = "unreachable"


def calendar_subject(user_id: str) -> str:
    """The subject of the message about trouble with somebody's calendar."""
    return f"calendar:{user_id}"


def connect(session: Session, user_id: str, address: str, now: datetime) -> None:
    """Read a member's calendar from now on. Whether the address may be used shows when it is."""
    address = address.strip().strip("<>").partition("|")[0]
    if not address.startswith("https://") or len(address) > LONGEST or " " in address:
        raise Kindly(mark("Please give the address of an iCal calendar: it begins with https://."))
    if home_platform(session, user_id) is None:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    row = session.get(CalendarAddress, user_id)
    if row is None:
        session.add(CalendarAddress(user_id=user_id, address=address))
    else:
        row.address, row.trouble, row.read_at = address, None, None
        _forget_spans(session, user_id)
    session.flush()
    schedule.at(session, READ, user_id, now)


def disconnect(session: Session, user_id: str) -> bool:
    """Forget a member's calendar and what was read in it; false where there was none."""
    row = session.get(CalendarAddress, user_id)
    schedule.cancel(session, READ, user_id)
    _forget_spans(session, user_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def is_connected(session: Session, user_id: str) -> bool:
    """Whether a member's calendar is read. The address itself is never shown again."""
    return session.get(CalendarAddress, user_id) is not None


def to_read(session: Session, user_id: str, now: datetime) -> tuple[str, Span, str] | None:
    """``(address, from and until, zone)`` of what is to be read now; None where nothing is.

    Someone who left has no calendar here any more.
    """
    row = session.get(CalendarAddress, user_id)
    platform = home_platform(session, user_id)
    if row is None or platform is None:
        return None
    return row.address, (now, now + AHEAD), zone_of(session, user_id, platform)


def note(session: Session, user_id: str, address: str, spans: list[Span], now: datetime) -> None:
    """Keep the busy times of a calendar that was read, in place of those before."""
    row = session.get(CalendarAddress, user_id, with_for_update=True)
    if row is None or row.address != address:
        return  # another one, or none, since the reading began
    _forget_spans(session, user_id)
    session.add_all(BusySpan(user_id=user_id, starts_at=start, ends_at=end) for start, end in spans)
    row.read_at, row.trouble = now, None
    session.flush()
    cards.touch(session, calendar_subject(user_id))
    again(session, user_id, now)


def note_trouble(session: Session, user_id: str, address: str, code: str, now: datetime) -> None:
    """A calendar cannot be read: its owner is told once, and it is tried on.

    What was read before stays; times that are over do no harm.
    """
    row = session.get(CalendarAddress, user_id, with_for_update=True)
    if row is None or row.address != address:
        return
    if row.trouble != code:
        row.trouble = code
        session.flush()
        subject = calendar_subject(user_id)
        cards.show(session, "absence.calendar", subject, Audience.MEMBER, user_id)
    again(session, user_id, now)


def out_of_reach(
    session: Session, user_id: str, address: str, now: datetime, patience: timedelta
) -> None:
    """Nobody answers there just now: after ``patience`` without a reading its owner hears of it."""
    row = session.get(CalendarAddress, user_id, with_for_update=True)
    if row is None or row.address != address:
        return
    if row.read_at is None:
        row.read_at = now  # since when it is tried
    if now - row.read_at >= patience:
        note_trouble(session, user_id, address, OUT_OF_REACH, now)
    else:
        again(session, user_id, now)


def trouble_of(session: Session, user_id: str) -> str | None:
    """What is wrong with a member's calendar: a code of `Calendars`."""
    row = session.get(CalendarAddress, user_id)
    return row.trouble if row is not None else None


def again(session: Session, user_id: str, now: datetime) -> None:
    """Read it in an hour, and at night not before the morning."""
    platform = home_platform(session, user_id)
    if platform is not None:
        when = hours_of(session, user_id, platform).next_open(now + EVERY)
        schedule.at(session, READ, user_id, when)


def _forget_spans(session: Session, user_id: str) -> None:
    session.execute(delete(BusySpan).where(BusySpan.user_id == user_id))
