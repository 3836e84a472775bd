"""Applying a declaration: planned first, then written, together with what must follow outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.features.channels.service import doubt
from bot.features.declaration import state
from bot.features.declaration.merge import Action, Change, Plan, merge
from bot.features.declaration.parse import Facts, Key
from bot.features.offboarding.moving import client_moved
from bot.features.platforms.models import Client, Declared, Member, Platform
from bot.features.platforms.owning import redraw_all_homes

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
    "platform": {
        "emergency": None,
        "response_times": False,
        "ballot_rule": "consent",
        "ballot_quorum": 60,
        "notices_promises": False,
        "learning": None,
        "level_counts": "normal",
        "likes_count": "normal",
        "room_counts": "normal",
        "client_counts": "normal",
        "newcomers": "one in ten",
        "may_be_wrong": "one in ten",
        "billed_label": None,
        "billed_field": None,
        "archive_scheme": None,
        "archive_category": None,
    },
    "client": {
        "taken_within": None,
        "answer_within": None,
        "done_within": None,
        "show_targets": False,
        "holidays": None,
        "weekly": "draft",
        "wiki_space": None,
    },
}
"""Fields that came later: a file that was applied before them meant what stands for them."""
BUSINESS_TIME = {
    "timezone",
    "hours",
    "holidays",
    "mode",
    "platform_key",
    "taken_within",
    "answer_within",
    "done_within",
}
"""Fields of platforms and clients that clocks go by."""


def plan(session: Session, declared: Facts) -> Plan:
    """What `apply` would do; changes nothing."""
    base = remembered(session)
    current = state.current(session)
    found = merge(base, current, declared)
    _leave_with_parent(found, current)
    found.changes.sort(key=order)
    return found


def apply(session: Session, declared: Facts, at: datetime) -> Plan:
    """Do what `plan` says, and remember it for the next merge. Conflicts are left as they are."""
    found = plan(session, declared)
    for change in found.changes:
        state.write(session, change)
    remember(session, found.base, at)
    for change in found.changes:
        if change.key[0] == "client" and "platform_key" in change.values:
            client_moved(session, change.key[-1], at)
    follow_up(session, found.changes)
    return found


def remember(session: Session, base: Facts, at: datetime) -> None:
    """Note what a file says: one side of the next merge."""
    session.merge(Declared(name=NAME, content=packed(base), at=at))
    session.flush()


def remembered(session: Session) -> Facts:
    """What was applied or exported last."""
    row = session.get(Declared, NAME)
    content = row.content if row is not None else {}
    base = unpacked(content)
    return {key: {**SINCE.get(key[0], {}), **values} for key, values in base.items()}


def packed(facts: Facts) -> dict[str, dict[str, Any]]:
    """Facts as JSON keeps them."""
    return {SEPARATOR.join(key): values for key, values in facts.items()}


def unpacked(content: Mapping[str, dict[str, Any]]) -> Facts:
    """The facts that were `packed`."""
    return {tuple(key.split(SEPARATOR)): values for key, values in content.items()}


def order(change: Change) -> tuple[bool, int, Key]:
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


def follow_up(session: Session, changes: Sequence[Change]) -> None:
    """What has to be asked outside, and counted anew, after changes."""
    for change in changes:
        for channel in _new_channels(change):
            doubt(session, channel)
        project = change.values.get("jira_project")
        if project:
            payload = {"project": project}
            jobs.enqueue(session, "tickets.project", payload, lane=f"project:{project}")
        if "learning" in change.values and change.action is Action.CHANGE:
            platform = change.key[-1]
            payload = {"subject": platform}
            jobs.enqueue(session, "similar.decided", payload, lane=f"similar:{platform}")
    for platform in sorted({key for change in changes for key in _clocks(session, change)}):
        lane = f"platform:{platform}"
        jobs.enqueue_once(session, "upkeep.replan", {"subject": platform}, lane=lane)
    if changes:
        redraw_all_homes(session)
    if any(change.key[0] in ("member", "contact", "client") for change in changes):
        jobs.enqueue(session, "people.sync", {}, lane="people")


def _clocks(session: Session, change: Change) -> list[str]:
    """The platforms that come by a clock of their own or have other business time now.

    What is new has no rows in the schedule yet: its first digest would wait for the next day.
    """
    is_new = change.action is Action.ADD
    is_moved = change.action is Action.CHANGE and bool(change.values.keys() & BUSINESS_TIME)
    if is_new or is_moved:
        if change.key[0] == "platform":
            return [change.key[1]]
        if change.key[0] == "client":
            return [session.get_one(Client, change.key[1]).platform_key]
    if change.key[0] == "hours":
        theirs = select(Member.platform_key).where(Member.user_id == change.key[1], Member.active)
        return list(session.scalars(theirs))
    return []


def _new_channels(change: Change) -> list[str]:
    if change.key[0] == "channel" and change.action is not Action.REMOVE:
        return [change.key[-1]]
    team_channel = change.values.get("team_channel")
    return [team_channel] if team_channel else []


def undecided_about_learning(session: Session) -> list[str]:
    """Names of platforms for which nobody has said yet whether it is learned from people."""
    found = select(Platform.name).where(Platform.active, Platform.learning.is_(None))
    return list(session.scalars(found.order_by(Platform.name)))
