"""What is due when: rows with a time, each turned into a job once.

The scheduler process only ticks; several may tick at once. Times are domain time. Nothing costs
more for what is not due.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Index, Select, String, delete, func, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.core import jobs
from bot.core.db import Base, Database, Instant

ROUND = 200
"""Rows that one transaction turns into jobs, so that others get their turn in between."""


class Due(Base):
    """Something to do at a time: at most one row for each kind and subject."""

    __tablename__ = "due"
    __table_args__ = (Index("ix_due_at", "at"),)

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


def at(session: Session, kind: str, subject: str, when: datetime) -> None:
    """Have a job of ``kind`` with ``{"subject": …}`` done at ``when``; one that is set is moved."""
    row = session.get(Due, (kind, subject))
    if row is None:
        session.add(Due(kind=kind, subject=subject, at=when))
    else:
        row.at = when
    session.flush()


def cancel(session: Session, kind: str, subject: str) -> None:
    """Forget what was due, if anything."""
    session.execute(delete(Due).where(Due.kind == kind, Due.subject == subject))


def first_due(now: datetime) -> Select[datetime, str, str]:
    """What a round consists of."""
    columns = select(Due.at, Due.kind, Due.subject)
    return columns.where(Due.at <= now).order_by(Due.at).limit(ROUND)


def tick(session: Session, now: datetime) -> int:
    """Turn a round of what is due at ``now`` into jobs, in order of time; returns how many.

    It looks at what is due and at nothing else. What is late is late as a job, too.
    """
    due = session.execute(first_due(now)).all()
    count = 0
    in_order = sorted(due, key=lambda row: (row.at, row.kind, row.subject))
    for when, kind, subject in in_order:  # the same for each ticker: none blocks another for good
        taken = session.execute(
            delete(Due)
            .where(Due.kind == kind, Due.subject == subject, Due.at == when)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(taken, CursorResult)
        if taken.rowcount == 1:
            late = (now - when).total_seconds()
            jobs.enqueue(session, kind, {"subject": subject}, lane=f"due:{subject}", delay=-late)
            count += 1
    return count


def work_off(db: Database, now: datetime, ended: Callable[[], bool]) -> int:
    """Turn all that is due at ``now`` into jobs, round by round, until ``ended``; returns how many.

    A round that another ticker has taken first is no reason to stop.
    """
    count = 0
    while not ended():
        due = db.read(next_due)
        if due is None or due > now:
            break
        count += db.write(lambda s: tick(s, now))
    return count


def next_due(session: Session) -> datetime | None:
    """When the next row is due, or None."""
    return session.execute(select(func.min(Due.at))).scalar_one_or_none()
