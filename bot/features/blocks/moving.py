"""A channel's id may be replaced: links to what was answered there follow."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.features.blocks.models import BlockAnswer


def channel_renamed(session: Session, old_id: str, new_id: str) -> None:
    """What was answered stands in the channel under its new id."""
    session.execute(
        update(BlockAnswer)
        .where(BlockAnswer.channel == old_id)
        .values(channel=new_id)
        .execution_options(synchronize_session="fetch")
    )
