"""The first day by hand: the main job at both clients, pressed and typed on the demo's page.

Every button is pressed twice. The clients' windows stay open all the time: whatever was
shown in them, if only for a moment, must have been meant for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look
from tests.browser.window import TIMEOUT, Window, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

expect.set_options(timeout=TIMEOUT)

TEAM, NORDWIND, HARBOUR = "C0TEAM", "C0NORDWIND", "C0HARBOUR"
RELAUNCH, NEWSLETTER = "C0NWRELAUNCH", "C0HBNEWS"
MARA, JONAS, LENA, EMRE, SOFIE = "U0MARA", "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE"
ANKE, TIL, GRACE = "U0ANKE", "U0TIL", "U0GRACE"
CURRENT = re.compile("true|page")
CLIENTS_BUTTONS = {"request_done", "request_urgent", "home_what_is_open", "offboarding_wish"}
TEAMS_WORDS = re.compile(
    "super-mario|Why you|Warum du|Seems to be about|Anscheinend geht es um|I take it|"
    "Ich übernehme|Take over|Not a request|Kein Anliegen|You passed|Give to|"
    "This is two|Das sind zwei|says the client|sagt der Kunde"
)


def test_nordwind_in_german_the_client_opens_the_ticket(look: Look) -> None:
    anke = look(ANKE, RELAUNCH, locale="de-DE")
    team = look(MARA, TEAM, locale="de-DE")
    _introduce(team, "nordwind-relaunch", "Guten Tag, hier schreibt Perron. Fragen an Mara Vogt.")
    expect(anke.message("Fragen an Mara Vogt.")).to_be_visible()

    question = "Im Shop stimmen die Preise nach dem Import aus dem ERP nicht mehr. Woran liegt das?"
    anke.write(question)
    expect(anke.message(question).get_by_test_id("reaction-eyes")).to_be_visible()
    card = team.message(question)
    _says(card, "Nordwind", "@Anke Petersen", "I take it")

    team.be(JONAS, "dm")
    ask = team.message("Nordwind · @Anke Petersen")
    _says(ask, "Anscheinend geht es um: Shop und Schnittstellen", "Warum du")
    _says(ask, "du hast eine ähnliche Frage beantwortet", "Ich übernehme")
    _passes(ask)

    team.be(EMRE, "dm")
    ask = team.message("Nordwind · @Anke Petersen")
    _says(ask, "Why you: Shop and interfaces", "I take it")
    press(ask, "request_take")
    _says(ask, "You have had it since")
    anke.open_thread(question)
    _says(anke.card(), "@Emre Aydin")
    team.be(LENA, TEAM)
    _says(card, "@Emre Aydin")
    expect(card).not_to_contain_text("Jonas")

    press(anke.card(), "request_urgent")
    expect(anke.card().get_by_test_id("action-request_urgent")).to_have_count(0)
    _says(anke.card(), "dringend")
    _says(card, "more urgent")
    anke.open_window(anke.card(), "ticket_open_client")
    expect(anke.hook("modal")).to_contain_text("Zusammenfassung")
    expect(anke.hook("input-description").locator("textarea")).to_have_value(re.compile("ERP"))
    anke.fill_in("summary", "Falsche Preise nach dem Import")
    anke.submit()
    key = _ticket(anke.card(), "NORD")
    _says(card, key)
    expect(card.get_by_test_id("action-ticket_open")).to_have_count(0)
    _move(anke, "In Arbeit", shown="Falsche Preise nach dem Import")
    _says(anke.card(), f"Ticket: {key} · In Progress")
    _says(card, f"Ticket: {key} · In Progress")

    team.be(EMRE, RELAUNCH)
    team.open_thread(question)
    team.reply("Der Import hatte eine alte Preisliste. Jetzt stimmen die Preise wieder.")
    expect(anke.hook("thread-pane")).to_contain_text("Jetzt stimmen die Preise wieder.")
    press(anke.card(), "request_done")
    _closed(anke, "Erledigt")
    anke.reply("Vielen Dank!")
    expect(anke.hook("thread-pane")).to_contain_text("Vielen Dank!")
    _still_closed(team, question)
    _only_its_own(anke, team, {"ticket_open_client"}, never=["Jonas", "Lena"])


def test_harbour_in_english_the_team_opens_the_ticket(look: Look) -> None:
    grace = look(GRACE, NEWSLETTER)
    team = look(MARA, TEAM)
    _introduce(team, "harbour-newsletter", None)
    expect(grace.message("180 days")).to_contain_text("@Mara Vogt")

    question = "Which budget was the last invoice charged to? It has no purchase order number."
    grace.write(question)
    expect(grace.message(question).get_by_test_id("reaction-eyes")).to_be_visible()
    card = team.message(question)
    _says(card, "Harbour & Co", "@Grace Miller", "I take it")
    team.be(SOFIE, "dm")
    ask = team.message(question)
    _says(ask, "Why you:", "Billing and budget", "your responsibility")
    _passes(ask)
    team.be(MARA, "dm")
    ask = team.message(question)
    _says(ask, "Warum du:", "Abrechnung und Budget", "Gerade nicht")

    team.be(LENA, TEAM)
    press(card, "request_take")
    _says(card, "@Lena Brandt")
    expect(card).not_to_contain_text("Sofie")
    team.open_window(card, "ticket_open")
    expect(team.hook("input-summary").locator("input")).to_have_value(re.compile("budget"))
    team.submit()
    key = _ticket(card, "HARB")
    grace.open_thread(question)
    _says(grace.card(), "@Lena Brandt", key)
    expect(grace.card().get_by_test_id("action-ticket_open_client")).to_have_count(0)
    _move(team, "Done", shown="Which budget", place=card)
    _says(grace.card(), f"Ticket: {key} · Done")
    team.be(MARA, "dm")
    _says(ask, "@Lena Brandt")
    expect(ask.get_by_test_id("action-request_take")).to_have_count(0)

    team.be(LENA, NEWSLETTER)
    team.open_thread(question)
    team.reply("It was charged to the campaign budget; a corrected invoice is on its way.")
    expect(grace.hook("thread-pane")).to_contain_text("campaign budget")
    press(grace.card(), "request_done")
    _closed(grace, "Done")
    grace.reply("Thank you!")
    expect(grace.hook("thread-pane")).to_contain_text("Thank you!")
    _still_closed(team, question)
    _only_its_own(grace, team, set(), never=["Sofie"])


def test_the_teams_other_buttons_twice(look: Look) -> None:
    til = look(TIL, NORDWIND, locale="de-DE")
    team = look(LENA, TEAM, locale="de-DE")
    til.write("Der Button im Formular ist abgeschnitten. Außerdem fehlt das Logo auf dem Handy.")
    card = team.message("abgeschnitten")
    team.open_window(card, "request_split")
    team.fill_in("words", "Das Logo fehlt auf dem Handy")
    team.submit()
    second = team.message("Das Logo fehlt auf dem Handy")
    team.open_window(second, "request_later")
    team.fill_in("when", "nach der Messe")
    team.submit()
    _says(second, "nach der Messe")
    press(second, "request_reopen")
    press(second, "request_not")
    expect(second.get_by_test_id("action-request_reopen")).to_have_text("It is a request")

    card = team.message("abgeschnitten")
    press(card, "request_take")
    _says(card, "@Lena Brandt")
    card.get_by_test_id("action-request_give").click()
    team.hook(f"option-{JONAS}").dblclick()
    _says(card, "@Jonas Weber")
    press(card, "request_take_over")
    _says(card, "@Lena Brandt")
    til.open_thread("abgeschnitten")
    _says(til.card(), "@Lena Brandt")
    press(card, "request_close")
    press(card, "request_reopen")
    _says(card, "@Lena Brandt")
    expect(til.card().get_by_test_id("action-request_done")).to_be_visible()
    _only_its_own(til, team, {"ticket_open_client"}, never=[])


def test_all_of_it_by_keyboard_alone(look: Look) -> None:
    window = look(GRACE, HARBOUR)
    keys = window.page.keyboard
    question = "Why does the dashboard show fewer conversions since the cookie consent was changed?"
    keys.press("c")
    keys.type(question)
    keys.press("Enter")
    expect(window.message(question).get_by_test_id("reaction-eyes")).to_be_visible()

    _walk(window, "Alt+ArrowLeft", "person", TIL, ANKE, SOFIE, EMRE)
    window.has_become(EMRE)
    _walk(window, "Alt+ArrowDown", "channel", HARBOUR, RELAUNCH, NEWSLETTER, "D0EMRE")
    expect(window.message(question)).to_be_visible()
    _to_newest_message(window)
    _tab_to(window, "action-request_take")
    keys.press("Enter")
    _says(window.message(question), "You have had it since")
    keys.press("c")
    _walk(window, "Alt+ArrowUp", "channel", NEWSLETTER, RELAUNCH, HARBOUR)
    _open_newest_thread(window)
    keys.type("Only those who agree are counted now.")
    keys.press("Enter")
    expect(window.hook("thread-pane")).to_contain_text("Only those who agree")
    keys.press("Escape")

    _walk(window, "Alt+ArrowRight", "person", SOFIE, ANKE, TIL, GRACE)
    window.has_become(GRACE)
    _open_newest_thread(window)
    _says(window.card(), "@Emre Aydin")
    _tab_to(window, "action-request_done", back=True)
    keys.press("Enter")
    _closed(window, "Done")


def _introduce(team: Window, channel: str, text: str | None) -> None:
    """Mara posts the introduction, in words of her own if there are any."""
    offer = team.message(f"#{channel}")
    team.open_window(offer, "introduction_open")
    expect(team.hook("modal")).to_contain_text(f"#{channel}")
    if text is not None:
        team.fill_in("text", text)
    team.submit()
    _says(offer, "@Mara Vogt")


def _says(place: Locator, *words: str) -> None:
    for text in words:
        expect(place).to_contain_text(text)


def _passes(ask: Locator) -> None:
    press(ask, "suggestion_pass")
    expect(ask.get_by_test_id("action-request_take")).to_have_count(0)


def _closed(client: Window, word: str) -> None:
    """The client's card says so, and its button is gone."""
    expect(client.card().get_by_test_id("action-request_done")).to_have_count(0)
    _says(client.card(), word)


def _ticket(card: Locator, project: str) -> str:
    """The key that stands on a card."""
    link = card.get_by_role("link", name=re.compile(rf"^{project}-\d+$"))
    return link.inner_text()


def _move(window: Window, status: str, *, shown: str, place: Locator | None = None) -> None:
    """Follow the card's link to Jira, in a new tab, and move the ticket there."""
    card = place or window.card()
    with window.page.expect_popup() as opened:
        card.get_by_role("link", name=re.compile(r"^[A-Z]+-\d+$")).click()
    jira = opened.value
    expect(jira.get_by_role("heading", level=1)).to_contain_text(shown)
    jira.get_by_role("button", name=status, exact=True).click()
    expect(jira.locator(".status")).to_have_text(status)
    jira.close()


def _still_closed(team: Window, question: str) -> None:
    """The team card says that it is done, and offers to open it again."""
    team.be(MARA, TEAM)
    card = team.message(question)
    _says(card, "Done, says the client")
    expect(card.get_by_test_id("action-request_reopen")).to_have_text("Open again")
    expect(card.get_by_test_id("action-request_close")).to_have_count(0)


def _only_its_own(client: Window, team: Window, buttons: set[str], never: Iterable[str]) -> None:
    """What was ever shown to a client: no words and buttons of the team, no name of who passed.

    The team must have seen such words and buttons, or looking for them would prove nothing.
    """
    expect(
        client.page.locator("[data-testid^=channel-C0TEAM], [data-testid^=channel-D]")
    ).to_have_count(0)
    texts, pressed = team.ever_shown()
    assert len(set(TEAMS_WORDS.findall(texts))) > 3
    assert "request_not" in pressed
    texts, pressed = client.ever_shown()
    assert pressed <= CLIENTS_BUTTONS | buttons | {"value"}
    assert not TEAMS_WORDS.findall(texts)
    assert not [name for name in never if name in texts]


def _walk(window: Window, keys: str, kind: str, *stations: str) -> None:
    """Press the same keys again and again; each time the next one is the current one."""
    for station in stations:
        window.page.keyboard.press(keys)
        expect(window.hook(f"{kind}-{station}")).to_have_attribute("aria-current", CURRENT)
        if kind == "person":
            window.has_become(station)


def _to_newest_message(window: Window) -> None:
    """F6 goes round the parts of the page; in the middle one it stops at the newest message."""
    for _ in range(6):
        window.page.keyboard.press("F6")
        if window.hook("channel").locator(".message:focus").count():
            return
    raise AssertionError("F6 never leads to a message")


def _open_newest_thread(window: Window) -> None:
    _to_newest_message(window)
    window.page.keyboard.press("t")
    expect(window.hook("thread-composer")).to_be_focused()


def _tab_to(window: Window, hook: str, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    wanted = window.hook(hook).last
    wanted.wait_for()
    for _ in range(40):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        window.page.keyboard.press("Shift+Tab" if back else "Tab")
    expect(wanted).to_be_focused()
