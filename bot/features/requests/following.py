"""The open request that a client's message goes on with, as the database knows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Client
from bot.features.requests.belonging import LOOKED_BACK, Matter, belongs, nearest
from bot.features.requests.models import Message, Request, RequestState, Whose
from bot.features.requests.sense import Sense
from bot.features.requests.turns import turn_of

_OPEN = (RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING)
AT_MOST = 20
"""Open requests that are looked at, those with the newest word of the client first."""


def followed(
    session: Session, client_key: str, channel: str, said: Message, meaning: Sense
) -> str | None:
    """The id of the open request in the channel that a message outside its thread goes on with."""
    found = select(Request).where(
        Request.client_key == client_key,
        Request.channel == channel,
        Request.state.in_(_OPEN),
        Request.created_at < said.at,
        Request.last_client_at >= said.at - LOOKED_BACK,
    )
    newest = session.scalars(found.order_by(Request.last_client_at.desc()).limit(AT_MOST)).all()
    matters = [_matter(session, request) for request in newest]
    return belongs(said.text or "", said.author or "", said.at, matters, meaning)


def just_said(
    session: Session, client: Client, channel: str, author: str, at: datetime
) -> str | None:
    """The id of the request that the author's words just before or after belong to."""
    window = timedelta(seconds=client.window_seconds)
    near = (
        select(Request.id)
        .join(Message, Message.request_id == Request.id)
        .where(
            Message.channel == channel,
            Message.author == author,
            Message.from_client,
            Message.in_thread.is_(False),
            Message.at >= at - window,
            Message.at <= at + window,
            or_(Request.state == RequestState.OPEN, Request.state == RequestState.TAKEN),
        )
        .order_by(Message.at.desc())
        .limit(1)
    )
    return session.execute(near).scalar_one_or_none()


def meant(session: Session, channel: str, thread_ts: str, text: str) -> str | None:
    """Which of several open requests of one thread a reply is about; None where it does not say."""
    found = select(Request).where(
        Request.channel == channel, Request.thread_ts == thread_ts, Request.state.in_(_OPEN)
    )
    several = session.scalars(found.order_by(Request.created_at, Request.id)).all()
    if len(several) < 2:
        return None
    return nearest(text, [_matter(session, request) for request in several])


def _matter(session: Session, request: Request) -> Matter:
    messages = session.scalars(
        select(Message)
        .where(Message.request_id == request.id, Message.deleted.is_(False))
        .order_by(Message.at, Message.ts)
    ).all()
    theirs = [message for message in messages if message.from_client]
    words = [request.words or "", *(message.text or "" for message in theirs)]
    return Matter(
        id=request.id,
        said="\n\n".join(word for word in words if word),
        people=frozenset(m.author for m in theirs if m.author) | {request.author},
        last=_last(request),
        asked=_asked(session, request, messages),
    )


def _last(request: Request) -> datetime:
    return max(request.last_client_at, request.last_team_at or request.last_client_at)


def _asked(session: Session, request: Request, messages: Sequence[Message]) -> str:
    """What a member wrote last, where we wait for the client."""
    if turn_of(session, request).whose != Whose.CLIENT:
        return ""
    ours = [message.text or "" for message in messages if not message.from_client]
    return ours[-1] if ours else ""
