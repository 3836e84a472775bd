"""An ending by hand: asked for, confirmed by another, walked with evidence, and a list kept.

The client's window stays open all the time: nothing of it is shown there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look
from tests.browser.window import TIMEOUT, Window, press

expect.set_options(timeout=TIMEOUT)

TEAM = "C0TEAM"
JONAS, LENA, EMRE, SOFIE = "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE"
OURS = ("Offboarding of", "Verabschiedung", "They pay late", "of 22 steps", "delivery block")
PDF = {"name": "Handover.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 handover"}


def is_asked_for_confirmed_and_walked(look: Look) -> None:
    """By all of the team, each in their own language."""
    client = look("U0OWEN", "C0HARBOUR")
    team = look(SOFIE, TEAM)
    _asks(team)
    card = team.message("would like to end the work with Harbour")
    _says(card, "They pay late", "ended by us")
    press(card, "offboarding_confirm")
    _says(team.message("You have asked for this yourself"), "a second member")
    team.be(EMRE, TEAM)
    press(card, "offboarding_confirm")
    case = team.message("Offboarding of Harbour & Co")
    _says(case, "0 of 22 steps", "Wind down", "@Lena Brandt")

    _puts_a_file_in(team)
    for who, words in (
        (SOFIE, "Campaigns paused or ended"),
        (SOFIE, "Outside services"),
        (EMRE, "Analytics and other tools"),
    ):
        _is_not_needed(team, who, words)
    _keeps_the_list(team)
    team.be(EMRE, TEAM)
    _says(case, "4 of 22 steps")
    texts, _ = team.ever_shown()
    assert [one for one in OURS[:3] if one not in texts] == []
    texts, pressed = client.ever_shown()
    assert [one for one in OURS if one in texts] == []
    theirs = {"offboarding_wish"}
    assert not [one for one in pressed - theirs if one.startswith("offboarding_")]


def _says(place: Locator, *words: str) -> None:
    for text in words:
        expect(place).to_contain_text(text)


def _choose(team: Window, block: str, option: str) -> None:
    """Open a menu of the window, and choose."""
    team.hook(f"input-{block}").get_by_test_id("action-value").click()
    team.hook(f"option-{option}").click()


def _asks(team: Window) -> None:
    """The window of the start, with what may not be left out."""
    team.write("/perron offboard harbour")
    team.hook("modal").wait_for()
    _says(team.hook("modal"), "Harbour & Co", "A second member of the platform has to confirm")
    team.fill_in("last_day", f"{datetime.now(UTC).date() + timedelta(days=30)}")
    _choose(team, "why", "by us")
    team.fill_in("note", "They pay late")
    team.submit()


def _puts_a_file_in(team: Window) -> None:
    """Lena reads German; a file shows that it is done."""
    team.be(LENA, "dm")
    mine = team.message("Nutzungsrechte und Quelldateien")
    _says(mine, "Verabschiedung von Harbour & Co", "eine Datei")
    team.open_window(mine, "offboarding_done_with")
    team.hook("input-file").locator("input[type=file]").set_input_files(PDF)
    _says(team.hook("input-file"), "Handover.pdf")
    team.submit()
    _says(mine, "hat es erledigt")


def _is_not_needed(team: Window, who: str, words: str) -> None:
    team.be(who, "dm")
    mine = team.message(words)
    team.open_window(mine, "offboarding_not_needed")
    team.fill_in("why", "There is none")
    team.submit()
    _says(mine, "There is none")


def _keeps_the_list(team: Window) -> None:
    """Jonas puts a domain on the list; it is open, and the step stays so."""
    team.be(JONAS, "dm")
    mine = team.message("Konten, Domains und Tools")
    team.open_window(mine, "offboarding_list")
    team.hook("modal-submit").click()
    team.fill_in("name", "harbour.example")
    team.submit()
    team.open_window(mine, "offboarding_list")
    _says(team.hook("modal"), "harbour.example", "offen")
    team.hook("modal-close").click()
    press(mine, "offboarding_done")
    _says(team.message("Auf der Liste der Konten noch offen"), "1")
