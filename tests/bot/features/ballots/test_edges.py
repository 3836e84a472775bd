"""Late, gone, stale and short: what happens at the edges of a ballot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.ballots import after, asking, carrying, closing, leads, reminding, voting
from bot.features.ballots.models import Alternative, Ballot, Choice, Stage
from bot.features.ballots.reminding import Nudge
from bot.features.platforms.models import Member
from tests.bot.features.ballots.team import FRAME, PEACH, ask, close, moves_to_peach, vote
from tests.bot.features.ballots.team import TEAM as VOTERS
from tests.bot.features.house import EMRE, JONAS, LENA, MORNING, House

GO, NO, ABSTAIN = Choice.GO, Choice.NO, Choice.ABSTAIN
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def leaves(house: House, who: str) -> None:
    """Somebody is no longer on the platform."""
    house.session.get_one(Member, ("mario", who)).active = False
    house.session.flush()


def test_a_changed_frame_closes_when_it_was_read_back_to_close(house: House) -> None:
    ballot = ask(house.session, closes_at=MORNING + timedelta(days=2))
    typed = replace(FRAME, if_kept="Twice the order", closes_at=ballot.closes_at)
    later = MORNING + HOUR
    shown = asking.checked(house.session, typed, LENA, later).closes_at
    asking.restart(house.session, ballot.id, typed, LENA, later, 1)
    assert ballot.closes_at == shown == MORNING + timedelta(days=2)
    usual = replace(typed, if_kept="Thrice", closes_at=None)
    shown = asking.checked(house.session, usual, LENA, later).closes_at
    asking.restart(house.session, ballot.id, usual, LENA, later, 2)
    assert ballot.closes_at == shown != MORNING + timedelta(days=2)


def test_who_has_left_the_platform_is_asked_no_more(house: House) -> None:
    ballot = ask(house.session)
    leaves(house, LENA)
    with pytest.raises(Kindly, match="Only members of Super Mario"):
        vote(house.session, ballot, LENA, GO)
    reminding.remind(house.session, Nudge.HALF, f"{ballot.id}:1", MORNING + HOUR)
    assert [card.place for card in house.cards(Nudge.HALF)] == [EMRE, JONAS]
    for who in (EMRE, JONAS):
        vote(house.session, ballot, who, GO)
    closing.look(house.session, ballot.id, MORNING)
    assert ballot.closes_at < MORNING + HOUR, "all who can vote have voted"
    closing.due(house.session, ballot.id, ballot.closes_at)
    assert ballot.stage == Stage.HANDS
    [again] = house.due(carrying.AGAIN).values()
    carrying.ask_again(house.session, ballot.id, again)
    assert [card.place for card in house.cards(carrying.AGAIN)] == [EMRE, JONAS]


def test_a_vote_of_somebody_who_leaves_later_counts(house: House) -> None:
    ballot = ask(house.session)
    vote(house.session, ballot, LENA, NO)
    leaves(house, LENA)
    vote(house.session, ballot, EMRE, GO)
    vote(house.session, ballot, JONAS, GO)
    close(house.session, ballot)
    assert ballot.stage == Stage.NO


def test_a_no_that_was_asked_again_takes_no_more_offers(house: House) -> None:
    ballot = ask(house.session)
    for who in VOTERS:
        vote(house.session, ballot, who, NO)
    close(house.session, ballot)
    after.offering(house.session, ballot.id, EMRE)
    ask(house.session, earlier=ballot.id)
    with pytest.raises(Kindly, match="the newer ballot"):
        after.offering(house.session, ballot.id, EMRE)
    with pytest.raises(Kindly, match="the newer ballot"):
        after.offer(house.session, ballot.id, EMRE, Alternative.SMALLER, "Five items", MORNING)


@pytest.mark.parametrize(("minutes", "open_for"), [(30, 22), (20, 15)])
def test_an_answer_that_is_due_soon_leaves_time_to_vote_and_to_answer(
    house: House, minutes: int, open_for: int
) -> None:
    ballot = ask(house.session, answer_by=MORNING + minutes * MINUTE)
    assert ballot.closes_at == MORNING + open_for * MINUTE


def test_where_there_is_no_time_to_vote_it_says_so_and_not_that_nobody_works(house: House) -> None:
    with pytest.raises(asking.Wrong, match="a vote needs a quarter of an hour") as wrong:
        ask(house.session, answer_by=MORNING + 15 * MINUTE)
    assert wrong.value.field == "answer_by"


def test_before_holidays_it_closes_on_a_business_day_before_the_answer(house: House) -> None:
    before_christmas = datetime(2026, 12, 23, 13, 0, tzinfo=MORNING.tzinfo)
    due = datetime(2027, 1, 15, 12, 0, tzinfo=MORNING.tzinfo)
    ballot = ask(house.session, before_christmas, due=due, answer_by=due)
    assert ballot.closes_at == datetime(2026, 12, 24, 15, 0, tzinfo=MORNING.tzinfo)
    holiday = datetime(2026, 12, 25, 9, 0, tzinfo=MORNING.tzinfo)
    again = ask(house.session, before_christmas + HOUR, due=due, answer_by=holiday)
    assert again.closes_at == datetime(2026, 12, 24, 15, 0, tzinfo=MORNING.tzinfo)


@pytest.mark.parametrize(
    ("choices", "stage"),
    [
        ([ABSTAIN] * 3, Stage.UNDECIDED),
        ([GO, GO], Stage.HANDS),
        ([GO], Stage.VOTING),
        ([ABSTAIN, GO], Stage.HANDS),
    ],
)
def test_a_quorum_that_is_just_met_and_votes_that_take_no_side(
    house: House, choices: list[Choice], stage: Stage
) -> None:
    house.platform.ballot_quorum = 66
    ballot = ask(house.session)
    for who, choice in zip(VOTERS, choices, strict=False):
        vote(house.session, ballot, who, choice)
    close(house.session, ballot)
    assert ballot.stage == stage


def test_when_everybody_is_away_nobody_is_asked_by_default(house: House) -> None:
    for who in VOTERS:
        house.away(who)
    assert asking.default_voters(house.session, house.platform, MORNING) == []
    with pytest.raises(asking.Wrong, match="three people or more"):
        ask(house.session, asked=())


def test_what_is_unknown_is_refused_kindly(house: House) -> None:
    ghost = Ballot(id="gone", round=1)
    for deed in (
        lambda: vote(house.session, ghost, EMRE, GO),
        lambda: voting.my_vote(house.session, voting.Pressed("gone", 1, EMRE, "x"), MORNING),
        lambda: after.say(house.session, "gone", EMRE, True, "x", MORNING),
        lambda: after.stand_behind(house.session, "gone", EMRE, MORNING),
        lambda: after.say_no(house.session, "gone", EMRE, MORNING),
        lambda: after.offering(house.session, "gone", EMRE),
        lambda: asking.may_change(house.session, "gone", EMRE, MORNING),
        lambda: ask(house.session, earlier="gone"),
    ):
        with pytest.raises(Kindly, match="no longer exists"):
            deed()
    with pytest.raises(Kindly, match="Only a lead"):
        leads.add_view(house.session, "gone", EMRE, "x")


def test_a_ballot_stays_with_the_team_that_was_asked_though_the_client_moves(house: House) -> None:
    """Its people change it until it ends; whoever has the client now asks anew, and nobody else."""
    ballot = ask(house.session)
    moves_to_peach(house)
    frame = replace(asking.frame_of(house.session, ballot), what="Half of it")
    asking.restart(house.session, ballot.id, frame, LENA, MORNING + MINUTE, 1)
    assert (ballot.what, ballot.platform_key, ballot.round) == ("Half of it", "mario", 2)
    with pytest.raises(Kindly, match="Only members of Super Mario"):
        asking.restart(house.session, ballot.id, frame, PEACH[0], MORNING + MINUTE, 2)
    for who in VOTERS:
        vote(house.session, ballot, who, NO)
    closed = close(house.session, ballot)
    assert ballot.stage == Stage.NO
    for who, asked in ((EMRE, VOTERS), (PEACH[0], PEACH)):
        with pytest.raises(Kindly, match="Nordwind is with Peach now"):
            ask(house.session, closed, asker=who, asked=asked, earlier=ballot.id)
    assert ask(house.session, asker=PEACH[0], asked=PEACH).platform_key == "peach"
