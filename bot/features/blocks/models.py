"""Tables of delivery blocks: answers to clients, hours written all the same, lifts."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


def new_id() -> str:
    """An opaque id, for buttons and cards."""
    return secrets.token_hex(8)


class LiftState(StrEnum):
    """``ASKED`` waits for a second member, ``LIFTED`` counts; the others are over."""

    ASKED = "asked"
    LIFTED = "lifted"
    OVER = "over"
    """It was lifted, and the block is back."""
    DROPPED = "dropped"
    """It was never lifted: withdrawn, or its time went by."""


class BlockAnswer(Base):
    """One answer to one person of a client in delivery block."""

    __tablename__ = "block_answer"
    __table_args__ = (Index("ix_block_answer_author", "client_key", "author", "at"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    channel: Mapped[str] = mapped_column(String(40))
    ts: Mapped[str] = mapped_column(String(40))
    """Of the message that is answered."""
    author: Mapped[str] = mapped_column(String(40))
    contact: Mapped[str | None] = mapped_column(String(40))
    """With whom they may speak; None: nobody of the platform is there."""
    by_day: Mapped[date] = mapped_column(Date)
    """By when they hear from us."""
    at: Mapped[datetime] = mapped_column(Instant)
    last_ts: Mapped[str] = mapped_column(String(40))
    """Of their newest message that belongs to this answer."""
    more: Mapped[int] = mapped_column(Integer, default=0)
    """How many they have written since, which were not answered again."""


class BlockWatch(Base):
    """How far the worklogs of a client in delivery block were read."""

    __tablename__ = "block_watch"

    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    """What was written before is the client's rightly."""
    looked_at: Mapped[datetime] = mapped_column(Instant)


class BlockedHours(Base):
    """A worklog that was written after the block. How long it is, is nobody's business here."""

    __tablename__ = "block_hours"
    __table_args__ = (UniqueConstraint("client_key", "worklog", name="uq_block_hours"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    worklog: Mapped[str] = mapped_column(String(60))
    issue: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(Date)
    """On which the work began, in the platform's zone."""
    written: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str | None] = mapped_column(String(40))
    """The member's user id; None where nobody of ours goes by that name in Jira."""
    shown_at: Mapped[datetime] = mapped_column(Instant)
    """When its author was told of it."""
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the platform was told, without a name."""
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was found to be deleted, or moved elsewhere."""


class BlockLift(Base):
    """A delivery block that two members lift for a stated time and reason."""

    __tablename__ = "block_lift"
    __table_args__ = (Index("ix_block_lift_client", "client_key"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    live: Mapped[str | None] = mapped_column(String(60), unique=True)
    """The client's key until it is over: there is one at most."""
    state: Mapped[LiftState] = mapped_column(String(10), default=LiftState.ASKED)
    until: Mapped[datetime] = mapped_column(Instant)
    why: Mapped[str] = mapped_column(Text)
    gives_back: Mapped[list[str] | None] = mapped_column(JSON)
    """Ids of what of the client's access is active again with it (`offboarding.models.Access`)."""
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    """Who brought the block back early, or withdrew the question; None: its time was over."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)
