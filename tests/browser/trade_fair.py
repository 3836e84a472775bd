"""The trade fair by hand: from the client's question to the promise that is kept.

The client's window stays open all the time: whatever was shown in it, if only for a moment, must
have been meant for the client.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look
from tests.browser.window import TIMEOUT, Window, press

expect.set_options(timeout=TIMEOUT)

TEAM = "C0TEAM"
JONAS, LENA, EMRE, SOFIE = "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE"
CLIENTS_BUTTONS = {
    "request_done",
    "request_urgent",
    "home_what_is_open",
    "ticket_open_client",
    "offboarding_wish",
}


@dataclass(frozen=True)
class Fair:
    """What a client and the team say to each other, in the client's language."""

    client: str
    channel: str
    locale: str
    company: str
    question: str
    frame: dict[str, str]
    ours: tuple[str, ...]
    """What is the team's alone: stakes, conditions, hands."""
    owner: str
    owner_name: str
    draft: str
    readers: str
    board: str
    states: tuple[str, str, str]
    """Open, kept, and that it is pinned."""
    condition: str


GERMAN = Fair(
    client="U0ANKE",
    channel="C0NORDWIND",
    locale="de-DE",
    company="Nordwind",
    question="Können wir den neuen Produktfinder zur Messe in zweieinhalb Wochen haben?",
    frame={
        "what": "Der neue Produktfinder, live zum Messestart",
        "what_not": "Kein Finder für Ersatzteile",
        "due": "in drei Wochen um 18 Uhr",
        "answer_by": "in zwei Wochen",
        "if_kept": "Der Folgeauftrag für das nächste Jahr",
        "if_broken": "Ein leerer Stand",
        "if_no": "Sie fragen woanders",
    },
    ours=("Folgeauftrag", "leerer Stand", "woanders", "Überstunden", "ein Samstag"),
    owner=JONAS,
    owner_name="Jonas Weber",
    draft="Dein Entwurf",
    readers="2 Personen von Nordwind",
    board="Was wir Ihnen zugesagt haben",
    states=("offen", "gehalten", "Angeheftet"),
    condition="Überstunden werden in Freizeit ausgeglichen",
)
ENGLISH = Fair(
    client="U0GRACE",
    channel="C0HARBOUR",
    locale="en-GB",
    company="Harbour & Co",
    question="Can we have the new store finder for the trade fair in two and a half weeks?",
    frame={
        "what": "The new store finder, live for the trade fair",
        "what_not": "No finder for partner shops",
        "due": "in three weeks at 6 pm",
        "answer_by": "in two weeks",
        "if_kept": "They renew the retainer",
        "if_broken": "An empty stand",
        "if_no": "They look elsewhere",
    },
    ours=("retainer", "empty stand", "elsewhere", "overtime is", "ein Samstag"),
    owner=SOFIE,
    owner_name="Sofie Martens",
    draft="Your draft",
    readers="2 people of Harbour & Co",
    board="What we have promised you",
    states=("open", "kept", "Pinned"),
    condition="overtime is given back as time off",
)


def is_promised_and_kept(look: Look, fair: Fair) -> None:
    """Asked, voted on, answered, kept."""
    client = look(fair.client, fair.channel, locale=fair.locale)
    team = look(fair.owner, TEAM, locale=fair.locale)
    client.write(fair.question)
    card = team.message(fair.question)
    press(card, "request_take")
    _says(card, f"@{fair.owner_name}")
    team.open_window(card, "ballot_open")
    for block, words in fair.frame.items():
        team.fill_in(block, words)
    _next(team, "18:00")
    team.submit()
    ballot = team.message(f"Go or no-go: {fair.company}")
    _says(ballot, "0 of 4 have voted", fair.frame["if_kept"])

    _votes(team, fair)
    team.be(LENA, TEAM)
    _says(ballot, "4 of 4 have voted")
    team.hook("clock-quarter").click()
    result = team.message("the team says go")
    _says(result, "Go 3 · Go, if … 1 · No 0 · Abstained 0", "overtime is given back as time off")
    _stands_behind(team, result, fair)
    _answers(team, fair)

    board = client.message(fair.board)
    is_open, kept, pinned = fair.states
    _says(board, fair.frame["what"], is_open, f"@{fair.owner_name}", pinned)
    client.open_thread(fair.question)
    said = client.hook("thread-pane")
    _says(said, f"{fair.owner_name}, via Perron", fair.frame["what_not"])
    promise = team.message(f"Promised to {fair.company}")
    _says(promise, "ein Samstag", fair.condition)
    press(promise, "promise_kept")
    _says(promise, "kept")
    _says(board, kept)
    _nothing_of_ours(client, team, fair)


def _says(place: Locator, *words: str) -> None:
    for text in words:
        expect(place).to_contain_text(text)


def _next(window: Window, shown: str) -> None:
    """Go on to the window's next page, on which these words stand."""
    window.hook("modal-submit").click()
    _says(window.hook("modal"), shown)


def _votes(team: Window, fair: Fair) -> None:
    """Each in their own direct message, stakes first; a vote is pressed twice, as people do."""
    for who, asked, counted in (
        (JONAS, "Ein Klick genügt", "Deine Stimme ist gezählt"),
        (EMRE, "One click is enough", "Your vote is counted"),
        (SOFIE, "One click is enough", "Your vote is counted"),
    ):
        team.be(who, "dm")
        mine = team.message(fair.frame["what"])
        _says(mine, fair.frame["if_broken"], asked)
        press(mine, "ballot_go")
        _says(mine, counted)
    team.be(LENA, "dm")
    mine = team.message(fair.frame["what"])
    _says(mine, "Was geheim ist")
    team.open_window(mine, "ballot_go_if")
    team.hook("input-conditions").get_by_role("checkbox").first.check()
    team.submit()
    _says(mine, "Deine Stimme ist gezählt")


def _stands_behind(team: Window, result: Locator, fair: Fair) -> None:
    """Lena is in, and says it for the team; another confirms it."""
    team.open_window(result, "ballot_in")
    team.fill_in("words", "Die Oberfläche, ein Samstag")
    team.submit()
    _says(result, "@Lena Brandt: Die Oberfläche, ein Samstag")
    press(result, "ballot_stand")
    _says(result, "Confirm: we stand behind it")
    team.be(fair.owner, TEAM)
    press(result, "ballot_stand")


def _answers(team: Window, fair: Fair) -> None:
    """What goes in, the draft, who will read it; only then is it posted."""
    team.open_window(team.message("waits for an answer"), "promise_answer")
    _next(team, fair.draft)
    draft = team.hook("input-text").locator("textarea").input_value()
    assert fair.frame["what"] in draft
    assert not [one for one in fair.ours if one in draft]
    _next(team, fair.readers)
    _says(team.hook("modal"), f"{fair.owner_name}, via Perron")
    team.submit()


def _nothing_of_ours(client: Window, team: Window, fair: Fair) -> None:
    """The team has seen all of it, the client none, nor a button of a ballot or a promise."""
    texts, pressed = team.ever_shown()
    assert [one for one in fair.ours if one not in texts] == []
    assert {"ballot_go", "promise_kept"} <= pressed
    texts, pressed = client.ever_shown()
    assert [one for one in fair.ours if one in texts] == []
    assert pressed <= CLIENTS_BUTTONS | {"value"}
