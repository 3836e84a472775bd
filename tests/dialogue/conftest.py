"""Stages for dialogues: each test has its own database and its own playground."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.db import Database
from bot.core.migrate import metadata
from playground.jira import Jira820, JiraProxy, build, start_jira820
from tests.dialogue.harness import Stage, stage


@pytest.fixture(scope="session")
def jira820() -> Iterator[Jira820]:
    with start_jira820() as running:
        yield running


@pytest.fixture
def jira(jira820: Jira820) -> JiraProxy:
    return build(jira820.url)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of a SQLite file with every table."""
    url = f"sqlite:///{tmp_path}/perron.db"
    database = Database(url)
    metadata().create_all(database.engine)
    database.close()
    return url


@pytest.fixture
def here(tmp_path: Path, sqlite: str, jira: JiraProxy) -> Iterator[Stage]:
    """Both clients' channels introduced, a Wednesday at ten."""
    with stage(
        tmp_path, sqlite, jira=jira, introduced=("C0NORDWIND", "C0HARBOUR")
    ) as ready:
        yield ready
