"""From a decision to the kept promise, as the team and the client see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.features.promises.service import answer_wanted, ballot_ended
from bot.features.promises.values import Decision, Ended, Outcome, Verdict
from tests.dialogue.harness import Stage, actions_of, eventually, text_of
from tests.engine.clients_eyes import CANARY, Eyes

FAIR = datetime(2026, 12, 4, 16, 0, tzinfo=UTC)
"""A Friday, 17:00 in Berlin."""
QUESTION = "Schafft ihr den Konfigurator bis zur Messe am 4. Dezember?"
YES = Decision(
    ballot="b1",
    platform="super-mario",
    client="nordwind",
    request=None,
    verdict=Verdict.YES,
    what="Konfigurator für die Messe",
    what_not="Kein Druck",
    due=FAIR,
    conditions=("Two weekends KANARIE", "Der Newsletter wartet"),
    alternatives=("Nur drei Modelle",),
    hands=(("U0JONAS", "das Wochenende davor KANARIE"), ("U0LENA", "")),
)
NORD = "C0NORDWIND"


def decided(here: Stage, decision: Decision) -> None:
    """The ballot is over: the client waits for the answer."""
    here.db.write(lambda s: answer_wanted(s, decision, here.bot.clock.now()))
    here.settle()


def card(here: Stage, who: str, channel: str, words: str) -> dict[str, Any]:
    """The newest message of Perron with these words in it."""

    def look() -> dict[str, Any] | None:
        found = [one for one in here.cards(who, channel) if words in text_of(one)]
        return found[-1] if found else None

    return eventually(look, words)


def press(here: Stage, who: str, channel: str, words: str, action: str) -> None:
    here.click(who, channel, card(here, who, channel, words), action)


def fill(here: Stage, who: str, **values: Any) -> None:
    """Fill in the window on top, and see the next."""
    answer = here.submit(who, **values)
    assert answer["ok"], answer


def text_in(view: dict[str, Any], block: str) -> str:
    """What an input of a window starts with."""
    found = next(b for b in view["blocks"] if b.get("block_id") == block)
    return str(found["element"].get("initial_value") or "")


def asked(here: Stage) -> tuple[str, str]:
    """Anke asks; returns the thread and the request's id."""
    thread = here.post("anke", NORD, QUESTION)
    here.settle()
    request = next(
        element["value"]
        for block in here.team_card()["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "request_take"
    )
    return thread, str(request)


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
        "promise_open_again"
    ]
    assert "gehalten" in text_of(card(here, "anke", NORD, "Konfigurator für die Messe"))


def answered(here: Stage, decision: Decision = YES, who: str = "jonas") -> str:
    """Somebody answers as the template has it; returns the client's thread."""
    thread, request = asked(here)
    decided(here, replace(decision, request=request))
    press(here, who, "C0TEAM", "waits for an answer", "promise_answer")
    for _ in range(3):
        fill(here, who)
    here.settle()
    return thread


def until(here: Stage, iso: str) -> None:
    here.slack.post("clock", set=iso, timeout=120)
    here.settle()


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
    fill(here, "jonas", due="11.12. um 12 Uhr", agreed=["agreed"])
    here.settle()
    board = text_of(card(here, "anke", NORD, "zugesagt"))
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


def test_somebody_else_answers_for_it(here: Stage) -> None:
    answered(here)
    team = card(here, "mara", "C0TEAM", "Promised to Nordwind")
    here.click("mara", "C0TEAM", team, "promise_give", value="U0EMRE")
    here.settle()
    assert "U0EMRE" in text_of(card(here, "anke", NORD, "zugesagt haben"))
    assert "Konfigurator" in here.command("emre", "/perron promises")
    assert "Konfigurator" not in here.command("jonas", "/perron promises")
