"""What was deleted leaves the database's files, too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from bot.core.db import Database
from bot.ports import Unreachable


def scrub(db: Database, tables: Sequence[str]) -> None:
    """Have the last traces of what was deleted from ``tables`` overwritten or freed.

    SQLite zeroes deleted content in its file (``secure_delete``, see `bot.core.db`), but keeps
    every value in the write-ahead log until that is truncated, which readers hold up: `Unreachable`
    then, and the job tries again. PostgreSQL frees the deleted rows; its own log, like any backup,
    is its operator's.
    """
    if db.is_sqlite:
        if not _truncate_log(db.engine):
            raise Unreachable("somebody reads the write-ahead log")
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {', '.join(tables)}")


def _truncate_log(engine: Engine) -> bool:
    """Move all of the log into the file and cut it to nothing; false where somebody is in it."""
    raw = engine.raw_connection()  # SQLAlchemy's own would begin a transaction
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told = cursor.fetchone()
        cursor.close()
    finally:
        raw.close()
    return told is not None and told[0] == 0  # then: how many pages, and how many were moved
