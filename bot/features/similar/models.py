"""The table of what is alike: found when somebody takes a question, shown to them alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class Alike(Base):
    """An earlier question that may answer one. Nothing of it is copied: it can be forgotten."""

    __tablename__ = "alike"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    earlier_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
