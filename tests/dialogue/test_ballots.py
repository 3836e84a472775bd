"""Go or no-go, from asking to *We stand behind it*, as the people see it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features.ballots.models import Secret, Vote
from handlers.ballots.parts import VOTES
from tests.dialogue.balloting import (
    ASKED,
    FAIR,
    WORDS,
    ask,
    direct,
    go_if,
    in_team,
    opens_window,
    vote,
)
from tests.dialogue.harness import Stage, actions_of, eventually, text_of


def test_from_asking_to_we_stand_behind_it(here: Stage) -> None:
    thread = here.post("anke", "C0NORDWIND", FAIR)
    here.settle()
    here.click("emre", "C0TEAM", here.team_card(), "ballot_open")
    read_back = ask(here)
    assert "Friday, 4 December 2026, 18:00" in read_back
    assert "Monday, 23 November 2026, 12:00" in read_back
    assert "Thursday, 19 November 2026, 16:00" in read_back, "the next business day"
    assert all(f"<@{who}>" in read_back for who in ASKED)
    assert "U0MARA" not in read_back
    card = in_team(here, "Go or no-go")
    told = text_of(card)
    assert told.index("order for the whole") < told.index("0 of 4 have voted")
    assert f"p{thread.replace('.', '')}" in told
    assert "Niemand kann das Ergebnis überstimmen" in text_of(direct(here, "mara"))
    mine = text_of(direct(here, "jonas"))
    assert mine.index("nothing to show") < mine.index("Go oder No-Go? Ein Klick")
    assert "auch vor deinem Lead" in mine
    assert "Kopie von vorher" in mine

    here.slack.post("home", as_="jonas", tab="home")
    assert "Deine Stimme ist gefragt." in here.home("jonas")
    vote(here, "jonas", "ballot_no")
    vote(here, "jonas", "ballot_go")
    assert "Deine Stimme ist gefragt." in here.home("jonas"), "nor does it tell that he has voted"
    assert "Deine Stimme ist gezählt" in text_of(direct(here, "jonas"))
    assert "1 of 4 have voted" in text_of(in_team(here, "Go or no-go"))
    vote(here, "jonas", "ballot_sure_4")
    wrong = go_if(here, "lena", choice="go if")
    assert "was du für ein Go brauchst" in wrong["errors"]["conditions"]
    assert here.submit("lena", choice="go if", conditions=["time off"], certainty="3")["ok"]
    here.settle()
    here.click("lena", "dm", direct(here, "lena"), "ballot_mine")
    [chosen] = [one for one in here.modal("lena")["blocks"] if one["block_id"] == "choice"]
    assert chosen["element"]["initial_option"]["value"] == "go if", "her own, to her alone"
    here.slack.post("close", as_="lena", view_id=here.modal("lena")["id"])
    go_if(here, "sofie", choice="go if", conditions=["time off"], words="Test data by Monday")
    here.settle()
    everything = str([here.cards(one, "dm") for one in ("jonas", "lena", "sofie")])
    assert "Test data" not in everything, "messages are kept at Slack"

    here.advance(hours=30)
    result = in_team(here, "the team says go")
    told = text_of(result)
    assert "Go 1 · Go, if … 2 · No 0 · Abstained 0 · 3 of 4 voted" in told
    assert "overtime is given back as time off (×2)" in told
    assert "Test data by Monday" in told
    assert not any(name in told for name in ("U0JONAS", "U0LENA", "U0SOFIE"))
    assert "closed" in text_of(in_team(here, "The vote on this closed"))
    here.click("jonas", "dm", direct(here, "jonas"), "ballot_in")
    here.modal("jonas")
    assert here.submit("jonas", words="The import; one Saturday, free again in January")["ok"]
    here.settle()
    here.click("lena", "C0TEAM", in_team(here, "says go"), "ballot_out")
    here.settle()
    told = text_of(in_team(here, "says go"))
    assert "<@U0JONAS>: The import; one Saturday" in told
    assert "Not with them: <@U0LENA>" in told
    for who in ("jonas", "jonas", "sofie"):
        here.click(who, "C0TEAM", in_team(here, "says go"), "ballot_stand")
        here.settle()
    assert "schon gesagt" in here.whispers("jonas", "C0TEAM")[-1]
    told = text_of(in_team(here, "the team stands behind it"))
    assert "<@U0JONAS> and <@U0SOFIE> have said it for the team" in told
    to_client = str(here.sees("anke", "C0NORDWIND")) + str(
        here.sees("anke", "C0NORDWIND", thread=thread)
    )
    for ours in ("nothing to show", "spare parts", "Saturday", "Test data", "ballot"):
        assert ours not in to_client, "the client reads nothing of all this"
    assert in_team(here, "Answer the client")


def test_who_may_not_vote_hears_a_kind_sentence(here: Stage) -> None:
    opens_window(here, "emre", "/perron commit The finder for the fair")
    ask(here, what="The finder", asked=["U0JONAS", "U0LENA", "U0SOFIE"])
    here.click("emre", "C0TEAM", in_team(here, "Go or no-go"), "ballot_go")
    here.settle()
    assert "not among those who are asked" in here.whispers("emre", "C0TEAM")[-1]
    assert "0 of 3 have voted" in text_of(in_team(here, "Go or no-go"))


def test_reminders_come_to_those_alone_who_have_not_voted(here: Stage) -> None:
    opens_window(here, "emre", "/perron commit")
    ask(here)
    vote(here, "jonas", "ballot_abstain")
    before = {who: len(here.cards(who, "dm")) for who in ("jonas", "lena")}
    here.slack.post("clock", set="2026-11-19T15:05:00+01:00", timeout=120)
    here.settle()
    assert len(here.cards("jonas", "dm")) == before["jonas"]
    assert len(here.cards("lena", "dm")) == before["lena"] + 2
    assert "endet bald" in text_of(direct(here, "lena"))
    vote(here, "lena", "ballot_go")
    eventually(lambda: len(here.cards("lena", "dm")) == before["lena"], "the reminders are gone")
    here.slack.post("clock", set="2026-11-19T16:05:00+01:00", timeout=120)
    here.settle()
    assert "moved once" in text_of(in_team(here, "Go or no-go")), "two of four are too few"
    here.slack.post("clock", set="2026-11-20T16:05:00+01:00", timeout=120)
    here.settle()
    result = in_team(here, "did not decide")
    assert "Fewer than three" in text_of(result)
    assert "ballot_again" in actions_of(result)


def test_the_shortcut_takes_what_the_message_says(here: Stage) -> None:
    ts = here.post("anke", "C0NORDWIND", FAIR)
    here.settle()
    here.shortcut("emre", "ballot_ask", "C0NORDWIND", ts)
    window = str(here.modal("emre"))
    assert "Produktfinder" in window
    assert "'initial_option': {'text'" in window
    wrong = here.submit("emre", **{**WORDS, "due": "whenever"})
    assert "I do not understand" in wrong["errors"]["due"]
    wrong = here.submit("emre", **{**WORDS, "asked": ["U0JONAS", "U0LENA"]})
    assert "three people or more" in wrong["errors"]["asked"]
    wrong = here.submit("emre", **{**WORDS, "asked": ASKED, "closes_at": "21 November 12:00"})
    assert "business day" in wrong["errors"]["closes_at"]
    wrong = here.submit("emre", **{**WORDS, "closes_at": "", "answer_by": "11 December"})
    assert "before it is to be done" in wrong["errors"]["answer_by"]
    assert here.submit("emre", **{**WORDS, "closes_at": ""})["ok"]
    here.slack.post("close", as_="emre", view_id=here.modal("emre")["id"])
    assert "order for the whole" in str(here.modal("emre")), "*Back* leads to what was filled in"
    ask(here)
    assert here.windows("emre") == []
    assert "what the client wrote" in text_of(in_team(here, "Go or no-go"))


def test_a_changed_frame_begins_the_vote_again_and_a_lead_cannot_change_it(here: Stage) -> None:
    opens_window(here, "emre", "/perron commit")
    ask(here)
    vote(here, "jonas", "ballot_go")
    old = direct(here, "jonas")
    here.click("mara", "C0TEAM", in_team(here, "Go or no-go"), "ballot_change")
    here.settle()
    assert "Ein Lead kann" in here.whispers("mara", "C0TEAM")[-1]
    here.click("lena", "C0TEAM", in_team(here, "Go or no-go"), "ballot_change")
    assert "4. Dezember 2026" in str(here.modal("lena")), "she reads German"
    ask(here, "lena", due="11. Dezember 18 Uhr")
    card = text_of(in_team(here, "Go or no-go"))
    assert "<@U0LENA> changed what is asked" in card
    assert "0 of 4 have voted" in card
    [left] = [one for one in here.cards("jonas", "dm") if one["ts"] == old["ts"]]
    assert "neu begonnen" in text_of(left)
    assert actions_of(left) == []
    assert "ballot_go" in actions_of(direct(here, "jonas")), "there is a new one"


def test_a_no_asks_what_else_and_asking_again_links_back(here: Stage) -> None:
    opens_window(here, "emre", "/perron commit")
    ask(here, asked=["U0JONAS", "U0LENA", "U0SOFIE"])
    for who, action in (("jonas", "ballot_no"), ("lena", "ballot_go"), ("sofie", "ballot_go")):
        vote(here, who, action)
    assert "until then votes can still be changed" in text_of(in_team(here, "Go or no-go"))
    here.advance(minutes=3)
    result = in_team(here, "the team says no")
    here.click("jonas", "C0TEAM", result, "ballot_offer")
    here.modal("jonas")
    assert here.submit("jonas", kind="smaller", words="Only the five best sellers")["ok"]
    here.settle()
    told = text_of(in_team(here, "the team says no"))
    assert "Something smaller: Only the five best sellers" in told
    here.click("emre", "C0TEAM", in_team(here, "the team says no"), "ballot_again")
    assert "product finder" in str(here.modal("emre"))
    ask(here, due="18 December 18:00")
    assert "asked before" in text_of(in_team(here, "Go or no-go"))
    assert "This was asked again" in text_of(in_team(here, "the team says no"))


def test_a_running_perron_keeps_and_logs_no_choice(
    alone: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here = alone
    caplog.set_level(logging.INFO)
    opens_window(here, "emre", "/perron commit")
    ask(here, asked=["U0JONAS", "U0LENA", "U0SOFIE"])
    secret = here.read(lambda s: s.scalars(select(Secret.secret)).one())
    for who, action in (("jonas", "ballot_no"), ("lena", "ballot_go")):
        vote(here, who, action)
    go_if(here, "sofie", choice="go if", conditions=["people"])
    here.settle()
    keys = here.read(lambda s: s.scalars(select(Vote.key)).all())
    assert len(keys) == 3
    here.advance(minutes=3)
    assert in_team(here, "the team says no")
    files = b"".join(file.read_bytes() for file in tmp_path.glob("perron.db*"))
    assert secret not in files
    assert [key for key in keys if key.encode() in files] == []
    for choice in VOTES.values():
        assert choice.encode() not in files, "no identity of a click"
        assert choice not in caplog.text
