"""Slack's Web API as the playground has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integrations.slack.chat import SlackChat
from playground.testing import Running, running


@pytest.fixture(scope="module")
def _slack() -> Iterator[Running]:
    with running() as ready:
        yield ready


@pytest.fixture
def slack(_slack: Running) -> Running:
    _slack.post("reset")
    return _slack


@pytest.fixture
def chat(slack: Running) -> SlackChat:
    return SlackChat("xoxb-playground", f"{slack.url}/api/")
