"""Tables of promises: the answer to the client, what was promised, and what became of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant
from bot.features.promises.values import Outcome, Verdict


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class AnswerState(StrEnum):
    """``BY_HAND``: written, and to be posted by its writer, who has not said so yet.

    ``WITHDRAWN``: the team was asked again, so this decision is not told any more.
    """

    WANTED = "wanted"
    BY_HAND = "by hand"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ClientAnswer(Base):
    """A decision that a client waits for, and whether they have heard it: one for each ballot."""

    __tablename__ = "client_answer"

    ballot: Mapped[str] = mapped_column(String(40), primary_key=True)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"))
    verdict: Mapped[Verdict] = mapped_column(String(5))
    what: Mapped[str] = mapped_column(Text)
    what_not: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime] = mapped_column(Instant)
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    alternatives: Mapped[list[str]] = mapped_column(JSON, default=list)
    hands: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    owner: Mapped[str | None] = mapped_column(String(40))
    wanted_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[AnswerState] = mapped_column(String(10), default=AnswerState.WANTED)
    word_id: Mapped[str | None] = mapped_column(ForeignKey("client_word.id"))
    """The answer itself, once somebody has written it."""


class ClientWord(Base):
    """What a member says to a client through Perron: read by them as it stands.

    ``by_hand``: copied, and posted by the member; nothing of ours stands there.
    """

    __tablename__ = "client_word"

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    promise_id: Mapped[str | None] = mapped_column(ForeignKey("promise.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    thread_ts: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    """Of `answering.TEXT` characters at most; empty once it is forgotten."""
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())


class PromiseState(StrEnum):
    """``NOT_KEPT`` is a word for the team; the client reads what was agreed instead."""

    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not kept"


class Promise(Base):
    """Something with a date that the team has promised to a client."""

    __tablename__ = "promise"
    __table_args__ = (
        Index("ix_promise_client", "client_key", "channel"),
        Index("ix_promise_open", "platform_key", "state"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    channel: Mapped[str] = mapped_column(String(40))
    """Where it was promised …"""
    thread_ts: Mapped[str | None] = mapped_column(String(40))
    """… and in which thread."""
    request_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"), index=True)
    ballot: Mapped[str | None] = mapped_column(String(40), unique=True)
    """None: made in passing, without a ballot."""
    what: Mapped[str] = mapped_column(Text)
    what_not: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime] = mapped_column(Instant)
    owner: Mapped[str] = mapped_column(String(40), index=True)
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    alternatives: Mapped[list[str]] = mapped_column(JSON, default=list)
    hands: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    state: Mapped[PromiseState] = mapped_column(String(10), default=PromiseState.OPEN)
    danger_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when its owner doubts that it holds."""
    instead: Mapped[str | None] = mapped_column(Text)
    """What was agreed with the client instead, as they read it."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    lessons_at: Mapped[datetime | None] = mapped_column(Instant)
    """From when on what was learned is shown, all at once."""


class ChangeKind(StrEnum):
    """What happened with a promise."""

    MADE = "made"
    HOLDS = "holds"
    IN_DANGER = "in danger"
    NEW_DATE = "new date"
    GIVEN = "given"
    """Into other hands."""
    KEPT = "kept"
    NOT_KEPT = "not kept"
    OPEN_AGAIN = "open again"
    """It was called over by mistake."""


class PromiseChange(Base):
    """The history of a promise, in order."""

    __tablename__ = "promise_change"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    promise_id: Mapped[str] = mapped_column(ForeignKey("promise.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    due: Mapped[datetime] = mapped_column(Instant)
    """The date that held from then on."""


class LessonWanted(Base):
    """Somebody who is asked what should be remembered; gone as soon as they have said it."""

    __tablename__ = "lesson_wanted"

    promise_id: Mapped[str] = mapped_column(ForeignKey("promise.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)


class Lesson(Base):
    """What should be remembered: without a name, a time, or an order that tells of either."""

    __tablename__ = "lesson"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    promise_id: Mapped[str] = mapped_column(ForeignKey("promise.id"), index=True)
    words: Mapped[str] = mapped_column(Text)


class EndedBallot(Base):
    """How a ballot ended, for looking back at a platform's quarter."""

    __tablename__ = "ended_ballot"
    __table_args__ = (Index("ix_ended_ballot_platform", "platform_key", "at"),)

    ballot: Mapped[str] = mapped_column(String(40), primary_key=True)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    outcome: Mapped[Outcome] = mapped_column(String(10))
    certainty: Mapped[float | None] = mapped_column(Float)
    at: Mapped[datetime] = mapped_column(Instant)


class Readers(Base):
    """How many of a client's people read a channel, as it was counted last."""

    __tablename__ = "channel_readers"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    people: Mapped[int] = mapped_column(Integer)
    counted_at: Mapped[datetime] = mapped_column(Instant)
    """Wall clock: people come and go in real time."""
