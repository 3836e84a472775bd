"""Reminders as people type, press and get them; due dates from Jira; and after hours of silence."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.dialogue.harness import Json, Stage, actions_of, eventually, text_of

PRICES = "The prices in the shop are wrong since the import."


def latest(here: Stage, who: str, words: str, channel: str = "dm") -> Json:
    """The newest of Perron's messages that says so."""
    here.settle()
    found = [card for card in here.cards(who, channel) if words in text_of(card)]
    assert found, f"{who} reads nothing of {words}"
    return found[-1]


def after(here: Stage, words: str) -> Json | None:
    """What Emre reads with these words, if he does already."""
    return next((one for one in here.cards("emre", "dm") if words in text_of(one)), None)


def test_typed_pressed_repeated_and_stopped(here: Stage) -> None:
    told = here.command("sofie", "/perron remind me tomorrow at 9:30 to call Anke")
    assert "call Anke" in told
    assert "Thursday, 19 November 2026, 09:30" in told
    told = here.command(
        "sofie", "/perron remind @lena jeden letzten Werktag im Monat 10:00: Stunden eintragen"
    )
    assert "every month on the last business day at 10:00" in told
    for day in ("Monday, 30 November 2026", "Thursday, 31 December 2026", "Friday, 29 January"):
        assert day in told
    refused = "/perron remind <#C0NORDWIND|nordwind-gleiswerk> tomorrow: invoice"
    assert "Nordwind reads that channel" in here.command("sofie", refused)
    here.advance(hours=24)
    card = latest(here, "sofie", "call Anke")
    buttons = ["reminder_done", "reminder_hour", "reminder_tomorrow", "reminder_stop"]
    assert actions_of(card) == buttons
    here.click("sofie", "dm", card, "reminder_hour")
    assert "comes once more" in text_of(latest(here, "sofie", "call Anke"))
    here.advance(hours=1, minutes=1)
    card = latest(here, "sofie", "call Anke")
    here.click("sofie", "dm", card, "reminder_done")
    here.settle()
    assert [actions_of(one) for one in here.cards("sofie", "dm")] == [[], []]

    here.advance(days=12)
    card = latest(here, "lena", "Stunden eintragen")
    assert "<@U0SOFIE> hat darum gebeten" in text_of(card)
    assert "Stunden eintragen" in here.command("lena", "/perron reminders")
    here.click("lena", "dm", card, "reminder_stop")
    here.settle()
    assert "Stunden eintragen" not in here.command("lena", "/perron reminders")
    here.advance(days=33)
    assert len(here.cards("lena", "dm")) == 1


def test_in_the_window_and_of_a_message_until_its_request_is_done(here: Stage) -> None:
    here.slack.post("command", as_="sofie", channel="C0TEAM", text="/perron remind me call Anke")
    assert "I find no time in" in text_of(here.modal("sofie"))
    wrong = here.submit("sofie", when="at some point")
    assert "I do not understand" in wrong["errors"]["when"]
    assert "Choose whom" in here.submit("sofie", when="tomorrow", whom="person")["errors"]["person"]
    assert here.submit("sofie", when="tomorrow 9:30", repeats="week", whom="me")["ok"]
    made = latest(here, "sofie", "call Anke")
    assert "every Thursday at 09:30" in text_of(made)
    assert "Thursday, 3 December 2026, 09:30" in text_of(made)
    here.click("sofie", "dm", made, "reminder_end")
    assert "does not come any more" in text_of(latest(here, "sofie", "call Anke"))

    ts = here.post("grace", "C0HARBOUR", PRICES)
    here.settle()
    here.press("sofie", "request_take")
    here.shortcut("emre", "reminder_message", "C0HARBOUR", ts)
    assert "ends when the request is done" in text_of(here.modal("emre"))
    assert here.submit("emre", when="tomorrow 11:00")["ok"]
    here.shortcut("emre", "reminder_message", "C0HARBOUR", ts)
    assert here.submit("emre", what="ask Grace", when="tomorrow 15:00")["ok"]
    here.advance(hours=25, minutes=30)
    card = latest(here, "emre", "prices in the shop")
    assert "reminder_done" in actions_of(card)
    assert ts.replace(".", "") in text_of(card)
    team = here.cards("sofie", "C0TEAM")
    ours = next(one for one in team if "request_close" in actions_of(one))
    here.click("sofie", "C0TEAM", ours, "request_close")
    here.settle()
    here.advance(hours=6)
    here.settle()
    assert [one for one in here.cards("emre", "dm") if "reminder_done" in actions_of(one)] == []


def jump(here: Stage, **by: float) -> None:
    """Time passes at once, as if Perron had been down meanwhile: nothing is stepped through."""
    file = here.bot.settings.clock_file
    assert file is not None
    offset = json.loads(file.read_text())["offset"] + timedelta(**by).total_seconds()
    beside = file.with_name("jump.json")
    beside.write_text(json.dumps({"offset": offset}))
    beside.replace(file)


def test_due_dates_from_jira_and_what_came_too_late(office: Stage) -> None:
    ts = office.post("grace", "C0HARBOUR", PRICES)
    office.settle()
    office.press("emre", "request_take")
    office.click("emre", "C0TEAM", office.team_card(), "ticket_open")
    assert office.submit("emre")["ok"]
    office.settle()
    [issue] = office.issues(ts)
    office.jira("due", key=issue["key"], due="2026-11-20")
    office.slack.post("home", as_="emre", tab="home")
    eventually(lambda: "Coming up" in office.home("emre"), "the due date on Emre's page")
    office.advance(hours=24)
    eve = f"Due date of {issue['key']}"
    assert "reminder_done" in actions_of(latest(office, "emre", eve))
    assert len([one for one in office.cards("emre", "dm") if eve in text_of(one)]) == 1

    office.command("emre", "/perron remind me on Friday 10:00 lunch")
    office.command("emre", "/perron remind me on Friday 8:00 early")
    office.settle()
    jump(office, hours=26)
    found = eventually(lambda: after(office, "3 reminders from earlier"), "one message for all")
    said = text_of(found)
    assert said.index(issue["key"]) < said.index("early") < said.index("lunch")
    assert said.count("was due") == 3
    assert len([one for one in office.cards("emre", "dm") if "lunch" in text_of(one)]) == 1
