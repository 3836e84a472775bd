"""What blocks forget of people: whom they answered, whose hours they were, who is named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.blocks.models import BlockAnswer, BlockedHours, BlockLift


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Who was answered is gone; that a block was lifted stays, without them."""
    return added(
        [
            own(session, forgetting, BlockAnswer.author),
            strike(session, forgetting, BlockAnswer, BlockedHours, BlockLift),
        ]
    )


def answered_of(session: Session, client_key: str) -> set[str]:
    """User ids of the client's people who have written since the work has ended."""
    found = select(BlockAnswer.author).where(BlockAnswer.client_key == client_key)
    return set(session.scalars(found))


def answered_for(session: Session, user_id: str) -> set[str]:
    """Keys of the clients for whom this person has written since the work has ended."""
    found = select(BlockAnswer.client_key).where(BlockAnswer.author == user_id)
    return set(session.scalars(found))


def last_answered(session: Session, user_id: str) -> datetime | None:
    """When this person was answered last."""
    return session.scalar(select(func.max(BlockAnswer.at)).where(BlockAnswer.author == user_id))
