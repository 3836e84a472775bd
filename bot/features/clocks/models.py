"""The table of nudges: what the clock has said already, so that it is never said twice."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class Stage(StrEnum):
    """What the clock brings to a request; each comes once for the question that stands."""

    CALL = "call"
    """Two thirds of the time in which it should be taken: the team is asked."""
    NOT_TAKEN = "not taken"
    """All of it: the team is asked again."""
    ANSWER_NEARS = "answer nears"
    """Two thirds of the time for an answer: who has it is told, alone."""
    NO_ANSWER = "no answer"
    """All of it: the team is told of the question."""
    END_NEARS = "end nears"
    """Two thirds of the time in which it should be done: who has it is told, alone."""
    NOT_DONE = "not done"
    """All of it: the team is told of the question."""
    FIRST_REMINDER = "first reminder"
    """The client is asked kindly."""
    LAST_REMINDER = "last reminder"
    """The client is asked once more, and the request rests."""


class Nudge(Base):
    """A stage was reached and dealt with. ``since``: of the question or turn it belongs to."""

    __tablename__ = "nudge"
    __table_args__ = (UniqueConstraint("request_id", "stage", "since", name="uq_nudge"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    stage: Mapped[Stage] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant)
