"""What blocks forget of people: whom they answered, whose hours they were, who is named."""

from __future__ import annotations

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
