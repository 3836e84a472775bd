"""The identity of what came in: each payload has its effect once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import String, delete
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from bot.core.db import Base, Instant

KEPT = timedelta(days=30)
"""Slack repeats for minutes, backfill looks back days: a month is more than either."""


class Seen(Base):
    """A payload that was taken in, by its identity."""

    __tablename__ = "seen"

    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


def first_time(session: Session, key: str, at: datetime) -> bool:
    """Record the identity ``key``; false where it was recorded before.

    Two processes at once: the second waits for the first's commit and is then told false.
    """
    added = _adding(session.get_bind().dialect.name)
    return session.execute(added, {"key": key, "at": at}).first() is not None


@cache
def _adding(dialect: str) -> ReturningInsert[tuple[str]]:
    """Made once: every payload needs it, and making it costs more than carrying it out."""
    insert = pg_insert if dialect == "postgresql" else sqlite_insert
    return insert(Seen).on_conflict_do_nothing().returning(Seen.key)


def forget_old(session: Session, now: datetime) -> None:
    """Drop identities that nothing can repeat any more."""
    session.execute(delete(Seen).where(Seen.at < now - KEPT))
