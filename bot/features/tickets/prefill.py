"""What the ticket's window starts with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.features.platforms.service import person_name
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, link_to, thread
from bot.features.tickets.text import Line, conversation, plain, summary

FIELD = 2900
"""Characters of the description that fit into the window; the rest is added at submission."""


@dataclass(frozen=True)
class Prefill:
    """Summary, and the description in two parts: for the window, and what is added later."""

    summary: str
    description: str
    rest: str


def _plain_name(session: Session, user_id: str) -> str:
    """Jira knows no Slack mentions: the bare id where no name is known."""
    return person_name(session, user_id).strip("<@>")


def prefill(session: Session, request: Request, *, for_client: bool) -> Prefill:
    """The thread as text with names and a link; a client's has only what the client can read."""
    name_of = partial(_plain_name, session)

    messages = client_messages(session, request.id)
    words = request.words if request.words and not for_client else None
    said = words or "\n".join(message.text or "" for message in messages)
    lines = [
        Line(name_of(message.author or ""), message.at, plain(message.text or "", name_of))
        for message in thread(session, request.id)
    ]
    if words:
        lines.insert(0, Line(name_of(request.raised_by or ""), request.created_at, words))
    whole = conversation(lines, link_to(session, request.channel, request.thread_ts))
    return Prefill(summary(plain(said, name_of)), whole[:FIELD], whole[FIELD:])


def of_message(session: Session, channel: str, ts: str, author: str, text: str) -> Prefill:
    """The same for a message that is no request yet."""
    name_of = partial(_plain_name, session)

    said = plain(text, name_of)
    at = datetime.fromtimestamp(float(ts), UTC)
    whole = conversation([Line(name_of(author), at, said)], link_to(session, channel, ts))
    return Prefill(summary(said), whole[:FIELD], whole[FIELD:])
