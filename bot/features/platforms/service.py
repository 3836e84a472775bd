"""Platforms and their clients: what everybody asks about them, people and hours included."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.availability import (
    Availability,
    Why,
    available,
    calendar_of,
    hours_of,
    zone_of,
)
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    ClientStatus,
    Member,
    Platform,
)
from bot.features.platforms.people import (
    Side,
    installation,
    learn_person,
    locale_of,
    member_of,
    members,
    person_name,
    person_of,
    remember_installation,
    side_of,
)

__all__ = [
    "Availability",
    "Side",
    "Why",
    "available",
    "calendar_of",
    "called",
    "channels_of_client",
    "client_of_channel",
    "clients",
    "clients_of",
    "hours_of",
    "installation",
    "learn_person",
    "locale_of",
    "member_of",
    "members",
    "person_name",
    "person_of",
    "platform_here",
    "platform_of_client",
    "platform_of_team_channel",
    "platforms",
    "platforms_of",
    "remember_installation",
    "require_active",
    "require_member",
    "side_of",
    "zone_of",
]


def platforms(session: Session) -> list[Platform]:
    """Every active platform, by key."""
    return list(session.scalars(select(Platform).where(Platform.active).order_by(Platform.key)))


def platforms_of(session: Session, user_id: str) -> list[Platform]:
    """The platforms that somebody is a member of, by key."""
    theirs = select(Member.platform_key).where(Member.user_id == user_id, Member.active)
    keys = set(session.scalars(theirs))
    return [platform for platform in platforms(session) if platform.key in keys]


def platform_here(session: Session, user_id: str, channel: str) -> Platform:
    """A member's platform of the channel in which they type, else their first.

    ValueError for somebody who is on none.
    """
    theirs = platforms_of(session, user_id)
    if not theirs:
        raise ValueError(f"{user_id} is on no platform")
    client = client_of_channel(session, channel)
    here = platform_of_team_channel(session, channel)
    key = client.platform_key if client is not None else here.key if here is not None else None
    return next((platform for platform in theirs if platform.key == key), theirs[0])


def clients_of(session: Session, user_id: str) -> list[Client]:
    """The clients of all platforms that somebody is on."""
    return [one for mine in platforms_of(session, user_id) for one in clients(session, mine.key)]


def called(clients: Sequence[Client], typed: str) -> list[Client]:
    """Whose key or name it is; else those whose name begins like it."""
    typed = typed.casefold()
    exactly = [one for one in clients if typed in (one.key.casefold(), one.name.casefold())]
    return exactly or [one for one in clients if one.name.casefold().startswith(typed)]


def clients(session: Session, platform_key: str) -> list[Client]:
    """The active clients of a platform, by name; those with a delivery block included."""
    return list(
        session.scalars(
            select(Client)
            .where(Client.platform_key == platform_key, Client.active)
            .order_by(Client.name, Client.key)
        )
    )


def client_of_channel(session: Session, channel_id: str) -> Client | None:
    """Whose shared channel it is; None where it is nobody's or the client was removed."""
    return session.scalars(
        select(Client)
        .join(ClientChannel, ClientChannel.client_key == Client.key)
        .where(ClientChannel.channel_id == channel_id, Client.active)
    ).first()


def channels_of_client(session: Session, client_key: str) -> list[str]:
    """The ids of a client's shared channels."""
    return list(
        session.scalars(
            select(ClientChannel.channel_id)
            .where(ClientChannel.client_key == client_key)
            .order_by(ClientChannel.channel_id)
        )
    )


def platform_of_client(session: Session, client_key: str) -> Platform:
    """The platform that serves the client; NoResultFound where there is no such client."""
    return session.scalars(
        select(Platform)
        .join(Client, Client.platform_key == Platform.key)
        .where(Client.key == client_key)
    ).one()


def platform_of_team_channel(session: Session, channel_id: str) -> Platform | None:
    """Whose team channel it is; None where it is nobody's."""
    return session.scalars(
        select(Platform)
        .where(Platform.team_channel == channel_id, Platform.active)
        .order_by(Platform.key)
        .limit(1)
    ).first()


ONLY_MEMBERS = mark("Only members of {platform} can do this.")


def require_member(
    session: Session, user_id: str, platform_key: str, otherwise: str = ONLY_MEMBERS
) -> Member:
    """The person's place on the platform; Kindly where they have none.

    ``otherwise``, a marked msgid with ``{platform}``, is for colleagues: somebody from outside,
    who got here by a guest's shortcut or a forged press, is told no name of ours.
    """
    member = member_of(session, user_id, platform_key)
    if member is not None:
        return member
    if side_of(session, team_id=None, user_id=user_id) in (Side.MEMBER, Side.COLLEAGUE):
        raise Kindly(otherwise, platform=session.get_one(Platform, platform_key).name)
    raise Kindly(mark("Perron's commands are for members of a platform."))


def require_active(session: Session, client_key: str) -> Client:
    """The client, if something new may be started for them.

    Kindly, with a sentence for members (a client never reads of a delivery block), where not;
    NoResultFound where there is no such client.
    """
    client = session.get_one(Client, client_key)
    if client.status == ClientStatus.DELIVERY_BLOCK:
        raise Kindly(
            mark("{client} has a delivery block: nothing new can be started for this client."),
            client=client.name,
        )
    if not client.active:
        raise Kindly(
            mark("{client} is no longer one of our clients: nothing new can be started there."),
            client=client.name,
        )
    return client
