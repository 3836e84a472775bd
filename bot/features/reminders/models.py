"""Tables of reminders and of each time one came."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class Kind(StrEnum):
    """``ASKED`` by somebody; ``EVE`` and ``DAY`` are Perron's own, of a ticket's due date."""

    ASKED = "asked"
    EVE = "eve"
    DAY = "day"


class Answer(StrEnum):
    """What became of one time that a reminder came."""

    DONE = "done"
    HOUR = "in an hour"
    TOMORROW = "tomorrow"
    STOP = "stop"
    REPLACED = "replaced"
    """Nobody pressed anything before the next time came."""


class Reminder(Base):
    """What is to be told, to whom, when. Instants are recomputed from wall time and zone."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("request_id", "kind", "due_on", name="uq_reminder_deadline"),
        Index("ix_reminder_place", "place", "rings_at"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    kind: Mapped[Kind] = mapped_column(String(10), default=Kind.ASKED)
    maker: Mapped[str | None] = mapped_column(String(40), index=True)
    """Who asked for it; None: Perron."""
    person: Mapped[str | None] = mapped_column(String(40), index=True)
    """For whom; None for a channel, and for whoever has the request."""
    place: Mapped[str] = mapped_column(String(40))
    """Where it goes as things stand: a person or a team channel; empty: nobody has it."""
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    what: Mapped[str] = mapped_column(Text)
    """As Slack's mrkdwn; empty for a ticket's due date, which is drawn from the ticket."""
    link: Mapped[str | None] = mapped_column(Text)
    """The message that it is about."""
    request_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"), index=True)
    """It ends with this request, or with its ticket."""
    zone: Mapped[str] = mapped_column(String(60))
    repeats: Mapped[str | None] = mapped_column(Text)
    """As `Repetition.stored` writes it: wall time and zone."""
    due_on: Mapped[date | None] = mapped_column(Date)
    """The ticket's due date, for Perron's own."""
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    """The next time as it was asked for …"""
    again_at: Mapped[datetime | None] = mapped_column(Instant)
    """… and once more, where somebody pressed *In an hour* or *Tomorrow*."""
    rings_at: Mapped[datetime | None] = mapped_column(Instant)
    """The earlier of both, or later where the reader is away; None: nothing comes any more."""
    other_at: Mapped[datetime | None] = mapped_column(Instant)
    """The other time that the typed words could have meant."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Ringing(Base):
    """One time that a reminder came. Those of one ``bundle`` are one message."""

    __tablename__ = "ringing"
    __table_args__ = (Index("ix_ringing_place", "place", "at"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    reminder_id: Mapped[str] = mapped_column(ForeignKey("reminder.id"), index=True)
    bundle: Mapped[str] = mapped_column(String(40), index=True)
    place: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime] = mapped_column(Instant)
    """When it was to come, and when it came."""
    at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[Answer | None] = mapped_column(String(12))
    answered_by: Mapped[str | None] = mapped_column(String(40))
