"""The schema in the database: brought to the newest revision, compared, and revised.

``python -m bot.core.migrate "Why"`` writes a new revision from what the models say.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, func, select

from bot.core.db import Base, make_engine

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
LOCK = 0x70657272
"""PostgreSQL's advisory lock that only one process at a time holds to migrate."""
FEATURES = FOLDER.with_name("features")
CORE = ("cards", "forms", "inbox", "jobs", "schedule")
"""The modules of the engine that have tables; a feature's are in its ``models``."""


def metadata() -> MetaData:
    """Every table of Perron, whatever was imported before."""
    for name in CORE:
        importlib.import_module(f"bot.core.{name}")
    for models in sorted(FEATURES.glob("*/models.py")):
        importlib.import_module(f"bot.features.{models.parent.name}.models")
    return Base.metadata


def upgrade(url: str) -> None:
    """Bring the database to the newest revision; one that is there already stays as it is."""
    _run(url, lambda config: command.upgrade(config, "head"))


def current(url: str) -> str | None:
    """The revision that the database has; None for an empty one."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head() -> str | None:
    """The newest revision that this version of Perron knows."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def differences(url: str) -> list[str]:
    """In what the database's tables differ from the models; empty when they agree."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            return [repr(difference) for difference in compare_metadata(context, metadata())]
    finally:
        engine.dispose()


def revise(message: str) -> None:
    """Write the revision that leads from the newest one to what the models say now."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/revise.db"
        upgrade(url)
        number = f"{len(list(ScriptDirectory(str(FOLDER)).walk_revisions())) + 1:04d}"
        _run(
            url,
            lambda config: command.revision(config, message, autogenerate=True, rev_id=number),
        )


def _run(url: str, todo: Callable[[Config], object]) -> None:
    """Run an Alembic command in one transaction; a second process waits for the first."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Changing a table means copying it here, and its children must stay. The pragma
                # does nothing within a transaction, so it goes past SQLAlchemy, which begins one.
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
                config.attributes["connection"] = connection
                todo(config)
    finally:
        engine.dispose()


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m bot.core.migrate``; what is no message writes nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.core.migrate",
        description="Write a new revision of the schema from what the models say.",
    )
    parser.add_argument("message", help="why the schema changes, in a few words")
    revise(parser.parse_args(arguments).message)


if __name__ == "__main__":
    main()
