"""Nothing is read before a member has posted the introduction; observing, nothing is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.jira import JiraProxy
from tests.dialogue.harness import Stage, actions_of, agency_file, eventually, stage, text_of

QUESTION = "Im Shop stimmen die Preise nach dem Import nicht mehr."


@pytest.fixture
def unknown(tmp_path: Path, sqlite: str, jira: JiraProxy) -> Iterator[Stage]:
    """Nobody has introduced Perron anywhere."""
    with stage(tmp_path, sqlite, jira=jira) as ready:
        yield ready


@pytest.fixture
def observing(tmp_path: Path, sqlite: str, jira: JiraProxy) -> Iterator[Stage]:
    """The platform observes; a member has introduced Perron by hand."""
    agency = agency_file().replace("mode: active", "mode: observe")
    with stage(tmp_path, sqlite, jira=jira, agency=agency) as ready:
        yield ready


def offer_for(here: Stage, client: str) -> dict[str, object]:
    return eventually(
        lambda: [card for card in here.cards("mara", "C0TEAM") if f"*{client}*" in text_of(card)],
        "the offer of an introduction",
    )[-1]


def test_a_member_edits_and_posts_it_once_and_then_questions_are_noticed(unknown: Stage) -> None:
    here = unknown
    early = here.post("anke", "C0NORDWIND", QUESTION)
    offer = offer_for(here, "Nordwind")
    for who in ("mara", "emre"):
        here.click(who, "C0TEAM", offer, "introduction_open")
    drafted = here.modal("mara")["blocks"][1]["element"]["initial_value"]
    assert "180" in drafted
    assert "<@" not in drafted
    assert "@Mara Vogt" in drafted
    assert here.submit("mara", text="   ")["errors"]["text"]
    assert here.submit("mara", text=drafted + " Herzlich, Mara")["ok"]
    here.settle()
    assert "posted already" in here.submit("emre")["errors"]["text"]
    here.settle()

    posted = [text_of(card) for card in here.cards("anke", "C0NORDWIND")]
    assert len(posted) == 1
    assert "Herzlich, Mara" in posted[0]
    assert "<@U0MARA>" in posted[0]
    assert actions_of(here.cards("anke", "C0NORDWIND")[0]) == []
    assert actions_of(offer_for(here, "Harbour &amp; Co")) == ["introduction_open"]
    assert "introduction_open" not in [
        action
        for card in here.cards("mara", "C0TEAM")
        if "reads from there on" in text_of(card)
        for action in actions_of(card)
    ]
    here.slack.post("edit", as_="anke", channel="C0NORDWIND", ts=early, text=QUESTION + " Bitte?")
    later = here.post("anke", "C0NORDWIND", QUESTION)
    here.settle()
    assert here.reactions("C0NORDWIND", early) == []
    assert here.reactions("C0NORDWIND", later) == ["eyes"]


def test_observing_clients_see_nothing_and_the_team_hears_on_friday(observing: Stage) -> None:
    here = observing
    offer = offer_for(here, "Nordwind")
    assert "own words" in text_of(offer)
    here.click("mara", "C0TEAM", offer, "introduction_open")
    here.submit("mara")
    here.settle()
    before = here.sees("anke", "C0NORDWIND")

    asked = here.post("anke", "C0NORDWIND", QUESTION)
    here.advance(minutes=30)
    here.post("jonas", "C0NORDWIND", "Ich schaue nach.", thread_ts=asked)
    other = here.post("til", "C0NORDWIND", "Wann kommt der neue Newsletter?")
    here.advance(hours=1)
    assert here.cards("anke", "C0NORDWIND") == []
    for ts in (asked, other):
        assert here.cards("anke", "C0NORDWIND", ts) == []
        assert here.reactions("C0NORDWIND", ts) == []
    assert len(here.sees("anke", "C0NORDWIND")) == len(before) + 2
    assert here.cards("jonas", "dm") == []

    here.advance(days=2, hours=4)
    report = text_of(here.team_card())
    assert "2 questions were noticed" in report
    assert "One has no answer yet" in report
    assert "within 30 minutes of business time" in report
