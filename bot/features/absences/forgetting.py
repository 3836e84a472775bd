"""What absences forget: what changed hands, and where somebody's calendar is."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.absences.models import CalendarAddress, Handed


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Of the client's matters that changed hands, the words go."""
    words = session.execute(
        update(Handed)
        .where(Handed.client_key == forgetting.client_key, Handed.words != "")
        .values(words="")
        .returning(Handed.id)
    ).all()
    theirs = own(session, forgetting, CalendarAddress.user_id, Handed.user_id)
    return added([{"handed": len(words)}, theirs, strike(session, forgetting, Handed)])
