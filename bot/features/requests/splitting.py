"""*This is two*: one request becomes two, by its messages or by a member's words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.service import require_active
from bot.features.requests import learning
from bot.features.requests.actions import open_for_member
from bot.features.requests.lifecycle import Origin, raise_request
from bot.features.requests.models import OutcomeKind, Request
from bot.features.requests.reading import client_messages
from bot.features.requests.showing import changed


def split(
    session: Session,
    request_id: str,
    user_id: str,
    message_keys: Collection[str],
    words: str,
    now: datetime,
) -> Request:
    """Make two of one: the messages with the ``message_keys`` (ts) become a second request.

    Where no message stands alone, ``words`` say what the second one is about. It has a thread of
    its own if its first message stands in the channel, as those do that joined by the window.
    """
    request = open_for_member(session, request_id, user_id)
    client = require_active(session, request.client_key)
    everything = client_messages(session, request.id)
    chosen = [message for message in everything if message.ts in message_keys]
    words = words.strip()
    if not chosen and not words:
        raise Kindly(mark("Choose the messages of the second request, or say what it is about."))
    if chosen and len(chosen) == len(everything):
        raise Kindly(mark("At least one message has to stay with the first request."))
    learning.note(session, request.id, OutcomeKind.SPLIT, now, user_id)
    origin = Origin(
        channel=request.channel,
        thread_ts=chosen[0].ts if chosen and not chosen[0].in_thread else request.thread_ts,
        author=chosen[0].author or request.author if chosen else request.author,
        author_team=request.author_team,
        at=now,
        raised_by=user_id,
        words=words,
    )
    second = raise_request(session, client, origin, chosen)
    changed(session, request)
    return second
