"""Forgetting people: their ids and names leave every row, and it is looked for what is left.

Each feature forgets its own rows with `own` (rows that are about one of the people) and `strike`
(rows in which they are mentioned). `standing` then reads every text of the whole database.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Column, MetaData, String, Table, delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.core.cards import Card
from bot.core.db import Base
from bot.core.forms import Form
from bot.core.inbox import Seen
from bot.core.jobs import Job
from bot.core.schedule import Due

NOBODY = "forgotten"
"""Stands where an id was and something has to stand."""
STRUCK = "…"
"""Stands where a name was."""
AT_ONCE = 500
"""Rows read, and ids compared, at the same time."""

Counts = Mapping[str, int]
"""By table: how many rows were changed or removed."""


@dataclass(frozen=True)
class Forgetting:
    """Who is forgotten. ``client_key``: the former client whose people they are, if any.

    ``people`` are user ids, ``names`` those by which nobody else goes.
    """

    people: frozenset[str]
    names: frozenset[str]
    now: datetime
    client_key: str | None = None

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted(self.people | self.names, key=len, reverse=True)
        if not words:
            return None
        return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, words)) + r")(?![^\W_])")

    def stands_in(self, value: object) -> bool:
        """Whether one of them is mentioned, by id or by name, as a word: in a text, in what JSON
        says, or in a text that is JSON."""
        if self._pattern is None:
            return False
        return any(self._pattern.search(text) is not None for text in _said_in(value))

    def struck(self, text: str) -> str:
        """The text without them."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda m: NOBODY if m[0] in self.people else STRUCK, text)


Forget = Callable[[Session, Forgetting], Counts]


def nothing_kept(_session: Session, _forgetting: Forgetting) -> Counts:
    """Of what keeps nothing about people."""
    return {}


def own(
    session: Session, forgetting: Forgetting, *columns: InstrumentedAttribute[Any]
) -> dict[str, int]:
    """Remove the rows that one of these columns gives to one of the people."""
    counts: dict[str, int] = {}
    for column in columns:
        table = column.class_.__tablename__
        gone = session.execute(
            delete(column.class_)
            .where(column.in_(forgetting.people))
            .execution_options(synchronize_session="fetch")
        )
        assert isinstance(gone, CursorResult)
        counts[table] = counts.get(table, 0) + gone.rowcount
    return counts


def strike(session: Session, forgetting: Forgetting, *models: type[Base]) -> dict[str, int]:
    """Take ids and names out of every text of these tables, keys aside.

    A column that is nothing but an id, and may be empty, is empty then.
    """
    session.flush()
    session.expire_all()
    return {model.__tablename__: _strike(session, forgetting, model) for model in models}


def _strike(session: Session, forgetting: Forgetting, model: type[Base]) -> int:
    table = model.__table__
    assert isinstance(table, Table)
    keys = list(table.primary_key.columns)
    texts = [c for c in _texts(table) if not c.primary_key and not c.foreign_keys]
    changes: list[tuple[Sequence[Any], dict[str, Any]]] = []
    found = select(*keys, *texts)
    for row in session.execute(found, execution_options={"yield_per": AT_ONCE}):
        values = row[len(keys) :]
        now = {
            column.name: _without(forgetting, value, nullable=bool(column.nullable))
            for column, value in zip(texts, values, strict=True)
            if value is not None and forgetting.stands_in(value)
        }
        if now:
            changes.append((row[: len(keys)], now))
    for identity, new in changes:
        which = [key == value for key, value in zip(keys, identity, strict=True)]
        session.execute(update(table).where(*which).values(new))
    return len(changes)


def _texts(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, String | JSON)]


def _said_in(value: object) -> Iterator[str]:
    """Every text in a value; JSON writes some signs in other ways, and is read."""
    if isinstance(value, str):
        yield value
        if value.startswith(("{", "[")):
            with suppress(ValueError):
                yield from _said_in(json.loads(value))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _said_in(key)
            yield from _said_in(one)
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for one in value:
            yield from _said_in(one)


def _without(forgetting: Forgetting, value: Any, *, nullable: bool) -> Any:
    if isinstance(value, str):
        return None if nullable and value in forgetting.people else forgetting.struck(value)
    if isinstance(value, list):
        return [_without(forgetting, one, nullable=False) for one in value]
    if isinstance(value, dict):
        return {
            forgetting.struck(key): _without(forgetting, one, nullable=False)
            for key, one in value.items()
        }
    return value


def forget_in_core(session: Session, forgetting: Forgetting) -> Counts:
    """Of the engine's own tables: messages to them, and whatever names them in passing.

    What was seen, is open in a window, or was set aside as a job goes as a whole; a job that is
    still to be done and that names them, too: there is nobody left to do it for.
    """
    counts = own(session, forgetting, Card.place)
    for model, columns in (
        (Seen, [Seen.key]),
        (Form, [Form.content]),
        (Job, [Job.payload, Job.lane, Job.error]),
        (Due, [Due.subject]),
        (Card, [Card.subject, Card.place, Card.error]),
    ):
        name = model.__tablename__
        counts[name] = counts.get(name, 0) + _remove(session, forgetting, model, columns)
    return counts


def _remove(
    session: Session,
    forgetting: Forgetting,
    model: type[Base],
    columns: Sequence[InstrumentedAttribute[Any]],
) -> int:
    """Remove the rows in which they stand in one of the columns."""
    table = model.__table__
    assert isinstance(table, Table)
    keys = list(table.primary_key.columns)
    gone = []
    found = select(*keys, *columns)
    for row in session.execute(found, execution_options={"yield_per": AT_ONCE}):
        if any(forgetting.stands_in(value) for value in row[len(keys) :]):
            gone.append(row[: len(keys)])
    for identity in gone:
        which = [key == value for key, value in zip(keys, identity, strict=True)]
        session.execute(delete(table).where(*which))
    return len(gone)


def added(many: Iterable[Counts]) -> dict[str, int]:
    """All of them together, without what is zero."""
    total: dict[str, int] = {}
    for counts in many:
        for table, count in counts.items():
            total[table] = total.get(table, 0) + count
    return {table: count for table, count in sorted(total.items()) if count}


@dataclass(frozen=True)
class Standing:
    """Where they still stand: so many rows of a column."""

    table: str
    column: str
    rows: int


def standing(session: Session, forgetting: Forgetting) -> list[Standing]:
    """Look for them in every text of every table there is, known to Perron or not."""
    found: dict[tuple[str, str], int] = {}
    session.flush()
    reflected = MetaData()
    reflected.reflect(session.connection())
    for table in reflected.sorted_tables:
        texts = _texts(table)
        if not texts:
            continue
        rows = session.execute(select(*texts), execution_options={"yield_per": AT_ONCE})
        for row in rows:
            for column, value in zip(texts, row, strict=True):
                if value is not None and forgetting.stands_in(value):
                    key = (table.name, column.name)
                    found[key] = found.get(key, 0) + 1
    return [Standing(table, column, rows) for (table, column), rows in found.items()]
