"""Tables of tickets and of what is known of Jira's projects."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class TicketStage(StrEnum):
    """``FAILED`` waits for a person; ``WANTED`` is tried by itself."""

    WANTED = "wanted"
    CREATED = "created"
    FAILED = "failed"


class Trouble(StrEnum):
    """Why a ticket could not be created, as far as a person can act on it."""

    AWAY = "away"
    AUTH = "auth"
    RIGHT = "right"
    MISSING = "missing"
    FIELD = "field"
    OTHER = "other"
    UNSET = "unset"
    """No Jira is set up."""


class Ticket(Base):
    """The ticket of a request. ``label`` is our own id, by which it is found in Jira again."""

    __tablename__ = "ticket"

    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(40), unique=True)
    stage: Mapped[TicketStage] = mapped_column(String(10), default=TicketStage.WANTED)
    project: Mapped[str] = mapped_column(String(40))
    issue_type: Mapped[str] = mapped_column(String(40))
    priority: Mapped[str | None] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    wanted_by: Mapped[str] = mapped_column(String(40))
    wanted_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    """Set before it leaves (wall clock): an issue may exist that we do not know of yet."""
    trouble: Mapped[Trouble | None] = mapped_column(String(10))
    trouble_detail: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(60), index=True)
    url: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(String(120))
    category: Mapped[str | None] = mapped_column(String(40))
    due: Mapped[date | None] = mapped_column(Date)
    """The day it is due, as Jira says."""
    followed_at: Mapped[datetime | None] = mapped_column(Instant)


class TrackerProject(Base):
    """What the modal offers for a Jira project, as read last; or why it could not be read."""

    __tablename__ = "tracker_project"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    trouble: Mapped[Trouble | None] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
