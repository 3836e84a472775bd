"""One jira820 for all these tests; each starts with an empty one."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from playground.jira import TOKEN
from tests.playground.jira.running import RunningJira, jira, running_jira, web

__all__ = ["jira", "running_jira"]


@pytest.fixture
def api(jira: RunningJira) -> Iterator[httpx.Client]:
    """An HTTP client of Perron's account, as Data Center's API; paths start at Jira's root."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with web(base_url=jira.url, headers=headers) as client:
        yield client
