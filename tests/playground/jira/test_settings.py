"""What an administrator sets in the playground's Jira, and the screens of transitions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.playground.jira.running import RunningJira
from tests.playground.jira.test_rest import API, make, reader
from tests.playground.jira.test_worklogs import LOG

NORD = f"{API}/project/NORD"


def settings(api: httpx.Client, jira: RunningJira) -> Any:
    return api.get(f"{jira.origin}/control/jira/settings").json()["settings"]["NORD"]


def test_a_project_is_archived_and_taken_back(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    known = {
        s["name"]: s["id"] for s in api.get(f"{API}/permissionscheme").json()["permissionSchemes"]
    }
    categories = {c["name"]: int(c["id"]) for c in api.get(f"{API}/projectCategory").json()}
    wanted = {"permissionScheme": known["Read only"], "categoryId": categories["Former clients"]}
    assert api.put(NORD, json=wanted).status_code == 200
    assert settings(api, jira) == {"scheme": "Read only", "category": "Former clients"}
    assert api.get(f"{NORD}/permissionscheme").json()["name"] == "Read only"
    assert api.get(NORD).json()["projectCategory"]["name"] == "Former clients"
    assert api.get(f"{API}/issue/{key}").status_code == 200
    assert api.post(f"{API}/issue/{key}/worklog", json=LOG).status_code == 403
    assert api.get(f"{API}/issue/{key}/transitions").json()["transitions"] == []
    api.put(NORD, json={"permissionScheme": known["Agency work"], "categoryId": -1})
    assert settings(api, jira) == {"scheme": "Agency work", "category": None}
    assert api.post(f"{API}/issue/{key}/worklog", json=LOG).status_code == 201


@pytest.mark.parametrize("wrong", [{"permissionScheme": 1}, {"categoryId": 1}, {"name": "Old"}])
def test_nothing_is_set_when_a_part_is_wrong(
    api: httpx.Client, jira: RunningJira, wrong: dict[str, Any]
) -> None:
    before = settings(api, jira)
    good = {"permissionScheme": 10_001, "categoryId": 10_101}
    assert api.put(NORD, json={**good, **wrong}).status_code == 400
    assert settings(api, jira) == before


def test_only_administrators_set_it(api: httpx.Client, jira: RunningJira) -> None:
    jira.control("rights", account="perron", project="NORD", without=["ADMINISTER"])
    assert api.put(NORD, json={"permissionScheme": 10_001}).status_code == 403
    assert api.put(NORD, json={"categoryId": 10_101}).status_code == 403
    assert api.get(f"{NORD}/permissionscheme").status_code == 200
    with reader(jira) as other:
        assert other.get(f"{NORD}/permissionscheme").status_code == 403
        assert other.get(f"{API}/permissionscheme").status_code == 403
        assert other.put(f"{API}/project/HARB", json={"categoryId": 10_101}).status_code == 404
    assert settings(api, jira) == {"scheme": "Agency work", "category": None}


def test_a_screen_asks_for_its_fields(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    jira.control("screen", status="Done", fields={"resolution": True})
    at = f"{API}/issue/{key}/transitions"
    ways = api.get(at, params={"expand": "transitions.fields"}).json()["transitions"]
    done = next(way for way in ways if way["to"]["name"] == "Done")
    assert [one["name"] for one in done["fields"]["resolution"]["allowedValues"]] == [
        "Done",
        "Won't Do",
        "Duplicate",
    ]
    assert "fields" not in api.get(at).json()["transitions"][0]
    for fields in ({}, {"resolution": {"id": "77"}}, {"resolution": {"id": "1"}, "worklog": "1h"}):
        sent = {"transition": {"id": done["id"]}, "fields": fields}
        assert api.post(at, json=sent).status_code == 400
    sent = {"transition": {"id": done["id"]}, "fields": {"resolution": {"id": "2"}}}
    assert api.post(at, json=sent).status_code == 204
    assert jira.issues()[0]["category"] == "done"
