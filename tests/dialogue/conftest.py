"""Stages for dialogues: one for all, which each test finds at its beginning, or one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.jira import Jira820, JiraProxy, build
from tests.databases import with_tables
from tests.dialogue.beginning import Beginning
from tests.dialogue.harness import Stage, stage


@pytest.fixture
def jira(jira820: Jira820) -> JiraProxy:
    return build(jira820.url)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of a SQLite file with every table."""
    return with_tables(tmp_path / "perron.db")


CHANNELS = ("C0NORDWIND", "C0HARBOUR")


@pytest.fixture
def alone(tmp_path: Path, sqlite: str) -> Iterator[Stage]:
    """As `here`, with a bot and a database of the test's own: for who looks into its files."""
    with stage(tmp_path, sqlite, introduced=CHANNELS) as ready:
        yield ready


@pytest.fixture(scope="package")
def _beginning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beginning]:
    folder = tmp_path_factory.mktemp("beginning")
    file = folder / "perron.db"
    with stage(folder, with_tables(file), introduced=CHANNELS) as ready:
        yield Beginning(ready, file)


@pytest.fixture
def here(_beginning: Beginning) -> Stage:
    """Both clients' channels introduced, a Wednesday at ten; there is no Jira."""
    return _beginning.again()


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory, jira820: Jira820) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("office")
    jira = build(jira820.url)
    with stage(folder, with_tables(folder / "perron.db"), jira=jira, introduced=CHANNELS) as ready:
        yield ready


@pytest.fixture
def office(_office: Stage) -> Iterator[Stage]:
    """A day with a Jira, shared by a file's tests; each finds it friendly."""
    _office.advance(minutes=5)
    yield _office
    _office.jira("hostile")


@pytest.fixture(scope="module")
def _day(_beginning: Beginning) -> Stage:
    return _beginning.again()


@pytest.fixture
def day(_day: Stage) -> Stage:
    """A day that a file's tests share: what one asks has nothing to do with the one before."""
    _day.advance(minutes=5)
    return _day
