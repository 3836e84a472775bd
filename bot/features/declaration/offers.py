"""Which channels can be chosen in the set-up: those that Perron knows, and nobody else has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.channels.models import Channel
from bot.features.platforms.models import Client, ClientChannel, Platform
from bot.features.platforms.service import platforms

Offers = list[tuple[str, str]]
"""``(id, name)``, those that are chosen first: a menu may have to end somewhere."""


def for_team(session: Session, platform: Platform) -> Offers:
    """What could be the platform's team channel: internal channels, and the one it has."""
    taken = {channel for channel, _ in _of_clients(session)}
    taken |= {one.team_channel for one in platforms(session) if one.key != platform.key}
    inside = session.scalars(select(Channel).where(Channel.outside.is_(False))).all()
    return _offered(inside, taken, [platform.team_channel])


def for_client(session: Session, client: str | None) -> Offers:
    """What could be the client's channels, and those it has; ``client`` None for a new one."""
    owners = _of_clients(session)
    taken = {channel for channel, owner in owners if owner != client}
    taken |= {one.team_channel for one in platforms(session)}
    theirs = [channel for channel, owner in owners if owner == client]
    return _offered(session.scalars(select(Channel)).all(), taken, theirs)


def _of_clients(session: Session) -> list[tuple[str, str]]:
    """Channels with the active client they belong to."""
    found = (
        select(ClientChannel.channel_id, ClientChannel.client_key)
        .join(Client, Client.key == ClientChannel.client_key)
        .where(Client.active)
    )
    return [(channel, client) for channel, client in session.execute(found)]


def _offered(known: Iterable[Channel], taken: set[str], chosen: Sequence[str]) -> Offers:
    names = {channel: channel for channel in chosen}
    for one in known:
        if one.id not in taken:
            names[one.id] = f"#{one.name}" if one.name else one.id
    return sorted(names.items(), key=lambda one: (one[0] not in chosen, one[1], one[0]))
