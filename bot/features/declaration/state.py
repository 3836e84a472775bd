"""Declared facts in the database: what is there now, and how one is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.core.db import Base
from bot.features.declaration.merge import Action, Change
from bot.features.declaration.parse import Facts, Key
from bot.features.offboarding.models import OffboardingTemplate
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    Contact,
    Member,
    MemberTalent,
    Platform,
    Responsibility,
    Rota,
    Talent,
    WorkingHours,
)

FIELDS: dict[str, tuple[str, ...]] = {
    "talent": ("names", "descriptions"),
    "platform": (
        "name",
        "team_channel",
        "timezone",
        "hours",
        "holidays",
        "mode",
        "language",
        "close_after_days",
        "emergency",
        "response_times",
        "ballot_rule",
        "ballot_quorum",
        "notices_promises",
        "learning",
        "level_counts",
        "likes_count",
        "room_counts",
        "client_counts",
        "newcomers",
        "may_be_wrong",
        "billed_label",
        "billed_field",
        "archive_scheme",
        "archive_category",
    ),
    "rota": ("begins", "members"),
    "member": ("lead", "jira"),
    "skill": ("level", "likes"),
    "hours": ("hours", "timezone"),
    "client": (
        "name",
        "language",
        "address",
        "mode",
        "jira_project",
        "wiki_space",
        "platform_key",
        "window_seconds",
        "taken_within",
        "answer_within",
        "done_within",
        "show_targets",
        "holidays",
        "weekly",
    ),
    "channel": ("client_key",),
    "contact": (),
    "responsible": ("user_id",),
    "offboarding": ("names", "grace_days", "steps"),
}
KEYS: dict[str, tuple[type[Base], tuple[str, ...]]] = {
    "talent": (Talent, ("key",)),
    "platform": (Platform, ("key",)),
    "rota": (Rota, ("platform_key",)),
    "member": (Member, ("platform_key", "user_id")),
    "skill": (MemberTalent, ("user_id", "talent_key")),
    "hours": (WorkingHours, ("user_id",)),
    "client": (Client, ("key",)),
    "channel": (ClientChannel, ("channel_id",)),
    "contact": (Contact, ("client_key", "user_id")),
    "responsible": (Responsibility, ("client_key", "talent_key")),
    "offboarding": (OffboardingTemplate, ("key",)),
}
"""By kind of fact: its table, and the columns that the rest of its key names."""
KINDS = tuple(KEYS)
"""In the order in which rows may refer to each other."""


def current(session: Session) -> Facts:
    """What is there now: the active, and what belongs to them."""
    facts: Facts = {}
    for kind in ("talent", "platform", "member", "client", "offboarding"):
        _collect(session, facts, kind, lambda row: row.active)
    platforms = {key[-1] for key in facts if key[0] == "platform"}
    people = {key[-1] for key in facts if key[0] == "member"}
    clients = {key[-1] for key in facts if key[0] == "client"}
    _collect(session, facts, "rota", lambda row: row.platform_key in platforms)
    for kind in ("skill", "hours"):
        _collect(session, facts, kind, lambda row: row.user_id in people)
    for kind in ("channel", "contact", "responsible"):
        _collect(session, facts, kind, lambda row: row.client_key in clients)
    return facts


def _collect(session: Session, facts: Facts, kind: str, wanted: Any) -> None:
    table, columns = KEYS[kind]
    for row in session.scalars(select(table)):
        if wanted(row):
            key = (kind, *(getattr(row, column) for column in columns))
            facts[key] = {name: _told(getattr(row, name)) for name in FIELDS[kind]}


def _told(value: Any) -> Any:
    """A date as it is written; everything else can be told as it is."""
    return value.isoformat() if isinstance(value, date) else value


def _kept(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "begins" else value


def write(session: Session, change: Change) -> None:
    """Carry a change out. What has a history is set inactive and comes back when added again."""
    kind = change.key[0]
    table, columns = KEYS[kind]
    identity = change.key[1:]
    values = {name: _kept(name, value) for name, value in change.values.items()}
    row = session.get(table, identity)
    if change.action is Action.REMOVE:
        if row is not None:
            _remove(session, row)
    elif row is None:
        session.add(table(**dict(zip(columns, identity, strict=True)), **values))
    else:
        if change.action is Action.ADD:
            _come_back(session, change.key, row)
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


def _remove(session: Session, row: Base) -> None:
    if isinstance(row, (Talent, Platform, Member, Client, OffboardingTemplate)):
        row.active = False
    else:
        session.delete(row)


def _come_back(session: Session, key: Key, row: Base) -> None:
    """Let go of what somebody had before they were removed: only what is declared now holds."""
    if isinstance(row, Client):
        for table in (ClientChannel, Contact, Responsibility):
            session.execute(delete(table).where(table.client_key == key[-1]))
    if isinstance(row, Platform):
        session.execute(delete(Rota).where(Rota.platform_key == key[-1]))
    if isinstance(row, Member) and not _is_active(session, row.user_id):
        for theirs in (MemberTalent, WorkingHours):
            session.execute(delete(theirs).where(theirs.user_id == row.user_id))
    if isinstance(row, (Talent, Platform, Member, Client, OffboardingTemplate)):
        row.active = True


def _is_active(session: Session, user_id: str) -> bool:
    found = select(Member.user_id).where(Member.user_id == user_id, Member.active).limit(1)
    return session.execute(found).first() is not None
