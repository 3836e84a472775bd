"""What a client may see of a ticket: a type of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.tickets.models import TicketStage
from bot.features.tickets.service import ticket_of


@dataclass(frozen=True)
class ClientTicket:
    """A ticket that exists: its key, address and status in Jira's words."""

    key: str
    url: str
    status: str | None


def for_client(session: Session, request_id: str) -> ClientTicket | None:
    """The request's ticket, once it exists."""
    ticket = ticket_of(session, request_id)
    if ticket is None or ticket.stage != TicketStage.CREATED:
        return None
    return ClientTicket(key=ticket.key or "", url=ticket.url or "", status=ticket.status)
