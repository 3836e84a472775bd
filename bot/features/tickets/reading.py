"""What a client may see of a ticket: a type of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.platforms.service import member_of
from bot.features.requests.models import Request
from bot.features.tickets.models import TicketStage
from bot.features.tickets.service import ticket_of


@dataclass(frozen=True)
class ClientTicket:
    """A ticket: its key, address and status in Jira's words; no key while it is being created."""

    key: str | None
    url: str | None
    status: str | None
    failed: bool = False
    """It was the client who wanted it, and it could not be created: the team looks after it."""


def for_client(session: Session, request: Request) -> ClientTicket | None:
    """The request's ticket; a member's vain try is none."""
    ticket = ticket_of(session, request.id)
    if ticket is None:
        return None
    failed = ticket.stage == TicketStage.FAILED
    if failed and member_of(session, ticket.wanted_by, request.platform_key) is not None:
        return None
    return ClientTicket(ticket.key, ticket.url, ticket.status, failed)
