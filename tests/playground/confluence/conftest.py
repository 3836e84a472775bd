"""One small Confluence for all these tests; each starts with the seed."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from playground.confluence import EMAIL, TOKEN
from tests.playground.confluence.running import RunningConfluence, confluence, running_confluence
from tests.playground.jira.running import web

__all__ = ["confluence", "running_confluence"]


@pytest.fixture
def cloud(confluence: RunningConfluence) -> Iterator[httpx.Client]:
    """Perron's account as Cloud's API."""
    with web(base_url=f"{confluence.url}/wiki", auth=(EMAIL, TOKEN)) as client:
        yield client


@pytest.fixture
def data_center(confluence: RunningConfluence) -> Iterator[httpx.Client]:
    """The same as Data Center's."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with web(base_url=confluence.url, headers=headers) as client:
        yield client
