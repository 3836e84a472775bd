"""A strict Jira is mounted, logged, reset and made hostile with the playground."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from playground import jira
from playground.testing import ControlError, Running, free_port, running
from tests.playground.wired import MANIFEST

MYSELF = "/jira/rest/api/2/myself"
HEADERS = {"Authorization": "Bearer xoxb-playground"}


@pytest.fixture
def pg() -> Iterator[Running]:
    """With a Jira whose jira820 is away."""
    proxy = jira.build(f"http://127.0.0.1:{free_port()}")
    with running(manifest=MANIFEST, jira=proxy) as found:
        yield found


def test_calls_are_answered_and_logged(pg: Running) -> None:
    assert pg.client.get(MYSELF).status_code == 401
    entry = pg.get("traffic")["entries"][-1]
    assert (entry["direction"], entry["kind"], entry["status"]) == ("to_jira", "jira", 401)


def test_one_script_counts_calls_of_both(pg: Running) -> None:
    pg.post("hostile", script=[{"method": "*", "nth": 2, "do": "drop_before"}])
    assert pg.client.post("/api/auth.test", headers=HEADERS).json()["ok"]
    with pytest.raises(httpx.TransportError):
        pg.client.get(MYSELF)
    assert pg.client.get(MYSELF).status_code == 401


def test_jiras_own_settings_reach_it(pg: Running) -> None:
    pg.post("hostile", jira={"500": 1})
    assert pg.client.get(MYSELF).status_code == 500
    with pytest.raises(ControlError, match="unknown 418"):
        pg.post("hostile", jira={"418": 1})


def test_the_seed_makes_jiras_bad_days_repeatable(pg: Running) -> None:
    days = []
    for seed in (7, 7, 8):
        pg.post("hostile", seed=seed, jira={"500": 0.5})
        days.append([pg.client.get(MYSELF).status_code for _ in range(12)])
    assert days[0] == days[1] != days[2]


def test_a_jira_that_is_away_is_named(pg: Running) -> None:
    with pytest.raises(ControlError, match="Jira does not answer"):
        pg.post("reset")
