"""What is due when: rows with a time, each turned into a job once.

The scheduler process only ticks; several may tick at once. Times are domain time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, delete, func, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.core import jobs
from bot.core.db import Base, Instant

ROUND = 200
"""Rows that one tick turns into jobs; the next tick goes on."""


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


def tick(session: Session, now: datetime) -> int:
    """Turn what is due at ``now`` into jobs, in order of time; returns how many."""
    due = session.execute(
        select(Due.kind, Due.subject, Due.at).where(Due.at <= now).order_by(Due.at).limit(ROUND)
    ).all()
    count = 0
    for kind, subject, when in due:
        taken = session.execute(
            delete(Due)
            .where(Due.kind == kind, Due.subject == subject, Due.at == when)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(taken, CursorResult)
        if taken.rowcount == 1:
            jobs.enqueue(session, kind, {"subject": subject}, lane=f"due:{subject}")
            count += 1
    return count


def next_due(session: Session) -> datetime | None:
    """When the next row is due, or None."""
    return session.execute(select(func.min(Due.at))).scalar_one_or_none()
