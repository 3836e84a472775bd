"""The tables of what is alike: found when somebody takes a question, shown to them alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class Alike(Base):
    """An earlier question that may answer one. Nothing of it is copied: it can be forgotten."""

    __tablename__ = "alike"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    earlier_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)


class AlikePage(Base):
    """A page of the client's own space in the wiki that is about the same, as it was found."""

    __tablename__ = "alike_page"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    space: Mapped[str] = mapped_column(String(120))
    """Whose page it is, should the client have another space by now."""
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime] = mapped_column(Instant)
