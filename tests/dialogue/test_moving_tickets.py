"""Open tickets moved in Jira Cloud, from a look to a call-off."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.features.record.verifying import verify
from bot.settings import JiraSettings
from playground.jira import TOKEN, JiraProxy
from playground.testing import free_port
from tests.databases import with_tables
from tests.dialogue.harness import Stage, actions_of, eventually, stage, text_of
from tests.dialogue.test_offboarding import begun, called_off, press, step

TICKETS, PROMISES = "Offene Tickets", "Laufende Zusagen"
COMMENT = "Die Arbeit endet."


def keys(here: Stage) -> list[str]:
    return [one["key"] for one in here.slack.client.get("/control/jira/issues").json()["issues"]]


def test_tickets_are_moved_and_a_call_off_brings_them_back(tmp_path: Path, jira: JiraProxy) -> None:
    port = free_port()
    settings = JiraSettings(
        url=f"http://127.0.0.1:{port}/jira",
        email="perron@gleiswerk.example",
        token=SecretStr(TOKEN),
        search_lag=1.0,
    )
    base = with_tables(tmp_path / "perron.db")
    with stage(tmp_path, base, jira=jira, port=port, settings={"jira": settings}) as here:
        here.jira("worked", project="NORD", until="2026-11-17")
        begun(here)
        press(here, "mara", PROMISES, "offboarding_look")
        here.settle()
        press(here, "mara", PROMISES, "offboarding_done")
        _moved(here)
        called_off(here)
        eventually(lambda: len([key for key in keys(here) if "NORD" in key]) == 5, "all back")
        here.settle()
        assert sorted(keys(here))[-2:] == ["NORD-6", "NORD-7"], "with numbers of their own"
        assert "put back" in text_of(here.team_card())
        assert here.read(verify).is_fine


def _moved(here: Stage) -> None:
    """Two of five: nothing happens before the window is sent."""
    press(here, "mara", TICKETS, "offboarding_look")
    eventually(lambda: "Newsletter" in text_of(step(here, "mara", TICKETS)), "what was found")
    press(here, "mara", TICKETS, "offboarding_choose")
    assert sorted(keys(here)) == [f"NORD-{n}" for n in range(1, 6)]
    chosen = {"refs": ["NORD-1", "NORD-3"], "how": "move:WERK", "comment": COMMENT}
    assert here.submit("mara", **chosen)["ok"]
    card = eventually(lambda: _told(here, "2 tickets moved to Gleiswerk"), "what became of them")
    assert "3 tickets are still open in Jira" in card
    assert "NORD-1 is WERK-1 now" in card
    assert sorted(keys(here)) == ["NORD-2", "NORD-4", "NORD-5", "WERK-1", "WERK-2"]
    here.settle()
    assert "offboarding_look" in actions_of(step(here, "mara", TICKETS))


def _told(here: Stage, words: str) -> str | None:
    card = text_of(step(here, "mara", TICKETS))
    return card if words in card else None
