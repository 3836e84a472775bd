"""Where promises are found: pinned, listed, in Jira, in a picture, in somebody's hands."""

from __future__ import annotations

from bot.features.promises.service import ballot_ended
from bot.features.promises.values import Ended, Outcome
from tests.dialogue.harness import Stage, actions_of, text_of
from tests.dialogue.promising import (
    NORD,
    QUESTION,
    answered,
    card,
    fill,
    press,
    until,
)


def test_a_board_that_was_deleted_comes_once_more_and_is_pinned(here: Stage) -> None:
    answered(here)
    board = card(here, "anke", NORD, "zugesagt haben")
    here.slack.post("delete", as_="perron", channel=NORD, ts=board["ts"])
    press(here, "jonas", "C0TEAM", "Promised to Nordwind", "promise_kept")
    here.settle()
    again = card(here, "anke", NORD, "zugesagt haben")
    assert again["ts"] != board["ts"]
    assert again["pinned"]


def test_lists_and_home(here: Stage) -> None:
    answered(here)
    for typed in ("/perron promises", "/perron promises me", "/perron promises platform"):
        assert "Konfigurator" in here.command("jonas", typed), typed
    assert "Konfigurator" not in here.command("lena", "/perron promises")
    for typed in ("/perron promises nordwind", "/perron promises Nord"):
        assert "das Wochenende davor" in here.command("lena", typed), typed
    assert "Konfigurator" in here.command("lena", "/perron promises client", NORD)
    assert "Harbour" in here.command("lena", "/perron promises nobody")
    here.slack.post("home", as_="jonas")
    assert "Konfigurator" in here.home("jonas")


def test_who_unpins_it_finds_it_pinned_again_with_the_next_promise(here: Stage) -> None:
    answered(here)
    board = card(here, "anke", NORD, "zugesagt haben")
    here.bot.chat.client.pins_remove(channel=NORD, timestamp=board["ts"])
    assert not card(here, "anke", NORD, "zugesagt haben").get("pinned")
    press(here, "jonas", "C0TEAM", "Promised to Nordwind", "promise_kept")
    here.settle()
    again = card(here, "anke", NORD, "zugesagt haben")
    assert (again["ts"], again["pinned"]) == (board["ts"], True)


def due_in_jira(office: Stage, thread: str) -> str | None:
    [issue] = office.issues(thread)
    return str(issue["due"])


def test_the_tickets_due_date_follows(office: Stage) -> None:
    thread = answered(office)
    team = next(c for c in reversed(office.cards("mara", "C0TEAM")) if "ticket_open" in str(c))
    office.click("emre", "C0TEAM", team, "ticket_open")
    assert office.submit("emre", summary="Konfigurator")["ok"]
    office.settle()
    assert due_in_jira(office, thread) == "2026-12-04", "a ticket that comes later has the date"
    press(office, "lena", "C0TEAM", "Promised to Nordwind", "promise_new_date")
    fill(office, "lena", due="11.12.", agreed=["agreed"])
    office.settle()
    assert due_in_jira(office, thread) == "2026-12-11"
    board = card(office, "anke", NORD, "zugesagt haben")
    assert "neuer Termin" in text_of(board)


def test_looking_back_is_a_picture_for_the_team(here: Stage) -> None:
    answered(here)
    ended = Ended("b1", "super-mario", Outcome.GO, here.bot.clock.now(), 4.4)
    here.db.write(lambda s: ballot_ended(s, ended))
    assert "<#C0TEAM>" in here.command("lena", "/perron looking-back")
    here.settle()
    shown = card(here, "mara", "C0TEAM", "Super Mario, Q4 2026")
    assert "Where we were sure: 1 open" in text_of(shown)
    pictures = [block for block in shown["blocks"] if block["type"] == "image"]
    assert len(pictures) == 1
    assert "Q3" in here.command("lena", "/perron looking-back sometime")


def test_somebody_else_answers_for_it(here: Stage) -> None:
    answered(here)
    team = card(here, "mara", "C0TEAM", "Promised to Nordwind")
    here.click("mara", "C0TEAM", team, "promise_give", value="U0EMRE")
    here.settle()
    assert "U0EMRE" in text_of(card(here, "anke", NORD, "zugesagt haben"))
    assert "Konfigurator" in here.command("emre", "/perron promises")
    assert "Konfigurator" not in here.command("jonas", "/perron promises")


def of_request(here: Stage) -> list[str]:
    """What can be pressed on the card of the request."""
    found = [actions_of(one) for one in here.cards("mara", "C0TEAM") if QUESTION in text_of(one)]
    return next(one for one in found if any(action.startswith("request_") for action in one))


def test_what_is_promised_is_not_closed_for_being_quiet(here: Stage) -> None:
    answered(here)
    until(here, "2026-12-03T12:00:00+01:00")
    assert "request_close" in of_request(here), "14 days without a word, and still open"
    press(here, "jonas", "C0TEAM", "Promised to Nordwind", "promise_kept")
    until(here, "2026-12-07T12:00:00+01:00")
    assert "request_reopen" in of_request(here)
