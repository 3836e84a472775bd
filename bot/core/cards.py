"""Cards: messages that show the state of something and are always drawn from it.

Nobody edits a message by hand. Domain code says that a subject has changed (`touch`), and the
worker draws the current state and posts or updates the message: a version wanted, a version
shown. A hundred changes in two seconds become one update.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Float,
    Index,
    Integer,
    String,
    Text,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.core.db import Base, wall

HOME = "home"
"""The kind of a person's App Home: published, not posted."""
LEASE = 60.0
QUIET = 0.4
"""An update waits for this many seconds without further change …"""
UPDATES = "updates"
LONGEST = 2.0
"""… but no longer than this."""
REPOSTS = 1
"""How often a message that somebody deleted is posted once more."""


class Audience(StrEnum):
    """Who may read a message. Unknown places count as outside."""

    TEAM = "team"
    MEMBER = "member"
    CLIENT = "client"


class Card(Base):
    """A message of ours, wanted or posted. Times are wall-clock epoch seconds."""

    __tablename__ = "card"
    __table_args__ = (
        Index("ix_card_subject", "subject"),
        Index("ix_card_due", "dirty", "due_at"),
        Index("ix_card_place", "place"),
        Index("uq_card", "kind", "subject", "place", unique=True),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    audience: Mapped[Audience] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(40))
    """A channel's id, or for a message to one person their user id."""
    channel: Mapped[str | None] = mapped_column(String(40), index=True)
    thread_ts: Mapped[str | None] = mapped_column(String(40))
    ts: Mapped[str | None] = mapped_column(String(40), index=True)
    wanted: Mapped[int] = mapped_column(Integer, default=1)
    shown: Mapped[int] = mapped_column(Integer, default=0)
    dirty: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[float] = mapped_column(Float)
    due_at: Mapped[float] = mapped_column(Float)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[float] = mapped_column(Float, default=0.0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sending_since: Mapped[float | None] = mapped_column(Float)
    """Set (in domain time) before a post leaves: a message may exist that we do not know of yet."""
    reposts: Mapped[int] = mapped_column(Integer, default=0)
    given_up: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Claimed:
    """A card in a worker's hands: what to draw, and where it is or goes."""

    id: str
    kind: str
    subject: str
    audience: Audience
    place: str
    channel: str | None
    thread_ts: str | None
    ts: str | None
    wanted: int
    tries: int
    lease: str
    sending_since: float | None
    reposts: int
    fingerprint: str | None


def show(
    session: Session,
    kind: str,
    subject: str,
    audience: Audience,
    place: str,
    *,
    channel: str | None = None,
    thread_ts: str | None = None,
    delay: float = 0.0,
) -> None:
    """Want a card of ``kind`` about ``subject`` at ``place``; one that exists is drawn anew.

    ``place`` is a channel, or a person.
    """
    existing = session.execute(
        select(Card.id).where(Card.kind == kind, Card.subject == subject, Card.place == place)
    ).scalar_one_or_none()
    if existing is not None:
        _try_again(session, Card.id == existing)
        touch(session, subject, kind=kind)
        return
    now = wall()
    session.add(
        Card(
            id=secrets.token_hex(12),
            kind=kind,
            subject=subject,
            audience=audience,
            place=place,
            channel=channel,
            thread_ts=thread_ts,
            changed_at=now,
            due_at=now + delay,
        )
    )
    session.flush()


def touch(session: Session, subject: str, *, kind: str | None = None) -> None:
    """Say that ``subject`` has changed: every card about it is drawn anew soon."""
    cards = select(Card).where(Card.subject == subject, Card.given_up.is_(False))
    if kind is not None:
        cards = cards.where(Card.kind == kind)
    now = wall()
    for card in session.scalars(cards.with_for_update()):
        card.wanted += 1
        if card.ts is None and card.dirty:
            continue  # not posted yet: it will show the newest state when it is
        if not card.dirty:
            card.dirty = True
            card.changed_at = now
            card.tries = 0
        card.due_at = max(card.due_at, min(now + QUIET, card.changed_at + LONGEST))
    session.flush()


def revive(session: Session, place: str) -> None:
    """What was given up at ``place`` is tried again: the reason has gone."""
    _try_again(session, Card.place == place)


def _try_again(session: Session, which: ColumnElement[bool]) -> None:
    """What was given up is tried again, apart from messages that somebody deleted twice."""
    session.execute(
        update(Card)
        .where(which, Card.given_up, Card.reposts <= REPOSTS)
        .values(given_up=False, dirty=True, due_at=wall(), tries=0)
    )


def brake_of(place: str, ts: str | None) -> str:
    """What a card waits for: posts are limited for each channel, updates altogether."""
    return UPDATES if ts is not None else place


def _ready(now: float, resting: Collection[str]) -> ColumnElement[bool]:
    """Not up to date, due, in nobody's hands, and nothing it waits for is resting."""
    due = and_(Card.dirty, Card.due_at <= now, Card.leased_until <= now, Card.given_up.is_(False))
    if UPDATES in resting:
        due = and_(due, Card.ts.is_(None))
    places = [brake for brake in resting if brake != UPDATES]
    return and_(due, or_(Card.ts.is_not(None), Card.place.not_in(places))) if places else due


def claim(session: Session, resting: Collection[str] = ()) -> Claimed | None:
    """Take a card that is due, apart from those whose brake (`brake_of`) is ``resting``."""
    now = wall()
    due = select(Card).where(_ready(now, resting)).order_by(Card.due_at, Card.id).limit(5)
    for card in session.scalars(due).all():
        lease = secrets.token_hex(8)
        taken = session.execute(
            update(Card)
            .where(Card.id == card.id, Card.leased_until <= now, Card.dirty)
            .values(lease=lease, leased_until=now + LEASE, tries=Card.tries + 1)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(taken, CursorResult)
        if taken.rowcount == 1:
            session.refresh(card)
            return _claimed(card, lease)
    return None


def _claimed(card: Card, lease: str) -> Claimed:
    return Claimed(
        id=card.id,
        kind=card.kind,
        subject=card.subject,
        audience=Audience(card.audience),
        place=card.place,
        channel=card.channel,
        thread_ts=card.thread_ts,
        ts=card.ts,
        wanted=card.wanted,
        tries=card.tries,
        lease=lease,
        sending_since=card.sending_since,
        reposts=card.reposts,
        fingerprint=card.fingerprint,
    )


def known_channel(session: Session, place: str) -> str | None:
    """The channel in which cards to a person were shown before."""
    seen = select(Card.channel).where(Card.place == place, Card.channel.is_not(None)).limit(1)
    return session.execute(seen).scalar_one_or_none()


def locate(session: Session, card: Claimed, channel: str) -> None:
    """Remember the channel in which a card to a person is shown."""
    _change(session, card, channel=channel)


def sending(session: Session, card: Claimed, at: float | None) -> bool:
    """Note that a post leaves now (None: did not leave); false where the lease was lost.

    ``at`` is in domain time, as messages' ts are: that is how far back it is searched for.
    """
    return _change(session, card, sending_since=at)


def shown(session: Session, card: Claimed, ts: str | None, fingerprint: str | None) -> None:
    """The state of version ``card.wanted`` is shown as message ``ts`` (None: nothing is)."""
    held = session.get_one(Card, card.id, with_for_update=True)
    if held.lease != card.lease:  # who lost it may have sent an old state over a newer one
        held.wanted, held.dirty, held.fingerprint, held.due_at = held.wanted + 1, True, None, wall()
        return
    held.ts = ts
    held.shown = card.wanted
    held.fingerprint = fingerprint if held.wanted == card.wanted else None
    held.sending_since = None
    held.dirty = held.wanted > card.wanted
    held.lease, held.leased_until, held.tries, held.error = None, 0.0, 0, None
    if held.dirty:
        held.changed_at = wall()
        held.due_at = held.changed_at + QUIET


def was_deleted(session: Session, card: Claimed) -> None:
    """Somebody deleted the message: it is posted once more, then left."""
    again = card.reposts < REPOSTS
    _change(session, card, ts=None, reposts=card.reposts + 1, given_up=not again, fingerprint=None)
    put_back(session, card, 0.0, "message was deleted", count=False)


def put_back(
    session: Session, card: Claimed, delay: float | None, error: str, *, count: bool = True
) -> None:
    """Try again in ``delay`` seconds; None keeps its place in the queue."""
    _change(
        session,
        card,
        lease=None,
        leased_until=0.0,
        due_at=Card.due_at if delay is None else wall() + delay,
        error=error[:2000],
        tries=card.tries if count else card.tries - 1,
    )


def give_up(session: Session, card: Claimed, error: str) -> None:
    """Leave a card alone until its subject is shown anew; the operator sees it."""
    _change(session, card, given_up=True, lease=None, leased_until=0.0, error=error[:2000])


def _change(session: Session, card: Claimed, **values: object) -> bool:
    done = session.execute(
        update(Card)
        .where(Card.id == card.id, Card.lease == card.lease)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def release(session: Session) -> None:
    """End every lease: for the start of the only process that there is."""
    session.execute(update(Card).where(Card.leased_until > 0).values(lease=None, leased_until=0.0))


def something_due(session: Session, resting: Collection[str] = ()) -> bool:
    """Whether a claim is worth its write."""
    ready = select(Card.id).where(_ready(wall(), resting)).limit(1)
    return session.execute(ready).first() is not None


def pending(session: Session) -> int:
    """How many cards do not show their newest state yet."""
    return session.execute(
        select(func.count()).select_from(Card).where(Card.dirty, Card.given_up.is_(False))
    ).scalar_one()
