"""A channel's id may be replaced: what is known of its messages follows."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.features.requests.models import Message, Request


def channel_renamed(session: Session, old_id: str, new_id: str) -> None:
    """Requests and messages stand in the channel under its new id."""
    for table in (Request, Message):
        session.execute(
            update(table)
            .where(table.channel == old_id)
            .values(channel=new_id)
            .execution_options(synchronize_session="fetch")
        )
