"""A client's week: drafted by Perron, read by a member, sent by one click, or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.channels.models import Channel
from bot.features.channels.service import may_write
from bot.features.digests import planning
from bot.features.digests.company_week import ClientWeek, week_of
from bot.features.digests.models import ClientDigest, DigestState
from bot.features.digests.rhythm import WEEK, WEEKLY
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    ClientStatus,
    Platform,
    PlatformMode,
    Weekly,
)
from bot.features.platforms.service import person_name, require_active, require_member
from bot.features.platforms.targets import shared_hours

DRAFT_CARD, CLIENT_CARD = "digest.draft", "digest.client"
REACHES_BACK = timedelta(days=14)
"""What was sent longer ago is not followed up from there: a week is told then."""
TEXT = 3000
"""Characters that the window takes."""

Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """A week that is to be put into words: for which client, day and channel."""

    client_key: str
    language: str
    address: str
    zone: str
    day: date
    channel: str
    week: ClientWeek


def wanted(session: Session, client_key: str, now: datetime) -> Wanted | None:
    """The week that is due at ``now``; None where there is none, or nothing to say."""
    client = session.get(Client, client_key)
    if client is None or client.weekly == Weekly.OFF or not _is_served(session, client):
        return None
    platform = session.get_one(Platform, client.platform_key)
    due = planning.to_make_up(WEEKLY, shared_hours(platform, client), now)
    channel = first_introduced(session, client.key)
    if due is None or channel is None or _made(session, client.key, due.day) is not None:
        return None
    since = _last_sent(session, client.key, now) or due.at - WEEK
    week = week_of(session, client, channel, since, now)
    if not week.happened:
        return None
    zone = platform.timezone
    return Wanted(client.key, client.language, client.address, zone, due.day, channel, week)


def _is_served(session: Session, client: Client) -> bool:
    platform = session.get_one(Platform, client.platform_key)
    is_client = client.active and client.status == ClientStatus.ACTIVE
    return is_client and platform.active and platform.mode == PlatformMode.ACTIVE


def first_introduced(session: Session, client_key: str) -> str | None:
    """The client's channel that was introduced first: the one that a digest goes to."""
    return session.scalars(
        select(Channel.id)
        .join(ClientChannel, ClientChannel.channel_id == Channel.id)
        .where(ClientChannel.client_key == client_key, Channel.introduced_at.is_not(None))
        .order_by(Channel.introduced_at, Channel.id)
        .limit(1)
    ).first()


def _made(session: Session, client_key: str, day: date) -> ClientDigest | None:
    return session.scalars(
        select(ClientDigest).where(ClientDigest.client_key == client_key, ClientDigest.day == day)
    ).first()


def _last_sent(session: Session, client_key: str, now: datetime) -> datetime | None:
    """Up to when the client was told; nothing is left out where a week was."""
    return session.scalars(
        select(ClientDigest.made_at)
        .where(
            ClientDigest.client_key == client_key,
            ClientDigest.state == DigestState.SENT,
            ClientDigest.made_at > now - REACHES_BACK,
        )
        .order_by(ClientDigest.made_at.desc())
        .limit(1)
    ).first()


def see_to_next(session: Session, client_key: str, now: datetime) -> None:
    """Plan the next week, and drop silently what nobody decided on before this one."""
    client = session.get(Client, client_key)
    if client is None or not client.active:
        return
    platform = session.get_one(Platform, client.platform_key)
    if not platform.active:
        return
    hours = shared_hours(platform, client)
    planning.next_time(session, planning.CLIENT, client.key, WEEKLY, hours, now)
    due = WEEKLY.last_until(hours, now)
    old = select(ClientDigest).where(
        ClientDigest.client_key == client_key, ClientDigest.state == DigestState.DRAFT
    )
    for digest in session.scalars(old.with_for_update()).all():
        if due is not None and digest.day < due.day:
            digest.state = DigestState.DROPPED
            cards.touch(session, digest.id)


def draft(
    session: Session, found: Wanted, text: str, links: Links, readers: int | None, now: datetime
) -> None:
    """Keep the week as it was put into words, to be read by the team or sent by itself."""
    client = session.get_one(Client, found.client_key)
    if _made(session, client.key, found.day) is not None:
        return
    digest = ClientDigest(
        client_key=client.key,
        day=found.day,
        channel=found.channel,
        text=text,
        links=[list(pair) for pair in links],
        readers=readers,
        made_at=now,
    )
    session.add(digest)
    session.flush()
    platform = session.get_one(Platform, client.platform_key)
    if client.weekly == Weekly.AUTO:
        at = shared_hours(platform, client).next_open(now)
        schedule.at(session, planning.SEND, digest.id, at)
    else:
        cards.show(session, DRAFT_CARD, digest.id, Audience.TEAM, platform.team_channel)


def send_by_itself(session: Session, digest_id: str, now: datetime) -> None:
    """What is to go out without a click goes out, if that is still what the agency wants."""
    digest = session.get(ClientDigest, digest_id, with_for_update=True)
    if digest is None or digest.state != DigestState.DRAFT:
        return
    client = session.get_one(Client, digest.client_key)
    if client.weekly == Weekly.AUTO and _may_go_out(session, client, digest):
        _send(session, digest, None, now)


def send(session: Session, digest_id: str, version: int, by: str, now: datetime) -> None:
    """One click by any member; a second one is told who was first, and changes nothing."""
    digest = undecided(session, digest_id, by)
    if digest.version != version:
        raise Kindly(mark("The text was changed a moment ago. Please look again."))
    client = require_active(session, digest.client_key)
    if not _may_go_out(session, client, digest):
        raise Kindly(mark("Nothing can be posted to {client} just now."), client=client.name)
    _send(session, digest, by, now)


def _may_go_out(session: Session, client: Client, digest: ClientDigest) -> bool:
    """As before the draft. A channel that was replaced meanwhile was not the one on the card."""
    theirs = session.get(ClientChannel, digest.channel)
    is_theirs = theirs is not None and theirs.client_key == client.key
    return is_theirs and _is_served(session, client) and may_write(session, digest.channel)


def _send(session: Session, digest: ClientDigest, by: str | None, now: datetime) -> None:
    digest.state, digest.decided_by, digest.sent_at = DigestState.SENT, by, now
    session.flush()
    place = digest.channel
    cards.show(session, CLIENT_CARD, digest.id, Audience.CLIENT, place, channel=place)
    cards.touch(session, digest.id, kind=DRAFT_CARD)


def edit(session: Session, digest_id: str, version: int, by: str, text: str) -> None:
    """A member puts it into other words. Kindly where somebody else was faster."""
    digest = undecided(session, digest_id, by)
    if digest.version != version:
        raise Kindly(mark("{name} has changed the text meanwhile."), name=_editor(session, digest))
    require_active(session, digest.client_key)
    if not text.strip():
        raise Kindly(mark("Please leave a few words for the client to read."))
    digest.text, digest.edited_by = text.strip()[:TEXT], by
    digest.version += 1
    session.flush()
    cards.touch(session, digest.id, kind=DRAFT_CARD)


def _editor(session: Session, digest: ClientDigest) -> str:
    return person_name(session, digest.edited_by or "")


def skip(session: Session, digest_id: str, by: str) -> None:
    """Not this week."""
    digest = undecided(session, digest_id, by)
    digest.state, digest.decided_by = DigestState.SKIPPED, by
    session.flush()
    cards.touch(session, digest.id, kind=DRAFT_CARD)


def undecided(session: Session, digest_id: str, by: str) -> ClientDigest:
    """The draft, held, for a member of its platform; anybody else is told so."""
    digest = session.get(ClientDigest, digest_id, with_for_update=True)
    if digest is None or digest.text is None:
        raise Kindly(mark("This draft is no longer kept."))
    client = session.get_one(Client, digest.client_key)
    require_member(session, by, client.platform_key)
    if digest.state == DigestState.SENT:
        name = person_name(session, digest.decided_by) if digest.decided_by else "Perron"
        raise Kindly(mark("{name} has sent this already."), name=name)
    if digest.state != DigestState.DRAFT:
        raise Kindly(mark("This was left out. Nothing was changed."))
    return digest


def forget(session: Session, before: datetime) -> None:
    """Delete texts that were made ``before``: the retention period is over."""
    session.execute(
        update(ClientDigest)
        .where(ClientDigest.made_at < before, ClientDigest.text.is_not(None))
        .values(text=None, links=[])
    )
