"""Calls go wrong on request, and Slack's rate limits hold when asked for."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import httpx
import pytest

from playground.testing import ControlError, Running

C = "C0NORDWIND"
HEADERS = {"Authorization": "Bearer xoxb-playground"}


def _post(pg: Running) -> httpx.Response:
    return pg.client.post(
        "/api/chat.postMessage", json={"channel": C, "text": "x"}, headers=HEADERS
    )


@pytest.mark.parametrize(("deed", "there"), [("drop_before", 0), ("drop_after", 1)])
def test_drops_the_connection(deed: str, there: int, pg: Running) -> None:
    pg.post("hostile", script=[{"method": "chat.postMessage", "do": deed}])
    with pytest.raises(httpx.TransportError):
        _post(pg)
    assert len(pg.messages("anke", C)) == there
    assert _post(pg).json()["ok"] is True


def test_the_script_acts_on_the_nth_matching_call(pg: Running) -> None:
    script = [{"method": "chat.*", "nth": 2, "do": "500", "times": 2}, {"nth": 4, "do": "429"}]
    pg.post("hostile", script=script)
    assert [_post(pg).status_code for _ in range(5)] == [200, 500, 500, 429, 200]


@pytest.mark.parametrize(("deed", "there"), [("kill_before", 0), ("kill_after", 1)])
def test_kills_a_process_around_a_call(deed: str, there: int, pg: Running) -> None:
    victim = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    pg.post("hostile", script=[{"method": "*", "do": deed, "pid": victim.pid}])
    with pytest.raises(httpx.TransportError):
        _post(pg)
    assert victim.wait(timeout=60) == -9
    assert victim.stdin is not None
    victim.stdin.close()
    assert len(pg.messages("anke", C)) == there


def test_chance_is_drawn_from_the_seed(pg: Running) -> None:
    def run() -> list[int]:
        pg.post("hostile", seed=7, api={"429": 0.3, "500": 0.3, "retry_after": 2})
        return [_post(pg).status_code for _ in range(20)]

    first = run()
    assert set(first) == {200, 429, 500}
    assert run() == first


def test_limits_posts_to_one_a_second_in_a_channel(pg: Running) -> None:
    pg.post("hostile", rate_limits=True)
    answers = [_post(pg) for _ in range(30)]
    limited = [a for a in answers if a.status_code == 429]
    assert limited
    assert limited[0].headers["retry-after"] == "1"
    other = {"channel": "C0TEAM", "text": "x"}
    assert pg.client.post("/api/chat.postMessage", json=other, headers=HEADERS).json()["ok"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"evnts": {}},
        {"api": {"418": 1}},
        {"script": [{"do": "explode"}]},
        {"script": [{"do": "kill_after"}]},
    ],
)
def test_says_what_does_not_fit(wrong: dict[str, Any], pg: Running) -> None:
    with pytest.raises(ControlError, match="400"):
        pg.post("hostile", **wrong)


def test_the_log_shows_what_happened_without_secrets(pg: Running) -> None:
    pg.post("hostile", script=[{"do": "500"}])
    _post(pg)
    form = {"token": "xoxb-playground", "channel": C, "text": "xoxb-123-abc"}
    pg.client.post("/api/chat.postMessage", data=form)
    pg.post("settle")
    entries = pg.get("traffic")["entries"]
    assert entries[0]["note"] == "500"
    assert (entries[0]["direction"], entries[0]["name"]) == ("from_bot", "chat.postMessage")
    assert any(e["direction"] == "to_bot" and e["kind"] == "event" for e in entries)
    assert "xoxb-" not in str(entries)
    assert pg.get("traffic", after=entries[-1]["n"])["entries"] == []
