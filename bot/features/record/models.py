"""Tables of the record: its entries, and its head, which tells how many there are."""

from __future__ import annotations

from sqlalchemy import Index, Integer, LargeBinary, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base
from bot.features.record.guards import ENTRIES, HEAD, create


class RecordEntry(Base):
    """What somebody did, chained to the entry before.

    ``payload`` and ``salt`` are None once the entry is forgotten; the rest stays as it was
    written. Nothing outside the payload may tell of a person.
    """

    __tablename__ = "record_entry"
    __table_args__ = (
        Index("ix_record_entry_about", "about_kind", "about_ref"),
        Index("ix_record_entry_client", "client_key", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """1, 2, 3 … without a gap."""
    platform_key: Mapped[str | None] = mapped_column(String(60), index=True)
    client_key: Mapped[str | None] = mapped_column(String(60))
    about_kind: Mapped[str] = mapped_column(String(40))
    about_ref: Mapped[str] = mapped_column(String(120))
    payload: Mapped[str | None] = mapped_column(Text)
    """Who, when, what, before, after and evidence, as canonical JSON."""
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    commitment: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    click: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Which click wrote it, as a digest: its repeat writes nothing."""


class RecordHead(Base):
    """The end of the chain, kept apart so that a tail that was cut off is missed: one row."""

    __tablename__ = "record_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))


event.listen(RecordEntry.__table__, "after_create", create(ENTRIES))
event.listen(RecordHead.__table__, "after_create", create(HEAD))
