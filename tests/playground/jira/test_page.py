"""The pages for people, and the control routes."""

from __future__ import annotations

import httpx

from tests.playground.jira.running import WEB, RunningJira
from tests.playground.jira.test_rest import API, make


def see(jira: RunningJira, path: str, language: str = "en-GB") -> httpx.Response:
    headers = {"Accept-Language": language}
    return WEB.get(jira.url + path, headers=headers)


def test_the_link_of_a_ticket_leads_to_it(api: httpx.Client, jira: RunningJira) -> None:
    text = r"Price \*now\* &amp;lt;, see https://example.org/a_b" + "\nsecond line"
    key = make(api, summary="Checkout <b>fails</b>", description=text, labels=["perron-1"])
    shown = {"url": "https://slack.example/p1", "title": "Conversation"}
    api.post(f"{API}/issue/{key}/remotelink", json={"globalId": "g", "object": shown})
    page = see(jira, f"/browse/{key}").text
    assert "Checkout &lt;b&gt;fails&lt;/b&gt;" in page
    assert "Price *now* &amp;lt;, see" in page
    assert '<a href="https://example.org/a_b">https://example.org/a_b</a>\nsecond line' in page
    assert '<a href="https://slack.example/p1">Conversation</a>' in page
    assert "perron-1" in page


def test_it_speaks_german(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    page = see(jira, f"/browse/{key}", "de-DE,de;q=0.9").text
    assert '<html lang="de">' in page
    assert "Weiter nach" in page
    assert "In Arbeit" in page


def test_a_person_moves_it_with_a_button(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    move = f"{jira.url}/browse/{key}/move"
    assert f'action="/jira/browse/{key}/move"' in see(jira, f"/browse/{key}").text
    answer = WEB.post(move, data={"status": "In Progress"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jira/browse/{key}")
    assert jira.issues()[0]["status"] == "In Progress"
    assert WEB.post(move, data={"status": "Nowhere"}).status_code == 400


def test_the_list_leads_to_each(api: httpx.Client, jira: RunningJira) -> None:
    assert "No ticket yet." in see(jira, "/").text
    make(api, summary="Tea & biscuits")
    page = see(jira, "/").text
    assert 'href="/jira/browse/NORD-1"' in page
    assert "Tea &amp; biscuits" in page
    assert see(jira, "/browse/NORD-9").status_code == 404


def test_control_tells_what_is_wrong(jira: RunningJira) -> None:
    for path, body, status in (
        ("transition", {"key": "NORD-9", "status": "Done"}, 404),
        ("transition", {"key": "NORD-9"}, 400),
        ("rights", {"account": "nobody", "project": "NORD", "rights": []}, 400),
        ("rights", {"account": "mara", "project": "NORD", "rights": ["FLY"]}, 400),
        ("required", {"project": "NORD", "issue_type": "Epic", "field": "x", "name": "X"}, 400),
        ("hostile", {"jira": {"teapot": 1}}, 400),
    ):
        at = f"{jira.origin}/control/jira/{path}"
        answer = WEB.post(at, json=body)
        assert answer.status_code == status, path
        assert answer.json()["error"]


def test_control_shows_and_filters(api: httpx.Client, jira: RunningJira) -> None:
    make(api, labels=["perron-1"])
    make(api, project={"key": "HARB"})
    at = f"{jira.origin}/control/jira"
    by = WEB.get(f"{at}/issues", params={"label": "perron-1"}).json()["issues"]
    assert [issue["key"] for issue in by] == ["NORD-1"]
    by = WEB.get(f"{at}/issues", params={"project": "HARB"}).json()["issues"]
    assert [issue["key"] for issue in by] == ["HARB-1"]
    rights = WEB.get(f"{at}/rights").json()["rights"]
    assert rights["reader"] == {"NORD": ["BROWSE_PROJECTS"]}
    jira.control("delete", key="NORD-1")
    assert [issue["key"] for issue in jira.issues()] == ["HARB-1"]


def test_a_person_writes_hours_and_deletes_them(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    api.post(f"{API}/issue/{key}/comment", json={"body": r"We \*end\* here"})
    log = {"author": "mara", "hours": "1.5", "comment": "<Ordered>"}
    answer = WEB.post(f"{jira.url}/browse/{key}/worklog", data=log)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jira/browse/{key}")
    page = see(jira, f"/browse/{key}", "de-DE").text
    assert "We *end* here" in page
    assert "<td>Mara Vogt</td><td>1,50&nbsp;h</td><td>&lt;Ordered&gt;</td>" in page
    entry = api.get(f"{API}/issue/{key}/worklog").json()["worklogs"][0]
    assert (entry["author"]["name"], entry["timeSpentSeconds"]) == ("mara", 5400)
    for wrong in ({"hours": "many"}, {"hours": "-1"}, {"hours": "nan"}, {"author": "nobody"}):
        refused = WEB.post(f"{jira.url}/browse/{key}/worklog", data={**log, **wrong})
        assert refused.status_code == 400
    assert WEB.post(f"{jira.url}/browse/NORD-9/worklog", data=log).status_code == 400
    WEB.post(f"{jira.url}/browse/{key}/worklog/{entry['id']}/delete")
    assert api.get(f"{API}/issue/{key}/worklog").json()["worklogs"] == []


def test_nobody_writes_hours_in_an_archived_project(api: httpx.Client, jira: RunningJira) -> None:
    key = make(api)
    assert "Log work" in see(jira, f"/browse/{key}").text
    api.put(f"{API}/project/NORD", json={"permissionScheme": 10_001})
    assert "Nobody may write hours here any more." in see(jira, f"/browse/{key}").text
    log = {"author": "mara", "hours": "1", "comment": ""}
    assert WEB.post(f"{jira.url}/browse/{key}/worklog", data=log).status_code == 400
