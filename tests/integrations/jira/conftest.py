"""A strict Jira over real HTTP, and trackers that speak to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ports import TicketDraft, Tracker
from integrations.jira import JiraTracker
from playground.jira import TOKEN, start_jira820
from tests.playground.jira.running import RunningJira, running

EMAIL = "perron@gleiswerk.example"


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
def tracker(jira: RunningJira) -> JiraTracker:
    """Perron's account on a Data Center."""
    return JiraTracker(jira.url, TOKEN)


@pytest.fixture
def cloud(jira: RunningJira) -> JiraTracker:
    """The same account on a Cloud."""
    return JiraTracker(jira.url, TOKEN, email=EMAIL)


@pytest.fixture(params=["data-center", "cloud"])
def either(request: pytest.FixtureRequest, jira: RunningJira) -> Tracker:
    """A tracker: once Data Center, once Cloud."""
    return JiraTracker(jira.url, TOKEN, email=EMAIL if request.param == "cloud" else None)


@pytest.fixture
def draft() -> TicketDraft:
    return TicketDraft(
        project="NORD",
        summary="The basket loses its voucher",
        description="Anke: the voucher is gone.\nTil: for me too.",
        issue_type="6",
        label="perron-0a1b2c",
        source_url="https://gleiswerk.slack.example/archives/C0NORDWIND/p1700000000000100",
    )
