"""What a client's people may see of their own company's matters: a type of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Client, ClientStatus
from bot.features.platforms.service import client_of_channel
from bot.features.requests import reading
from bot.features.requests.models import Message, Request, RequestState, Whose
from bot.features.requests.turns import turn_of
from bot.features.tickets import reading as ticket_reading
from bot.features.tickets.reading import ClientTicket

SHOWN = (RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING)


@dataclass(frozen=True)
class OpenMatter:
    """One of the company's open matters. ``words`` are its own people's, never ours."""

    words: str
    assignee: str | None
    since: datetime
    waits_for_you: bool
    ticket: ClientTicket | None
    link: str


@dataclass(frozen=True)
class Company:
    """A client's open matters in the channels that the reader is known to read."""

    name: str
    language: str
    address: str
    matters: Sequence[OpenMatter]
    ended: bool = False
    """Whether our work together has come to an end: only members still look."""


def in_channel(session: Session, channel: str) -> Company | None:
    """What is open in a client's channel, for whoever is in it."""
    client = client_of_channel(session, channel)
    return _company(session, client, [channel]) if client is not None else None


def of_person(session: Session, user_id: str) -> list[Company]:
    """What is open where somebody has written as a client.

    Only there: who was never seen in a channel may not be in it, and unknown means outside.
    """
    wrote = select(Message.channel).where(Message.author == user_id, Message.from_client)
    channels = set(session.scalars(wrote.distinct()))
    found: dict[str, tuple[Client, list[str]]] = {}
    for channel in sorted(channels):
        client = client_of_channel(session, channel)
        if client is not None:
            found.setdefault(client.key, (client, []))[1].append(channel)
    return [
        _company(session, client, theirs)
        for client, theirs in found.values()
        if client.active and client.status == ClientStatus.ACTIVE
    ]


def _company(session: Session, client: Client, channels: Collection[str]) -> Company:
    rows = session.scalars(
        select(Request)
        .where(
            Request.client_key == client.key,
            Request.channel.in_(channels),
            Request.state.in_(SHOWN),
        )
        .order_by(Request.created_at, Request.id)
    ).all()
    matters = [_matter(session, request) for request in rows]
    ended = client.status != ClientStatus.ACTIVE
    return Company(client.name, client.language, client.address, matters, ended)


def _matter(session: Session, request: Request) -> OpenMatter:
    said = reading.client_messages(session, request.id)
    words = next((message.text for message in said if message.text), "")
    return OpenMatter(
        words=reading.without_pings(words or ""),
        assignee=request.assignee,
        since=request.created_at,
        waits_for_you=turn_of(session, request).whose == Whose.CLIENT,
        ticket=ticket_reading.for_client(session, request),
        link=reading.link_to(session, request.channel, request.thread_ts),
    )
