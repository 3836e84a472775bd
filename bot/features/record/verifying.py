"""Whether the record is what was written: every entry, their order, and the end.

Somebody who owns the database and knows this file could write the whole chain anew. Against that
helps only what stands elsewhere: the count and the hash of the head, written down (`Mark`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.record.chain import START, Place
from bot.features.record.findings import Finding, Wrong, merged
from bot.features.record.guards import are_in_place
from bot.features.record.models import RecordEntry, RecordHead
from bot.features.record.service import FORGOTTEN, HEAD
from bot.features.record.walking import Row, Walk

AT_ONCE = 1000
"""Rows in memory at the same time."""


@dataclass(frozen=True)
class Mark:
    """The head at some time: so many entries, the last of which has this hash."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, written: str) -> Mark:
        """From ``COUNT:HASH``; ValueError for anything else."""
        count, _, found = written.strip().partition(":")
        if len(found) != 64 or not count.isdecimal():
            raise ValueError
        return cls(int(count), found.lower())


@dataclass(frozen=True)
class Verdict:
    """What was looked at and found."""

    head: Mark
    entries: int
    forgotten: int
    findings: Sequence[Finding]

    @property
    def is_fine(self) -> bool:
        return not self.findings


def head_of(session: Session) -> Mark:
    """The head as the database has it; without one, that of an empty record."""
    head = session.get(RecordHead, HEAD)
    return Mark(head.count, head.hash) if head is not None else Mark(0, START)


def verify(session: Session, known: Mark | None = None) -> Verdict:
    """Look at every entry. ``known``: the head as somebody has written it down earlier.

    The session should be a new one, so that all is seen as of one moment while others write.
    """
    _see_one_moment(session)
    head = head_of(session)
    found: list[Finding] = []
    walk, emptied, said = Walk(), list[int](), set[int]()
    entries = 0
    is_known = known is None or known.count == 0
    for row in _rows(session):
        entries += 1
        found += walk.take(row)
        number = row.place.sequence
        is_known = is_known or (known is not None and known == Mark(number, row.hash))
        if row.is_forgotten:
            emptied.append(number)
        said |= _said_to_be_forgotten(row)
    found += walk.end()
    found += _end(walk, head, found)
    found += [Finding(Wrong.EMPTIED, n, n) for n in emptied if n not in said]
    if known is not None and not is_known:
        found.append(Finding(Wrong.REWRITTEN, known.count, known.count))
    if not are_in_place(session.connection()):
        found.append(Finding(Wrong.UNGUARDED, 0, 0))
    return Verdict(head, entries, len(emptied), merged(found))


def _see_one_moment(session: Session) -> None:
    """PostgreSQL shows each statement what was committed before it; SQLite never does that."""
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _end(walk: Walk, head: Mark, found: Sequence[Finding]) -> Iterator[Finding]:
    """Whether the last entry is the one that the head knows."""
    last = walk.number - walk.moved
    if head.count > last:
        yield Finding(Wrong.CUT_OFF, last + 1, head.count)
    elif head.count < last:
        yield Finding(Wrong.INSERTED, head.count + 1, last)
    elif head.hash != walk.before and not any(one.last == walk.number for one in found):
        yield Finding(Wrong.HEAD, 0, 0)


def _said_to_be_forgotten(row: Row) -> set[int]:
    """Which entries this one says were forgotten."""
    if row.payload is None or f'"{FORGOTTEN}"' not in row.payload:
        return set()
    said = json.loads(row.payload)
    if said["what"] != FORGOTTEN:
        return set()
    return {n for first, last in said["after"]["entries"] for n in range(first, last + 1)}


def _rows(session: Session) -> Iterator[Row]:
    columns = RecordEntry.__table__.c
    asked = select(
        columns.sequence,
        columns.platform_key,
        columns.client_key,
        columns.about_kind,
        columns.about_ref,
        columns.payload,
        columns.salt,
        columns.commitment,
        columns.hash,
    ).order_by(columns.sequence)
    for row in session.execute(asked, execution_options={"yield_per": AT_ONCE}):
        yield Row(Place(*row[:5]), *row[5:])
