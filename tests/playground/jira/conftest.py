"""One jira820 for all these tests; each starts with an empty one."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from playground.jira import TOKEN, start_jira820
from tests.playground.jira.running import RunningJira, running, web


@pytest.fixture(scope="session")
def _running() -> Iterator[RunningJira]:
    with start_jira820() as jira820, running(jira820.url) as here:
        yield here


@pytest.fixture
def jira(_running: RunningJira) -> RunningJira:
    """The strict Jira, with no issues and nothing hostile."""
    _running.afresh()
    return _running


@pytest.fixture
def api(jira: RunningJira) -> Iterator[httpx.Client]:
    """An HTTP client of Perron's account, as Data Center's API; paths start at Jira's root."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with web(base_url=jira.url, headers=headers) as client:
        yield client
