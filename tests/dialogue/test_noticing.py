"""A promise made in passing, as its author is asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.features.platforms.models import Platform
from tests.databases import with_tables
from tests.dialogue.harness import Json, Stage, stage, text_of

NORD = "C0NORDWIND"
SAID = "Das schaffen wir bis Freitag."


@pytest.fixture
def noticing(tmp_path: Path) -> Iterator[Stage]:
    """A platform that has switched it on."""
    url = with_tables(tmp_path / "perron.db")
    with stage(tmp_path, url, introduced=(NORD,)) as here:

        def switch_on(session: Session) -> None:
            session.get_one(Platform, "super-mario").notices_promises = True

        here.db.write(switch_on)
        yield here


def questions(here: Stage, who: str = "jonas") -> list[Json]:
    return [one for one in here.cards(who, "dm") if "Zusage" in text_of(one)]


def test_noted_asked_or_neither(noticing: Stage) -> None:
    here = noticing
    thread = here.post("anke", NORD, "Bis wann sind die Preise wieder richtig?")
    here.settle()
    here.post("jonas", NORD, SAID, thread_ts=thread)
    here.settle()
    [asked] = questions(here)
    assert SAID.rstrip(".") in text_of(asked)
    assert not [m for m in here.cards("anke", NORD, thread) if SAID in text_of(m)]
    here.click("jonas", "dm", asked, "noticing_ask_team")
    window = here.modal("jonas")
    assert SAID in str(window["blocks"])
    here.slack.post("close", as_="jonas", view_id=window["id"])
    here.click("jonas", "dm", asked, "noticing_note")
    assert here.submit("jonas", what="Die Preise stimmen wieder")["ok"]
    here.settle()
    assert questions(here) == []
    [board] = [m for m in here.cards("anke", NORD) if "Die Preise stimmen wieder" in text_of(m)]
    assert board["pinned"]
    assert "U0JONAS" in text_of(board)


def test_neither_and_silence_leave_nothing(noticing: Stage) -> None:
    here = noticing
    here.post("jonas", NORD, SAID)
    here.settle()
    here.click("jonas", "dm", questions(here)[0], "noticing_neither")
    here.settle()
    assert questions(here) == []
    here.post("jonas", NORD, "Den Text liefern wir morgen.")
    here.settle()
    assert len(questions(here)) == 1
    here.advance(hours=25)
    here.settle()
    assert questions(here) == []
    assert SAID not in here.command("jonas", "/perron promises platform")
