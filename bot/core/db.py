"""The state database: one transaction per payload, on SQLite or PostgreSQL.

SQLite has one writer thread that puts several units of work into one commit, a savepoint each:
many threads writing through connections of their own starve each other there. On PostgreSQL each
caller has a transaction of its own. `Database.write` returns only once the commit has happened.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import DateTime, Engine, create_engine, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")
Work = Callable[[Session], T]

logger = logging.getLogger(__name__)
TOGETHER = 500
"""Values that are given to one statement at most."""
BATCH = 50
"""Units of work in one SQLite commit at most."""
RETRIED = {"40001", "40P01", "23505"}
"""PostgreSQL's serialization failure and deadlock, and a row that another process has added at the
same moment, which the next try finds: the work is done once more."""

SINCE = "waits since"
"""Where a session keeps what `waits_since` says."""
PATIENCE = 30.0
"""Seconds; what has waited for longer is a backlog and shares the turns with what is fresh."""
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
"""For SQLite. What is deleted is overwritten in the file; for its log see `bot.core.scrubbing`."""


class Base(DeclarativeBase):
    """Every table of Perron."""


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the signature is SQLAlchemy's
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def wall() -> float:
    """Seconds of the wall clock, for leases and backoff."""
    return time.time()


def waits_since(session: Session) -> float:
    """Since when (wall clock) what is wanted in this transaction has been waited for.

    Now; or, in a late job's transaction, since the job was due: what follows from a backlog is
    part of it and does not overtake what has just come in.
    """
    since: float = session.info.get(SINCE, wall())
    return since


def late_since(session: Session, since: float) -> None:
    """What this transaction wants has been waited for since then; see `waits_since`."""
    session.info[SINCE] = since


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many of them at a time as one statement takes."""
    return (values[start : start + TOGETHER] for start in range(0, len(values), TOGETHER))


def make_engine(url: str, *, writes: bool = True) -> Engine:
    """An engine with the settings that make SQLite safe: WAL, immediate writes, no waiting.

    Errors name the statement and never its values: those may be somebody's words, or their vote.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(
            parsed, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True
        )
    engine = create_engine(
        parsed,
        connect_args={"timeout": 30, "check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Database:
    """Reads and writes units of work: functions that take a `Session`.

    ``on_commit`` is called after each commit that may have left something to do. ``info`` is what
    every session carries along: what a process keeps in memory, by name.
    """

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._reader = make_engine(url, writes=False) if self.is_sqlite else self.engine
        self.on_commit: list[Callable[[], None]] = []
        self.info: dict[str, object] = {}
        self._queue: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._thread: threading.Thread | None = None
        if self.is_sqlite:
            self._thread = threading.Thread(target=self._write_loop, name="db-writer", daemon=True)
            self._thread.start()

    def read(self, work: Work[T]) -> T:
        """Run ``work`` on a snapshot; nothing it changes is kept."""
        with Session(self._reader, expire_on_commit=False, info=self.info) as session:
            return work(session)

    def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction and return its result after the commit."""
        future = self._hand_in(work)
        result = self._write_alone(work) if future is None else future.result()
        for hook in self.on_commit:
            hook()
        return result

    def _hand_in(self, work: Work[T]) -> Future[T] | None:
        """Queue ``work`` for the writer thread; None where there is none."""
        with self._closing:
            if self._thread is None:
                return None
            future: Future[T] = Future()
            self._queue.put((work, future))
            return future

    def close(self) -> None:
        """Finish what was handed in, then let go of every connection."""
        with self._closing:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join()
            self._reader.dispose()
        self.engine.dispose()

    def _write_alone(self, work: Work[T]) -> T:
        for attempt in (1, 2, 3, 4):
            try:
                with (
                    Session(self.engine, expire_on_commit=False, info=self.info) as session,
                    session.begin(),
                ):
                    return work(session)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in RETRIED or attempt == 4:
                    raise
        raise AssertionError("unreachable")

    def _write_loop(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            ended = False
            while len(batch) < BATCH and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    ended = True
                    break
                batch.append(item)
            self._write_batch(batch)
            if ended:
                return

    def _write_batch(self, batch: list[tuple[Work[Any], Future[Any]]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            with self.engine.connect() as connection, connection.begin():
                for work, future in batch:
                    try:
                        done.append((future, self._in_savepoint(connection, work)))
                    except BaseException as error:  # noqa: BLE001  handed to whoever waits for it
                        future.set_exception(error)
        except BaseException as error:
            logger.exception("commit failed")
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)

    def _in_savepoint(self, connection: Connection, work: Work[T]) -> T:
        with Session(
            connection,
            expire_on_commit=False,
            join_transaction_mode="create_savepoint",
            info=self.info,
        ) as session:
            result = work(session)
            session.commit()
            return result
