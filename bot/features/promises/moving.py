"""A channel's id may be replaced: what was promised and said there follows."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.features.promises.models import ClientWord, Promise, Readers


def channel_renamed(session: Session, old_id: str, new_id: str) -> None:
    """Promises and answers stand in the channel under its new id; its readers are counted anew."""
    for table in (Promise, ClientWord):
        session.execute(
            update(table)
            .where(table.channel == old_id)
            .values(channel=new_id)
            .execution_options(synchronize_session="fetch")
        )
    session.execute(delete(Readers).where(Readers.channel.in_([old_id, new_id])))
