"""What is shown of requests: to the team, and, as a type of its own, to the client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.features.platforms.models import Client, ClientMode, ClientStatus, Platform, Talent
from bot.features.platforms.service import calendar_of, installation
from bot.features.requests.matter import matter_of
from bot.features.requests.models import (
    ClosedBy,
    Message,
    ProjectInSpe,
    Request,
    RequestState,
    Whose,
)
from bot.features.requests.turns import turn_of

PINGS = re.compile(r"<!(channel|here|everyone)(\|[^>]*)?>|<!subteam\^[^|>]*\|?([^>]*)>")


@dataclass(frozen=True)
class TeamRequest:
    """A request as the team sees it. ``link`` opens its thread; ``topic`` is by language."""

    id: str
    state: RequestState
    client: str
    author: str
    words: str
    files: tuple[str, ...]
    link: str
    created_at: datetime
    assignee: str | None
    taken_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    closed_by: ClosedBy | None
    topic: dict[str, str] | None
    asks_everybody: bool
    urgent: bool
    raised_by: str | None
    kept_until: str | None
    waits_for_client: bool
    """It is the client's turn …"""
    turn_since: datetime
    """… or the team's, since then."""
    hands: str
    """What `hands_of` says."""
    has_project: bool
    called: bool = False
    """Everybody was asked by a message of its own: the card need not ask once more."""


@dataclass(frozen=True)
class ClientRequest:
    """A request as its client may see it: nothing in here is the team's alone."""

    id: str
    state: RequestState
    assignee: str | None
    since: datetime | None
    closed_at: datetime | None
    withdrawn: bool
    """The client has deleted all of it."""
    urgent: bool
    back_at: datetime | None
    """When somebody is there again, for a client who waits; None within business hours."""
    kept_until: str | None
    may_open_tickets: bool
    matter: str | None = None
    """The client's own words, shortened, where its thread has more than one request …"""
    number: int | None = None
    """… and which of them it is, from 1."""
    your_turn: bool = False
    """Whether we wait for an answer of theirs."""
    ended: bool = False
    """Whether our work together has come to an end: nothing can be done about it any more."""


def for_team(session: Session, request: Request) -> TeamRequest:
    """What the team's cards, lists and direct messages are made of."""
    client = session.get_one(Client, request.client_key)
    messages = client_messages(session, request.id)
    topic = session.get(Talent, request.topic) if request.topic else None
    in_spe = session.get(ProjectInSpe, request.id)
    turn = turn_of(session, request)
    return TeamRequest(
        id=request.id,
        state=RequestState(request.state),
        client=client.name,
        author=request.author,
        words=words_of(request, messages),
        files=tuple(name for message in messages for name in message.files),
        link=link_to(session, request.channel, request.thread_ts),
        created_at=request.created_at,
        assignee=request.assignee,
        taken_at=request.taken_at,
        answered_at=request.answered_at,
        closed_at=request.closed_at,
        closed_by=request.closed_by,
        topic=dict(topic.names) if topic is not None else None,
        asks_everybody=request.asks_everybody,
        urgent=request.urgent_at is not None,
        raised_by=request.raised_by,
        kept_until=in_spe.when if in_spe is not None else None,
        waits_for_client=turn.whose == Whose.CLIENT,
        turn_since=turn.since,
        hands=hands_of(request),
        has_project=client.jira_project is not None,
        called=request.asks_everybody and was_called(session, request),
    )


def was_called(session: Session, request: Request) -> bool:
    """Whether the team was called since the request was opened (again)."""
    opened = int(request.opened_at.timestamp())
    calls = select(Card.subject).where(
        Card.kind == "request.call", Card.subject.startswith(f"{request.id}:")
    )
    return any(int(subject.partition(":")[2]) >= opened for subject in session.scalars(calls))


def for_client(session: Session, request: Request, now: datetime) -> ClientRequest:
    """What the client's card is made of."""
    client = session.get_one(Client, request.client_key)
    platform = session.get_one(Platform, request.platform_key)
    hours = calendar_of(platform)
    theirs = turn_of(session, request).whose == Whose.CLIENT
    awaits_us = request.is_open and request.client_waits and not theirs
    nobody_there = awaits_us and not hours.is_open(now)
    in_spe = session.get(ProjectInSpe, request.id)
    matter, number = matter_of(session, request)
    return ClientRequest(
        id=request.id,
        state=RequestState(request.state),
        assignee=request.assignee,
        since=request.taken_at,
        closed_at=request.closed_at,
        withdrawn=request.closed_by == ClosedBy.WITHDRAWN,
        urgent=request.urgent_at is not None,
        back_at=hours.next_open(now) if nobody_there else None,
        kept_until=in_spe.when if in_spe is not None else None,
        may_open_tickets=may_open_tickets(client) and request.is_open,
        matter=matter,
        number=number,
        your_turn=request.is_open and theirs,
        ended=client.status != ClientStatus.ACTIVE,
    )


def may_open_tickets(client: Client) -> bool:
    """Whether a client's people open tickets themselves."""
    return (
        client.mode == ClientMode.SELF_SERVICE
        and client.status == ClientStatus.ACTIVE
        and client.jira_project is not None
    )


def hands_of(request: Request) -> str:
    """Says, without telling it, in whose hands a request is: a button's version."""
    return f"{int(request.taken_at.timestamp() * 1000):x}" if request.taken_at else "0"


def client_messages(session: Session, request_id: str) -> list[Message]:
    """The client's messages of a request that were not deleted, in order."""
    return list(
        session.scalars(
            select(Message)
            .where(
                Message.request_id == request_id,
                Message.from_client,
                Message.deleted.is_(False),
            )
            .order_by(Message.at, Message.ts)
        )
    )


def thread(session: Session, request_id: str) -> list[Message]:
    """Every message of the request's thread that we know of, in order."""
    return list(
        session.scalars(
            select(Message)
            .where(
                Message.request_id == request_id,
                Message.deleted.is_(False),
                Message.text.is_not(None),
            )
            .order_by(Message.at, Message.ts)
        )
    )


def words_of(request: Request, messages: Sequence[Message]) -> str:
    """What the client wrote before anybody answered, or the member's words for it."""
    if request.words:
        return request.words
    said = [m.text for m in messages if m.text and not m.in_thread]
    said = said or [m.text for m in messages if m.text][:1]
    return without_pings("\n".join(said))


def without_pings(text: str) -> str:
    """Slack's text with what would notify a whole channel turned into plain words."""
    return PINGS.sub(lambda found: f"@{found.group(1) or found.group(3) or 'group'}", text)


def link_to(session: Session, channel: str, ts: str) -> str:
    """The address of a message, as Slack forms it."""
    ours = installation(session)
    base = ours.url if ours is not None else ""
    return f"{base}archives/{channel}/p{ts.replace('.', '')}"


def mine(session: Session, user_id: str) -> list[Request]:
    """Open requests in somebody's hands: the oldest word of a client first."""
    return list(
        session.scalars(
            select(Request)
            .where(Request.assignee == user_id, Request.state == RequestState.TAKEN)
            .order_by(Request.last_client_at, Request.id)
        )
    )


def open_of_client(session: Session, client_key: str) -> list[Request]:
    """A client's open requests, also those that rest, the oldest first."""
    return list(
        session.scalars(
            select(Request)
            .where(
                Request.client_key == client_key,
                Request.state.in_([RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING]),
            )
            .order_by(Request.created_at, Request.id)
        )
    )


def in_spe_of_client(session: Session, client_key: str) -> list[ProjectInSpe]:
    """What is kept for a client's better days."""
    return list(
        session.scalars(
            select(ProjectInSpe)
            .where(ProjectInSpe.client_key == client_key)
            .order_by(ProjectInSpe.at)
        )
    )
