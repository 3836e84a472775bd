"""Hours in the playground's Jira: who wrote them and when, found by day and by change."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from playground.jira import TOKEN, build, load, save
from tests.playground.jira.running import RunningJira, web
from tests.playground.jira.test_rest import API, make, reader
from tests.playground.jira.test_search import found

MINUTE = 60
LOG: dict[str, Any] = {"timeSpentSeconds": 5400, "started": "2026-11-02T23:30:00.000+0000"}


def log(jira: RunningJira, key: str, started: str, author: str = "mara", **more: Any) -> None:
    jira.control("worklog", key=key, author=author, started=started, seconds=3600, **more)


def test_an_entry_is_written_and_read(api: httpx.Client) -> None:
    at = f"{API}/issue/{make(api)}/worklog"
    made = api.post(at, json={**LOG, "comment": "Looked into it"})
    assert made.status_code == 201
    page = api.get(at).json()
    assert (page["total"], page["worklogs"]) == (1, [made.json()])
    entry = page["worklogs"][0]
    assert entry["author"] == {"name": "perron", "displayName": "Perron", "active": True}
    assert entry["started"] == "2026-11-03T00:30:00.000+0100"
    assert (entry["timeSpentSeconds"], entry["comment"]) == (5400, "Looked into it")


def test_an_entry_that_jira_would_not_take(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    at = f"{API}/issue/{key}/worklog"
    for wrong in ({"timeSpentSeconds": 59}, {"started": "2026-11-02"}, {"started": None}):
        assert api.post(at, json={**LOG, **wrong}).status_code == 400
    assert api.post(f"{API}/issue/NORD-9/worklog", json=LOG).status_code == 404
    with reader(jira) as other:
        assert other.post(at, json=LOG).status_code == 403
    assert api.get(at).json()["worklogs"] == []


def test_issues_are_found_by_the_day_of_their_work(api: httpx.Client, jira: RunningJira) -> None:
    for _ in range(3):
        make(api)
    log(jira, "NORD-1", "2026-10-31T22:59:00Z")  # in Berlin an hour before midnight
    log(jira, "NORD-2", "2026-10-31T23:01:00Z")
    log(jira, "NORD-2", "2026-12-01T12:00:00Z")
    assert found(api, 'worklogDate >= "2026-11-01"') == ["NORD-2"]
    assert found(api, "worklogDate < 2026-11-01 AND project = NORD") == ["NORD-1"]
    assert found(api, "(worklogDate = 2026-12-01 OR key = NORD-3) order by key desc") == [
        "NORD-3",
        "NORD-2",
    ]
    assert found(api, "worklogDate > 2027-01-01 AND project in (NORD, HARB)") == []


def test_what_was_changed_lately(api: httpx.Client, jira: RunningJira) -> None:
    """From a moment on, oldest first, page by page, without the last minute."""
    key, now = make(api), time.time()
    for age in (240, 180, 120, 1):
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - age))
        log(jira, key, "2026-11-02T09:00:00Z", created=created)
    jira.control("pages", most=2)
    first = api.get(f"{API}/worklog/updated", params={"since": int((now - 200) * 1000)}).json()
    assert [value["worklogId"] for value in first["values"]] == [20_002, 20_003]
    assert first["lastPage"]
    first = api.get(f"{API}/worklog/updated").json()
    assert [value["worklogId"] for value in first["values"]] == [20_001, 20_002]
    assert first["nextPage"].endswith(f"since={first['until']}")
    second = api.get(f"{API}/worklog/updated", params={"since": first["until"]}).json()
    assert [value["worklogId"] for value in second["values"]] == [20_002, 20_003]
    assert "nextPage" not in second


def test_entries_by_their_ids(api: httpx.Client, jira: RunningJira) -> None:
    nord, harb = make(api), make(api, project={"key": "HARB"})
    for key in (nord, harb):
        log(jira, key, "2026-11-02T09:00:00Z", author="lena")
    wanted = {"ids": [20_001, 20_002, 99]}
    listed = api.post(f"{API}/worklog/list", json=wanted).json()
    assert [entry["id"] for entry in listed] == ["20001", "20002"]
    issue = api.get(f"{API}/issue/{listed[1]['issueId']}").json()
    assert (issue["key"], issue["fields"]["customfield_10300"]) == (harb, None)
    with reader(jira) as other:
        seen = other.post(f"{API}/worklog/list", json=wanted).json()
        assert [entry["id"] for entry in seen] == ["20001"]
    assert api.post(f"{API}/worklog/list", json={"ids": list(range(1001))}).status_code == 400
    jira.control("unlog", id=20_001)
    jira.control("delete", key=harb)
    assert api.post(f"{API}/worklog/list", json=wanted).json() == []


def test_cloud_gives_pages_and_account_ids(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    for _ in range(3):
        log(jira, key, "2026-11-02T09:00:00Z")
    with web(base_url=jira.url, auth=("perron@gleiswerk.example", TOKEN)) as cloud:
        at = f"{API}/issue/{key}/worklog"
        page = cloud.get(at, params={"startAt": 1, "maxResults": 1}).json()
    assert (page["startAt"], page["maxResults"], page["total"]) == (1, 1, 3)
    assert [entry["author"]["accountId"] for entry in page["worklogs"]] == [
        "5b10a2844c20165700ede211"
    ]


def test_three_months_of_work(api: httpx.Client, jira: RunningJira) -> None:
    jira.control("worked", project="HARB", until="2026-11-20")
    assert [issue["labels"] for issue in jira.issues()[:3]] == [["billed"], ["billed"], []]
    entries = api.get(f"{jira.origin}/control/jira/worklogs").json()["worklogs"]
    assert {entry["key"].split("-")[0] for entry in entries} == {"HARB"}
    assert {entry["author"] for entry in entries} == {"mara", "jonas", "emre", "lena", "sofie"}
    assert {entry["started"][:7] for entry in entries} == {"2026-09", "2026-10", "2026-11"}
    days = [datetime.fromisoformat(entry["started"]).weekday() for entry in entries]
    assert max(days) < 5


def test_hours_and_settings_outlive_it(tmp_path: Path) -> None:
    before, after = (build("http://127.0.0.1:9").desk for _ in range(2))
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    entry = before.ledger.write("NORD-1", "17", "mara", at, 3600, "Größe", 1.5)
    before.rules.values = {"NORD-1": {"customfield_10300": "R-1"}}
    before.rules.schemes["NORD"] = 10_001
    before.rules.categories["HARB"] = 10_101
    before.gone("NORD-1", "WERK-1", "17")
    save(before, tmp_path / "jira.json")
    load(after, tmp_path / "jira.json")
    assert after.ledger.entries == {entry.id: entry}
    assert after.rules.values == before.rules.values
    assert after.rules.schemes == before.rules.schemes
    assert after.rules.categories == before.rules.categories
    assert (after.moves.key_now("NORD-1"), after.moves.key_now("17")) == ("WERK-1", "WERK-1")
    assert after.ledger.write("NORD-1", "17", "mara", at, 60, "", 2.5).id == entry.id + 1
