"""What ballots forget: who was asked and raised a hand, and who is named in what was asked."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.ballots.models import Asked, Ballot, Hand, LeadView, Vote, Word


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """The people's own rows go; the questions and how they ended stay."""
    theirs = own(session, forgetting, Asked.user_id, LeadView.user_id, Hand.user_id)
    return added([theirs, strike(session, forgetting, Ballot, Vote, Word, LeadView, Hand)])
