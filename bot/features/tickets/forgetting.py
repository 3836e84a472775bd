"""What tickets forget: what they say. Jira's own issues are not touched."""

from __future__ import annotations

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, strike
from bot.features.requests.models import Request
from bot.features.tickets.models import Ticket, TrackerProject


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Summaries and descriptions of the client's tickets go: they are the client's words."""
    theirs = select(Request.id).where(Request.client_key == forgetting.client_key)
    told = or_(Ticket.summary != "", Ticket.description != "")
    texts = session.execute(
        update(Ticket)
        .where(Ticket.request_id.in_(theirs), told)
        .values(summary="", description="", trouble_detail=None)
        .returning(Ticket.request_id)
    ).all()
    return added([{"ticket": len(texts)}, strike(session, forgetting, Ticket, TrackerProject)])
