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
from sqlalchemy.sql.dml import ReturningUpdate

from bot.core import cards
from bot.core.cards import Audience, Card, Claimed
from bot.core.db import PATIENCE, wall

UPDATES = "updates"
"""What every update waits for: their limit is one for all channels."""


def brake_of(place: str, ts: str | None) -> str:
    """What a card waits for: posts are limited for each channel, updates altogether."""
    return UPDATES if ts is not None else place


@cache
def _ready(*, updates_rest: bool, places_rest: bool) -> ColumnElement[bool]:
    """Not up to date, due ``:now``, in nobody's hands, and nothing it waits for is resting.

    Made once, as what uses it is: it is asked all the time, and making it costs more than asking.
    """
    now: BindParameter[float] = bindparam("now", type_=Float)
    due = and_(Card.dirty, Card.due_at <= now, Card.leased_until <= now, Card.given_up.is_(False))
    if updates_rest:
        due = and_(due, or_(Card.ts.is_(None), Card.way_until > now))
    if places_rest:
        elsewhere = Card.place.not_in(bindparam("places", expanding=True))
        due = and_(due, or_(Card.ts.is_not(None), elsewhere))
    return due


@cache
def _next(*, fresh: bool, updates_rest: bool, places_rest: bool) -> Select[str]:
    due = select(Card.id).where(_ready(updates_rest=updates_rest, places_rest=places_rest))
    if fresh:
        due = due.where(Card.due_at > bindparam("since", type_=Float))
    return due.order_by(Card.due_at, Card.id).limit(5)


@cache
def _something(*, updates_rest: bool, places_rest: bool) -> Select[str]:
    ready = _ready(updates_rest=updates_rest, places_rest=places_rest)
    return select(Card.id).where(ready).limit(1)


def _asked(now: float, resting: Collection[str]) -> dict[str, object]:
    places = [brake for brake in resting if brake != UPDATES]
    return {"now": now, "since": now - PATIENCE} | ({"places": places} if places else {})


def _rest(resting: Collection[str]) -> dict[str, bool]:
    updates_rest = UPDATES in resting
    return {"updates_rest": updates_rest, "places_rest": len(resting) > updates_rest}


@cache
def _taking() -> ReturningUpdate[Card]:
    now: BindParameter[float] = bindparam("now", type_=Float)
    return (
        update(Card)
        .where(Card.id == bindparam("which"), Card.leased_until <= now, Card.dirty)
        .values(lease=bindparam("a_lease"), leased_until=bindparam("until"), tries=Card.tries + 1)
        .returning(Card)
        .execution_options(synchronize_session=False, populate_existing=True)
    )


def claim(
    session: Session, resting: Collection[str] = (), *, fresh: bool = False
) -> Claimed | None:
    """Take a card that is due, apart from those whose brake (`brake_of`) is ``resting``.

    ``fresh``: one of those that are due since `PATIENCE` at most, if there are any.
    """
    now = wall()
    asked, rest = _asked(now, resting), _rest(resting)
    found: Sequence[str] = ()
    if fresh:
        found = session.scalars(_next(fresh=True, **rest), asked).all()
    for which in found or session.scalars(_next(fresh=False, **rest), asked).all():
        lease = secrets.token_hex(8)
        taking = {"which": which, "now": now, "a_lease": lease, "until": now + cards.LEASE}
        card = session.scalars(_taking(), taking).one_or_none()
        if card is not None:
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
    held = session.execute(_held(), {"which": card.id}).one()
    now = wall()
    new: dict[str, object] = {"id": card.id}
    if held.lease != card.lease:  # who lost it may have sent an old state over a newer one
        new |= {"wanted": held.wanted + 1, "dirty": True, "fingerprint": None, "due_at": now}
        session.execute(update(Card), [new])
        return
    is_newest = held.wanted <= card.wanted
    new |= {"ts": ts, "shown": card.wanted, "sending_since": None, "dirty": not is_newest}
    new |= {"fingerprint": fingerprint if is_newest else None}
    new |= {"lease": None, "leased_until": 0.0, "tries": 0, "error": None}
    if held.way == card.way or (held.way_until or 0.0) <= now:  # used, or too old
        new |= {"way": None, "way_until": None}
    if not is_newest:
        new |= {"changed_at": now, "due_at": now + cards.QUIET}
    session.execute(update(Card), [new])


@cache
def _held() -> Select[str | None, int, str | None, float | None]:
    columns = select(Card.lease, Card.wanted, Card.way, Card.way_until)
    return columns.where(Card.id == bindparam("which")).with_for_update()


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


def something_due(session: Session, resting: Collection[str] = ()) -> bool:
    """Whether a claim is worth its write."""
    something = _something(**_rest(resting))
    return session.execute(something, _asked(wall(), resting)).first() is not None
