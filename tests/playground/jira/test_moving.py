"""Cloud's bulk move in the playground: strict about what is sent, and never done at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from playground.jira import TOKEN
from tests.playground.jira.running import RunningJira, web
from tests.playground.jira.test_rest import API, make
from tests.playground.jira.test_worklogs import log

MOVE, QUEUE = "/rest/api/3/bulk/issues/move", "/rest/api/3/bulk/queue"
INFERRED = {
    f"infer{name}": True
    for name in ("ClassificationDefaults", "FieldDefaults", "StatusDefaults", "SubtaskTypeDefault")
}


@pytest.fixture
def cloud(jira: RunningJira) -> Iterator[httpx.Client]:
    with web(base_url=jira.url, auth=("perron@gleiswerk.example", TOKEN)) as client:
        yield client


def order(*keys: str, to: str = "WERK,6", **more: Any) -> dict[str, Any]:
    target = {"issueIdsOrKeys": list(keys), **INFERRED, **more}
    return {"sendBulkNotification": False, "targetToSourcesMapping": {to: target}}


def test_a_task_is_under_way_first_and_the_issue_keeps_its_id(
    api: httpx.Client, cloud: httpx.Client, jira: RunningJira
) -> None:
    key = make(api)
    id_ = api.get(f"{API}/issue/{key}").json()["id"]
    log(jira, key, "2026-11-02T09:00:00")
    answer = cloud.post(MOVE, json=order(key))
    assert answer.status_code == 201
    at = f"{QUEUE}/{answer.json()['taskId']}"
    assert (cloud.get(at).json()["status"], jira.issues()[0]["key"]) == ("ENQUEUED", key)
    done = cloud.get(at).json()
    assert (done["status"], done["processedAccessibleIssues"]) == ("COMPLETE", [int(id_)])
    for said in (key, "WERK-1", id_):
        issue = cloud.get(f"{API}/issue/{said}").json()
        assert (issue["key"], issue["id"]) == ("WERK-1", id_)
    assert cloud.get(f"{API}/issue/{key}/worklog").json()["total"] == 1, "hours go with it"
    assert make(api) == "NORD-2", "its number is used up"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"targetToSourcesMapping": {}},
        {**order("NORD-1"), "notify": True},
        {**order("NORD-1"), "sendBulkNotification": "no"},
        order("NORD-1", to="WERK"),
        order("NORD-1", to="NONE,6"),
        order("NORD-1", inferFieldDefaults=None),
        order("NORD-1", targetStatus=[]),
        order(),
        order(*["NORD-1"] * 1001),
    ],
)
def test_a_body_that_is_wrong_is_refused(
    api: httpx.Client, cloud: httpx.Client, wrong: dict[str, Any]
) -> None:
    make(api)
    assert cloud.post(MOVE, json=wrong).status_code == 400


def test_without_the_rights_nothing_is_begun(
    api: httpx.Client, cloud: httpx.Client, jira: RunningJira
) -> None:
    key = make(api)
    lacks = (("NORD", "BULK_CHANGE"), ("NORD", "MOVE_ISSUES"), ("WERK", "CREATE_ISSUES"))
    for project, right in lacks:
        jira.control("rights", account="perron", project=project, without=[right])
        assert cloud.post(MOVE, json=order(key)).status_code == 403
        jira.control("rights", account="perron", project=project, without=[])
    assert cloud.get(f"{QUEUE}/10000").status_code == 404


def test_what_cannot_be_moved_stays_and_says_why(api: httpx.Client, cloud: httpx.Client) -> None:
    key = make(api, issuetype={"name": "Story"})
    task = cloud.post(MOVE, json=order(key, "NORD-9", to="WERK,5")).json()["taskId"]
    cloud.get(f"{QUEUE}/{task}")
    done = cloud.get(f"{QUEUE}/{task}").json()
    assert (done["status"], done["invalidOrInaccessibleIssueCount"]) == ("COMPLETE", 1)
    [why] = done["failedAccessibleIssues"].values()
    assert why == ["The issue type is not available in the target project."]
    assert cloud.get(f"{API}/issue/{key}").json()["key"] == key


def test_a_data_center_has_none_of_it(api: httpx.Client) -> None:
    assert api.post(MOVE, json=order(make(api))).status_code == 404
    assert api.get(f"{QUEUE}/10000").status_code == 404
    assert api.get(f"{API}/project/search").status_code == 404
