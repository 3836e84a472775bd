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


def test_search_by_label_lags_behind(
    data_center: httpx.Client, confluence: RunningConfluence
) -> None:
    made = data_center.post(f"{V1}/content", json=v1_page()).json()
    label = [{"prefix": "global", "name": "perron-1"}]
    assert data_center.post(f"{V1}/content/{made['id']}/label", json=label).status_code == 200
    asked = 'label = "perron-1" AND space = NORD and type = page'
    assert found(data_center, asked) == ["A page"]
    confluence.hostile(search_lag=5)
    assert found(data_center, asked) == []
    confluence.now = 5.0
    assert found(data_center, asked) == ["A page"]


def found(client: httpx.Client, cql: str) -> list[str]:
    answer = client.get(f"{V1}/content/search", params={"cql": cql})
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["results"]]


@pytest.mark.parametrize(
    ("matter", "titles"),
    [
        ('text ~ "prices"', ["Import", "Prices"]),
        ('title ~ "PRICES"', ["Prices"]),
        ('text ~ "pri*"', ["Import", "Prices"]),
        ('text ~ "nightly prices"', ["Import"]),
        ('text ~ "nightly OR tea"', ["Import", "Tea"]),
        ('text ~ "tea" or title ~ "import" and text ~ "nightly"', ["Tea", "Import"]),
        ('(text ~ "tea" or title ~ "import") and text ~ "nightly"', ["Import"]),
        ('text ~ "nightly" and (text ~ "prices" or text ~ "tea")', ["Import"]),
        ('text ~ "ta\\u0062le"', ["Prices"]),
        ('text ~ "href"', []),
    ],
)
def test_search_reads_titles_and_words(
    data_center: httpx.Client, confluence: RunningConfluence, matter: str, titles: list[str]
) -> None:
    for title, words in (
        ("Import", "<p>Nightly, of prices.</p>"),
        ("Prices", '<p>A <a href="https://x.test/">table</a>.</p>'),
        ("Tea", "<p>And biscuits.</p>"),
    ):
        confluence.control("write", space="NORD", title=title, storage=words)
        confluence.control("write", space="HARB", title=f"{title} too", storage=words)
    assert sorted(found(data_center, f"type = page and space = NORD and ({matter})")) == sorted(
        titles
    )


@pytest.mark.parametrize(
    "cql",
    [
        *('label = "perron-1"', "space = NORD or label = x", "space = NORD", "", "space ~ N"),
        *('title = "x"', "status = current", "label != x", "label = in", "label = 'x'"),
        *('text ~ "x', 'text ~ "x\\q"', 'text ~ "x" y', 'text ~ "x")', '(text ~ "x"', "text ~ a/b"),
        *('text ~ "*x"', 'text ~ "x~"', 'text ~ "x OR"', 'text ~ "NOT x"', 'text ~ "\\"x\\""'),
        *('text ~ ""', 'text ~ "c#"', 'text ~ "(x)"', 'text ~ "title:x"'),
    ],
)
def test_search_refuses_what_it_does_not_understand(data_center: httpx.Client, cql: str) -> None:
    for asked in {cql, f"space = NORD and {cql}"} - {'space = NORD and label = "perron-1"'}:
        answer = data_center.get(f"{V1}/content/search", params={"cql": asked})
        assert answer.status_code == 400, asked
        assert answer.json()["message"]


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
