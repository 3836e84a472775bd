"""What people press on a reminder. Who may is checked each time; twice is harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import require_member
from bot.features.reminders.models import Answer, Reminder, Ringing
from bot.features.reminders.ringing import FORGET, MADE, end, is_over
from bot.features.reminders.timing import goes_to_channel, plan, redraw_home, tomorrow

HOUR = timedelta(hours=1)
NOT_YOURS = mark("This reminder is somebody else's. Nothing was changed.")
LONG_OVER = mark("This reminder is over. Nothing was changed.")


def answer(session: Session, ringing_id: str, by: str, given: Answer, now: datetime) -> None:
    """Answer one time that a reminder came. Kindly where it is somebody else's, or answered."""
    ringing = session.get(Ringing, ringing_id)
    if ringing is None:
        raise Kindly(LONG_OVER)
    reminder = session.get_one(Reminder, ringing.reminder_id, with_for_update=True)
    session.refresh(ringing)
    _may_answer(session, reminder, ringing, by)
    if ringing.answer == given:
        return
    if ringing.answer is not None:
        raise Kindly(mark("This was answered already. Nothing was changed."))
    if is_over(session, reminder):
        raise Kindly(LONG_OVER)
    ringing.answer, ringing.answered_by = given, by
    session.flush()
    _follow(session, reminder, ringing, now)
    cards.touch(session, ringing.bundle)


def _may_answer(session: Session, reminder: Reminder, ringing: Ringing, by: str) -> None:
    if not goes_to_channel(reminder):
        if by != ringing.place:
            raise Kindly(NOT_YOURS)
        return
    require_member(session, by, reminder.platform_key)


def _follow(session: Session, reminder: Reminder, ringing: Ringing, now: datetime) -> None:
    match ringing.answer:
        case Answer.HOUR:
            _again(session, reminder, now + HOUR, now)
        case Answer.TOMORROW:
            at = tomorrow(session, reminder, ringing.due_at, now)
            _again(session, reminder, at, now)
        case Answer.STOP:
            end(session, reminder, now)
        case Answer.DONE if reminder.rings_at is None:
            end(session, reminder, now)


def _again(session: Session, reminder: Reminder, at: datetime, now: datetime) -> None:
    reminder.again_at = at
    schedule.cancel(session, FORGET, reminder.id)
    plan(session, reminder, now)
    redraw_home(session, reminder)


def stop(session: Session, reminder_id: str, by: str, now: datetime) -> Reminder:
    """End a reminder: whoever asked for it, whoever it is for, or a channel's team."""
    reminder = session.get(Reminder, reminder_id, with_for_update=True)
    if reminder is None:
        raise Kindly(LONG_OVER)
    if by not in (reminder.maker, reminder.person, reminder.place):
        if not goes_to_channel(reminder):
            raise Kindly(NOT_YOURS)
        require_member(session, by, reminder.platform_key)
    if reminder.ended_at is None:
        end(session, reminder, now)
    return reminder


def meant(session: Session, value: str, by: str, now: datetime) -> Reminder:
    """The other time that the typed words could mean; ``value`` is the id and that instant."""
    reminder_id, _, seconds = value.partition(":")
    reminder = session.get(Reminder, reminder_id, with_for_update=True)
    if reminder is None or reminder.ended_at is not None:
        raise Kindly(LONG_OVER)
    if by != reminder.maker:
        raise Kindly(NOT_YOURS)
    at = datetime.fromtimestamp(int(seconds), UTC)
    if at == reminder.other_at and at > now:
        reminder.next_at, reminder.other_at = at, reminder.next_at
        plan(session, reminder, now)
        redraw_home(session, reminder)
        cards.touch(session, reminder.id, kind=MADE)
    return reminder
