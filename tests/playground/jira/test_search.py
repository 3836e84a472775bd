"""Search: strict about the query, behind by some seconds, two dialects."""

from __future__ import annotations

import httpx
import pytest

from playground.jira import TOKEN
from tests.playground.jira.running import RunningJira, web
from tests.playground.jira.test_rest import API, make


def found(api: httpx.Client, jql: str, **more: str | int) -> list[str]:
    answer = api.get(f"{API}/search", params={"jql": jql, **more})
    assert answer.status_code == 200, answer.text
    return [issue["key"] for issue in answer.json()["issues"]]


@pytest.mark.parametrize(
    "jql",
    [
        'project = "NORD" AND labels = "perron-1"',
        "key in (NORD-1, NORD-2) AND labels = perron-1 ORDER BY created DESC, key",
        "(labels = perron-1 OR labels = none) AND status != Done",
        "statusCategory not in (Done) and labels in ('perron-1') order by key asc",
        'summary ~ "first" AND created >= -1d',
    ],
)
def test_what_jira820_understands_is_found(api: httpx.Client, jql: str) -> None:
    make(api, summary="The first", labels=["perron-1"])
    make(api, summary="The other", labels=["perron-2"])
    assert found(api, jql) == ["NORD-1"]


@pytest.mark.parametrize(
    ("jql", "why"),
    [
        ("worklogDate > -1d", "knows worklogDate by whole days only"),
        ("worklogDate = 2026-13-01", "knows worklogDate by whole days only"),
        ("worklogDate in (2026-11-01)", "operator 'in' is not supported"),
        ("worklogAuthor = mara", "Field 'worklogAuthor' does not exist"),
        ("priority = High", "Field 'priority' does not exist"),
        ("assignee = currentUser()", "Unable to find JQL function 'currentUser()'"),
        ("project ~ NORD", "operator '~' is not supported"),
        ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'"),
        ("status = Waiting", "The value 'Waiting' does not exist"),
        ("key = NORD-99", "An issue with key 'NORD-99' does not exist"),
        ("created > yesterday", "Date value 'yesterday'"),
        ("project = NORD AND", "Expecting a field name"),
        ("project = NORD labels = x", "Expecting either 'OR' or 'AND'"),
        ("project", "Expecting operator"),
        ("labels in perron", "Expecting '('"),
        ("(labels = perron", "Expecting ')'"),
        ('labels = "open', "is not allowed here"),
        ("assignee is EMPTY", "operator 'is' is not supported"),
        ("labels = EMPTY", "EMPTY"),
        ("NOT labels = x", "NOT"),
        ("labels = x ORDER BY votes", "Not able to sort"),
        ('summary ~ "a and b"', "cannot search for"),
    ],
)
def test_the_rest_is_refused_with_a_reason(api: httpx.Client, jql: str, why: str) -> None:
    answer = api.get(f"{API}/search", params={"jql": jql})
    assert answer.status_code == 400
    assert answer.json()["errors"] == {}
    assert why in answer.json()["errorMessages"][0]


def test_unknown_keys_pass_where_the_query_is_not_validated(api: httpx.Client) -> None:
    make(api)
    assert found(api, "key in (NORD-1, NORD-99)", validateQuery="false") == ["NORD-1"]


def test_the_index_lags(api: httpx.Client, jira: RunningJira) -> None:
    jira.hostile(search_lag=3)
    make(api, labels=["new"])
    assert found(api, "labels = new") == []
    jira.now += 2.9
    assert found(api, "labels = new") == []
    jira.now += 0.1
    assert found(api, "labels = new") == ["NORD-1"]
    jira.control("transition", key="NORD-1", status="Done")
    assert found(api, "labels = new") == []
    assert api.get(f"{API}/issue/NORD-1").status_code == 200


def test_pages_and_fields(api: httpx.Client) -> None:
    for _ in range(3):
        make(api)
    query = httpx.QueryParams(maxResults=2, startAt=1, fields=["status", "summary"])
    answer = api.get(f"{API}/search", params=query).json()
    assert [i["key"] for i in answer["issues"]] == ["NORD-2", "NORD-3"]
    assert answer["total"] == 3
    assert set(answer["issues"][0]["fields"]) == {"status", "summary"}
    body = {"jql": "project = NORD", "fields": ["summary"]}
    assert len(api.post(f"{API}/search", json=body).json()["issues"]) == 3


def test_cloud_has_a_search_of_its_own(api: httpx.Client, jira: RunningJira) -> None:
    for _ in range(3):
        make(api, assignee={"name": "mara"})
    assert api.get(f"{API}/search/jql", params={"jql": "project = NORD"}).status_code == 404
    auth = ("perron@gleiswerk.example", TOKEN)
    with web(base_url=jira.url, auth=auth) as cloud:
        assert cloud.get(f"{API}/search").status_code == 410
        assert cloud.get(f"{API}/search/jql").status_code == 400
        query: dict[str, str | int] = {"jql": "project = NORD", "maxResults": 2}
        first = cloud.get(f"{API}/search/jql", params=query).json()
        query["nextPageToken"] = first["nextPageToken"]
        rest = cloud.get(f"{API}/search/jql", params=query).json()
    keys = [issue["key"] for issue in first["issues"] + rest["issues"]]
    assert keys == ["NORD-1", "NORD-2", "NORD-3"]
    assert rest["isLast"]
    assert first["issues"][0]["fields"]["assignee"]["accountId"] == "5b10a2844c20165700ede211"
