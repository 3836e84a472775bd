"""A strict Jira over real HTTP, and trackers that speak to it."""

from __future__ import annotations

import pytest

from bot.ports import TicketDraft, Tracker
from integrations.jira import JiraTracker
from playground.jira import TOKEN
from tests.playground.jira.running import RunningJira, jira, running_jira

__all__ = ["jira", "running_jira"]

EMAIL = "perron@gleiswerk.example"


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
