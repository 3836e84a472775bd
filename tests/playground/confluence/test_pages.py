"""The pages for people, the control routes, bad days."""

from __future__ import annotations

import subprocess

import httpx
import pytest

from tests.playground.confluence.running import WEB, RunningConfluence
from tests.playground.confluence.test_rest import STORAGE, V1, V2, v1_page, v2_page


def test_a_page_is_shown_at_every_address(
    cloud: httpx.Client, data_center: httpx.Client, confluence: RunningConfluence
) -> None:
    words = (
        '<h2>Tea &amp; more</h2><p><a href="https://x.test/">x</a><a href="javascript:x">y</a></p>'
    )
    body = {"storage": STORAGE | {"value": words}}
    theirs = cloud.post(f"{V2}/pages", json=v2_page(body=body)).json()
    ours = data_center.post(f"{V1}/content", json=v1_page(title="Two", body=body)).json()
    for address in (
        f"/wiki{theirs['_links']['webui']}",
        ours["_links"]["webui"],
        f"/pages/{ours['id']}",
    ):
        seen = confluence.see(address)
        assert seen.status_code == 200, address
        assert "<h2>Tea &amp; more</h2>" in seen.text
        assert '<a href="https://x.test/">x</a><a>y</a>' in seen.text
    assert confluence.see("/pages/7").status_code == 404
    assert "Diese Seite gibt es nicht." in confluence.see("/pages/7", "de").text


def test_a_person_takes_the_right_to_read_away(confluence: RunningConfluence) -> None:
    assert "/confluence/spaces/NORD" in confluence.see("/").text
    seen = confluence.see("/spaces/NORD", "de-DE,de;q=0.9").text
    assert '<html lang="de">' in seen
    assert "Anke Petersen (von außerhalb)" in seen
    assert "nordwind-guests (Gruppe: Til Hansen)" in seen
    at = f"{confluence.url}/spaces/NORD/readers/remove"
    assert WEB.post(at, data={"who": "anke"}).status_code == 303
    readers, past = confluence.see("/spaces/NORD").text.split("Used to read")
    assert "Anke Petersen" not in readers
    assert "Anke Petersen" in past
    assert WEB.post(at, data={"who": "anke"}).status_code == 404
    assert WEB.post(at.replace("remove", "add"), data={"who": "anke"}).status_code == 303
    assert WEB.post(at.replace("remove", "add"), data={"who": "ghost"}).status_code == 404
    assert "Anke Petersen (from outside)" in confluence.see("/spaces/NORD").text


def test_control_tells_what_is_wrong(confluence: RunningConfluence) -> None:
    for path, body, status in (
        ("grant", {"space": "NORD", "who": "nobody"}, 404),
        ("grant", {"space": "NORD"}, 400),
        ("revoke", {"space": "GONE", "who": "anke"}, 404),
        ("restrict", {"page": "7", "only": []}, 404),
        ("hostile", {"confluence": {"teapot": 1}}, 400),
    ):
        answer = WEB.post(f"{confluence.origin}/control/confluence/{path}", json=body)
        assert answer.status_code == status, path
        assert answer.json()["error"]


@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_a_refusal_does_nothing(
    cloud: httpx.Client, confluence: RunningConfluence, status: int
) -> None:
    confluence.hostile(**{str(status): 1.0, "retry_after": 7})
    answer = cloud.post(f"{V2}/pages", json=v2_page())
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)
    assert confluence.pages() == []


@pytest.mark.parametrize(("deed", "made"), [("drop_before", 0), ("drop_after", 1)])
def test_a_connection_breaks_around_the_deed(
    data_center: httpx.Client, confluence: RunningConfluence, deed: str, made: int
) -> None:
    confluence.hostile({"method": "confluence.create", "do": deed})
    with pytest.raises(httpx.TransportError):
        data_center.post(f"{V1}/content", json=v1_page())
    assert len(confluence.pages()) == made
    assert confluence.traffic[-1]["note"] == deed


def test_a_script_kills_a_process(cloud: httpx.Client, confluence: RunningConfluence) -> None:
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as victim:
        confluence.hostile({"method": "POST *", "do": "kill_after", "pid": victim.pid})
        with pytest.raises(httpx.TransportError):
            cloud.post(f"{V2}/pages", json=v2_page())
        assert victim.wait(timeout=60) == -9
    assert len(confluence.pages()) == 1


def test_when_it_is_down_nobody_answers(
    data_center: httpx.Client, confluence: RunningConfluence
) -> None:
    confluence.hostile(down=True)
    with pytest.raises(httpx.TransportError):
        data_center.get(f"{V1}/user/current")


def test_traffic_shows_calls_and_no_token(
    cloud: httpx.Client, confluence: RunningConfluence
) -> None:
    made = cloud.post(f"{V2}/pages", json=v2_page()).json()
    entry = confluence.traffic[-1]
    assert (entry["direction"], entry["kind"]) == ("to_confluence", "confluence")
    assert (entry["name"], entry["status"]) == (f"POST /wiki{V2}/pages", 200)
    assert entry["response"]["id"] == made["id"]
    assert "authorization" not in str(entry).lower()
