"""Databases for tests: SQLite files are written from a copy, for making tables costs far more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.migrate import metadata, upgrade


def with_tables(file: Path) -> str:
    """Write a SQLite file that has every table and no row; its URL."""
    file.write_bytes(_tables())
    return f"sqlite:///{file}"


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory(prefix="perron-tables-") as folder:
        file = Path(folder) / "tables.db"
        engine = make_engine(f"sqlite:///{file}")
        metadata().create_all(engine)
        engine.dispose()
        return file.read_bytes()


def migrated(file: Path) -> str:
    """Write a SQLite file as all migrations leave it; its URL."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="perron-migrated-") as folder:
        file = Path(folder) / "migrated.db"
        upgrade(f"sqlite:///{file}")
        return file.read_bytes()


@contextmanager
def undone(engine: Engine) -> Iterator[Session]:
    """A session; what is written in it is undone at its end."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
        transaction.rollback()


def new_database(base: str, name: str, template: str = "template1") -> str:
    """Make a database on the PostgreSQL server at ``base``; its URL.

    Copying files is half as dear as writing each page to the log, where nothing waits for a disk.
    """
    admin(base, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return _in(base, name)


def _in(base: str, database: str) -> str:
    return make_url(base).set(database=database).render_as_string(hide_password=False)


def admin(url: str, *statements: str) -> None:
    """Carry out statements on a PostgreSQL server, outside of any transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
