"""A strict Jira over real HTTP, and trackers that speak to it."""

from __future__ import annotations

import pytest

from bot.ports import TicketDraft, Tracker, TrackerEnding
from integrations.jira import JiraEnding, JiraTracker
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


@pytest.fixture(params=[None, EMAIL], ids=["data-center", "cloud"])
def email(request: pytest.FixtureRequest) -> str | None:
    """What makes it a Cloud."""
    said: str | None = request.param
    return said


@pytest.fixture
def ending(email: str | None, jira: RunningJira) -> TrackerEnding:
    """What ends the work for a client: once Data Center, once Cloud."""
    return JiraEnding(jira.url, TOKEN, email)


@pytest.fixture
def mara(email: str | None) -> str:
    """How Mara is named where ``ending`` reads."""
    return "5b10a2844c20165700ede211" if email else "mara"


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
