"""Bad days: by chance and by script, before and after the deed."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import Any

import httpx
import pytest

from playground.hostile import Deed, Hostile
from tests.playground.jira.running import RunningJira
from tests.playground.jira.test_rest import API, draft

CREATE: dict[str, Any] = {"method": "jira.create"}


@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_a_refusal_does_nothing(api: httpx.Client, jira: RunningJira, status: int) -> None:
    jira.hostile(**{str(status): 1.0, "retry_after": 7})
    answer = api.post(f"{API}/issue", json=draft())
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)
    assert jira.issues() == []


@pytest.mark.parametrize(("deed", "made"), [("drop_before", 0), ("drop_after", 1)])
def test_a_connection_breaks_around_the_deed(
    api: httpx.Client, jira: RunningJira, deed: str, made: int
) -> None:
    jira.hostile({**CREATE, "do": deed})
    with pytest.raises(httpx.TransportError):
        api.post(f"{API}/issue", json=draft())
    assert len(jira.issues()) == made
    assert jira.traffic[-1]["note"] == deed
    assert api.post(f"{API}/issue", json=draft()).status_code == 201


def test_a_script_counts_what_matches(api: httpx.Client, jira: RunningJira) -> None:
    jira.hostile({"method": f"GET {API}/my*", "nth": 2, "do": "500", "times": 2})
    api.get(f"{API}/serverInfo")
    answers = [api.get(f"{API}/myself").status_code for _ in range(4)]
    assert answers == [200, 500, 500, 200]


@pytest.mark.parametrize(("deed", "made"), [("kill_before", 0), ("kill_after", 1)])
def test_a_script_kills_a_process(
    api: httpx.Client, jira: RunningJira, deed: str, made: int
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as victim:
        jira.hostile({**CREATE, "do": deed, "pid": victim.pid})
        with pytest.raises(httpx.TransportError):
            api.post(f"{API}/issue", json=draft())
        assert victim.wait(timeout=60) == -9
    assert len(jira.issues()) == made


def test_when_it_is_down_nobody_answers(api: httpx.Client, jira: RunningJira) -> None:
    jira.hostile(down=True)
    with pytest.raises(httpx.TransportError):
        api.get(f"{API}/serverInfo")
    jira.hostile()
    assert api.get(f"{API}/serverInfo").status_code == 200


def test_the_same_seed_brings_the_same_day() -> None:
    days = []
    for _ in range(2):
        hostile = Hostile(random.Random(7))
        hostile.configure({"429": 0.2, "drop_after": 0.2})
        days.append([hostile.next(["jira.create"]) for _ in range(50)])
    assert days[0] == days[1]
    assert {None, Deed("429"), Deed("drop_after")} == set(days[0])


def test_one_script_may_count_for_all() -> None:
    steps = iter([None, {"do": "500"}, None])
    hostile = Hostile(script=lambda _names: next(steps))
    assert [hostile.next(["jira.create"]) for _ in range(3)] == [None, Deed("500"), None]


@pytest.mark.parametrize(
    ("jira_part", "script", "why"),
    [
        ({"418": 1}, [], "unknown 418"),
        ({}, [{"do": "explode"}], "do is 'explode'"),
        ({}, [{"do": "kill_after"}], "needs a pid"),
    ],
)
def test_what_is_not_known_is_said(
    jira_part: dict[str, float], script: list[dict[str, Any]], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Hostile().configure(jira_part, script)


def test_traffic_shows_calls_and_no_token(api: httpx.Client, jira: RunningJira) -> None:
    api.post(f"{API}/issue", json=draft())
    entry = jira.traffic[-1]
    assert (entry["direction"], entry["kind"]) == ("to_jira", "jira")
    assert (entry["name"], entry["status"]) == (f"POST {API}/issue", 201)
    assert entry["request"]["body"]["fields"]["summary"] == "A question"
    assert entry["response"]["key"] == "NORD-1"
    assert api.headers["authorization"].split()[1] not in str(entry)
