"""Both interfaces, as strict as their documentation."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from playground.confluence import TOKEN
from tests.playground.confluence.running import WEB, RunningConfluence

V1, V2 = "/rest/api", "/api/v2"
STORAGE = {"value": "<p>Words</p>", "representation": "storage"}


def v2_page(**other: Any) -> dict[str, Any]:
    page = {"spaceId": "98310", "status": "current", "title": "A page"}
    return page | {"body": {"storage": STORAGE}} | other


def v1_page(**other: Any) -> dict[str, Any]:
    page = {"type": "page", "title": "A page", "space": {"key": "NORD"}}
    return page | {"body": {"storage": STORAGE}} | other


def test_each_deployment_has_its_own_way_in(confluence: RunningConfluence) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for path in (f"/wiki{V1}/user/current", f"/wiki{V2}/spaces"):
        assert WEB.get(confluence.url + path, headers=bearer).status_code == 401
    at = f"{confluence.url}{V1}/space"
    assert WEB.get(at).status_code == 401
    assert WEB.get(at, auth=("perron@gleiswerk.example", TOKEN)).status_code == 401
    assert WEB.get(at, headers=bearer).status_code == 200


def test_a_path_that_is_not_there(cloud: httpx.Client, data_center: httpx.Client) -> None:
    for path in (f"{V2}/search", f"{V2}/users/current", f"{V1}/content", f"{V1}/space"):
        answer = cloud.get(path, params={})
        assert answer.status_code == 404, path
    assert cloud.get(f"{V2}/nowhere").json()["errors"][0]["status"] == 404
    for path in (f"{V2}/pages", f"{V1}/group/by-id", f"{V1}/space/NORD/permission"):
        assert data_center.get(path).status_code == 404, path
    assert data_center.get(f"{V1}/nowhere").json()["statusCode"] == 404
    assert data_center.get(f"{V1}/space", params={"keys": "NORD"}).status_code == 400


@pytest.mark.parametrize(
    "page",
    [
        {k: v for k, v in v2_page().items() if k != "title"},
        {k: v for k, v in v2_page().items() if k != "status"},
        v2_page(spaceId="NORD"),
        v2_page(title="x" * 256),
        v2_page(body={"storage": {"value": "<p>Words</p>"}}),
        v2_page(body={"storage": STORAGE | {"value": "<p>Words<br></p>"}}),
        v2_page(body={"storage": STORAGE | {"value": "Tea & biscuits"}}),
        v2_page(title="nordwind"),
    ],
)
def test_v2_takes_no_half_page(
    cloud: httpx.Client, confluence: RunningConfluence, page: dict[str, Any]
) -> None:
    answer = cloud.post(f"{V2}/pages", json=page)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["title"]
    assert confluence.pages() == []


@pytest.mark.parametrize(
    "page",
    [
        {k: v for k, v in v1_page().items() if k != "type"},
        v1_page(space={"id": 98310}),
        v1_page(body={"wiki": {"value": "h1. Words"}}),
        v1_page(title="NORDWIND"),
        v1_page(ancestors=[{"id": "x"}]),
    ],
)
def test_v1_takes_no_half_page(
    data_center: httpx.Client, confluence: RunningConfluence, page: dict[str, Any]
) -> None:
    answer = data_center.post(f"{V1}/content", json=page)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert confluence.pages() == []


@pytest.mark.parametrize(("number", "status"), [(1, 409), (2, 200), (3, 409)])
def test_an_update_wants_the_next_version(
    cloud: httpx.Client, data_center: httpx.Client, number: int, status: int
) -> None:
    version = {"number": number}
    made = cloud.post(f"{V2}/pages", json=v2_page()).json()
    body = v2_page(id=made["id"], title="Second", version=version)
    answer = cloud.put(f"{V2}/pages/{made['id']}", json=body)
    assert answer.status_code == status
    made = data_center.post(f"{V1}/content", json=v1_page(title="Third")).json()
    body = v1_page(title="Fourth", version=version)
    answer = data_center.put(f"{V1}/content/{made['id']}", json=body)
    assert answer.status_code == status
    assert data_center.put(f"{V1}/content/{made['id']}", json=v1_page()).status_code == 400


def test_search_knows_space_and_label_and_nothing_else(
    data_center: httpx.Client, confluence: RunningConfluence
) -> None:
    made = data_center.post(f"{V1}/content", json=v1_page()).json()
    label = [{"prefix": "global", "name": "perron-1"}]
    assert data_center.post(f"{V1}/content/{made['id']}/label", json=label).status_code == 200
    found = {"cql": 'label = "perron-1" AND space = NORD and type = page'}
    search = f"{V1}/content/search"
    assert [one["id"] for one in data_center.get(search, params=found).json()["results"]] == [
        made["id"]
    ]
    confluence.hostile(search_lag=5)
    assert data_center.get(search, params=found).json()["results"] == []
    confluence.now = 5.0
    assert len(data_center.get(search, params=found).json()["results"]) == 1
    for cql in ('label = "perron-1"', "space = NORD or label = x", 'title = "x"', "", "space ~ N"):
        assert data_center.get(search, params={"cql": cql}).status_code == 400, cql


def test_lists_go_on_where_they_say(cloud: httpx.Client, data_center: httpx.Client) -> None:
    answer = cloud.get(f"{V2}/spaces", params={"limit": 1}).json()
    assert [one["key"] for one in answer["results"]] == ["NORD"]
    at = cloud.base_url.join(answer["_links"]["next"]).copy_with(
        path="/confluence/wiki/api/v2/spaces"
    )
    assert [one["key"] for one in cloud.get(at).json()["results"]] == ["HARB"]
    answer = data_center.get(f"{V1}/space", params={"limit": 1, "start": 1}).json()
    assert [one["key"] for one in answer["results"]] == ["HARB"]
    assert "next" not in answer["_links"]
