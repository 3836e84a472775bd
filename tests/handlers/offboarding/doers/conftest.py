"""A strict Jira, a small Confluence and a Slack over HTTP, shared by these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.confluence import DataCenterWiki
from integrations.jira import JiraEnding
from integrations.slack.chat import SlackChat
from integrations.slack.files import SlackFiles
from playground.confluence import TOKEN as WIKI_TOKEN
from playground.jira import TOKEN
from playground.testing import Running, running
from tests.handlers.offboarding.doers.walk import Walk, walk_in
from tests.playground.confluence.running import RunningConfluence, confluence, running_confluence
from tests.playground.jira.running import RunningJira, jira, running_jira

__all__ = ["confluence", "jira", "running_confluence", "running_jira"]


@pytest.fixture(scope="package")
def _slack() -> Iterator[Running]:
    with running() as ready:
        yield ready


@pytest.fixture
def slack(_slack: Running) -> Running:
    _slack.post("reset")
    return _slack


@pytest.fixture
def chat(slack: Running) -> SlackChat:
    return SlackChat("xoxb-playground", f"{slack.url}/api/", paced=False)


@pytest.fixture
def files(slack: Running) -> SlackFiles:
    return SlackFiles("xoxb-playground", f"{slack.url}/api/", paced=False)


@pytest.fixture
def in_jira(tmp_path: Path, jira: RunningJira) -> Iterator[Walk]:
    """An ending with a Jira."""
    with walk_in(tmp_path, ending=JiraEnding(jira.url, TOKEN)) as here:
        yield here


@pytest.fixture
def in_slack(tmp_path: Path, chat: SlackChat, files: SlackFiles) -> Iterator[Walk]:
    """An ending with a Slack, whose people Perron knows."""
    with walk_in(tmp_path, chat=chat, files=files) as here:
        here.meet()
        yield here


@pytest.fixture
def with_wiki(in_slack: Walk, confluence: RunningConfluence) -> Walk:
    """The same, with a Confluence Data Center beside."""
    in_slack.give("wiki", DataCenterWiki(confluence.url, WIKI_TOKEN))
    return in_slack
