"""The table of predictions. Once a question is long over, nobody is named in it any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class Predicted(Base):
    """For whom a question was thought to be, before anybody had it. Shown to nobody by name."""

    __tablename__ = "predicted"

    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), primary_key=True)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"), index=True)
    people: Mapped[list[str]] = mapped_column(JSON)
    """User ids of the first three, the likeliest first; empty once ``place`` is set."""
    guessed: Mapped[bool] = mapped_column()
    """False: nobody fitted or two were too close, and the team was asked."""
    place: Mapped[int | None] = mapped_column(Integer)
    """Where who answered stood among them, from 1; 0: not among them; None: still to be seen."""
    at: Mapped[datetime] = mapped_column(Instant)


FIRST_THREE = 3
