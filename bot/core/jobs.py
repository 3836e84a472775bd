"""What must leave the process: jobs, written in the transaction that wants them.

A job is claimed with a lease, done, and removed together with what it learned; or it is backed
off and tried again; or, after its last try, set aside where the operator sees it, which frees its
lane. Within a lane the order is kept. A claim costs the same however many jobs wait.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Float,
    Index,
    Integer,
    Row,
    Select,
    String,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from bot.core.db import PATIENCE, Base, waits_since, wall

LEASE = 60.0
TRIES = 12
"""With the backoff below: given up after about an hour and a half."""


class Job(Base):
    """A job that is not done yet. Times are wall-clock epoch seconds."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_lane", "lane", "id"),
        Index("ix_job_due", "set_aside", "run_at", "id"),
        Index("ix_job_kind", "set_aside", "kind", "run_at", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(60))
    lane: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    run_at: Mapped[float] = mapped_column(Float)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[float] = mapped_column(Float, default=0.0)
    set_aside: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Claimed:
    """A job in somebody's hands until the lease ends."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease: str
    run_at: float
    """Since when it was due."""


def enqueue(
    session: Session, kind: str, payload: Mapping[str, Any], *, lane: str, delay: float = 0.0
) -> None:
    """Add a job to ``lane``; it runs ``delay`` wall seconds from now at the earliest.

    A negative ``delay`` says that it is late by so much: part of a backlog, in order of time.
    """
    run_at = wall() + delay if delay else waits_since(session)
    session.add(Job(kind=kind, lane=lane, payload=dict(payload), run_at=run_at))


def enqueue_once(session: Session, kind: str, payload: Mapping[str, Any], *, lane: str) -> None:
    """Add a job unless its lane has one already: for what is repeated by the clock anyway."""
    waiting = select(Job.id).where(Job.lane == lane, Job.set_aside.is_(False)).limit(1)
    if session.execute(waiting).first() is None:
        enqueue(session, kind, payload, lane=lane)


def is_on_its_way(session: Session, kind: str, lane: str) -> bool:
    """Whether the lane has a job of this kind that was not set aside, waiting or in hand."""
    found = select(Job.id).where(Job.kind == kind, Job.lane == lane, Job.set_aside.is_(False))
    return session.execute(found.limit(1)).first() is not None


Candidate = tuple[int, str, dict[str, Any], int, float]


@cache
def _ready(*, fresh: bool = False, of_kind: bool = False) -> Select[Candidate]:
    """Due ``:now``, in nobody's hands, and the first of its lane: the oldest first.

    The lane's first is asked for row by row: a join would look at every job before the first. And
    with ``<=``, which PostgreSQL holds to be true often: with ``=`` it would sort them all.
    Made once: it is asked several times a second, and making it costs more than asking it.
    """
    now: BindParameter[float] = bindparam("now", type_=Float)
    other = aliased(Job)
    first = (
        select(func.min(other.id))
        .where(other.lane == Job.lane, other.set_aside.is_(False))
        .correlate(Job)
        .scalar_subquery()
    )
    ready = (
        select(Job.id, Job.kind, Job.payload, Job.tries, Job.run_at)
        .where(Job.set_aside.is_(False), Job.run_at <= now, Job.leased_until <= now)
        .where(Job.id <= first)
        .order_by(Job.run_at, Job.id)
        .limit(bindparam("count", type_=Integer))
    )
    if fresh:
        ready = ready.where(Job.run_at > bindparam("since", type_=Float))
    return ready.where(Job.kind == bindparam("kind", type_=String)) if of_kind else ready


def _waiting_kinds(session: Session) -> Iterator[str]:
    """The kinds of which there are jobs; each costs one look into the index."""
    kind = ""
    following = select(func.min(Job.kind)).where(Job.set_aside.is_(False))
    while (found := session.scalar(following.where(Job.kind > kind))) is not None:
        kind = found
        yield kind


def _candidates(
    session: Session, now: float, resting: Collection[str], count: int, *, fresh: bool = False
) -> Sequence[Row[Candidate]]:
    """The first of what is ready. What rests may be many: it is not even looked at."""
    asked = {"now": now, "count": count, "since": now - PATIENCE}
    if not resting:
        return session.execute(_ready(fresh=fresh), asked).all()
    ready = _ready(fresh=fresh, of_kind=True)
    awake = [kind for kind in _waiting_kinds(session) if kind not in resting]
    found = [row for kind in awake for row in session.execute(ready, asked | {"kind": kind})]
    return sorted(found, key=lambda row: (row.run_at, row.id))[:count]


def claim(
    session: Session, resting: Collection[str] = (), *, fresh: bool = False
) -> Claimed | None:
    """Take the job that has waited longest and whose lane is free, apart from kinds ``resting``.

    ``fresh``: of those that came within `PATIENCE`, if there are any. Who claims in turns lets
    neither a backlog starve what has just come in nor the other way round.
    """
    now = wall()
    rows: Sequence[Row[Candidate]] = ()
    if fresh:
        rows = _candidates(session, now, resting, 5, fresh=True)
    for row in rows or _candidates(session, now, resting, 5):
        lease = secrets.token_hex(8)
        taken = session.execute(
            update(Job)
            .where(
                Job.id == row.id,
                Job.tries == row.tries,
                Job.run_at <= now,
                Job.leased_until <= now,
                Job.set_aside.is_(False),
            )
            .values(lease=lease, leased_until=now + LEASE, tries=Job.tries + 1)
        )
        assert isinstance(taken, CursorResult)
        if taken.rowcount == 1:
            return Claimed(row.id, row.kind, row.payload, row.tries + 1, lease, row.run_at)
    return None


def finish(session: Session, job: Claimed) -> bool:
    """Remove a done job; false where the lease was lost to another worker meanwhile."""
    done = session.execute(delete(Job).where(Job.id == job.id, Job.lease == job.lease))
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def keep(session: Session, kind: str, lane: str) -> None:
    """Begin the lease of the job in hand in this lane anew: it takes long, and makes progress."""
    now = wall()
    session.execute(
        update(Job)
        .where(Job.lane == lane, Job.kind == kind, Job.leased_until > now)
        .values(leased_until=now + LEASE)
    )


def put_back(
    session: Session, job: Claimed, delay: float | None, error: str, *, count: bool = True
) -> None:
    """Try again in ``delay`` seconds; None keeps its place in the queue.

    ``count=False`` where nothing was tried (asked to wait).
    """
    session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease == job.lease)
        .values(
            run_at=Job.run_at if delay is None else wall() + delay,
            leased_until=0.0,
            lease=None,
            error=error[:2000],
            tries=job.tries if count else job.tries - 1,
        )
    )


def put_aside(session: Session, job: Claimed, error: str) -> None:
    """Give up on a job: it stays for the operator to see, and its lane goes on."""
    session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease == job.lease)
        .values(set_aside=True, leased_until=0.0, lease=None, error=error[:2000])
    )


def backoff(tries: int) -> float:
    """Seconds to wait after the given number of tries: 1, 2, 4 … at most 15 min."""
    return float(min(900, 2 ** max(0, tries - 1)))


def pending(session: Session) -> int:
    """How many jobs are not done and not set aside."""
    return session.execute(
        select(func.count()).select_from(Job).where(Job.set_aside.is_(False))
    ).scalar_one()


def something_due(session: Session, resting: Collection[str] = ()) -> bool:
    """Whether a claim is worth its write."""
    return len(_candidates(session, wall(), resting, 1)) > 0


def release(session: Session) -> None:
    """End every lease: for the start of the only process that there is."""
    session.execute(update(Job).where(Job.leased_until > 0).values(lease=None, leased_until=0.0))
