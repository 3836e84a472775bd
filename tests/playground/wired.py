"""Fixtures: a playground wired to a receiver that plays the bot; each test starts from the seed.

Who uses them brings a ``_running`` fixture of its own: the playground, with its options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.testing import Running
from tests.playground.receiver import Receiver

MANIFEST = Path(__file__).parent / "manifest.yml"
Api = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def _receiver() -> Iterator[tuple[Receiver, str]]:
    receiver = Receiver()
    yield receiver, receiver.start()
    receiver.stop()


@pytest.fixture
def bot(_receiver: tuple[Receiver, str]) -> Receiver:
    """What plays the bot."""
    _receiver[0].clear()
    return _receiver[0]


@pytest.fixture
def pg(_running: Running, bot: Receiver, _receiver: tuple[Receiver, str]) -> Running:
    """A fresh playground that sends to `bot`."""
    _running.post("reset")
    _running.call(_running.playground.clock.reset)
    bot.clear()
    _running.post("bot", request_url=f"{_receiver[1]}/slack/events", status_url=None)
    return _running


@pytest.fixture
def api(pg: Running) -> Api:
    """Call a method with JSON, as the bot; the answer may be an error of Slack's."""

    def call(method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": "Bearer xoxb-playground"}
        answer = pg.client.post(f"/api/{method}", json=arguments, headers=headers)
        assert answer.status_code == 200
        return dict(answer.json())

    return call
