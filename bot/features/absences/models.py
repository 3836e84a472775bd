"""Tables of absences: what changed hands, and where a member's calendar is."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class Handed(Base):
    """A matter that an absence has put into other hands, or that the team is asked about."""

    __tablename__ = "handed"

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"), index=True)
    user_id: Mapped[str] = mapped_column(String(40), index=True)
    """Whose it was."""
    kind: Mapped[str] = mapped_column(String(40))
    ref: Mapped[str] = mapped_column(String(120))
    """With ``kind``: which one, see `Owns`."""
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(300))
    covered_by: Mapped[str | None] = mapped_column(String(40))
    """None: the platform was asked who takes it."""
    at: Mapped[datetime] = mapped_column(Instant)
    told_in: Mapped[int | None] = mapped_column()
    """The absence at whose end the person was told what became of it."""


class CalendarAddress(Base):
    """Where a member's calendar is read. The address is a secret: stored, never shown again."""

    __tablename__ = "calendar_address"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(String(2000))
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was last read well, or first tried."""
    trouble: Mapped[str | None] = mapped_column(String(40))
    """What is wrong with it (a code), once its owner was told."""
