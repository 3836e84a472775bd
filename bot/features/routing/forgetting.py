"""What routing forgets: whom it has asked. What it has learned follows from requests."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.routing.models import Suggested


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Suggestions made to the people go; reasons that name them lose the name."""
    return added(
        [own(session, forgetting, Suggested.person), strike(session, forgetting, Suggested)]
    )
