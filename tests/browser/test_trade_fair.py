"""The trade fair by hand: from the client's question to the promise that is kept.

The client's window stays open all the time: whatever was shown in it, if only for a moment, must
have been meant for the client.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look
from tests.browser.window import TIMEOUT, Window, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

expect.set_options(timeout=TIMEOUT)

TEAM, NORDWIND = "C0TEAM", "C0NORDWIND"
JONAS, LENA, EMRE, SOFIE, ANKE = "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE", "U0ANKE"
QUESTION = "Können wir den neuen Produktfinder zur Messe in zweieinhalb Wochen haben?"
FRAME = {
    "what": "Der neue Produktfinder, live zum Messestart",
    "what_not": "Kein Finder für Ersatzteile",
    "due": "in drei Wochen um 18 Uhr",
    "answer_by": "in zwei Wochen",
    "if_kept": "Der Folgeauftrag für das nächste Jahr",
    "if_broken": "Ein leerer Stand",
    "if_no": "Sie fragen woanders",
}
OURS = ("Folgeauftrag", "leerer Stand", "woanders", "Überstunden", "overtime", "Samstag", "No-Go")
"""What is the team's alone: stakes, conditions, hands."""
CLIENTS_BUTTONS = {"request_done", "request_urgent", "home_what_is_open", "ticket_open_client"}


def test_from_the_clients_question_to_the_kept_promise(look: Look) -> None:
    anke = look(ANKE, NORDWIND, locale="de-DE")
    team = look(JONAS, TEAM, locale="de-DE")
    anke.write(QUESTION)
    card = team.message(QUESTION)
    press(card, "request_take")
    _says(card, "@Jonas Weber")
    team.open_window(card, "ballot_open")
    for block, words in FRAME.items():
        team.fill_in(block, words)
    _next(team, "18:00")
    team.submit()
    ballot = team.message("Go or no-go: Nordwind")
    _says(ballot, "0 of 4 have voted", "Folgeauftrag")

    _votes(team)
    team.be(LENA, TEAM)
    _says(ballot, "4 of 4 have voted")
    team.hook("clock-quarter").click()
    result = team.message("the team says go")
    _says(result, "Go 3 · Go, if … 1 · No 0 · Abstained 0", "overtime is given back as time off")
    team.open_window(result, "ballot_in")
    team.fill_in("words", "Die Oberfläche, ein Samstag")
    team.submit()
    _says(result, "@Lena Brandt: Die Oberfläche, ein Samstag")
    press(result, "ballot_stand")
    _says(result, "Confirm: we stand behind it")
    team.be(JONAS, TEAM)
    press(result, "ballot_stand")

    _answers(team)
    board = anke.message("Was wir Ihnen zugesagt haben")
    _says(board, "Produktfinder, live zum Messestart", "offen", "@Jonas Weber", "Angeheftet")
    anke.open_thread(QUESTION)
    _says(anke.hook("thread-pane"), "Jonas Weber, via Perron", "Kein Finder für Ersatzteile")
    team.be(JONAS, TEAM)
    promise = team.message("Promised to Nordwind")
    _says(promise, "Samstag", "Überstunden werden als freie Zeit zurückgegeben")
    press(promise, "promise_kept")
    _says(promise, "kept")
    _says(board, "gehalten")
    _nothing_of_ours(anke, team)


def _says(place: Locator, *words: str) -> None:
    for text in words:
        expect(place).to_contain_text(text)


def _next(window: Window, shown: str) -> None:
    """Go on to the window's next page, on which these words stand."""
    window.hook("modal-submit").click()
    _says(window.hook("modal"), shown)


def _votes(team: Window) -> None:
    """Each in their own direct message, stakes first; a vote is pressed twice, as people do."""
    for who, asked, counted in (
        (JONAS, "Ein Klick genügt", "Deine Stimme ist gezählt"),
        (EMRE, "One click is enough", "Your vote is counted"),
        (SOFIE, "One click is enough", "Your vote is counted"),
    ):
        team.be(who, "dm")
        mine = team.message(FRAME["what"])
        _says(mine, "Folgeauftrag", asked)
        press(mine, "ballot_go")
        _says(mine, counted)
    team.be(LENA, "dm")
    mine = team.message(FRAME["what"])
    _says(mine, "Was geheim ist")
    team.open_window(mine, "ballot_go_if")
    team.hook("input-conditions").get_by_role("checkbox").first.check()
    team.submit()
    _says(mine, "Deine Stimme ist gezählt")


def _answers(team: Window) -> None:
    """What goes in, the draft, who will read it; only then is it posted."""
    team.open_window(team.message("waits for an answer"), "promise_answer")
    _next(team, "Dein Entwurf")
    draft = team.hook("input-text").locator("textarea")
    expect(draft).to_have_value(_without_ours(draft.input_value()))
    _next(team, "2 Personen von Nordwind")
    _says(team.hook("modal"), "#nordwind-gleiswerk", "Jonas Weber, via Perron")
    team.submit()


def _without_ours(words: str) -> str:
    assert "Produktfinder, live zum Messestart" in words
    assert not [one for one in OURS if one in words]
    return words


def _nothing_of_ours(client: Window, team: Window) -> None:
    """The team has seen all of it, the client none, nor a button of a ballot or a promise."""
    texts, pressed = team.ever_shown()
    assert [one for one in OURS if one not in texts] == []
    assert {"ballot_go", "promise_kept"} <= pressed
    texts, pressed = client.ever_shown()
    assert [one for one in OURS if one in texts] == []
    assert pressed <= CLIENTS_BUTTONS | {"value"}
