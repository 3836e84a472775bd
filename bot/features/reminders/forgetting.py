"""What reminders forget: those of the people, and their names in others'."""

from __future__ import annotations

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, strike
from bot.features.reminders.models import Reminder, Ringing


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Reminders that the people made, or that are for them, go with each time they came."""
    people = forgetting.people
    theirs = select(Reminder.id).where(
        or_(Reminder.maker.in_(people), Reminder.person.in_(people), Reminder.place.in_(people))
    )
    gone = list(session.scalars(theirs))
    rung = session.execute(
        delete(Ringing)
        .where(or_(Ringing.reminder_id.in_(gone), Ringing.place.in_(people)))
        .returning(Ringing.id)
    ).all()
    session.execute(delete(Reminder).where(Reminder.id.in_(gone)))
    counts = {"reminder": len(gone), "ringing": len(rung)}
    return added([counts, strike(session, forgetting, Reminder, Ringing)])
