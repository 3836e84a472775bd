"""The record: who did what when, with what before and after, written once and never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from bot.features.record.chain import START as NOTHING_YET
from bot.features.record.chain import Place, canonical, commitment, digest, link, new_salt
from bot.features.record.models import RecordEntry, RecordHead

PERRON = "perron"
"""Who did what nobody pressed."""
FORGOTTEN = "record.forgotten"
"""What an entry says that tells which others were forgotten."""
HEAD = 1
Facts = Mapping[str, Any]
"""What JSON can say; instants with a zone and dates may stand in it, too."""


@dataclass(frozen=True)
class About:
    """What an entry is about: a kind and an opaque id, like ``step`` and the step's id.

    Both stay when the entry is forgotten: never a person's id or name.
    """

    kind: str
    ref: str


@dataclass(frozen=True)
class Entry:
    """An entry as it was written. ``before``, ``after`` and ``evidence`` as JSON gives them back:
    instants and dates are ISO 8601 texts."""

    sequence: int
    at: datetime
    """Domain time."""
    who: str
    """A user id, or `PERRON`."""
    what: str
    about: About
    platform_key: str | None
    client_key: str | None
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)
    evidence: Facts | None = None


def write(
    session: Session,
    about: About,
    *,
    who: str,
    what: str,
    now: datetime,
    platform_key: str | None = None,
    client_key: str | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
    evidence: Facts | None = None,
    key: str | None = None,
) -> int:
    """Add an entry to the chain; returns its sequence, or that of the entry ``key`` wrote before.

    ``what`` is a code (a StrEnum's value), ``key`` the identity of the click. From here to the
    commit others who write wait. Raises TypeError and ValueError for what JSON cannot say.
    """
    head = _held_head(session)
    click = digest(key) if key is not None else None
    if click is not None:
        earlier = select(RecordEntry.sequence).where(RecordEntry.click == click)
        if (found := session.scalar(earlier)) is not None:
            return found
    payload = canonical(
        {
            "at": now,
            "who": who,
            "what": str(what),
            "before": before or {},
            "after": after or {},
            "evidence": evidence,
        }
    )
    place = Place(head.count + 1, platform_key, client_key, about.kind, about.ref)
    _append(session, head, place, payload, click)
    return place.sequence


def _append(
    session: Session, head: RecordHead, place: Place, payload: str, click: str | None
) -> None:
    salt = new_salt()
    sealed = commitment(salt, payload)
    row = RecordEntry(
        sequence=place.sequence,
        platform_key=place.platform_key,
        client_key=place.client_key,
        about_kind=place.about_kind,
        about_ref=place.about_ref,
        payload=payload,
        salt=salt,
        commitment=sealed,
        hash=link(head.hash, place, sealed),
        click=click,
    )
    session.add(row)
    head.count, head.hash = row.sequence, row.hash
    session.flush()


def _held_head(session: Session) -> RecordHead:
    """The head, which nobody else can move until the commit: the chain never forks."""
    held = (
        select(RecordHead)
        .where(RecordHead.id == HEAD)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    session.flush()
    head = session.scalar(held)
    if head is None:
        insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
        first = insert(RecordHead).values(id=HEAD, count=0, hash=NOTHING_YET)
        session.execute(first.on_conflict_do_nothing())
        head = session.scalars(held).one()
    return head


def entries(
    session: Session,
    *,
    about: About | None = None,
    client_key: str | None = None,
    platform_key: str | None = None,
) -> list[Entry]:
    """What was written and not forgotten, in order; every condition that is given holds."""
    which = _which(select(RecordEntry), about, client_key, platform_key)
    found = which.where(RecordEntry.payload.is_not(None)).order_by(RecordEntry.sequence)
    return [_entry(row) for row in session.scalars(found)]


def forgotten(
    session: Session,
    *,
    about: About | None = None,
    client_key: str | None = None,
    platform_key: str | None = None,
) -> int:
    """How many entries are left out of `entries`, for they were forgotten."""
    which = _which(select(func.count(RecordEntry.sequence)), about, client_key, platform_key)
    return int(session.scalars(which.where(RecordEntry.payload.is_(None))).one())


def _which(
    query: Select[Any], about: About | None, client_key: str | None, platform_key: str | None
) -> Select[Any]:
    if about is not None:
        query = query.where(
            RecordEntry.about_kind == about.kind, RecordEntry.about_ref == about.ref
        )
    if client_key is not None:
        query = query.where(RecordEntry.client_key == client_key)
    if platform_key is not None:
        query = query.where(RecordEntry.platform_key == platform_key)
    return query


def _entry(row: RecordEntry) -> Entry:
    assert row.payload is not None
    said = json.loads(row.payload)
    return Entry(
        sequence=row.sequence,
        at=datetime.fromisoformat(said["at"]),
        who=said["who"],
        what=said["what"],
        about=About(row.about_kind, row.about_ref),
        platform_key=row.platform_key,
        client_key=row.client_key,
        before=said["before"],
        after=said["after"],
        evidence=said["evidence"],
    )
