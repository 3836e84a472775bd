"""*Raise for the client*: a member makes a request of any message in a client's channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.channels.service import may_read
from bot.features.platforms.models import Client
from bot.features.platforms.service import (
    Side,
    client_of_channel,
    require_active,
    require_member,
    side_of,
)
from bot.features.requests import learning
from bot.features.requests.actions import reopen_by_member
from bot.features.requests.finding import request_of_thread
from bot.features.requests.lifecycle import Origin, raise_request
from bot.features.requests.models import Message, OutcomeKind, Request, RequestState


@dataclass(frozen=True)
class Pointed:
    """The message that a member points at. ``author`` is empty where an app wrote it."""

    channel: str
    ts: str
    thread_ts: str | None
    author: str
    text: str

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def root(self) -> str:
        """The first message of the thread that it is in or begins."""
        return self.thread_ts or self.ts


def client_for_member(session: Session, channel: str, user_id: str) -> Client:
    """The active client of a channel that may be read, for a member of its platform."""
    client = client_of_channel(session, channel)
    if client is None:
        raise Kindly(mark("This is not a client's channel. Use it in a channel shared with one."))
    require_member(session, user_id, client.platform_key)
    if not may_read(session, channel, lock=True):
        raise Kindly(mark("The introduction has not been posted in this channel yet."))
    return require_active(session, client.key)


def request_at(session: Session, pointed: Pointed) -> Request | None:
    """The request that a message belongs to, by itself or by its thread."""
    known = session.get(Message, (pointed.channel, pointed.ts))
    if known is not None and known.request_id is not None:
        return session.get(Request, known.request_id, with_for_update=True)
    return request_of_thread(session, pointed.channel, pointed.root)


def raise_for_client(
    session: Session, pointed: Pointed, words: str, by: str, now: datetime
) -> Request:
    """Make a request of the message; one that was closed is opened again."""
    client = client_for_member(session, pointed.channel, by)
    known = request_at(session, pointed)
    if known is not None:
        if known.is_open and known.state != RequestState.RESTING:
            raise Kindly(mark("This belongs to an open request already."))
        reopen_by_member(session, known.id, by, now)
        return known
    if session.get(Message, (pointed.channel, pointed.ts)) is not None:
        raise Kindly(mark("This message was deleted meanwhile."))
    origin = Origin(
        channel=pointed.channel,
        thread_ts=pointed.root,
        author=pointed.author,
        at=now,
        raised_by=by,
        words=words.strip(),
    )
    request = raise_request(session, client, origin, [_as_message(pointed)])
    if not origin.words and _is_clients(session, pointed.author):
        learning.note(session, request.id, OutcomeKind.IS_A_REQUEST, now, by)
    return request


def _as_message(pointed: Pointed) -> Message:
    return Message(
        channel=pointed.channel,
        ts=pointed.ts,
        author=pointed.author,
        from_client=True,
        text=pointed.text,
        at=datetime.fromtimestamp(float(pointed.ts), UTC),
        files=[],
        in_thread=pointed.in_thread,
        deleted=False,
    )


def _is_clients(session: Session, author: str) -> bool:
    """Only what clients write teaches how clients ask."""
    return bool(author) and side_of(session, team_id=None, user_id=author) is Side.CLIENT
