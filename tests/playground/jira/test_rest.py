"""What the playground's Jira refuses, in Jira's own words and shapes."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from playground.jira import READER_TOKEN, TOKEN, build
from tests.playground.jira.running import WEB, RunningJira, web

API = "/rest/api/2"


def draft(**fields: Any) -> dict[str, Any]:
    """A good issue, changed; None takes a field away."""
    good = {"project": {"key": "NORD"}, "issuetype": {"id": "6"}, "summary": "A question"}
    return {"fields": {k: v for k, v in {**good, **fields}.items() if v is not None}}


def make(api: httpx.Client, **fields: Any) -> str:
    answer = api.post(f"{API}/issue", json=draft(**fields))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


def reader(jira: RunningJira) -> httpx.Client:
    headers = {"Authorization": f"Bearer {READER_TOKEN}"}
    return web(base_url=jira.url, headers=headers)


def test_strangers_are_told_to_log_in(jira: RunningJira) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic !!"},
    ):
        answer = WEB.get(f"{jira.url}{API}/myself", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["errorMessages"]
    assert WEB.get(f"{jira.url}{API}/serverInfo").status_code == 200


def test_the_email_must_fit_the_token(jira: RunningJira) -> None:
    good, bad = ("perron@gleiswerk.example", TOKEN), ("mara@gleiswerk.example", TOKEN)
    assert WEB.get(f"{jira.url}{API}/myself", auth=good).status_code == 200
    assert WEB.get(f"{jira.url}{API}/myself", auth=bad).status_code == 401


def test_an_issue_is_made_with_its_own_number_in_each_project(api: httpx.Client) -> None:
    assert [make(api), make(api, project={"key": "HARB"}), make(api)] == [
        "NORD-1",
        "HARB-1",
        "NORD-2",
    ]
    fields = api.get(f"{API}/issue/HARB-1").json()["fields"]
    assert fields["reporter"]["name"] == "perron"
    assert fields["project"]["name"] == "Harbour & Co"
    assert fields["status"]["statusCategory"]["key"] == "new"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"project": {"key": "NONE"}}, "project"),
        ({"issuetype": {"name": "Epic"}}, "issuetype"),
        ({"issuetype": None}, "issuetype"),
        ({"summary": None}, "summary"),
        ({"summary": "x" * 256}, "summary"),
        ({"summary": "two\nlines"}, "summary"),
        ({"description": "x" * 32_768}, "description"),
        ({"labels": ["two words"]}, "labels"),
        ({"priority": {"name": "Urgent"}}, "priority"),
        ({"assignee": {"name": "nobody"}}, "assignee"),
        ({"assignee": {"accountId": "5b10a2844c20165700ede211"}}, "assignee"),
        ({"assignee": {"name": "reader"}}, "assignee"),
        ({"customfield_10100": "x"}, "customfield_10100"),
    ],
)
def test_a_wrong_field_is_named(
    api: httpx.Client, jira: RunningJira, fields: dict[str, Any], wrong: str
) -> None:
    answer = api.post(f"{API}/issue", json=draft(**fields))
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [wrong]
    assert jira.issues() == []


def test_what_just_fits_is_taken(api: httpx.Client, jira: RunningJira) -> None:
    make(api, summary="x" * 255, description="y" * 32_767, assignee={"name": "mara"})
    assert jira.issues()[0]["assignee"] == "mara"


def test_a_required_field_is_told_and_asked_for(api: httpx.Client, jira: RunningJira) -> None:
    field = {"field": "customfield_10100", "name": "Cost centre"}
    jira.control("required", project="NORD", issue_type="Bug", **field)
    answer = api.post(f"{API}/issue", json=draft(issuetype={"name": "Bug"}))
    assert answer.json()["errors"] == {"customfield_10100": "Cost centre is required."}
    told = api.get(f"{API}/issue/createmeta/NORD/issuetypes/1").json()["values"]
    assert ("customfield_10100", True) in [(f["fieldId"], f["required"]) for f in told]
    make(api, issuetype={"name": "Bug"}, customfield_10100="4711")
    make(api, issuetype={"name": "Task"})
    jira.control("required", project="NORD", issue_type="Bug", field="customfield_10100")
    make(api, issuetype={"name": "Bug"})


def test_createmeta_comes_in_pages(api: httpx.Client) -> None:
    at = f"{API}/issue/createmeta/NORD/issuetypes"
    first = api.get(at, params={"maxResults": 2}).json()
    rest = api.get(at, params={"maxResults": 2, "startAt": 2}).json()
    assert [t["name"] for t in first["values"] + rest["values"]] == ["Task", "Bug", "Story"]
    assert (first["isLast"], rest["isLast"]) == (False, True)


def test_who_may_not_see_a_project_finds_nothing_there(
    api: httpx.Client, jira: RunningJira
) -> None:
    make(api, project={"key": "HARB"})
    make(api)
    with reader(jira) as other:
        assert other.get(f"{API}/project/HARB").status_code == 404
        assert other.get(f"{API}/issue/HARB-1").status_code == 404
        assert other.get(f"{API}/mypermissions?projectKey=HARB").status_code == 404
        assert other.get(f"{API}/search", params={"jql": "project = HARB"}).status_code == 400
        assert [p["key"] for p in other.get(f"{API}/project").json()] == ["NORD"]
        found = other.get(f"{API}/search").json()["issues"]
        assert [issue["key"] for issue in found] == ["NORD-1"]


def test_who_may_only_read_changes_nothing(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    link = {"object": {"url": "https://example.org", "title": "There"}}
    with reader(jira) as other:
        assert other.post(f"{API}/issue", json=draft()).status_code == 403
        assert other.post(f"{API}/issue/{key}/remotelink", json=link).status_code == 403
        assert other.post(f"{API}/issue/{key}/comment", json={"body": "x"}).status_code == 403
        assert other.put(f"{API}/issue/{key}", json={"fields": {}}).status_code == 403
        assert other.post(f"{API}/issue/{key}/transitions", json={}).status_code == 403
        rights = other.get(f"{API}/mypermissions?projectKey=NORD").json()["permissions"]
    assert [name for name, right in rights.items() if right["havePermission"]] == [
        "BROWSE_PROJECTS"
    ]
    assert len(jira.issues()) == 1


def test_rights_can_be_taken_away(api: httpx.Client, jira: RunningJira) -> None:
    jira.control("rights", account="perron", project="NORD", without=["CREATE_ISSUES"])
    assert api.post(f"{API}/issue", json=draft()).status_code == 403
    jira.control("rights", account="perron", project="NORD", rights=[])
    assert api.get(f"{API}/project/NORD").status_code == 404
    assert api.post(f"{API}/issue", json=draft()).status_code == 400


def test_the_same_link_again_is_one_link(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    at = f"{API}/issue/{key}/remotelink"
    for title, status in (("first", 201), ("second", 200)):
        shown = {"url": "https://example.org/1", "title": title}
        assert api.post(at, json={"globalId": "g", "object": shown}).status_code == status
    assert [link["title"] for link in jira.issues()[0]["links"]] == ["second"]
    assert api.post(at, json={"object": {"url": "https://example.org"}}).status_code == 400


def test_an_issue_is_edited_commented_and_moved(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    change = {"fields": {"summary": "New", "priority": {"id": "2"}}}
    assert api.put(f"{API}/issue/{key}", json=change).status_code == 204
    assert api.put(f"{API}/issue/{key}", json={"fields": {"summary": ""}}).status_code == 400
    assert api.post(f"{API}/issue/{key}/comment", json={"body": "Hello"}).status_code == 201
    assert api.post(f"{API}/issue/{key}/comment", json={"body": " "}).status_code == 400
    assert api.get(f"{API}/issue/{key}/comment").json()["comments"][0]["body"] == "Hello"
    ways = api.get(f"{API}/issue/{key}/transitions").json()["transitions"]
    way = next(way["id"] for way in ways if way["to"]["name"] == "Done")
    sent = {"transition": {"id": way}}
    assert api.post(f"{API}/issue/{key}/transitions", json=sent).status_code == 204
    issue = jira.issues()[0]
    assert (issue["summary"], issue["priority"], issue["category"]) == ("New", "High", "done")


@pytest.mark.parametrize(
    ("due", "status"), [("2026-12-04", 204), (None, 204), ("2026-13-04", 400), ("4.12.2026", 400)]
)
def test_a_due_date_is_a_day(api: httpx.Client, due: str | None, status: int) -> None:
    change = {"fields": {"duedate": due}}
    assert api.put(f"{API}/issue/{make(api)}", json=change).status_code == status


def test_what_this_jira_does_not_have_is_missing(api: httpx.Client, jira: RunningJira) -> None:
    assert api.get(f"{API}/dashboard").status_code == 404
    assert api.delete(f"{API}/issue/NORD-1").status_code == 404
    jira.hostile(missing=[f"{API}/issue/createmeta/*"])
    assert api.get(f"{API}/issue/createmeta/NORD/issuetypes").status_code == 404
    assert api.get(f"{API}/project/NORD").status_code == 200


def test_a_body_that_is_no_json_is_refused(api: httpx.Client) -> None:
    for raw in (b"", b"{", b"[]"):
        assert api.post(f"{API}/issue", content=raw).status_code == 400


def test_it_knows_where_it_is_mounted(jira: RunningJira) -> None:
    answer = WEB.get(f"{jira.url}{API}/serverInfo").json()
    assert answer["baseUrl"] == jira.url


def test_it_also_stands_alone(jira: RunningJira) -> None:
    async def ask() -> list[httpx.Response]:
        alone = build(jira.jira820)
        transport = httpx.ASGITransport(alone)
        async with httpx.AsyncClient(transport=transport, base_url="http://jira") as client:
            answers = [await client.get(f"{API}/serverInfo"), await client.get("/")]
        await alone.close()
        return answers

    info, page = asyncio.run(ask())
    assert info.json()["baseUrl"] == "http://jira"
    assert "No ticket yet." in page.text
