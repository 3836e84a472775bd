"""A go that nobody stands behind: asked again in time, and then it does not carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.cards import Card
from bot.core.errors import Kindly
from bot.features.ballots import after, asking, carrying, closing, reading, timing
from bot.features.ballots.models import Ballot, Choice, Condition, Stage
from bot.features.platforms.service import calendar_of
from bot.features.promises.models import ClientAnswer, Promise
from tests.bot.features.ballots.team import FRAME, ask, vote
from tests.bot.features.ballots.team import TEAM as VOTERS
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, MORNING, House

HOUR = timedelta(hours=1)


def go(house: House, **changes: object) -> tuple[Ballot, datetime]:
    """All are for it; returns when it closed, too."""
    ballot = ask(house.session, **changes)
    for who in VOTERS:
        vote(house.session, ballot, who, Choice.GO_IF, conditions=(Condition.OTHER_WORK,))
    at = ballot.closes_at
    closing.due(house.session, ballot.id, at)
    assert ballot.stage == Stage.HANDS
    return ballot, at


def asked_again(house: House) -> list[str]:
    return [card.place for card in house.cards(carrying.AGAIN)]


def test_half_of_the_time_before_the_answer_who_is_silent_is_asked_again(house: House) -> None:
    ballot, closed = go(house)
    [again] = house.due(carrying.AGAIN).values()
    hours = calendar_of(house.platform)
    assert hours.between(closed, again) == hours.between(again, ballot.answer_by)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", closed)
    after.say(house.session, ballot.id, LENA, False, "", closed)
    carrying.ask_again(house.session, ballot.id, again)
    assert asked_again(house) == [EMRE], "nobody else, and nobody in public"
    assert carrying.is_asked(house.session, ballot, EMRE)
    after.say(house.session, ballot.id, EMRE, False, "", again)
    assert not carrying.is_asked(house.session, ballot, EMRE), "the message goes away"


def test_where_all_have_spoken_the_word_for_the_team_is_asked(house: House) -> None:
    ballot, closed = go(house)
    for who in (EMRE, JONAS):
        after.say(house.session, ballot.id, who, True, "Mornings", closed)
    after.say(house.session, ballot.id, LENA, False, "", closed)
    [again] = house.due(carrying.AGAIN).values()
    carrying.ask_again(house.session, ballot.id, again)
    assert sorted(asked_again(house)) == sorted([EMRE, JONAS])
    after.stand_behind(house.session, ballot.id, EMRE, again)
    after.stand_behind(house.session, ballot.id, JONAS, again)
    assert not carrying.is_asked(house.session, ballot, EMRE), "the message goes away"


def test_who_is_not_at_work_is_asked_when_their_hours_begin(house: House) -> None:
    ballot, closed = go(house)
    house.away(JONAS, days=2)
    [again] = house.due(carrying.AGAIN).values()
    carrying.ask_again(house.session, ballot.id, closed + HOUR * 12)
    assert asked_again(house) == [], "in the night nobody is asked"
    waiting = house.due(carrying.LATER)
    assert all(closed < at < ballot.answer_by for at in waiting.values())
    for subject, at in waiting.items():
        carrying.later(house.session, subject, at)
    assert sorted(asked_again(house)) == sorted(one.split(":")[1] for one in waiting)
    assert waiting
    assert again < ballot.answer_by


def test_there_is_no_second_question_where_there_is_no_time(house: House) -> None:
    hours = calendar_of(house.platform)
    assert timing.hands_again(hours, MORNING, MORNING + timedelta(minutes=20)) is None
    assert timing.hands_again(hours, MORNING, MORNING + HOUR) == MORNING + HOUR / 2


def test_what_nobody_stands_behind_in_time_does_not_carry(house: House) -> None:
    ballot, closed = go(house)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", closed)
    carrying.lapse(house.session, ballot.id, ballot.answer_by - HOUR)
    assert ballot.stage == Stage.HANDS, "not before the client's date"
    after.stand_behind(house.session, ballot.id, JONAS, closed)
    [due] = house.due(carrying.LAPSE).values()
    assert due == ballot.answer_by
    with pytest.raises(Kindly, match="does not carry"):
        after.stand_behind(house.session, ballot.id, EMRE, due)
    carrying.lapse(house.session, ballot.id, due)
    assert ballot.stage == Stage.LAPSED
    told = select(Card.subject).where(Card.kind == carrying.LAPSED)
    assert house.session.scalars(told).all() == [ballot.id]
    with pytest.raises(Kindly, match="no go that the team"):
        after.stand_behind(house.session, ballot.id, EMRE, due - HOUR)
    assert house.session.scalars(select(Promise)).all() == []
    assert house.session.scalars(select(ClientAnswer)).all() == [], "a no is for people to say"
    with pytest.raises(Kindly, match="Only those who were asked"):
        after.say_no(house.session, ballot.id, MARA, due)
    after.say_no(house.session, ballot.id, LENA, due)
    answer = house.session.scalars(select(ClientAnswer)).one()
    assert (answer.verdict, answer.hands) == ("no", [])


def test_without_a_decision_the_client_is_answered_with_a_no(house: House) -> None:
    ballot = ask(house.session)
    for _ in range(2):
        closing.due(house.session, ballot.id, ballot.closes_at)
    assert ballot.stage == Stage.UNDECIDED
    assert house.session.scalars(select(ClientAnswer)).all() == [], "a no is for people to say"
    after.say_no(house.session, ballot.id, LENA, ballot.closes_at)
    assert house.session.scalars(select(ClientAnswer)).one().verdict == "no"


def test_nobody_says_no_for_a_go_that_may_still_carry(house: House) -> None:
    ballot, closed = go(house)
    with pytest.raises(Kindly, match="nothing here to answer"):
        after.say_no(house.session, ballot.id, LENA, closed)


def test_a_go_that_is_stood_behind_does_not_lapse(house: House) -> None:
    ballot, closed = go(house)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", closed)
    for who in (JONAS, EMRE):
        after.stand_behind(house.session, ballot.id, who, closed)
    carrying.lapse(house.session, ballot.id, ballot.answer_by)
    carrying.ask_again(house.session, ballot.id, closed + HOUR)
    assert ballot.stage == Stage.STOOD
    assert asked_again(house) == []


def test_asked_again_in_a_new_ballot_the_old_one_asks_nobody(house: House) -> None:
    ballot, closed = go(house)
    ask(house.session, closed, earlier=ballot.id)
    assert house.due(carrying.AGAIN) == {}
    assert house.due(carrying.LAPSE) == {}
    carrying.ask_again(house.session, ballot.id, closed + HOUR)
    assert asked_again(house) == []
    with pytest.raises(Kindly, match="the newer ballot"):
        after.say(house.session, ballot.id, JONAS, True, "x", closed)
    assert reading.result(house.session, ballot, MORNING).ballot.asked_again


def test_what_it_takes_is_part_of_the_frame(house: House) -> None:
    ballot = ask(house.session, needs="Two people")
    vote(house.session, ballot, EMRE, Choice.NO)
    frame = replace(FRAME, needs="Three people")
    asking.restart(house.session, ballot.id, frame, LENA, MORNING + HOUR, 1)
    assert (ballot.round, ballot.needs) == (2, "Three people")
    assert asking.frame_of(house.session, ballot).needs == "Three people"
    again = ask(house.session)
    assert again.needs is None, "nobody has to say so"
