"""The table of suggestions: who was asked, and what came of it. Seen by nobody but them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class Answer(StrEnum):
    """``ASKED`` waits; ``MOOT`` needs no answer any more.

    ``PASSED`` is *not now*: asked again if it opens again; ``NOT_MINE`` is not.
    """

    ASKED = "asked"
    PASSED = "passed"
    NOT_MINE = "not mine"
    SILENT = "silent"
    MOOT = "moot"


class Suggested(Base):
    """Somebody was asked privately whether they take a request."""

    __tablename__ = "suggested"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    person: Mapped[str] = mapped_column(String(40))
    answer: Mapped[Answer] = mapped_column(String(10), default=Answer.ASKED)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    alike: Mapped[list[str] | None] = mapped_column(JSON)
    """Requests like it that they answered: what *Show* shows."""
    at: Mapped[datetime] = mapped_column(Instant)
