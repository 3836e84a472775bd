"""What the ticket's window starts with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import person_name
from bot.features.requests.matter import one_line
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, link_to, thread
from bot.features.tickets.text import Line, conversation, plain

FIELD = 2900
"""Characters of the description that fit into the window; the rest is added at submission."""


SUMMARY = 100
"""Characters of a summary to start from."""


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
    client = session.get_one(Client, request.client_key)
    messages = client_messages(session, request.id)
    words = request.words if request.words and not for_client else None
    said = words or "\n".join(message.text or "" for message in messages)
    lines = [
        Line(name_of(message.author or ""), message.at, plain(message.text or "", name_of))
        for message in thread(session, request.id)
    ]
    if words:
        lines.insert(0, Line(name_of(request.raised_by or ""), request.created_at, words))
    files = [name for message in messages for name in message.files if name]
    link = link_to(session, request.channel, request.thread_ts)
    return _start(session, client, said, files, lines, link)


def of_message(
    session: Session, client: Client, channel: str, ts: str, author: str, text: str
) -> Prefill:
    """The same for a message that is no request yet."""
    name_of = partial(_plain_name, session)
    at = datetime.fromtimestamp(float(ts), UTC)
    lines = [Line(name_of(author), at, plain(text, name_of))]
    return _start(session, client, text, [], lines, link_to(session, channel, ts))


def _start(
    session: Session,
    client: Client,
    said: str,
    files: Sequence[str],
    lines: Sequence[Line],
    link: str,
) -> Prefill:
    """In the client's language, in which the thread is written; in the platform's zone."""
    t = Translator(client.language)
    zone = ZoneInfo(session.get_one(Platform, client.platform_key).timezone)
    whole = conversation(lines, zone, link, t)
    nothing_said = ", ".join(files) or t("Request of {client}", client=client.name)
    return Prefill(
        one_line(session, said, SUMMARY) or nothing_said[:SUMMARY], whole[:FIELD], whole[FIELD:]
    )
