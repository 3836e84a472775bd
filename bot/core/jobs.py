"""What must leave the process: jobs, written in the transaction that wants them.

A job is claimed with a lease, done, and removed together with what it learned; or it is backed
off and tried again; or, after its last try, set aside where the operator sees it, which frees its
lane. Within a lane the order is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Float,
    Index,
    Integer,
    String,
    Text,
    and_,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from bot.core.db import Base, wall

LEASE = 60.0
TRIES = 12
"""With the backoff below: given up after about an hour and a half."""


class Job(Base):
    """A job that is not done yet. Times are wall-clock epoch seconds."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_lane", "lane", "id"),
        Index("ix_job_due", "set_aside", "run_at"),
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


def enqueue(
    session: Session, kind: str, payload: Mapping[str, Any], *, lane: str, delay: float = 0.0
) -> None:
    """Add a job to ``lane``; it runs ``delay`` wall seconds from now at the earliest."""
    session.add(Job(kind=kind, lane=lane, payload=dict(payload), run_at=wall() + delay))


def enqueue_once(session: Session, kind: str, payload: Mapping[str, Any], *, lane: str) -> None:
    """Add a job unless its lane has one already: for what is repeated by the clock anyway."""
    waiting = select(Job.id).where(Job.lane == lane, Job.set_aside.is_(False)).limit(1)
    if session.execute(waiting).first() is None:
        enqueue(session, kind, payload, lane=lane)


def _ready(now: float, resting: Collection[str]) -> ColumnElement[bool]:
    """Due, in nobody's hands, the first of its lane, and of a kind that does not rest."""
    earlier = aliased(Job)
    before_it = exists().where(
        and_(earlier.lane == Job.lane, earlier.id < Job.id, earlier.set_aside.is_(False))
    )
    due = and_(Job.set_aside.is_(False), Job.run_at <= now, Job.leased_until <= now, ~before_it)
    return and_(due, Job.kind.not_in(resting)) if resting else due


def claim(session: Session, resting: Collection[str] = ()) -> Claimed | None:
    """Take the most urgent job whose lane is free, apart from kinds that are ``resting``."""
    now = wall()
    candidates = session.execute(
        select(Job.id, Job.kind, Job.payload, Job.tries)
        .where(_ready(now, resting))
        .order_by(Job.run_at, Job.id)
        .limit(5)
    ).all()
    for row in candidates:
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
            return Claimed(row.id, row.kind, row.payload, row.tries + 1, lease)
    return None


def finish(session: Session, job: Claimed) -> bool:
    """Remove a done job; false where the lease was lost to another worker meanwhile."""
    done = session.execute(delete(Job).where(Job.id == job.id, Job.lease == job.lease))
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


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
    ready = select(Job.id).where(_ready(wall(), resting)).limit(1)
    return session.execute(ready).first() is not None


def release(session: Session) -> None:
    """End every lease: for the start of the only process that there is."""
    session.execute(update(Job).where(Job.leased_until > 0).values(lease=None, leased_until=0.0))
