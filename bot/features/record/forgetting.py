"""Forgetting entries: what was written goes, with its salt; that it was written stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core.db import TOGETHER, in_parts
from bot.core.forgetting import Counts, Forgetting
from bot.features.record.models import RecordEntry
from bot.features.record.service import FORGOTTEN, PERRON, About, write


def forget_entries(
    session: Session, sequences: Iterable[int], *, now: datetime, client_key: str | None = None
) -> int:
    """Empty these entries, and write which ones and how many; returns how many there were.

    Entries that say so themselves stay: nothing in them is about a person.
    """
    wanted = sorted(set(sequences))
    emptied = [n for some in in_parts(wanted) for n in _empty(session, some)]
    if emptied:
        write(
            session,
            About("record", "entries"),
            who=PERRON,
            what=FORGOTTEN,
            now=now,
            client_key=client_key,
            after={"count": len(emptied), "entries": _ranges(emptied)},
        )
    return len(emptied)


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Empty whatever entry names one of the people, whichever client it belongs to."""
    rows = session.execute(
        select(RecordEntry.sequence, RecordEntry.payload).where(RecordEntry.payload.is_not(None)),
        execution_options={"yield_per": TOGETHER},
    )
    naming = [number for number, said in rows if forgetting.stands_in(said)]
    count = forget_entries(session, naming, now=forgetting.now, client_key=forgetting.client_key)
    return {RecordEntry.__tablename__: count}


def _empty(session: Session, sequences: Sequence[int]) -> list[int]:
    found = select(RecordEntry.sequence).where(
        RecordEntry.sequence.in_(sequences), RecordEntry.payload.is_not(None)
    )
    there = list(session.scalars(found.order_by(RecordEntry.sequence)))
    session.execute(
        update(RecordEntry)
        .where(RecordEntry.sequence.in_(there))
        .values(payload=None, salt=None, click=None)
    )
    return there


def _ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as pairs of first and last."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
