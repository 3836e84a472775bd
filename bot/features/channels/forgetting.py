"""What channels forget: who is named in an introduction, or has posted it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, strike
from bot.features.channels.models import Channel


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """The channels stay, without the people."""
    return strike(session, forgetting, Channel)
