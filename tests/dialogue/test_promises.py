"""From a decision to the kept promise, as the team and the client see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.promises.values import Verdict
from tests.dialogue.harness import Stage, actions_of, text_of
from tests.dialogue.promising import (
    NORD,
    YES,
    answered,
    asked,
    card,
    decided,
    fill,
    press,
    text_in,
    until,
)
from tests.engine.clients_eyes import CANARY, Eyes


def seen_by_clients(here: Stage, thread: str) -> str:
    """Everything that Anke can read of Perron's."""
    messages = [*here.cards("anke", NORD), *here.cards("anke", NORD, thread)]
    return "\n".join(text_of(one) for one in messages)


def test_from_the_answer_to_the_kept_promise(here: Stage) -> None:
    thread, request = asked(here)
    decided(here, replace(YES, request=request))
    press(here, "jonas", "C0TEAM", "waits for an answer", "promise_answer")
    fill(here, "jonas", owner="U0LENA")
    draft = text_in(here.modal("jonas"), "text")
    assert "Konfigurator für die Messe" in draft
    assert "4. Dezember 2026, 17:00" in draft
    assert "Kein Druck" in draft
    assert "Lena" in draft
    assert "KANARIE" not in draft
    fill(here, "jonas", text=f"{draft}\nViele Grüße <!channel>")
    preview = text_of(here.modal("jonas"))
    assert "Nordwind" in preview
    assert f"<#{NORD}>" in preview
    assert "2 Personen" in preview
    fill(here, "jonas")
    here.settle()
    assert here.windows("jonas") == []
    [answer] = [m for m in here.cards("anke", NORD, thread) if "Viele Grüße" in text_of(m)]
    assert "Jonas Weber" in text_of(answer)
    assert "via Perron" in text_of(answer)
    assert "<!channel>" not in text_of(answer)
    board = card(here, "anke", NORD, "Konfigurator für die Messe")
    assert "U0LENA" in text_of(board)
    assert board["pinned"]
    assert "KANARIE" not in seen_by_clients(here, thread)
    team = card(here, "mara", "C0TEAM", "Promised to Nordwind")
    assert "KANARIE" in text_of(team)
    press(here, "lena", "C0TEAM", "Promised to Nordwind", "promise_kept")
    here.settle()
    assert actions_of(card(here, "mara", "C0TEAM", "Promised to Nordwind")) == [
        "promise_open_again",
        "promise_tell",
    ]
    assert "gehalten" in text_of(card(here, "anke", NORD, "Konfigurator für die Messe"))


def test_two_at_once_give_one_answer(here: Stage) -> None:
    thread, request = asked(here)
    decided(here, replace(YES, request=request))
    for who in ("jonas", "lena"):
        press(here, who, "C0TEAM", "waits for an answer", "promise_answer")
        fill(here, who)
        fill(here, who)
    fill(here, "lena")
    assert here.submit("jonas")["ok"]
    here.settle()
    assert "Lena Brandt hat dem Kunden schon geantwortet" in text_of(here.modal("jonas"))
    answers = [m for m in here.cards("anke", NORD, thread) if "via Perron" in text_of(m)]
    assert len(answers) == 1


def test_posted_by_hand(here: Stage) -> None:
    thread, request = asked(here)
    decided(here, replace(YES, request=request))
    press(here, "jonas", "C0TEAM", "waits for an answer", "promise_answer")
    fill(here, "jonas")
    fill(here, "jonas", how="by hand")
    fill(here, "jonas")
    here.settle()
    assert not [m for m in here.cards("anke", NORD, thread) if "via Perron" in text_of(m)]
    assert "is posting the answer by hand" in text_of(card(here, "mara", "C0TEAM", "by hand"))
    press(here, "jonas", "dm", "```Ja, wir sagen", "promise_posted")
    here.settle()
    assert card(here, "anke", NORD, "zugesagt")["pinned"]
    assert actions_of(card(here, "jonas", "dm", "```Ja, wir sagen")) == []


def test_a_no_offers_what_could_be_instead(here: Stage) -> None:
    thread, request = asked(here)
    decided(here, replace(YES, request=request, verdict=Verdict.NO))
    press(here, "lena", "C0TEAM", "waits for an answer", "promise_answer")
    fill(here, "lena", reason="Die Daten kommen erst im Januar.")
    draft = text_in(here.modal("lena"), "text")
    assert "ein Nein" in draft
    assert "Die Daten kommen erst im Januar." in draft
    assert "Nur drei Modelle" in draft
    fill(here, "lena")
    fill(here, "lena")
    here.settle()
    told = seen_by_clients(here, thread)
    assert "Nur drei Modelle" in told
    assert "KANARIE" not in told
    assert "zugesagt haben" not in told


def test_whether_it_holds_is_asked_and_danger_is_told_early(here: Stage) -> None:
    thread = answered(here)
    until(here, "2026-11-27T09:58:00+01:00")
    assert not [m for m in here.cards("jonas", "dm") if "Hält es?" in text_of(m)]
    until(here, "2026-11-27T10:01:00+01:00")
    press(here, "jonas", "dm", "Hält es?", "promise_holds")
    here.settle()
    assert "es hält, sagt" in text_of(card(here, "jonas", "dm", "Hält es?"))
    until(here, "2026-12-02T10:01:00+01:00")
    press(here, "jonas", "dm", "Hält es?", "promise_in_danger")
    draft = text_in(here.modal("jonas"), "text")
    assert "Es könnte eng werden" in draft
    assert "Nur drei Modelle" in draft
    assert "KANARIE" not in draft
    fill(here, "jonas")
    assert "2 Personen von *Nordwind*" in text_of(here.modal("jonas"))
    fill(here, "jonas")
    here.settle()
    assert "Es könnte eng werden" in seen_by_clients(here, thread)
    assert "in danger" in text_of(card(here, "mara", "C0TEAM", "Promised to Nordwind"))
    assert "Gefahr" not in seen_by_clients(here, thread)
    press(here, "jonas", "C0TEAM", "Promised to Nordwind", "promise_new_date")
    refused = here.submit("jonas", due="11.12. um 12 Uhr")
    assert "einigen" in refused["errors"]["agreed"]
    fill(here, "jonas", due="nächsten Freitag um 12 Uhr", agreed=["agreed"])
    which = here.modal("jonas")
    assert "auf zwei Arten" in text_of(which)
    fill(here, "jonas", due="other")
    here.settle()
    assert here.slack.get("modals", as_="U0JONAS")["stack"] == []
    this_friday = datetime(2026, 12, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    board = text_of(card(here, "anke", NORD, "zugesagt"))
    assert f"<!date^{int(this_friday.timestamp())}^" in board
    assert "neuer Termin" in board
    assert "davor:" in board
    assert "KANARIE" not in board


def test_not_kept_is_what_was_agreed_instead_and_lessons_have_no_name(here: Stage) -> None:
    thread = answered(here)
    press(here, "lena", "C0TEAM", "Promised to Nordwind", "promise_not_kept")
    fill(here, "lena", instead="Drei Modelle zur Messe, der Rest im Januar")
    here.settle()
    told = seen_by_clients(here, thread)
    assert "Stattdessen vereinbart: Drei Modelle zur Messe, der Rest im Januar" in told
    assert "nicht gehalten" not in told
    for who, words in (("jonas", "Früher fragen"), ("lena", "Bilder zuerst")):
        assert "Früher fragen" not in text_of(card(here, "mara", "C0TEAM", "Promised to Nordwind"))
        press(here, who, "dm", "merken", "promise_lesson")
        fill(here, who, words=words)
        here.settle()
    team = text_of(card(here, "mara", "C0TEAM", "Promised to Nordwind"))
    assert "Früher fragen" in team
    assert "Bilder zuerst" in team
    assert "Früher fragen" not in seen_by_clients(here, thread)


def test_nothing_of_the_teams_reaches_a_client(here: Stage) -> None:
    eyes = Eyes(here.slack)
    thread, request = asked(here)
    decided(here, replace(YES, request=request))
    press(here, "jonas", "C0TEAM", "waits for an answer", "promise_answer")
    eyes.look()
    for values in ({"conditions": ["1"]}, {}, {}):
        fill(here, "jonas", **values)
        here.settle()
        eyes.look()
    assert "Der Newsletter wartet" in seen_by_clients(here, thread), "what a person ticked"
    press(here, "lena", "C0TEAM", "Promised to Nordwind", "promise_in_danger")
    fill(here, "lena")
    fill(here, "lena")
    here.settle()
    eyes.look()
    press(here, "lena", "C0TEAM", "Promised to Nordwind", "promise_new_date")
    fill(here, "lena", due="11.12.", agreed=["agreed"])
    here.settle()
    eyes.look()
    press(here, "jonas", "C0TEAM", "Promised to Nordwind", "promise_kept")
    here.settle()
    for who in ("jonas", "lena"):
        press(here, who, "dm", "merken", "promise_lesson")
        fill(here, who, words=f"{CANARY} lesson")
        here.settle()
        eyes.look()
    here.command("mara", "/perron looking-back")
    here.settle()
    eyes.look()
    assert eyes.leaks() == []
    assert "KANARIE lesson" in text_of(card(here, "mara", "C0TEAM", "Promised to Nordwind"))


def test_a_client_cannot_press_what_is_the_teams(here: Stage) -> None:
    answered(here)
    promise = next(
        element["value"]
        for block in card(here, "mara", "C0TEAM", "Promised to Nordwind")["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "promise_kept"
    )
    assert promise not in str(here.cards("anke", NORD))
