"""Tables of requests: what clients raised, in whose hands it is, and what became of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


def new_id() -> str:
    """An opaque id: tells a client nothing, not even how many there are."""
    return secrets.token_hex(8)


class RequestState(StrEnum):
    """``OPEN`` waits for somebody; ``LATER`` is a project in spe.

    ``RESTING``: the client was reminded in vain; it goes on when they write, or is closed
    quietly in its time.
    """

    OPEN = "open"
    TAKEN = "taken"
    RESTING = "resting"
    CLOSED = "closed"
    NOT_A_REQUEST = "not a request"
    LATER = "later"


class ClosedBy(StrEnum):
    """Who or what closed a request."""

    CLIENT = "client"
    TEAM = "team"
    QUIET = "quiet"
    WITHDRAWN = "withdrawn"
    """Every message of it was deleted."""


class Request(Base):
    """One matter a client raised: a thread, open until closed.

    ``version`` grows with each change a person could have missed when pressing a button.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_thread", "channel", "thread_ts"),
        Index("ix_request_open", "platform_key", "state"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    thread_ts: Mapped[str] = mapped_column(String(40))
    author: Mapped[str] = mapped_column(String(40))
    """The client's person who raised it."""
    author_team: Mapped[str | None] = mapped_column(String(40))
    raised_by: Mapped[str | None] = mapped_column(String(40))
    """The member who raised it on the client's behalf."""
    state: Mapped[RequestState] = mapped_column(String(20), default=RequestState.OPEN)
    assignee: Mapped[str | None] = mapped_column(String(40), index=True)
    words: Mapped[str | None] = mapped_column(Text)
    """In a member's words, where it was raised or split off by hand."""
    topic: Mapped[str | None] = mapped_column(String(60))
    """What it seems to be about: a talent's key."""
    asks_everybody: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    """The first answer by somebody of the team."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[ClosedBy | None] = mapped_column(String(20))
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    urgent_at: Mapped[datetime | None] = mapped_column(Instant)
    last_team_at: Mapped[datetime | None] = mapped_column(Instant)
    last_client_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)

    @property
    def is_open(self) -> bool:
        """Not over; what rests is not."""
        return self.state in (RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING)

    @property
    def opened_at(self) -> datetime:
        """Since when it has been open (again), or in search of other hands."""
        return self.reopened_at or self.created_at

    @property
    def client_waits(self) -> bool:
        """Whether the last word is the client's."""
        return self.last_team_at is None or self.last_team_at < self.last_client_at


class Message(Base):
    """A message in the thread of a request, by its identity (channel, ts).

    ``text`` is None once the retention period is over. A deletion that comes before its message
    leaves a row without a request.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_author", "channel", "author", "at"),)

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    ts: Mapped[str] = mapped_column(String(40), primary_key=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"), index=True)
    author: Mapped[str | None] = mapped_column(String(40))
    from_client: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None] = mapped_column(Text)
    files: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names of attached files."""
    in_thread: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Instant)
    edited_ts: Mapped[str | None] = mapped_column(String(40))
    deleted: Mapped[bool] = mapped_column(default=False)


class Whose(StrEnum):
    """Whose turn it is. ``NOBODY``: the request is over, or kept for later."""

    TEAM = "team"
    CLIENT = "client"
    NOBODY = "nobody"


class Turn(Base):
    """From ``since`` on it is somebody's turn, until the next row of the same request.

    Clocks are recomputed from these, never added up.
    """

    __tablename__ = "turn"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    whose: Mapped[Whose] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Instant)


class OutcomeKind(StrEnum):
    """What happened with a request that can be learned from."""

    RAISED = "raised"
    TAKEN = "taken"
    ANSWERED = "answered"
    GIVEN_AWAY = "given away"
    GIVEN_TO = "given to"
    PASSED = "passed"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOT_A_REQUEST = "not a request"
    IS_A_REQUEST = "is a request"
    SPLIT = "split"
    LATER = "later"


class Outcome(Base):
    """Append-only, in order: any model is a fold over it."""

    __tablename__ = "outcome"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    kind: Mapped[OutcomeKind] = mapped_column(String(20))
    person: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)


class ProjectInSpe(Base):
    """Planned but not started: kept for this client, with a word on when."""

    __tablename__ = "project_in_spe"

    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), primary_key=True)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    when: Mapped[str] = mapped_column(String(200), name="when_text")
    kept_by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
