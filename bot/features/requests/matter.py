"""What a request is about, in a line of the client's own words."""

from __future__ import annotations

import re
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.service import person_name
from bot.features.requests.gist import gist
from bot.features.requests.models import Message, Request, RequestState

MATTER = 60
"""Characters that name a matter on a client's card."""

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CALLED = re.compile(r"\A(?:\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s,:]*)+")


def one_line(session: Session, text: str, limit: int = 100) -> str:
    """Slack's text as a line of plain text, with names for the people mentioned in it."""
    return gist(_MENTION.sub(partial(_named, session), _CALLED.sub("", text)), limit)


def _named(session: Session, mention: re.Match[str]) -> str:
    name = person_name(session, mention[1])
    return mention[0] if name.startswith("<@") else f"@{name}"


def matter_of(session: Session, request: Request) -> tuple[str | None, int | None]:
    """The client's own words for it and its number, where its thread has more than one request.

    Never a member's words: those that say what was split off are the team's alone.
    """
    has_messages = select(Message.ts).where(Message.request_id == Request.id).exists()
    in_thread = session.scalars(
        select(Request.id)
        .where(
            Request.channel == request.channel,
            Request.thread_ts == request.thread_ts,
            Request.state != RequestState.NOT_A_REQUEST,
        )
        .order_by(has_messages.desc(), Request.created_at, Request.id)
    ).all()
    if len(in_thread) < 2 or request.id not in in_thread:
        return None, None
    return _own_words(session, request.id), in_thread.index(request.id) + 1


def _own_words(session: Session, request_id: str) -> str | None:
    said = session.scalars(
        select(Message.text)
        .where(
            Message.request_id == request_id,
            Message.from_client,
            Message.deleted.is_(False),
            Message.text.is_not(None),
        )
        .order_by(Message.at, Message.ts)
    )
    lines = (one_line(session, text or "", MATTER) for text in said)
    return next((line for line in lines if line), None)
