"""A card in a worker's hands: claimed with a lease, sent, shown; or put back, or given up.

Who has lost the lease changes nothing any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Float,
    Select,
    and_,
    bindparam,
    or_,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card, Claimed
from bot.core.db import PATIENCE, wall

UPDATES = "updates"
"""What every update waits for: their limit is one for all channels."""


def brake_of(place: str, ts: str | None) -> str:
    """What a card waits for: posts are limited for each channel, updates altogether."""
    return UPDATES if ts is not None else place


def _ready(now: float, resting: Collection[str]) -> ColumnElement[bool]:
    """Not up to date, due, in nobody's hands, and nothing it waits for is resting."""
    due = and_(Card.dirty, Card.due_at <= now, Card.leased_until <= now, Card.given_up.is_(False))
    if UPDATES in resting:
        due = and_(due, or_(Card.ts.is_(None), Card.way_until > now))
    places = [brake for brake in resting if brake != UPDATES]
    return and_(due, or_(Card.ts.is_not(None), Card.place.not_in(places))) if places else due


def claim(
    session: Session, resting: Collection[str] = (), *, fresh: bool = False
) -> Claimed | None:
    """Take a card that is due, apart from those whose brake (`brake_of`) is ``resting``.

    ``fresh``: one of those that are due since `PATIENCE` at most, if there are any.
    """
    now = wall()
    due = select(Card).where(_ready(now, resting)).order_by(Card.due_at, Card.id).limit(5)
    found: Sequence[Card] = ()
    if fresh:
        found = session.scalars(due.where(Card.due_at > now - PATIENCE)).all()
    for card in found or session.scalars(due).all():
        lease = secrets.token_hex(8)
        taken = session.execute(
            update(Card)
            .where(Card.id == card.id, Card.leased_until <= now, Card.dirty)
            .values(lease=lease, leased_until=now + cards.LEASE, tries=Card.tries + 1)
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
        way=card.way if (card.way_until or 0.0) > wall() else None,
    )


def known_channel(session: Session, place: str) -> str | None:
    """The channel in which cards to a person were shown before."""
    seen = select(Card.channel).where(Card.place == place, Card.channel.is_not(None)).limit(1)
    return session.execute(seen).scalar_one_or_none()


def locate(session: Session, card: Claimed, channel: str) -> None:
    """Remember the channel in which a card to a person is shown."""
    _change(session, card, channel=channel)


def sending(session: Session, card: Claimed, at: float | None) -> bool:
    """Note that a post or a deletion leaves now (None: it did not); false where the lease was lost.

    ``at`` is in domain time, as messages' ts are: that is how far back it is searched for.
    """
    return _change(session, card, sending_since=at)


def way_is_shut(session: Session, card: Claimed) -> None:
    """The way that was lent is used up or too old: the card waits for its turn from now on."""
    _change(session, card, way=None, way_until=None)


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
    if held.way == card.way or (held.way_until or 0.0) <= wall():  # used, or too old
        held.way = held.way_until = None
    held.dirty = held.wanted > card.wanted
    held.lease, held.leased_until, held.tries, held.error = None, 0.0, 0, None
    if held.dirty:
        held.changed_at = wall()
        held.due_at = held.changed_at + cards.QUIET


def was_deleted(session: Session, card: Claimed) -> None:
    """Somebody deleted the message: it is posted once more, then left.

    Not where we were taking it away ourselves and never heard whether it was done.
    """
    reposts = card.reposts if card.sending_since is not None else card.reposts + 1
    given_up = reposts > cards.REPOSTS
    _change(
        session,
        card,
        ts=None,
        sending_since=None,
        reposts=reposts,
        given_up=given_up,
        fingerprint=None,
    )
    put_back(session, card, 0.0, "message was deleted", count=False)


def has_no_thread(session: Session, card: Claimed) -> None:
    """Somebody deleted the message it was to stand under: there is nothing to add to."""
    shown(session, card, None, None)


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


@cache
def _something_ready() -> Select[str]:
    """`_ready` for ``:now`` where nothing rests; made once, since it is asked all the time."""
    now: BindParameter[float] = bindparam("now", type_=Float)
    due = (Card.dirty, Card.due_at <= now, Card.leased_until <= now, Card.given_up.is_(False))
    return select(Card.id).where(*due).limit(1)


def something_due(session: Session, resting: Collection[str] = ()) -> bool:
    """Whether a claim is worth its write."""
    if not resting:
        return session.execute(_something_ready(), {"now": wall()}).first() is not None
    ready = select(Card.id).where(_ready(wall(), resting)).limit(1)
    return session.execute(ready).first() is not None
