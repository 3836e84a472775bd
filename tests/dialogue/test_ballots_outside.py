"""Nothing of a ballot reaches a client, whatever is played and whatever they send."""

from __future__ import annotations

from sqlalchemy import select

from bot.features.ballots.models import Ballot
from handlers.ballots.parts import VOTES
from handlers.ballots.voting_presses import CHANGES, WINDOWS
from tests.dialogue.balloting import FAIR, OURS_ALONE, ask, direct, go_if, in_team, vote
from tests.dialogue.harness import Stage, text_of
from tests.engine.clients_eyes import CANARY, Eyes
from tests.engine.play import Play, forged

BALLOT_PRESSES = (
    *CHANGES, *WINDOWS, "ballot_in", "ballot_out", "ballot_stand", "ballot_say_no", "ballot_offer",
    "ballot_view", "ballot_change", "ballot_again", "promise_answer",
)  # fmt: skip


def forge_all(here: Stage, eyes: Eyes) -> None:
    """A client sends every press of a ballot, signed as Slack signs: kindly refused, each."""
    before = here.read(lambda s: s.scalars(select(Ballot)).one())
    forger = Play(here, 1)
    for action in BALLOT_PRESSES:
        value = f"{before.id}:1" if action in (*VOTES.values(), *WINDOWS, *CHANGES) else before.id
        forger.send(forged("U0ANKE", "C0NORDWIND", action, value))
    here.settle()
    eyes.look()
    assert len(here.whispers("anke", "C0NORDWIND")) == len(BALLOT_PRESSES)
    assert here.windows("anke") == []
    after = here.read(lambda s: s.scalars(select(Ballot)).one())
    assert (after.stage, after.round, after.confirmed_by) == (
        before.stage,
        before.round,
        before.confirmed_by,
    )


def test_nothing_of_a_ballot_reaches_anybody_outside(here: Stage) -> None:
    eyes = Eyes(here.slack)
    secret = dict.fromkeys(OURS_ALONE, f"{CANARY} stake")
    secret |= {"what": f"{CANARY} finder", "needs": f"{CANARY} needs"}
    thread = here.post("anke", "C0NORDWIND", FAIR)
    here.settle()
    here.click("emre", "C0TEAM", here.team_card(), "ballot_open")
    ask(here, **secret, asked=["U0JONAS", "U0LENA", "U0SOFIE"])
    eyes.look()
    inside = text_of(in_team(here, "Go or no-go"))
    here.click("mara", "dm", direct(here, "mara"), "ballot_view")
    here.modal("mara")
    assert here.submit("mara", words=f"{CANARY} view")["ok"]
    vote(here, "jonas", "ballot_go")
    for who in ("lena", "sofie"):
        words = {"words": f"{CANARY} condition", "why": f"{CANARY} reason"}
        go_if(here, who, choice="go if", certainty="2", **words)
        here.settle()
        eyes.look()
    here.advance(minutes=3)
    eyes.look()
    for who in ("jonas", "lena"):
        here.click(who, "C0TEAM", in_team(here, "says go"), "ballot_in")
        here.modal(who)
        assert here.submit(who, words=f"{CANARY} hand")["ok"]
        here.settle()
        eyes.look()
    for who in ("jonas", "lena"):
        here.click(who, "C0TEAM", in_team(here, "says go"), "ballot_stand")
        here.settle()
        eyes.look()
    forge_all(here, eyes)
    here.click("lena", "C0TEAM", in_team(here, "waits for an answer"), "promise_answer")
    here.modal("lena")
    for values in ({"what": "Der Finder", "what_not": ""}, {}, {}):
        eyes.look()
        assert here.submit("lena", **values)["ok"]
    here.settle()
    here.advance(days=1)
    eyes.look()
    inside += "".join(text_of(one) for one in here.cards("mara", "C0TEAM"))
    for ours in ("view", "condition", "reason", "hand", "stake", "needs"):
        assert f"{CANARY} {ours}" in inside
    assert "Der Finder" in "".join(eyes.seen), "what a person wrote to them"
    assert thread in str(eyes.seen), "they were looking"
    assert CANARY not in "".join(eyes.seen)
    assert "ballot" not in "".join(eyes.seen)
