"""Applying a declaration: planned first, then written, together with what must follow outside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.features.channels.service import doubt
from bot.features.declaration import state
from bot.features.declaration.merge import Action, Change, Plan, merge
from bot.features.declaration.parse import Facts, Key
from bot.features.platforms.models import Declared

NAME = "agency"
SEPARATOR = "/"
"""Between the parts of a key where it is stored; no part can contain it."""
PARENT = {
    "rota": "platform",
    "skill": "member",
    "hours": "member",
    "channel": "client",
    "contact": "client",
    "responsible": "client",
}
SINCE: dict[str, dict[str, Any]] = {
    "platform": {"emergency": None, "response_times": False},
    "client": {
        "taken_within": None,
        "answer_within": None,
        "done_within": None,
        "show_targets": False,
        "holidays": None,
        "weekly": "draft",
    },
}
"""Fields that came later: a file that was applied before them meant what stands for them."""


def plan(session: Session, declared: Facts) -> Plan:
    """What `apply` would do; changes nothing."""
    base = remembered(session)
    current = state.current(session)
    found = merge(base, current, declared)
    _leave_with_parent(found, current)
    found.changes.sort(key=_order)
    return found


def apply(session: Session, declared: Facts, at: datetime) -> Plan:
    """Do what `plan` says, and remember it for the next merge. Conflicts are left as they are."""
    found = plan(session, declared)
    for change in found.changes:
        state.write(session, change)
    remember(session, found.base, at)
    for change in found.changes:
        _follow_up(session, change)
    if any(change.key[0] in ("member", "contact", "client") for change in found.changes):
        jobs.enqueue(session, "people.sync", {}, lane="people")
    return found


def remember(session: Session, base: Facts, at: datetime) -> None:
    """Note what a file says: one side of the next merge."""
    content = {SEPARATOR.join(key): values for key, values in base.items()}
    session.merge(Declared(name=NAME, content=content, at=at))
    session.flush()


def remembered(session: Session) -> Facts:
    """What was applied or exported last."""
    row = session.get(Declared, NAME)
    content = row.content if row is not None else {}
    base: Facts = {}
    for name, values in content.items():
        key = tuple(name.split(SEPARATOR))
        base[key] = {**SINCE.get(key[0], {}), **values}
    return base


def _order(change: Change) -> tuple[bool, int, Key]:
    """Removals first, as a channel may go from one client to another; then parents first."""
    return (change.action is not Action.REMOVE, state.KINDS.index(change.key[0]), change.key)


def _leave_with_parent(found: Plan, current: Facts) -> None:
    """What belongs to somebody who is removed goes out of sight with them and stays stored."""
    gone = {change.key for change in found.changes if change.action is Action.REMOVE}
    platforms = {key[-1] for key in current if key[0] == "platform" and key not in gone}
    people = {key[-1] for key in current if key[0] == "member" and key not in gone}
    clients = {key[-1] for key in current if key[0] == "client" and key not in gone}

    def stays(key: Key) -> bool:
        kind = PARENT.get(key[0])
        if kind == "member":
            return key[1] in people
        if kind == "platform":
            return key[1] in platforms
        owner = current[key]["client_key"] if key[0] == "channel" else key[1]
        return kind is None or owner in clients

    found.changes = [c for c in found.changes if c.action is not Action.REMOVE or stays(c.key)]


def _follow_up(session: Session, change: Change) -> None:
    """What has to be asked outside after a change."""
    for channel in _new_channels(change):
        doubt(session, channel)
    project = change.values.get("jira_project")
    if project:
        jobs.enqueue(session, "tickets.project", {"project": project}, lane=f"project:{project}")


def _new_channels(change: Change) -> list[str]:
    if change.key[0] == "channel" and change.action is not Action.REMOVE:
        return [change.key[-1]]
    team_channel = change.values.get("team_channel")
    return [team_channel] if team_channel else []
