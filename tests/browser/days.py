"""The main job at one client and at the other, each in its language: what a day begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look
from tests.browser.window import Window, press

TEAM = "C0TEAM"
RELAUNCH, NEWSLETTER = "C0NWRELAUNCH", "C0HBNEWS"
MARA, JONAS, LENA, EMRE, SOFIE = "U0MARA", "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE"
ANKE, GRACE = "U0ANKE", "U0GRACE"
CLIENTS_BUTTONS = {"request_done", "request_urgent", "home_what_is_open", "offboarding_wish"}
TEAMS_WORDS = re.compile(
    "super-mario|Why you|Warum du|Seems to be about|Anscheinend geht es um|I take it|"
    "Ich übernehme|Take over|Not a request|Kein Anliegen|You passed|Give to|"
    "This is two|Das sind zwei|says the client|sagt der Kunde"
)


def nordwind_in_german_the_client_opens_the_ticket(look: Look) -> None:
    """Passed on, taken, urgent, a ticket of the client's own, answered, done."""
    anke = look(ANKE, RELAUNCH, locale="de-DE")
    team = look(MARA, TEAM, locale="de-DE")
    _introduce(team, "nordwind-relaunch", "Guten Tag, hier schreibt Perron. Fragen an Mara Vogt.")
    expect(anke.message("Fragen an Mara Vogt.")).to_be_visible()

    question = "Im Shop stimmen die Preise nach dem Import aus dem ERP nicht mehr. Woran liegt das?"
    anke.write(question)
    expect(anke.message(question).get_by_test_id("reaction-eyes")).to_be_visible()
    card = team.message(question)
    says(card, "Nordwind", "@Anke Petersen", "I take it")

    team.be(JONAS, "dm")
    ask = team.message("Nordwind · @Anke Petersen")
    says(ask, "Anscheinend geht es um: Shop und Schnittstellen", "Warum du")
    says(ask, "du hast eine ähnliche Frage beantwortet", "Ich übernehme")
    _passes(ask)

    team.be(EMRE, "dm")
    ask = team.message("Nordwind · @Anke Petersen")
    says(ask, "Why you: Shop and interfaces", "I take it")
    press(ask, "request_take")
    says(ask, "You have had it since")
    anke.open_thread(question)
    says(anke.card(), "@Emre Aydin")
    team.be(LENA, TEAM)
    says(card, "@Emre Aydin")
    expect(card).not_to_contain_text("Jonas")

    press(anke.card(), "request_urgent")
    expect(anke.card().get_by_test_id("action-request_urgent")).to_have_count(0)
    says(anke.card(), "dringend")
    says(card, "more urgent")
    anke.open_window(anke.card(), "ticket_open_client")
    expect(anke.hook("modal")).to_contain_text("Zusammenfassung")
    expect(anke.hook("input-description").locator("textarea")).to_have_value(re.compile("ERP"))
    anke.fill_in("summary", "Falsche Preise nach dem Import")
    anke.submit()
    key = _ticket(anke.card(), "NORD")
    says(card, key)
    expect(card.get_by_test_id("action-ticket_open")).to_have_count(0)
    _move(anke, "In Arbeit", shown="Falsche Preise nach dem Import")
    says(anke.card(), f"Ticket: {key} · In Progress")
    says(card, f"Ticket: {key} · In Progress")

    team.be(EMRE, RELAUNCH)
    team.open_thread(question)
    team.reply("Der Import hatte eine alte Preisliste. Jetzt stimmen die Preise wieder.")
    expect(anke.hook("thread-pane")).to_contain_text("Jetzt stimmen die Preise wieder.")
    press(anke.card(), "request_done")
    closed(anke, "Erledigt")
    anke.reply("Vielen Dank!")
    expect(anke.hook("thread-pane")).to_contain_text("Vielen Dank!")
    _still_closed(team, question)
    only_its_own(anke, team, {"ticket_open_client"}, never=["Jonas", "Lena"])


def harbour_in_english_the_team_opens_the_ticket(look: Look) -> None:
    """Passed on, taken, a ticket, answered, done."""
    grace = look(GRACE, NEWSLETTER)
    team = look(MARA, TEAM)
    _introduce(team, "harbour-newsletter", None)
    expect(grace.message("180 days")).to_contain_text("@Mara Vogt")

    question = "Which budget was the last invoice charged to? It has no purchase order number."
    grace.write(question)
    expect(grace.message(question).get_by_test_id("reaction-eyes")).to_be_visible()
    card = team.message(question)
    says(card, "Harbour & Co", "@Grace Miller", "I take it")
    team.be(SOFIE, "dm")
    ask = team.message(question)
    says(ask, "Why you:", "Billing and budget", "your responsibility")
    _passes(ask)
    team.be(MARA, "dm")
    ask = team.message(question)
    says(ask, "Warum du:", "Abrechnung und Budget", "Gerade nicht")

    team.be(LENA, TEAM)
    press(card, "request_take")
    says(card, "@Lena Brandt")
    expect(card).not_to_contain_text("Sofie")
    team.open_window(card, "ticket_open")
    expect(team.hook("input-summary").locator("input")).to_have_value(re.compile("budget"))
    team.submit()
    key = _ticket(card, "HARB")
    grace.open_thread(question)
    says(grace.card(), "@Lena Brandt", key)
    expect(grace.card().get_by_test_id("action-ticket_open_client")).to_have_count(0)
    _move(team, "Done", shown="Which budget", place=card)
    says(grace.card(), f"Ticket: {key} · Done")
    team.be(MARA, "dm")
    says(ask, "@Lena Brandt")
    expect(ask.get_by_test_id("action-request_take")).to_have_count(0)

    team.be(LENA, NEWSLETTER)
    team.open_thread(question)
    team.reply("It was charged to the campaign budget; a corrected invoice is on its way.")
    expect(grace.hook("thread-pane")).to_contain_text("campaign budget")
    press(grace.card(), "request_done")
    closed(grace, "Done")
    grace.reply("Thank you!")
    expect(grace.hook("thread-pane")).to_contain_text("Thank you!")
    _still_closed(team, question)
    only_its_own(grace, team, set(), never=["Sofie"])


def _introduce(team: Window, channel: str, text: str | None) -> None:
    """Mara posts the introduction, in words of her own if there are any."""
    offer = team.message(f"#{channel}")
    team.open_window(offer, "introduction_open")
    expect(team.hook("modal")).to_contain_text(f"#{channel}")
    if text is not None:
        team.fill_in("text", text)
    team.submit()
    says(offer, "@Mara Vogt")


def says(place: Locator, *words: str) -> None:
    """All of these words stand there."""
    for text in words:
        expect(place).to_contain_text(text)


def _passes(ask: Locator) -> None:
    press(ask, "suggestion_pass")
    expect(ask.get_by_test_id("action-request_take")).to_have_count(0)


def closed(client: Window, word: str) -> None:
    """The client's card says so, and its button is gone."""
    expect(client.card().get_by_test_id("action-request_done")).to_have_count(0)
    says(client.card(), word)


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
    says(card, "Done, says the client")
    expect(card.get_by_test_id("action-request_reopen")).to_have_text("Open again")
    expect(card.get_by_test_id("action-request_close")).to_have_count(0)


def only_its_own(client: Window, team: Window, buttons: set[str], never: Iterable[str]) -> None:
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
