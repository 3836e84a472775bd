"""SQLite files with every table, written from a copy: making the tables anew costs far more."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.core.db import make_engine
from bot.core.migrate import metadata


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
