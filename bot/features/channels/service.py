"""Rules about channels: exposure, introduction, watermark."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.channels.models import Channel
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Client, ClientChannel, Platform, PlatformMode
from bot.features.platforms.service import (
    client_of_channel,
    members,
    platform_of_client,
    platform_of_team_channel,
    require_active,
    require_member,
)

RELIED_ON = timedelta(seconds=60)
"""A check of who can read a channel is relied on for this long (wall clock)."""


class Exposure(StrEnum):
    """Who can read a channel; ``STALE`` means: ask before relying on it."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    STALE = "stale"


def known(session: Session, channel_id: str) -> Channel:
    """The row of a channel, made where it is missing."""
    row = session.get(Channel, channel_id)
    if row is None:
        row = Channel(id=channel_id, connected_teams=[])
        session.add(row)
        session.flush()
    return row


def exposure(session: Session, channel_id: str, wall_now: datetime) -> Exposure:
    """Whether anybody outside can read the channel, if that was checked lately."""
    row = session.get(Channel, channel_id)
    if row is None or row.checked_at is None or wall_now - row.checked_at > RELIED_ON:
        return Exposure.STALE
    return Exposure.OUTSIDE if row.outside else Exposure.INSIDE


def checked(session: Session, channel_id: str, *, name: str, outside: bool, at: datetime) -> None:
    """Note what a check found. A team channel that became visible is silenced, leads are told."""
    row = known(session, channel_id)
    row.name, row.outside, row.checked_at = name or row.name, outside, at
    platform = platform_of_team_channel(session, channel_id)
    if platform is None:
        return
    if outside and not row.silenced:
        row.silenced = True
        for member in members(session, platform.key):
            if member.lead:
                cards.show(session, "channel.silenced", channel_id, Audience.MEMBER, member.user_id)
    elif not outside and row.silenced:
        row.silenced = False
        cards.revive(session, channel_id)
        cards.touch(session, channel_id, kind="channel.silenced")


def doubt(session: Session, channel_id: str) -> None:
    """Something about who can read the channel has changed: outside until it is checked."""
    row = known(session, channel_id)
    row.outside, row.checked_at = True, _too_long_ago()
    jobs.enqueue(session, "channels.refresh", {"channel": channel_id}, lane=f"channel:{channel_id}")


def doubt_everywhere(session: Session) -> None:
    """A person has changed (became a guest, say): every check counts as old."""
    session.execute(update(Channel).values(checked_at=_too_long_ago()))


def _too_long_ago() -> datetime:
    """A check that counts no more: another instant each time, so that a doubt can be noticed."""
    return datetime.fromtimestamp(time.time() % 1_000_000, UTC)


def last_checked(session: Session, channel_id: str, *, lock: bool = False) -> datetime | None:
    """When the channel was last checked; another instant once it was checked or doubted since."""
    row = session.get(Channel, channel_id, with_for_update=lock)
    return row.checked_at if row is not None else None


def connected(session: Session, channel_id: str, team_id: str) -> None:
    """Another workspace was connected; nothing lists them later, so it is kept."""
    row = known(session, channel_id)
    if team_id not in row.connected_teams:
        row.connected_teams = [*row.connected_teams, team_id]
    doubt(session, channel_id)


def disconnected(session: Session, channel_id: str, team_id: str) -> None:
    """A workspace was disconnected."""
    row = known(session, channel_id)
    row.connected_teams = [team for team in row.connected_teams if team != team_id]
    doubt(session, channel_id)


def joined(session: Session, channel_id: str) -> None:
    """The bot joined a channel: in a client's, the introduction is offered to the team."""
    doubt(session, channel_id)
    offer_introduction(session, channel_id)


def offer_introduction(session: Session, channel_id: str) -> None:
    """Offer the introduction in the team channel, unless it was posted already."""
    client = client_of_channel(session, channel_id)
    row = known(session, channel_id)
    if client is None or row.introduced_at is not None or not is_served(session, client.key):
        return
    platform = platform_of_client(session, client.key)
    cards.show(session, "channel.offer", channel_id, Audience.TEAM, platform.team_channel)


def introduce(
    session: Session, channel_id: str, by: str, text: str, at: datetime, *, posted_by_hand: bool
) -> None:
    """A member lets Perron read a client's channel: from now on, and not what was before.

    With ``posted_by_hand`` the member has told the client themselves (the only way while a
    platform observes); otherwise the text is posted by Perron.
    """
    client = client_of_channel(session, channel_id)
    if client is None:
        raise Kindly(mark("This channel belongs to no client any more."))
    platform = platform_of_client(session, client.key)
    refusal = mark("Only members of {platform} can post the introduction.")
    require_member(session, by, platform.key, refusal)
    require_active(session, client.key)
    row = known(session, channel_id)
    session.refresh(row, with_for_update=True)
    if row.introduced_at is not None:
        raise Kindly(mark("The introduction was posted already."))
    if not text.strip():
        raise Kindly(mark("Please leave a few words for the client to read."))
    row.introduction, row.introduced_by, row.introduced_at = text.strip(), by, at
    row.watermark = f"{at.timestamp():.6f}"
    if not posted_by_hand:
        cards.show(session, "channel.introduction", channel_id, Audience.CLIENT, channel_id)
    cards.touch(session, channel_id, kind="channel.offer")


def may_read(session: Session, channel_id: str, *, lock: bool = False) -> bool:
    """Whether the introduction was posted in this channel.

    With ``lock`` what follows happens one after the other for this channel, so that two messages
    at once are not both the first.
    """
    row = session.get(Channel, channel_id, with_for_update=lock)
    return row is not None and row.introduced_at is not None


def may_write(session: Session, channel_id: str) -> bool:
    """Whether Perron may be seen in a client's channel: introduced, and not only observing."""
    client = client_of_channel(session, channel_id)
    if client is None or not may_read(session, channel_id):
        return False
    return platform_of_client(session, client.key).mode == PlatformMode.ACTIVE


def taken_in(session: Session, channel_id: str, ts: str) -> None:
    """Move the watermark: everything up to ``ts`` was read back."""
    row = known(session, channel_id)
    if row.watermark is None or float(ts) > float(row.watermark):
        row.watermark = ts


def renamed(session: Session, old_id: str, new_id: str) -> None:
    """Slack has given the channel another id: everything here that names it follows.

    The new id may be known already, by an event that came first; who was connected is kept.
    """
    old = session.get(Channel, old_id, with_for_update=True)
    if old is None or old_id == new_id:
        return
    new = known(session, new_id)
    if new.introduced_at is None:
        new.name = new.name or old.name
        new.introduction, new.introduced_by = old.introduction, old.introduced_by
        new.introduced_at, new.watermark = old.introduced_at, old.watermark
    new.silenced = new.silenced or old.silenced
    new.connected_teams = sorted({*old.connected_teams, *new.connected_teams})
    session.delete(old)
    _name_anew(session, old_id, new_id)
    session.flush()
    doubt(session, new_id)


def _name_anew(session: Session, old_id: str, new_id: str) -> None:
    if session.get(ClientChannel, new_id) is None:
        channel = update(ClientChannel).where(ClientChannel.channel_id == old_id)
        session.execute(channel.values(channel_id=new_id))
    team_channel = update(Platform).where(Platform.team_channel == old_id)
    session.execute(team_channel.values(team_channel=new_id))
    for column in (cards.Card.channel, cards.Card.place, cards.Card.subject):
        session.execute(update(cards.Card).where(column == old_id).values({column.key: new_id}))


def every_channel(session: Session) -> list[str]:
    """The ids of all channels that are known."""
    return sorted(session.scalars(select(Channel.id)))


def introduced_since(session: Session, channel_id: str) -> float:
    """Epoch seconds of the introduction: nothing before it is read."""
    row = session.get_one(Channel, channel_id)
    return row.introduced_at.timestamp() if row.introduced_at is not None else float("inf")


def readable(session: Session) -> list[tuple[str, str]]:
    """``(channel, watermark)`` of every client's channel that may be read."""
    rows = session.execute(
        select(Channel.id, Channel.watermark)
        .join(ClientChannel, ClientChannel.channel_id == Channel.id)
        .join(Client, Client.key == ClientChannel.client_key)
        .where(Channel.introduced_at.is_not(None), Client.active)
    )
    return [(row.id, row.watermark or "0") for row in rows]
