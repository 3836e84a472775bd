"""What digests forget: the texts of the client's weeks, and who sent them."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, strike
from bot.features.digests.models import ClientDigest, Picture


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """The weeks stay as having been sent; what stood in them goes."""
    weeks = session.execute(
        update(ClientDigest)
        .where(ClientDigest.client_key == forgetting.client_key, ClientDigest.text.is_not(None))
        .values(text=None, links=[])
        .returning(ClientDigest.id)
    ).all()
    struck = strike(session, forgetting, ClientDigest, Picture)
    return added([{"client_digest": len(weeks)}, struck])
