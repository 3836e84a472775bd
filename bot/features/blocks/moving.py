"""A client goes to another platform, or a channel's id is replaced: what is known here follows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.features.blocks.lifting import follow
from bot.features.blocks.models import BlockAnswer, BlockLift
from bot.features.platforms.models import Client


def channel_renamed(session: Session, old_id: str, new_id: str) -> None:
    """What was answered stands in the channel under its new id."""
    session.execute(
        update(BlockAnswer)
        .where(BlockAnswer.channel == old_id)
        .values(channel=new_id)
        .execution_options(synchronize_session="fetch")
    )


def platform_changed(session: Session, platform_key: str, _now: datetime) -> None:
    """A platform was set up anew: the lifts of clients who have come to it are its own now."""
    came = (
        select(BlockLift)
        .join(Client, Client.key == BlockLift.client_key)
        .where(Client.platform_key == platform_key, BlockLift.platform_key != platform_key)
        .where(BlockLift.live.is_not(None))
    )
    for lift in session.scalars(came).all():
        follow(session, lift, platform_key)
