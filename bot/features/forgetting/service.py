"""Forgetting the people of a former client, or one person, once the retention period is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forget, Forgetting, added, forget_in_core
from bot.core.i18n import written
from bot.features.blocks.forgetting import last_answered
from bot.features.forgetting.people import (
    is_active_member,
    is_known,
    is_with_another,
    of_client,
    with_whom,
)
from bot.features.offboarding.forgetting import names_with_access
from bot.features.platforms.forgetting import names_of
from bot.features.platforms.models import Client, ClientStatus
from bot.features.record import service as record
from bot.features.requests.forgetting import last_trace, last_word

DONE = "people.forgotten"
"""What the record says of it."""


class NotYet(Exception):
    """It may not be done, or not yet: a sentence that says why, and from when on."""


def plan_client(session: Session, key: str, retention: timedelta, now: datetime) -> Forgetting:
    """Who is forgotten with the client; `NotYet` while it serves, or could be asked about."""
    client = session.get(Client, key)
    if client is None:
        raise NotYet(f"There is no client with the key {key}.")
    if client.status != ClientStatus.DELIVERY_BLOCK:
        raise NotYet(
            f"{client.name} has no delivery block: its people are forgotten after the work "
            "for it has ended (/perron offboard)."
        )
    since = blocked_since(session, key) or last_word(session, client_key=key)
    if since is not None:
        _require_past(since + retention, now, f"{client.name}'s people")
    people = {
        user
        for user in of_client(session, key)
        if not is_active_member(session, user) and not is_with_another(session, user, key)
    }
    known = names_with_access(session, key)
    return Forgetting(
        people=frozenset(people),
        names=names_of(session, people, known),
        now=now,
        client_key=key,
    )


def plan_person(session: Session, user: str, retention: timedelta, now: datetime) -> Forgetting:
    """One person, of a client or formerly of ours; `NotYet` while they are with us."""
    if not is_known(session, user):
        raise NotYet(f"Perron knows nobody with the user id {user}.")
    if is_active_member(session, user):
        raise NotYet(f"{user} is a member of a platform: take them off in the agency's file first.")
    if listed := with_whom(session, user):
        raise NotYet(f"{user} is a contact of {', '.join(sorted(listed))}: take them off first.")
    traces = (last_trace(session, user), last_answered(session, user))
    last = max((at for at in traces if at is not None), default=None)
    if last is not None:
        _require_past(last + retention, now, user)
    people = {user}
    return Forgetting(frozenset(people), names_of(session, people, set()), now)


def blocked_since(session: Session, client_key: str) -> datetime | None:
    """When the client came into delivery block last, as the record says."""
    block = ClientStatus.DELIVERY_BLOCK.value
    for entry in reversed(record.entries(session, client_key=client_key)):
        if entry.after.get("status") == block and entry.before.get("status", block) != block:
            return entry.at
    return None


def _require_past(may: datetime, now: datetime, who: str) -> None:
    if now < may:
        raise NotYet(
            f"{who} may be forgotten from {written(may.date(), 'en')}, {may:%H:%M} UTC on: until "
            "then the retention period (PERRON_RETENTION_DAYS) runs."
        )


def carry_out(session: Session, forgetting: Forgetting, forgets: Sequence[Forget]) -> Counts:
    """Have every feature forget, and write that it was done, without saying who it was.

    Returns the rows changed or removed, by table. Doing it again finds nothing more.
    """
    counts = added(
        [
            *(forget(session, forgetting) for forget in forgets),
            forget_in_core(session, forgetting),
        ]
    )
    if counts:
        record.write(
            session,
            record.About("people", "forgotten"),
            who=record.PERRON,
            what=DONE,
            now=forgetting.now,
            client_key=forgetting.client_key,
            after={"people": len(forgetting.people), "rows": dict(counts)},
        )
    return counts
