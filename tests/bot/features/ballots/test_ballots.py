"""Asking, voting, closing, hands and alternatives, on an in-memory database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.core.cards import Card
from bot.core.errors import Kindly
from bot.features.ballots import after, asking, closing, leads, reading, reminding, upkeep, voting
from bot.features.ballots.models import Alternative, Ballot, Choice, Condition, Stage
from bot.features.ballots.owning import OWNED
from bot.features.ballots.reminding import Nudge
from bot.features.ballots.showing import LEAD, RESULT, TEAM, VOTE
from bot.features.platforms.models import (
    BallotRule,
    ClientStatus,
    PlatformMode,
)
from bot.features.platforms.service import learn_person
from bot.features.promises.models import AnswerState, ClientAnswer, EndedBallot
from bot.ports import UserInfo
from tests.bot.features.ballots.team import FRAME, ask, close, more_members, vote
from tests.bot.features.ballots.team import TEAM as VOTERS
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    JONAS,
    LENA,
    MARA,
    MORNING,
    OURS,
    House,
)

GO, GO_IF, NO, ABSTAIN = Choice.GO, Choice.GO_IF, Choice.NO, Choice.ABSTAIN
HOUR = timedelta(hours=1)


def decide(house: House, ballot: Ballot, *choices: Choice) -> None:
    """They vote in turn, and it closes."""
    for who, choice in zip(VOTERS, choices, strict=False):
        vote(house.session, ballot, who, choice)
    close(house.session, ballot)


def due(house: House, kind: str) -> list[datetime]:
    return list(house.due(kind).values())


def test_who_is_asked_by_default(house: House) -> None:
    assert asking.default_voters(house.session, house.platform, MORNING) == [EMRE, JONAS, LENA]
    house.away(JONAS)
    assert asking.default_voters(house.session, house.platform, MORNING) == [EMRE, LENA]


def test_asking_tells_team_voters_and_lead(house: House) -> None:
    ballot = ask(house.session)
    assert [card.place for card in house.cards(TEAM)] == ["C0TEAM"]
    assert sorted(card.place for card in house.cards(VOTE)) == sorted(VOTERS)
    assert [card.place for card in house.cards(LEAD)] == [MARA]
    assert (ballot.rule, ballot.quorum) == (BallotRule.CONSENT, 60)
    assert due(house, reminding.CLOSE) == [ballot.closes_at]


def test_a_lead_who_is_asked_votes_and_is_not_told_apart(house: House) -> None:
    ballot = ask(house.session, asked=(*VOTERS, MARA))
    assert house.cards(LEAD) == []
    assert vote(house.session, ballot, MARA, GO) is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"asked": (EMRE, LENA, LENA)}, "asked"),
        ({"asked": (EMRE, LENA, COLLEAGUE)}, "asked"),
        ({"due": MORNING - HOUR}, "due"),
        ({"answer_by": MORNING - HOUR}, "answer_by"),
        ({"answer_by": FRAME.due + HOUR}, "answer_by"),
        ({"what": "  "}, "what"),
        ({"closes_at": MORNING + timedelta(days=3)}, "closes_at"),
        ({"closes_at": FRAME.answer_by}, "closes_at"),
    ],
)
def test_what_cannot_be_asked_says_where(house: House, changes: Any, field: str) -> None:
    with pytest.raises(asking.Wrong) as wrong:
        ask(house.session, **changes)
    assert wrong.value.field == field
    assert house.session.scalars(select(Ballot)).all() == []


def test_nobody_is_asked_for_a_former_client_or_where_it_is_only_observed(house: House) -> None:
    house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        ask(house.session)
    house.client().status = ClientStatus.ACTIVE
    house.platform.mode = PlatformMode.OBSERVE
    with pytest.raises(Kindly, match="observes"):
        ask(house.session)


def test_one_vote_a_person_which_can_be_changed(house: House) -> None:
    ballot = ask(house.session)
    vote(house.session, ballot, EMRE, NO, identity="one")
    vote(house.session, ballot, EMRE, GO, identity="two")
    assert vote(house.session, ballot, EMRE, NO, identity="one") is None, "a repeat"
    assert voting.voted(house.session, ballot.id) == 1
    decide_rest = [vote(house.session, ballot, who, GO) for who in VOTERS[1:]]
    assert all(decide_rest)
    close(house.session, ballot)
    result = reading.result(house.session, ballot, MORNING)
    assert result.tally is not None
    assert (result.tally.go, result.tally.cast) == (3, 3)


def test_what_belongs_to_a_vote_stays_with_it(house: House) -> None:
    ballot = ask(house.session)
    with pytest.raises(Kindly, match="vote first"):
        vote(house.session, ballot, EMRE, None, certainty=4)
    with pytest.raises(Kindly, match="what you need"):
        vote(house.session, ballot, EMRE, GO_IF, conditions=())
    needs = (Condition.SCOPE, Condition.OTHER)
    vote(house.session, ballot, EMRE, GO_IF, conditions=needs, words="A tester")
    vote(house.session, ballot, EMRE, None, certainty=4, why="It is tight")
    pressed = voting.Pressed(ballot.id, 1, EMRE, "look")
    _, paper = voting.my_vote(house.session, pressed, MORNING)
    assert paper is not None
    assert (paper.choice, paper.conditions, paper.words) == (GO_IF, needs, "A tester")
    assert (paper.certainty, paper.why) == (4, "It is tight")
    vote(house.session, ballot, EMRE, GO)
    _, paper = voting.my_vote(house.session, pressed, MORNING)
    assert paper is not None
    assert (paper.conditions, paper.words, paper.certainty) == ((), "", 4)


@pytest.mark.parametrize(
    ("who", "said"),
    [(MARA, "not among those"), (ANKE, "Perron's commands"), (COLLEAGUE, "Only members")],
)
def test_who_is_not_asked_has_no_effect(house: House, who: str, said: str) -> None:
    ballot = ask(house.session)
    with pytest.raises(Kindly, match=said):
        vote(house.session, ballot, who, GO)
    assert voting.voted(house.session, ballot.id) == 0


def test_after_closing_nothing_has_an_effect(house: House) -> None:
    ballot = ask(house.session)
    with pytest.raises(Kindly, match="closed"):
        vote(house.session, ballot, EMRE, GO, ballot.closes_at)
    decide(house, ballot, GO, GO, GO)
    with pytest.raises(Kindly, match="closed"):
        vote(house.session, ballot, EMRE, NO)
    with pytest.raises(Kindly, match="closed"):
        voting.my_vote(house.session, voting.Pressed(ballot.id, 1, EMRE, "x"), MORNING)


def test_it_closes_shortly_after_all_have_voted(house: House) -> None:
    ballot = ask(house.session)
    for who in VOTERS[:2]:
        vote(house.session, ballot, who, GO)
        closing.look(house.session, ballot.id, MORNING)
    usual = ballot.closes_at
    vote(house.session, ballot, VOTERS[2], NO)
    closing.look(house.session, ballot.id, MORNING)
    assert MORNING < ballot.closes_at < MORNING + HOUR < usual
    vote(house.session, ballot, VOTERS[2], GO)
    closing.due(house.session, ballot.id, ballot.closes_at)
    assert ballot.stage == Stage.HANDS, "the last could still mend a slip"


def test_below_the_quorum_closing_moves_once(house: House) -> None:
    ballot = ask(house.session)
    first = ballot.closes_at
    vote(house.session, ballot, EMRE, GO)
    assert close(house.session, ballot) == first
    assert (ballot.stage, ballot.closes_at) == (Stage.VOTING, first + timedelta(days=1))
    assert due(house, Nudge.MOVED) == [first]
    close(house.session, ballot)
    assert ballot.stage == Stage.UNDECIDED
    assert ballot.votes is None
    result = reading.result(house.session, ballot, MORNING)
    assert (result.tally, result.conditions, result.reasons) == (None, [], [])


def test_closing_does_not_move_past_the_clients_date(house: House) -> None:
    answer_by = MORNING + timedelta(days=1, hours=7)
    ballot = ask(house.session, answer_by=answer_by)
    first = close(house.session, ballot)
    assert first < ballot.closes_at < answer_by
    close(house.session, ballot)
    assert ballot.stage == Stage.UNDECIDED


def test_rule_and_quorum_are_the_platforms_when_it_is_asked(house: House) -> None:
    house.platform.ballot_rule, house.platform.ballot_quorum = BallotRule.MAJORITY, 100
    ballot = ask(house.session)
    house.platform.ballot_rule = BallotRule.CONSENT
    decide(house, ballot, GO, GO)
    assert ballot.moved, "two of three are not all"
    vote(house.session, ballot, LENA, NO)
    close(house.session, ballot)
    assert ballot.stage == Stage.HANDS, "more are for it, as the rule was"


def test_the_outcome_is_told_once(house: House) -> None:
    ballot = ask(house.session)
    decide(house, ballot, GO, GO, NO)
    at = ballot.closed_at
    closing.due(house.session, ballot.id, MORNING + timedelta(days=9))
    assert (ballot.stage, ballot.closed_at) == (Stage.NO, at)
    assert len(house.cards(RESULT)) == 1
    assert house.session.scalars(select(EndedBallot.outcome)).all() == ["no"]


def test_reminders_are_for_those_who_have_not_voted_in_their_hours(house: House) -> None:
    ballot = ask(house.session)
    vote(house.session, ballot, EMRE, ABSTAIN)
    house.away(LENA, days=1)
    at = ballot.closes_at - HOUR
    reminding.remind(house.session, Nudge.HALF, f"{ballot.id}:1", MORNING + HOUR)
    assert [card.place for card in house.cards(Nudge.HALF)] == [JONAS]
    [later] = house.due(reminding.LATER)
    reminding.later(house.session, later, at)
    assert [card.place for card in house.cards(Nudge.HALF)] == [JONAS, LENA]
    reminding.remind(house.session, Nudge.HOUR, f"{ballot.id}:2", at)
    reminding.remind(house.session, Nudge.HOUR, f"{ballot.id}:1", ballot.closes_at)
    assert house.cards(Nudge.HOUR) == [], "neither of another round nor after closing"


def test_home_tells_that_a_vote_is_asked_and_no_more(house: House) -> None:
    learn_person(
        house.session, UserInfo(id=LENA, team_id=OURS, name="Lena", locale="de-DE"), MORNING
    )
    ballot = ask(house.session)
    before = list(OWNED.matters(house.session, MORNING, owners=[LENA]))
    vote(house.session, ballot, LENA, NO)
    assert list(OWNED.matters(house.session, MORNING, owners=[LENA])) == before
    assert [(one.words, one.due, one.givable) for one in before] == [
        ("Deine Stimme ist gefragt.", ballot.closes_at, False)
    ]
    assert list(OWNED.of_platform(house.session, MORNING, "mario")) == []
    assert not OWNED.give(house.session, ballot.id, EMRE, MORNING)
    close(house.session, ballot)
    later = ballot.closes_at + timedelta(days=2)
    assert list(OWNED.matters(house.session, later, owners=[LENA])) == []


def test_a_changed_frame_restarts_and_only_the_team_may_change_it(house: House) -> None:
    ballot = ask(house.session)
    vote(house.session, ballot, EMRE, NO)
    frame = replace(FRAME, if_kept="Twice the order")
    with pytest.raises(Kindly, match="A lead cannot"):
        asking.restart(house.session, ballot.id, frame, MARA, MORNING, 1)
    with pytest.raises(Kindly, match="changed nothing"):
        asking.restart(house.session, ballot.id, FRAME, LENA, MORNING, 1)
    asking.restart(house.session, ballot.id, frame, LENA, MORNING + HOUR, 1)
    assert (ballot.round, ballot.if_kept, ballot.restarted_by) == (2, "Twice the order", LENA)
    assert voting.voted(house.session, ballot.id) == 0
    with pytest.raises(Kindly, match="began again"):
        vote(house.session, ballot, EMRE, NO, round=1)
    with pytest.raises(Kindly, match="just changed"):
        asking.restart(house.session, ballot.id, FRAME, EMRE, MORNING + HOUR, 1)
    assert len(house.cards(VOTE)) == 2 * len(VOTERS), "everybody has a new message"


def test_the_leads_view_is_a_view(house: House) -> None:
    ballot = ask(house.session)
    with pytest.raises(Kindly, match="Only a lead"):
        leads.add_view(house.session, ballot.id, EMRE, "Do it")
    leads.add_view(house.session, ballot.id, MARA, "I carry either")
    decide(house, ballot, GO, GO, NO)
    assert ballot.stage == Stage.NO, "it counts for nothing"
    views = reading.result(house.session, ballot, MORNING).views
    assert views == [(MARA, "I carry either")]
    leads.add_view(house.session, ballot.id, MARA, " ")
    assert reading.result(house.session, ballot, MORNING).views == []


def test_a_go_needs_hands_and_two_who_say_that_it_carries(house: House) -> None:
    ballot = ask(house.session)
    decide(house, ballot, GO, GO, GO)
    with pytest.raises(Kindly, match="they are in"):
        after.stand_behind(house.session, ballot.id, EMRE, MORNING)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", MORNING)
    after.say(house.session, ballot.id, LENA, False, "ignored", MORNING)
    assert not after.stand_behind(house.session, ballot.id, EMRE, MORNING)
    with pytest.raises(Kindly, match="said so already"):
        after.stand_behind(house.session, ballot.id, EMRE, MORNING)
    after.say(house.session, ballot.id, JONAS, True, "Only mornings", MORNING)
    assert ballot.stood_by is None, "the word was given for other hands"
    for who, confirmed in ((LENA, False), (EMRE, True)):
        assert after.stand_behind(house.session, ballot.id, who, MORNING) is confirmed
    answer = house.session.scalars(select(ClientAnswer)).one()
    assert (answer.verdict, answer.hands) == ("yes", [[JONAS, "Only mornings"]])
    with pytest.raises(Kindly, match="nobody is held"):
        after.say(house.session, ballot.id, JONAS, False, "", MORNING)
    with pytest.raises(Kindly, match="Only those who were asked"):
        after.stand_behind(house.session, ballot.id, MARA, MORNING)


def test_nobody_promises_before_the_team_stands_behind_it(house: House) -> None:
    ballot = ask(house.session)
    decide(house, ballot, GO, GO, GO)
    assert house.session.scalars(select(ClientAnswer)).all() == []
    with pytest.raises(Kindly, match="Nobody asks for something else"):
        after.offering(house.session, ballot.id, EMRE)


def test_after_a_no_alternatives_go_along_without_names(house: House) -> None:
    ballot = ask(house.session)
    decide(house, ballot, NO, NO, NO)
    with pytest.raises(Kindly, match="few words"):
        after.offer(house.session, ballot.id, EMRE, Alternative.LATER, " ", MORNING)
    after.offer(house.session, ballot.id, EMRE, Alternative.SMALLER, "Five items", MORNING)
    after.offer(house.session, ballot.id, LENA, Alternative.SMALLER, "five  items", MORNING)
    after.offer(house.session, ballot.id, JONAS, Alternative.NOTHING, "x", MORNING)
    result = reading.result(house.session, ballot, MORNING)
    assert sorted(result.alternatives) == [("nothing", "", 1), ("smaller", "Five items", 2)]
    answer = house.session.scalars(select(ClientAnswer)).one()
    assert (answer.verdict, answer.hands) == ("no", [])
    assert answer.alternatives == ["Etwas Kleineres: Five items"], "in the client's language"
    with pytest.raises(Kindly, match="Nobody is asked for a hand"):
        after.say(house.session, ballot.id, EMRE, True, "x", MORNING)


def test_asking_again_is_a_new_ballot_that_links_to_the_old_one(house: House) -> None:
    ballot = ask(house.session)
    with pytest.raises(Kindly, match="still votes"):
        ask(house.session, earlier=ballot.id)
    decide(house, ballot, GO, GO, GO)
    after.say(house.session, ballot.id, EMRE, True, "x", MORNING)
    newer = ask(house.session, asker=MARA, earlier=ballot.id)
    assert newer.earlier == ballot.id
    assert after.asked_again(house.session, ballot.id) == newer.id
    with pytest.raises(Kindly, match="asked again"):
        after.stand_behind(house.session, ballot.id, EMRE, MORNING)
    with pytest.raises(Kindly, match="the newer ballot"):
        ask(house.session, earlier=ballot.id)


def test_asked_again_after_a_no_the_older_answer_is_not_given(house: House) -> None:
    ballot = ask(house.session)
    decide(house, ballot, NO, NO, NO)
    ask(house.session, earlier=ballot.id)
    answer = house.session.scalars(select(ClientAnswer)).one()
    assert answer.state == AnswerState.WITHDRAWN
    with pytest.raises(Kindly, match="the newer ballot"):
        after.offer(house.session, ballot.id, EMRE, Alternative.SMALLER, "Five items", MORNING)
    assert answer.state == AnswerState.WITHDRAWN, "nor does a late offer bring it back"


def test_what_was_said_is_forgotten_in_time_and_the_outcome_stays(house: House) -> None:
    ballot = ask(house.session, needs="Two people")
    leads.add_view(house.session, ballot.id, MARA, "I carry either")
    for who in VOTERS:
        vote(house.session, ballot, who, GO_IF, why="It is tight")
    close(house.session, ballot)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", MORNING)
    assert ballot.closed_at is not None
    upkeep.forget(house.session, ballot.closed_at)
    kept = reading.result(house.session, ballot, MORNING)
    assert (len(kept.hands), len(kept.reasons), len(kept.views)) == (1, 3, 1)
    upkeep.forget(house.session, ballot.closed_at + HOUR)
    result = reading.result(house.session, ballot, MORNING)
    assert (result.hands, result.reasons, result.conditions, result.views) == ([], [], [], [])
    assert (result.ballot.if_broken, result.ballot.needs) == ("", "")
    assert result.tally == kept.tally
    assert result.ballot.what == FRAME.what


def test_what_was_said_is_forgotten_though_nobody_wrote_what_is_at_stake(house: House) -> None:
    blank = dict.fromkeys(("if_kept", "if_broken", "if_no", "in_return"), " ")
    ballot = ask(house.session, **blank)
    decide(house, ballot, GO, GO, GO)
    after.say(house.session, ballot.id, JONAS, True, "One Saturday", MORNING)
    assert ballot.closed_at is not None
    upkeep.forget(house.session, ballot.closed_at + HOUR)
    assert reading.result(house.session, ballot, MORNING).hands == []


def test_counting_a_vote_costs_the_same_however_many_are_asked(house: House) -> None:
    def statements(people: int) -> int:
        names = more_members(house.session, [f"U{people}N{n}" for n in range(people)])
        ballot = ask(house.session, asked=tuple(names))
        vote(house.session, ballot, names[0], GO)
        found: list[str] = []
        connection = house.session.connection()
        listen = lambda _c, _cur, statement, *_rest: found.append(statement)  # noqa: E731
        event.listen(connection, "before_cursor_execute", listen)
        vote(house.session, ballot, names[1], GO)
        event.remove(connection, "before_cursor_execute", listen)
        return len(found)

    few, many = statements(60), statements(200)
    assert many <= few < 25
    assert len(house.session.scalars(select(Card).where(Card.kind == TEAM)).all()) == 2
