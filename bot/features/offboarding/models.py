"""Tables of offboardings: the case, its steps, what is asked for, and what it has changed."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant
from bot.features.offboarding.kinds import (
    SETTLED,
    AccessState,
    AccountKind,
    AccountState,
    CaseState,
    Does,
    EndKind,
    EvidenceKind,
    Fate,
    Phase,
    StepState,
    System,
    Touched,
    Turn,
    Why,
    WishState,
)


def new_id() -> str:
    """An opaque id."""
    return secrets.token_hex(8)


class OffboardingTemplate(Base):
    """An agency's own template, as `perron apply` declares it; texts by language."""

    __tablename__ = "offboarding_template"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    grace_days: Mapped[int] = mapped_column(Integer, default=30)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """As `templates.packed` writes them, in order."""
    active: Mapped[bool] = mapped_column(default=True)


class EndingWish(Base):
    """A client's person would like to end the work together; from there a member carries on."""

    __tablename__ = "ending_wish"

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    channel: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[WishState] = mapped_column(String(12), default=WishState.OPEN)
    live: Mapped[str | None] = mapped_column(String(60), unique=True)
    """The client's key while it is open: there is one at most."""
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Case(Base):
    """The ending of the work for one client. ``version`` grows with each change of the case."""

    __tablename__ = "offboarding_case"
    __table_args__ = (Index("ix_offboarding_case_platform", "platform_key", "state"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"))
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)
    live: Mapped[str | None] = mapped_column(String(60), unique=True)
    """The client's key until the case is over: there is one at most."""
    state: Mapped[CaseState] = mapped_column(String(12), default=CaseState.ASKED)
    why: Mapped[Why] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    """In the words of who asked; internal."""
    last_day: Mapped[date] = mapped_column(Date)
    template: Mapped[str] = mapped_column(String(60))
    grace_days: Mapped[int] = mapped_column(Integer, default=30)
    """Calendar days between *inactive* and *deleted*."""
    wish_id: Mapped[str | None] = mapped_column(ForeignKey("ending_wish.id"))
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    irreversible_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the first thing was done that cannot be undone: from then on no call-off …"""
    irreversible_step: Mapped[str | None] = mapped_column(String(60))
    """… and the key of its step."""
    blocked_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the client's status became delivery block."""
    ended_by: Mapped[str | None] = mapped_column(String(40))
    """Who called it off, or settled the last step."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    end_note: Mapped[str] = mapped_column(Text, default="")
    """Why it was called off."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    @property
    def is_live(self) -> bool:
        """Asked for or running."""
        return self.state in (CaseState.ASKED, CaseState.RUNNING)


class Step(Base):
    """One thing to do. ``version`` grows with each change a person could have missed."""

    __tablename__ = "offboarding_step"
    __table_args__ = (
        UniqueConstraint("case_id", "key", name="uq_offboarding_step_key"),
        Index("ix_offboarding_step_owner", "owner", "state"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("offboarding_case.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    """Unique in its case; that of the template, or ``added-…``."""
    phase: Mapped[Phase] = mapped_column(String(12))
    position: Mapped[int] = mapped_column(Integer)
    """Its place in the whole case, from 0."""
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    notes: Mapped[dict[str, str]] = mapped_column(JSON)
    """How to do it."""
    talents: Mapped[list[str]] = mapped_column(JSON)
    days: Mapped[int] = mapped_column(Integer)
    """Before (negative) or after the last day."""
    due: Mapped[date] = mapped_column(Date)
    due_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    needs: Mapped[list[str]] = mapped_column(JSON)
    """Keys of the steps that must be settled first."""
    evidence: Mapped[list[str]] = mapped_column(JSON)
    """Kinds of which one has to be given (`EvidenceKind`); empty: none is asked for."""
    does: Mapped[Does | None] = mapped_column(String(20))
    irreversible: Mapped[bool] = mapped_column(default=False)
    for_client: Mapped[bool] = mapped_column(default=False)
    """Whether the client's report names it."""
    state: Mapped[StepState] = mapped_column(String(12), default=StepState.WAITING)
    not_before: Mapped[datetime | None] = mapped_column(Instant)
    """It is not possible before, whatever is settled: the end of the grace period."""
    owner: Mapped[str | None] = mapped_column(String(40))
    handed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was put before its owner; None: something else comes first for them."""
    possible_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is blocked, not needed or skipped: in a member's words, internal."""
    blocked_until: Mapped[date | None] = mapped_column(Date)
    out_by: Mapped[str | None] = mapped_column(String(40))
    """Who asks to leave it out, where that takes two."""
    out_why: Mapped[str | None] = mapped_column(Text)
    settled_by: Mapped[str | None] = mapped_column(String(40))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    check_again: Mapped[bool] = mapped_column(default=False, server_default=false())
    """What it builds on was opened again, after this was settled."""
    turn: Mapped[Turn] = mapped_column(String(10), default=Turn.NONE)
    round: Mapped[int] = mapped_column(Integer, default=0)
    """How often Perron was asked to look or to do something, last at ``turn_at``; older is late."""
    turn_at: Mapped[datetime | None] = mapped_column(Instant)
    found: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What Perron found, as `doing.Found` has it."""
    found_at: Mapped[datetime | None] = mapped_column(Instant)
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    chosen_by: Mapped[str | None] = mapped_column(String(40))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    """When Perron last found that it is so; None: not, or not looked yet."""
    trouble: Mapped[str] = mapped_column(Text, default="")
    """Why Perron could not do it, as `saying.packed` writes it; empty: nothing has failed."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do."""
        return self.state in SETTLED


class Evidence(Base):
    """What shows that a step was done. Never changed; what came before a reopening stays."""

    __tablename__ = "offboarding_evidence"

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    step_id: Mapped[str] = mapped_column(ForeignKey("offboarding_step.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    """A link, a text, a number as typed, a file's name, or what Perron found in a sentence."""
    ref: Mapped[str | None] = mapped_column(Text)
    """Of a file: where it is (Slack's file id, or a path in Perron's own store)."""
    for_client: Mapped[bool] = mapped_column(default=False)
    """Whoever gave it said that the client may read it."""
    by: Mapped[str | None] = mapped_column(String(40))
    """None: Perron."""
    at: Mapped[datetime] = mapped_column(Instant)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    """What it comes from, where it may come twice: a job's result."""


class Account(Base):
    """An account, a domain or a tool that was used for the client."""

    __tablename__ = "offboarding_account"

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("offboarding_case.id"), index=True)
    kind: Mapped[AccountKind] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    owner: Mapped[str | None] = mapped_column(String(40))
    monthly_cents: Mapped[int | None] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    notice_on: Mapped[date | None] = mapped_column(Date)
    """By when notice has to be given."""
    state: Mapped[AccountState] = mapped_column(String(12), default=AccountState.OPEN)
    to: Mapped[str] = mapped_column(String(200), default="")
    """Who has it now, where it was handed over."""
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Put on the list by mistake."""
    version: Mapped[int] = mapped_column(Integer, default=1)


class Access(Base):
    """What one of the client's people can reach."""

    __tablename__ = "offboarding_access"
    __table_args__ = (
        UniqueConstraint("case_id", "system", "who", "what", name="uq_offboarding_access"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("offboarding_case.id"), index=True)
    system: Mapped[System] = mapped_column(String(10))
    who: Mapped[str] = mapped_column(String(120))
    """A user id there, or an address: personal data, forgotten with the client."""
    name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(200))
    """Such as ``space NORD: may write``."""
    state: Mapped[AccessState] = mapped_column(String(10), default=AccessState.ACTIVE)
    inactive_by: Mapped[str | None] = mapped_column(String(40))
    inactive_at: Mapped[datetime | None] = mapped_column(Instant)
    delete_from: Mapped[datetime | None] = mapped_column(Instant)
    """The end of the grace period: never deleted before."""
    deleted_by: Mapped[str | None] = mapped_column(String(40))
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Ending(Base):
    """What was decided about one promise, ballot or project in spe of the client."""

    __tablename__ = "offboarding_ending"

    case_id: Mapped[str] = mapped_column(ForeignKey("offboarding_case.id"), primary_key=True)
    kind: Mapped[EndKind] = mapped_column(String(10), primary_key=True)
    ref: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The promise's, ballot's or request's id."""
    fate: Mapped[Fate] = mapped_column(String(12))
    to: Mapped[str] = mapped_column(String(200), default="")
    """To whom, or in what words it was let go."""
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)


class Change(Base):
    """Something that a case has changed, and how it was before: a call-off puts it back."""

    __tablename__ = "offboarding_change"
    __table_args__ = (Index("ix_offboarding_change_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("offboarding_case.id"))
    step_id: Mapped[str | None] = mapped_column(ForeignKey("offboarding_step.id"))
    kind: Mapped[Touched] = mapped_column(String(15))
    ref: Mapped[str] = mapped_column(String(120))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    put_back_at: Mapped[datetime | None] = mapped_column(Instant)
    putting_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A job is on its way."""


class Reminded(Base):
    """One message of a day to one owner, about all their steps."""

    __tablename__ = "offboarding_reminded"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    steps: Mapped[list[str]] = mapped_column(JSON)
    """Ids, in the order in which they are named."""
    at: Mapped[datetime] = mapped_column(Instant)
