"""What is read after a go: hands against what it takes, until when, and that it does not carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.cards import Audience, Card, Claimed
from bot.core.worker import Drawing
from bot.features.ballots import after, asking, carrying, closing, leads
from bot.features.ballots.models import Ballot, Choice, Condition
from bot.features.ballots.showing import LEAD, RESULT, VOTE
from bot.features.ballots.showing import TEAM as TEAM_CARD
from bot.features.platforms.people import learn_person
from bot.ports import UserInfo
from handlers.ballots.draws import DRAWS
from tests.bot.features.ballots.team import FRAME, TEAM, ask, vote
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, OURS, House
from tests.dialogue.harness import actions_of, text_of

NEEDS = "Two people, the weekend of the 5th"


def drawn(house: House, card: Card) -> Drawing | None:
    columns = ("id", "kind", "subject", "place", "channel", "thread_ts", "ts", "wanted", "tries")
    claimed = Claimed(
        **{name: getattr(card, name) for name in columns},
        audience=Audience(card.audience),
        lease="",
        sending_since=None,
        reposts=0,
        fingerprint=None,
    )
    return DRAWS[card.kind](house.session, claimed, house.now)


def seen(house: House, card: Card) -> tuple[str, list[str]]:
    """What a card says now, and what can be pressed on it."""
    found = drawn(house, card)
    assert found is not None
    message = {"text": found.text, "blocks": list(found.blocks)}
    return text_of(message), actions_of(message)


@pytest.fixture
def gone(house: House) -> tuple[Ballot, datetime]:
    """A go with conditions, and when it closed; the team's language is English."""
    house.platform.language = "en"
    for who, locale in ((EMRE, "en-GB"), (JONAS, "de-DE")):
        info = UserInfo(id=who, team_id=OURS, name=who, locale=locale)
        learn_person(house.session, info, house.now)
    ballot = ask(house.session, needs=NEEDS)
    for who in TEAM:
        vote(house.session, ballot, who, Choice.GO_IF, conditions=(Condition.OTHER_WORK,))
    at = ballot.closes_at
    closing.due(house.session, ballot.id, at)
    return ballot, at


def test_hands_are_held_against_what_it_takes(house: House, gone: tuple[Ballot, datetime]) -> None:
    ballot, closed = gone
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", closed)
    text, _ = seen(house, house.cards(RESULT)[0])
    in_order = ["What it takes", NEEDS, "other work waits (×3)", "Who is in", "One Saturday"]
    assert [text.index(one) for one in in_order] == sorted(text.index(one) for one in in_order)
    assert f"<!date^{int(ballot.answer_by.timestamp())}^" in text
    assert "stands behind it, the go does not carry" in text
    for card in house.cards(VOTE):
        assert NEEDS in seen(house, card)[0], "who is asked for a hand reads it, too"


def test_the_leads_view_is_read_last_and_only_once_the_team_has_voted(house: House) -> None:
    house.platform.language = "en"
    ballot = ask(house.session)
    leads.add_view(house.session, ballot.id, MARA, "I carry either")
    before = [
        seen(house, card)[0] for kind in (TEAM_CARD, VOTE, LEAD) for card in house.cards(kind)
    ]
    assert len(before) == 1 + len(TEAM) + 1
    assert not any("I carry either" in text for text in before)
    for who in TEAM:
        vote(house.session, ballot, who, Choice.NO, why="Too tight")
    closing.due(house.session, ballot.id, ballot.closes_at)
    drawing = drawn(house, house.cards(RESULT)[0])
    assert drawing is not None
    view = f"A view, no vote, of <@{MARA}>: I carry either"
    assert view in text_of({"blocks": list(drawing.blocks)[-1:]})
    assert not any(view in text_of({"blocks": [one]}) for one in list(drawing.blocks)[:-1])


def test_who_is_asked_again_reads_until_when(house: House, gone: tuple[Ballot, datetime]) -> None:
    ballot, closed = gone
    [again] = house.due(carrying.AGAIN).values()
    carrying.ask_again(house.session, ballot.id, again)
    [german] = house.cards(carrying.AGAIN, JONAS)
    text, offered = seen(house, german)
    assert "du bist noch gefragt" in text
    assert f"<!date^{int(ballot.answer_by.timestamp())}^" in text
    assert NEEDS in text
    assert offered == ["ballot_in", "ballot_out"]
    after.say(house.session, ballot.id, JONAS, False, "", closed)
    assert drawn(house, german) is None, "it goes away"
    for who in (EMRE, LENA):
        after.say(house.session, ballot.id, who, True, "Mornings", closed)
    [english] = house.cards(carrying.AGAIN, EMRE)
    text, offered = seen(house, english)
    assert "nobody has said for the team" in text
    assert offered == []


def test_what_does_not_carry_says_so_and_what_can_be_done(
    house: House, gone: tuple[Ballot, datetime]
) -> None:
    ballot, _ = gone
    carrying.lapse(house.session, ballot.id, ballot.answer_by)
    text, offered = seen(house, house.cards(RESULT)[0])
    assert "this go does not carry, and nothing is promised" in text
    assert offered == ["ballot_again", "ballot_say_no"]
    assert all(seen(house, card)[1] == [] for card in house.cards(VOTE))


def test_without_a_decision_a_no_is_still_an_answer(house: House) -> None:
    ballot = ask(house.session)
    for _ in range(2):
        closing.due(house.session, ballot.id, ballot.closes_at)
    text, offered = seen(house, house.cards(RESULT)[0])
    assert "the client still waits for an answer" in text
    assert offered == ["ballot_again", "ballot_say_no"]


def test_a_ballot_that_was_asked_again_offers_nothing(
    house: House, gone: tuple[Ballot, datetime]
) -> None:
    ballot, closed = gone
    ask(house.session, closed, earlier=ballot.id)
    text, offered = seen(house, house.cards(RESULT)[0])
    assert "What counts is the newer ballot" in text
    assert offered == []
    mine = [card for card in house.cards(VOTE) if card.subject.startswith(ballot.id)]
    assert all(seen(house, card)[1] == [] for card in mine)


def test_who_is_not_asked_in_the_new_round_is_promised_no_message(house: House) -> None:
    house.platform.language = "en"
    info = UserInfo(id=EMRE, team_id=OURS, name=EMRE, locale="en-GB")
    learn_person(house.session, info, house.now)
    ballot = ask(house.session, asked=(*TEAM, MARA))
    frame = replace(FRAME, asked=(JONAS, LENA, MARA))
    for changed, said in (
        (replace(FRAME, what="Half", asked=(*TEAM, MARA)), "There is a new message for you"),
        (frame, "not among those who are asked now"),
    ):
        asking.restart(house.session, ballot.id, changed, LENA, house.now, ballot.round)
        [first] = [card for card in house.cards(VOTE, EMRE) if ":1:" in card.subject]
        assert said in seen(house, first)[0]
