"""How leads see it: a view, told below the result, and no vote."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots.models import Ballot, LeadView
from bot.features.platforms.service import member_of


def add_view(session: Session, ballot_id: str, user_id: str, words: str) -> None:
    """A lead's view, shown below the result, as a view. Empty words take it back."""
    ballot = session.get(Ballot, ballot_id)
    member = member_of(session, user_id, ballot.platform_key) if ballot is not None else None
    if ballot is None or member is None or not member.lead:
        raise Kindly(mark("Only a lead of this platform is asked for a view here."))
    row = session.get(LeadView, (ballot_id, user_id))
    if row is None and words.strip():
        session.add(LeadView(ballot_id=ballot_id, user_id=user_id, words=words.strip()))
    elif row is not None and words.strip():
        row.words = words.strip()
    elif row is not None:
        session.delete(row)
    session.flush()
    cards.touch(session, ballot_id)


def views_of(session: Session, ballot_id: str) -> list[tuple[str, str]]:
    """``(user_id, words)`` of the leads' views."""
    found = select(LeadView).where(LeadView.ballot_id == ballot_id).order_by(LeadView.user_id)
    return [(row.user_id, row.words) for row in session.scalars(found)]
