"""A Confluence is mounted, logged, counted by the script, and reset with the playground."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from playground.confluence import TOKEN, build, load, save
from playground.testing import Running, running
from tests.playground.wired import MANIFEST

MYSELF = "/confluence/rest/api/user/current"
WHO = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def pg() -> Iterator[Running]:
    with running(manifest=MANIFEST, confluence=build()) as found:
        yield found


def test_calls_are_answered_and_logged(pg: Running) -> None:
    assert pg.client.get(MYSELF, headers=WHO).json()["displayName"] == "Perron"
    entry = pg.get("traffic")["entries"][-1]
    assert (entry["direction"], entry["kind"]) == ("to_confluence", "confluence")
    assert "All spaces" in pg.client.get("/confluence/").text


def test_one_script_counts_its_calls_too(pg: Running) -> None:
    pg.post("hostile", script=[{"method": "confluence.myself", "nth": 1, "do": "drop_before"}])
    with pytest.raises(httpx.TransportError):
        pg.client.get(MYSELF, headers=WHO)
    assert pg.client.get(MYSELF, headers=WHO).status_code == 200


def test_it_is_reset_with_the_playground(pg: Running) -> None:
    pg.post("confluence/revoke", space="NORD", who="anke")
    assert "anke" not in pg.get("confluence/readers")["readers"]["NORD"]
    pg.post("reset")
    assert "anke" in pg.get("confluence/readers")["readers"]["NORD"]


def test_it_can_be_kept(tmp_path: Path) -> None:
    ours, later = build().desk.world, build().desk.world
    perron = ours.accounts["perron"]
    page = ours.create(perron, ours.spaces["NORD"], "Kept – ja", "<p>Words</p>", None)
    ours.label(perron, page, ["perron-1"])
    ours.remove_reader("NORD", "anke")
    save(ours, tmp_path / "confluence.json")
    load(later, tmp_path / "confluence.json")
    assert later.titled(perron, "NORD", "Kept – ja")[0].storage == "<p>Words</p>"
    [_, known] = later.in_index(perron, "NORD", lag=30)
    assert (known.id, known.labels) == (page.id, ["perron-1"])
    assert "anke" not in later.spaces["NORD"].readers
