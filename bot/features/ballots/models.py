"""Tables of ballots. Who has voted is kept apart from what was voted: see `secrecy`."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant
from bot.features.platforms.models import BallotRule


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class Stage(StrEnum):
    """``HANDS`` follows a go, ``STOOD`` a go that the team stands behind; the rest is over.

    ``LAPSED``: a go that nobody stood behind before the client needed the answer.
    """

    VOTING = "voting"
    HANDS = "hands"
    STOOD = "stood"
    LAPSED = "lapsed"
    NO = "no"
    UNDECIDED = "undecided"


class Choice(StrEnum):
    """What one can vote."""

    GO = "go"
    GO_IF = "go if"
    NO = "no"
    ABSTAIN = "abstain"


class Condition(StrEnum):
    """What *Go, if* can ask for. ``OTHER``: in the voter's words."""

    TIME_OFF = "time off"
    PEOPLE = "people"
    SCOPE = "scope"
    OTHER_WORK = "other work"
    OTHER = "other"


class Ballot(Base):
    """A question to the team. Its frame is what was asked; ``round`` counts its restarts."""

    __tablename__ = "ballot"
    __table_args__ = (Index("ix_ballot_platform", "platform_key", "stage"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"), index=True)
    earlier: Mapped[str | None] = mapped_column(ForeignKey("ballot.id"))
    """The ballot of which this one asks again."""
    asker: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(Text)
    what_not: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime] = mapped_column(Instant)
    """By when it would be done."""
    answer_by: Mapped[datetime] = mapped_column(Instant)
    """By when the client needs the answer."""
    if_kept: Mapped[str] = mapped_column(Text)
    if_broken: Mapped[str] = mapped_column(Text)
    if_no: Mapped[str] = mapped_column(Text)
    in_return: Mapped[str] = mapped_column(Text)
    needs: Mapped[str | None] = mapped_column(Text)
    """What it takes, as whoever asks sees it: what the hands are held against, if it was said."""
    rule: Mapped[BallotRule] = mapped_column(String(20))
    quorum: Mapped[int] = mapped_column(Integer)
    """Percent of those asked."""
    round: Mapped[int] = mapped_column(Integer, default=1)
    restarted_by: Mapped[str | None] = mapped_column(String(40))
    restarted_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    """Of this round."""
    closes_at: Mapped[datetime] = mapped_column(Instant)
    moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether closing was moved for want of votes."""
    stage: Mapped[Stage] = mapped_column(String(12), default=Stage.VOTING)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    asked: Mapped[int] = mapped_column(Integer)
    """How many were asked."""
    votes: Mapped[int | None] = mapped_column(Integer)
    """How many voted; this and what follows once it is closed, and None where they were few."""
    certainty: Mapped[float | None] = mapped_column(Float)
    spread: Mapped[float | None] = mapped_column(Float)
    stood_by: Mapped[str | None] = mapped_column(String(40))
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    stood_at: Mapped[datetime | None] = mapped_column(Instant)


class Asked(Base):
    """Somebody who is asked, and whether they have voted, until closing. Never when or what."""

    __tablename__ = "ballot_asked"
    __table_args__ = (
        Index("ix_ballot_asked_person", "user_id"),
        {"sqlite_with_rowid": False},
    )

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    voted: Mapped[bool] = mapped_column(default=False, server_default=false())


class Secret(Base):
    """What a voter's key is made with; destroyed at closing. Votes hold on to it meanwhile."""

    __tablename__ = "ballot_secret"

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))


class Vote(Base):
    """A vote. ``key`` is the voter's HMAC until closing, then random; no time, no sequence."""

    __tablename__ = "ballot_vote"
    __table_args__ = ({"sqlite_with_rowid": False},)

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    choice: Mapped[Choice] = mapped_column(String(10))
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    """These three until closing; then they are apart, as `Word`."""
    words: Mapped[str | None] = mapped_column(Text)
    certainty: Mapped[int | None] = mapped_column(Integer)
    why: Mapped[str | None] = mapped_column(Text)


class WordKind(StrEnum):
    """What a word without a name is."""

    CONDITION = "condition"
    REASON = "reason"
    ALTERNATIVE = "alternative"


class Word(Base):
    """A condition, a reason, an alternative: without a name, a time, or an order that tells."""

    __tablename__ = "ballot_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[WordKind] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(12))
    """A `Condition` or an `Alternative`; empty for a reason."""
    words: Mapped[str] = mapped_column(Text)
    count: Mapped[int] = mapped_column(Integer)


class Alternative(StrEnum):
    """What could be offered after a no."""

    SMALLER = "smaller"
    LATER = "later"
    OTHER = "other"
    NOTHING = "nothing"


class LeadView(Base):
    """How a lead sees it: shown last, once the team has voted."""

    __tablename__ = "ballot_view"

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    words: Mapped[str] = mapped_column(Text)


class Hand(Base):
    """After a go: somebody is in, and with what; or not, without having to say why."""

    __tablename__ = "ballot_hand"

    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_in: Mapped[bool] = mapped_column()
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
