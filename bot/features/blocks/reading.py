"""What is shown of a block: to members, and, apart from it, to the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.features.blocks import giving_back
from bot.features.blocks.cards import batch_of
from bot.features.blocks.models import BlockAnswer, BlockedHours, BlockLift, LiftState
from bot.features.blocks.standing import blocked_since, contact_of, is_blocked
from bot.features.offboarding.kinds import System
from bot.features.platforms.models import Client


@dataclass(frozen=True)
class Word:
    """All that a client's person reads: whom of us they may speak to, and by when they hear."""

    contact: str | None
    by_day: date


@dataclass(frozen=True)
class Heard:
    """To the person who was named: who wrote, and where."""

    client: str
    author: str
    channel: str
    ts: str
    by_day: date
    more: int
    last_ts: str


@dataclass(frozen=True)
class Given:
    """Somebody's access to something, given back."""

    system: System
    name: str
    what: str


@dataclass(frozen=True)
class LiftView:
    """A lift, for members."""

    id: str
    version: int
    client: str
    state: LiftState
    until: datetime
    why: str
    asked_by: str
    confirmed_by: str | None
    ended_by: str | None
    ended_at: datetime | None
    gives_back: tuple[Given, ...] = ()
    """Access that is given back with it."""
    still_active: int = 0
    """How much access is active, whether it came back with the lift or was noted since."""


@dataclass(frozen=True)
class BlockView:
    """How a client's block stands, for members."""

    client_key: str
    client: str
    blocked: bool
    since: datetime | None
    contact: str | None
    lift: LiftView | None


@dataclass(frozen=True)
class Booked:
    """Work on a day that was written on an issue after the block. Not by whom, nor how much."""

    issue: str
    day: date
    gone: bool
    told: bool


def word(answer: BlockAnswer) -> Word:
    """The answer, as far as the client reads it."""
    return Word(answer.contact, answer.by_day)


def heard(session: Session, answer: BlockAnswer) -> Heard:
    """The answer, for the person who was named."""
    client = session.get_one(Client, answer.client_key)
    return Heard(
        client.name,
        answer.author,
        answer.channel,
        answer.ts,
        answer.by_day,
        answer.more,
        answer.last_ts,
    )


def block_view(session: Session, client: Client, now: datetime) -> BlockView | None:
    """None for a client who is served and whose block nobody has lifted."""
    live = session.scalars(select(BlockLift).where(BlockLift.live == client.key)).first()
    if live is None and not is_blocked(client):
        return None
    return BlockView(
        client_key=client.key,
        client=client.name,
        blocked=is_blocked(client),
        since=blocked_since(session, client.key),
        contact=contact_of(session, client, now),
        lift=lift_view(session, live) if live is not None else None,
    )


def lift_view(session: Session, lift: BlockLift) -> LiftView:
    """A lift as it stands."""
    return LiftView(
        id=lift.id,
        version=lift.version,
        client=session.get_one(Client, lift.client_key).name,
        state=LiftState(lift.state),
        until=lift.until,
        why=lift.why,
        asked_by=lift.asked_by,
        confirmed_by=lift.confirmed_by,
        ended_by=lift.ended_by,
        ended_at=lift.ended_at,
        gives_back=tuple(
            Given(System(row.system), row.name, row.what)
            for row in giving_back.names(session, lift)
        ),
        still_active=giving_back.still_active(session, lift.client_key),
    )


def shown_to(session: Session, subject: str, author: str) -> list[Booked]:
    """What an author was shown at one time (`batch`), as it stands now."""
    client_key, at = batch_of(subject)
    rows = session.scalars(_of_client(client_key).where(BlockedHours.author == author))
    return _booked([row for row in rows if int(row.shown_at.timestamp()) == at])


def told(session: Session, subject: str) -> list[Booked]:
    """What a platform was told at one time (`batch`): each issue and day once."""
    client_key, at = batch_of(subject)
    rows = session.scalars(_of_client(client_key).where(BlockedHours.told_at.is_not(None)))
    return _booked([row for row in rows if row.told_at and int(row.told_at.timestamp()) == at])


def _of_client(client_key: str) -> Select[BlockedHours]:
    return select(BlockedHours).where(BlockedHours.client_key == client_key)


def _booked(rows: Sequence[BlockedHours]) -> list[Booked]:
    found: dict[tuple[str, date], list[BlockedHours]] = {}
    for row in sorted(rows, key=lambda row: (row.issue, row.day)):
        found.setdefault((row.issue, row.day), []).append(row)
    return [
        Booked(
            issue,
            day,
            gone=all(row.gone_at is not None for row in same),
            told=any(row.told_at is not None for row in same),
        )
        for (issue, day), same in found.items()
    ]


def client_named(session: Session, subject: str) -> Client | None:
    """Of whom a `batch` is."""
    return session.get(Client, batch_of(subject)[0])
