"""What is said before an absence: the afternoon before, and where a cover fell away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.absences.timing import home_platform, subject_of
from bot.features.platforms.availability import available, is_absent
from bot.features.platforms.models import Absence
from bot.features.platforms.service import person_of


def eve(session: Session, absence_id: int, now: datetime) -> None:
    """The afternoon before: what goes to whom, while it can still be changed.

    Late, after Perron was away, it comes in the person's hours, or not at all.
    """
    absence = session.get(Absence, absence_id)
    if absence is None or absence.begun_at is not None or absence.starts_at <= now:
        return
    platform = home_platform(session, absence.user_id)
    if platform is None or is_absent(session, absence.user_id, now):
        return
    found = available(session, absence.user_id, now, platform=platform)
    if found.free:
        about = subject_of(absence.id)
        cards.show(session, "absence.eve", about, Audience.MEMBER, absence.user_id)
    elif found.until is not None and found.until < absence.starts_at:
        schedule.at(session, "absences.eve", str(absence.id), found.until)


def warn(session: Session, absence_id: int, now: datetime) -> None:
    """Whoever was to cover will be away, too: another one can still be named."""
    absence = session.get(Absence, absence_id)
    if absence is None or absence.begun_at is not None or absence.starts_at <= now:
        return
    about = subject_of(absence.id)
    cards.show(session, "absence.cover_away", about, Audience.MEMBER, absence.user_id)


def note_undisturbed(
    session: Session, user_id: str, span: tuple[datetime, datetime] | None
) -> None:
    """Keep when somebody does not want to be disturbed: a hint, see `available`."""
    person = person_of(session, user_id)
    if person is not None:
        person.undisturbed_from, person.undisturbed_until = span or (None, None)
        session.flush()
