"""Hours written in Jira after the block: shown to their author, then to the platform, nameless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.blocks.cards import BOOKED, HOURS, batch
from bot.features.blocks.models import BlockedHours, BlockLift, BlockWatch
from bot.features.blocks.standing import first_blocked, is_blocked
from bot.features.platforms.blocking import LOOK, LOOK_EVERY
from bot.features.platforms.models import Client, Member, Platform, PlatformMode
from bot.features.platforms.service import calendar_of
from bot.ports import Worklog

STAYS = timedelta(days=2)
"""How long the author has before the platform is told."""
LAG = timedelta(minutes=2)
"""Jira keeps back what was written in the last minute."""
NOT_NOW = timedelta(hours=1)
"""After which it is tried again where Jira could not be reached."""


@dataclass(frozen=True)
class Watched:
    """What to ask Jira: entries on the projects that were written or edited since."""

    projects: tuple[str, ...]
    since: datetime


def watched(session: Session, client_key: str, now: datetime) -> Watched | None:
    """None while there is nothing to look for: no block, no project, or Perron only observes."""
    client = session.get(Client, client_key)
    if client is None or not is_blocked(client) or not client.active or not client.jira_project:
        return None
    if session.get_one(Platform, client.platform_key).mode != PlatformMode.ACTIVE:
        return None
    watch = session.get(BlockWatch, client_key)
    since = watch.looked_at if watch is not None else _begins(session, client_key, now)
    written = [row.written for row in _open(session, client_key)]
    return Watched((client.jira_project,), min([since, *written]) - LAG)


def _begins(session: Session, client_key: str, now: datetime) -> datetime:
    return first_blocked(session, client_key) or now


def look_again(session: Session, client_key: str, at: datetime) -> None:
    """Have the next look taken at a time."""
    schedule.at(session, LOOK, client_key, at)


def found(
    session: Session, client_key: str, entries: Sequence[Worklog], asked_at: datetime
) -> None:
    """Take in what Jira said to `watched`, asked at ``asked_at``; safe to repeat."""
    client = session.get_one(Client, client_key, with_for_update=True)
    if not is_blocked(client):
        return
    watch = _watch(session, client_key, asked_at)
    _follow(session, client_key, {entry.id for entry in entries}, asked_at)
    _take_in(session, client, watch, entries, asked_at)
    _tell_the_platform(session, client, asked_at)
    watch.looked_at = max(watch.looked_at, asked_at)
    session.flush()
    still = [row.shown_at + STAYS for row in _open(session, client_key)]
    look_again(session, client_key, min([asked_at + LOOK_EVERY, *still]))


def _watch(session: Session, client_key: str, now: datetime) -> BlockWatch:
    watch = session.get(BlockWatch, client_key)
    if watch is None:
        begins = _begins(session, client_key, now)
        watch = BlockWatch(client_key=client_key, since=begins, looked_at=begins)
        session.add(watch)
        session.flush()
    return watch


def _open(session: Session, client_key: str) -> list[BlockedHours]:
    """Those of which the platform was not told, and which were there when last looked for."""
    return list(
        session.scalars(
            select(BlockedHours).where(
                BlockedHours.client_key == client_key,
                BlockedHours.gone_at.is_(None),
                BlockedHours.told_at.is_(None),
            )
        )
    )


def _follow(session: Session, client_key: str, there: set[str], now: datetime) -> None:
    """What was deleted or moved is gone. An entry that comes back was only kept back by Jira."""
    gone = [row for row in _open(session, client_key) if row.worklog not in there]
    back = session.scalars(
        select(BlockedHours).where(
            BlockedHours.client_key == client_key,
            BlockedHours.gone_at.is_not(None),
            BlockedHours.worklog.in_(there),
        )
    ).all()
    for row in gone:
        row.gone_at = now
    for row in back:
        row.gone_at = None
    session.flush()
    for row in (*gone, *back):
        cards.touch(session, batch(client_key, row.shown_at), kind=HOURS)


def _take_in(
    session: Session, client: Client, watch: BlockWatch, entries: Sequence[Worklog], now: datetime
) -> None:
    known = set(
        session.scalars(select(BlockedHours.worklog).where(BlockedHours.client_key == client.key))
    )
    lifts = _lifts(session, client.key)
    fresh = [
        entry
        for entry in entries
        if entry.id not in known and entry.written >= watch.since and not _in(lifts, entry.written)
    ]
    zone = calendar_of(session.get_one(Platform, client.platform_key))
    for entry in fresh:
        author = _member(session, client, entry.author)
        session.add(
            BlockedHours(
                client_key=client.key,
                worklog=entry.id,
                issue=entry.issue,
                day=zone.local_date(entry.started),
                written=entry.written,
                author=author,
                shown_at=now,
                told_at=None,
                gone_at=None,
            )
        )
        session.flush()
        if author is not None:
            cards.show(session, HOURS, batch(client.key, now), Audience.MEMBER, author)


def _lifts(session: Session, client_key: str) -> list[tuple[datetime, datetime]]:
    """When hours could be written, because the block was lifted."""
    rows = session.execute(
        select(BlockLift.lifted_at, BlockLift.ended_at).where(
            BlockLift.client_key == client_key,
            BlockLift.lifted_at.is_not(None),
            BlockLift.ended_at.is_not(None),
        )
    )
    return [(begun, ended) for begun, ended in rows if begun and ended]


def _in(spans: Sequence[tuple[datetime, datetime]], at: datetime) -> bool:
    return any(begun <= at < ended for begun, ended in spans)


def _member(session: Session, client: Client, author: str) -> str | None:
    """Whoever goes by this name in Jira: of the client's platform first, else of another."""
    rows = session.scalars(
        select(Member).where(Member.jira == author, Member.active).order_by(Member.user_id)
    ).all()
    ours = [row for row in rows if row.platform_key == client.platform_key]
    return next((row.user_id for row in [*ours, *rows]), None)


def _tell_the_platform(session: Session, client: Client, now: datetime) -> None:
    """Those that nobody can be asked about, and those still there after two days; no names."""
    due = [
        row
        for row in _open(session, client.key)
        if row.author is None or row.shown_at + STAYS <= now
    ]
    if not due:
        return
    for row in due:
        row.told_at = now
    session.flush()
    platform = session.get_one(Platform, client.platform_key)
    subject = batch(client.key, now)
    cards.show(session, BOOKED, subject, Audience.TEAM, platform.team_channel)
    for row in due:
        cards.touch(session, batch(client.key, row.shown_at), kind=HOURS)
