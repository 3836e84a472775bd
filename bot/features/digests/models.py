"""Tables of digests: what a client is to read of a week, and pictures that were uploaded."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class DigestState(StrEnum):
    """What became of a client's week. ``DROPPED``: nobody decided before the next one came."""

    DRAFT = "draft"
    SENT = "sent"
    SKIPPED = "skipped"
    DROPPED = "dropped"


class ClientDigest(Base):
    """A client's week as it is to be sent: one for each client and day on which it is due.

    ``text`` is what people read and may change, None once the retention period is over; ``links``
    are pairs of words in it and the address that they lead to.
    """

    __tablename__ = "client_digest"
    __table_args__ = (UniqueConstraint("client_key", "day", name="uq_client_digest"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    day: Mapped[date] = mapped_column(Date)
    channel: Mapped[str] = mapped_column(String(40))
    text: Mapped[str | None] = mapped_column(Text)
    links: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    readers: Mapped[int | None] = mapped_column(Integer)
    """How many people of the company read it there; None where that could not be learned."""
    state: Mapped[DigestState] = mapped_column(String(10), default=DigestState.DRAFT)
    version: Mapped[int] = mapped_column(Integer, default=1)
    """Grows with each change of the text: nobody sends what they have not seen."""
    edited_by: Mapped[str | None] = mapped_column(String(40))
    decided_by: Mapped[str | None] = mapped_column(String(40))
    """Who sent it or left it out; None: Perron, by itself."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)


class Picture(Base):
    """The picture of a card that was uploaded, by the card's subject: once, and remembered."""

    __tablename__ = "picture"

    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    file: Mapped[str] = mapped_column(String(40))
    ready: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it can be shown: an upload takes a moment to become a picture."""
    at: Mapped[datetime] = mapped_column(Instant)
