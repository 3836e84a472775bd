"""Sites for attacks, and databases that are copied instead of made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playground.confluence import build
from playground.jira import Jira820
from tests.databases import new_database
from tests.engine.bots import Site, prepare, site
from tests.engine.farewell import AGENCY


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with everything that `prepare` makes; to be copied."""
    file = tmp_path_factory.mktemp("template") / "perron.db"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _pg_template(_pg_server: str) -> str:
    name = "perron_prepared"
    prepare(new_database(_pg_server, name))
    return name


@pytest.fixture
def new_prepared_pg(_pg_template: str, new_pg_url: Callable[[str], str]) -> Callable[[], str]:
    """Makes PostgreSQL databases with everything that `prepare` makes."""
    return lambda: new_pg_url(_pg_template)


@pytest.fixture(scope="session")
def _pg_farewell_template(_pg_server: str) -> str:
    name = "perron_farewell"
    prepare(new_database(_pg_server, name), AGENCY)
    return name


@pytest.fixture
def new_farewell_pg(
    _pg_farewell_template: str, new_pg_url: Callable[[str], str]
) -> Callable[[], str]:
    """The same with an agency whose endings are short."""
    return lambda: new_pg_url(_pg_farewell_template)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, jira820: Jira820) -> Iterator[Site]:
    """A playground with a Confluence, a Jira and a launcher."""
    with site(tmp_path_factory.mktemp("site"), jira820, confluence=build()) as ready:
        yield ready
