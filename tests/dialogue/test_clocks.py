"""The two-sided clock through Slack: escalation, reminders, resting, on call."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.features.platforms.models import Client, Rota
from tests.dialogue.harness import Stage, actions_of, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def ask(day: Stage) -> str:
    ts = day.post("anke", "C0NORDWIND", SHOP)
    day.settle()
    return ts


def rota(session: Session) -> None:
    session.add(
        Rota(platform_key="super-mario", begins=date(2026, 11, 16), members=["U0LENA", "U0EMRE"])
    )


def show_targets(session: Session) -> None:
    session.get_one(Client, "nordwind").show_targets = True


def with_words(here: Stage, who: str, channel: str, words: str) -> list[dict[str, Any]]:
    """The cards there that say ``words``: the mornings' lists are none of the clock's."""
    return [card for card in here.cards(who, channel) if words in text_of(card)]


def test_nobody_takes_it_and_the_team_is_asked_twice_without_names(here: Stage) -> None:
    ask(here)
    assert len(here.cards("jonas", "dm")) == 1
    here.advance(hours=2, minutes=1)
    assert len(here.cards("emre", "dm")) == 1
    here.advance(hours=2)
    [called] = with_words(here, "mara", "C0TEAM", "Who can take it?")
    here.advance(hours=2)
    [again] = with_words(here, "mara", "C0TEAM", "has been waiting since")
    assert "<@U0JONAS>" not in text_of(called) + text_of(again)
    here.click("lena", "C0TEAM", again, "request_take")
    here.settle()
    for card in here.cards("mara", "C0TEAM"):
        assert "request_take" not in actions_of(card)
    here.advance(days=2)
    assert with_words(here, "mara", "C0TEAM", "Who can take it?") == []
    [waits] = with_words(here, "mara", "C0TEAM", "waiting for an answer since")
    assert "<@U0LENA>" not in text_of(waits)


def test_waiting_for_the_client_they_are_reminded_it_rests_and_goes_on(here: Stage) -> None:
    here.db.write(show_targets)
    ts = ask(here)
    here.click("jonas", "dm", here.cards("jonas", "dm")[0], "request_take")
    here.settle()
    [card] = here.cards("anke", "C0NORDWIND", ts)
    assert "Eine Antwort bekommen Sie bis <!date^" in text_of(card)
    here.click("jonas", "dm", here.cards("jonas", "dm")[0], "request_wait")
    here.settle()
    [card] = here.cards("anke", "C0NORDWIND", ts)
    assert "Jetzt sind Sie dran" in text_of(card)
    assert "bis <!date^" not in text_of(card)
    assert with_words(here, "mara", "C0TEAM", "The client's turn since")
    assert "request_ours" in actions_of(here.cards("jonas", "dm")[0])
    here.advance(days=5, minutes=1)
    assert len(here.cards("anke", "C0NORDWIND", ts)) == 2
    here.advance(days=4)
    card, first, last = here.cards("anke", "C0NORDWIND", ts)
    assert "kleine Erinnerung" in text_of(first)
    assert "lassen wir es ruhen" in text_of(last)
    assert "Das ruht" in text_of(card)
    assert with_words(here, "mara", "C0TEAM", "It rests")
    here.advance(days=12)
    assert len(here.cards("anke", "C0NORDWIND", ts)) == 3
    here.post("anke", "C0NORDWIND", "Passt so, danke.", thread_ts=ts)
    here.settle()
    assert "<@U0JONAS>" in text_of(here.cards("anke", "C0NORDWIND", ts)[0])
    assert with_words(here, "jonas", "dm", "es geht weiter")


def test_at_night_more_urgent_reaches_who_is_on_call(here: Stage) -> None:
    here.db.write(rota)
    assert "<@U0LENA>" in here.command("emre", "/perron oncall")
    here.advance(hours=12)
    ts = ask(here)
    here.advance(minutes=16)
    here.click("anke", "C0NORDWIND", here.cards("anke", "C0NORDWIND", ts)[0], "request_urgent")
    here.settle()
    assert "Bereitschaft" in here.whispers("anke", "C0NORDWIND", ts)[-1]
    assert here.cards("jonas", "dm") == []
    [urgent] = here.cards("lena", "dm")
    assert "du hast Bereitschaft" in text_of(urgent)
    here.click("lena", "dm", urgent, "request_take")
    here.settle()
    assert "<@U0LENA>" in text_of(here.cards("anke", "C0NORDWIND", ts)[0])


def test_a_week_is_handed_on_and_taken_over_by_command(here: Stage) -> None:
    here.db.write(rota)
    assert "nur Lena Brandt weitergeben" in here.command("mara", "/perron oncall 20.11. @emre")
    answer = here.command("lena", "/perron oncall 20.11. @sofie")
    assert "<@U0SOFIE>" in answer.partition("<@U0EMRE>")[0]
    here.settle()
    assert "You are on call" in text_of(here.cards("sofie", "dm")[-1])
    here.command("mara", "/perron oncall 16.11.")
    here.settle()
    assert "no longer on call" in text_of(here.cards("sofie", "dm")[-1])
    assert "<@U0JONAS>" in here.command("jonas", "/perron oncall 25.11.")
