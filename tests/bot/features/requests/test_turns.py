"""Whose turn it is, as what people write and press decides it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.core.errors import Kindly
from bot.features.platforms.models import PlatformMode
from bot.features.requests import actions, client_actions, lifecycle, reading
from bot.features.requests.models import ClosedBy, Request, RequestState, Turn, Whose
from bot.features.requests.turns import turn_of, turns_of
from tests.bot.features.house import ANKE, COLLEAGUE, EMRE, JONAS, LENA, MARA, NORD, House

QUESTION = "Welche Artikel sind das denn?"
KINDS = ("requests.quiet", "requests.redraw", "requests.client_card", "clocks.look")


def whose(house: House, request: Request) -> Whose:
    return turn_of(house.session, request).whose


def history(house: House, request: Request) -> list[Whose]:
    return [turn.whose for turn in turns_of(house.session, request)]


def test_a_new_question_is_the_teams(house: House, request_: Request) -> None:
    turn = turn_of(house.session, request_)
    assert (turn.whose, turn.since) == (Whose.TEAM, request_.created_at)
    assert reading.for_team(house.session, request_).waits_for_client is False


def test_an_answer_that_asks_nothing_leaves_it_there(house: House, request_: Request) -> None:
    house.say(JONAS, "Das ist behoben.", thread=request_.thread_ts)
    assert whose(house, request_) == Whose.TEAM


def test_a_members_question_makes_it_the_clients_and_their_answer_the_teams(
    house: House, request_: Request
) -> None:
    house.pass_time(hours=1)
    house.say(JONAS, QUESTION, thread=request_.thread_ts)
    assert whose(house, request_) == Whose.CLIENT
    assert reading.for_client(house.session, request_, house.now).your_turn
    house.pass_time(hours=1)
    house.say(ANKE, "ok", thread=request_.thread_ts)
    assert history(house, request_) == [Whose.TEAM, Whose.CLIENT, Whose.TEAM]
    assert not reading.for_client(house.session, request_, house.now).your_turn


def test_what_is_asked_of_a_colleague_is_not_the_clients(house: House, request_: Request) -> None:
    house.say(JONAS, f"<@{LENA}> kannst du mal schauen?", thread=request_.thread_ts)
    house.say(COLLEAGUE, QUESTION, thread=request_.thread_ts)
    assert whose(house, request_) == Whose.TEAM


def test_a_later_reply_without_a_question_takes_it_back(house: House, request_: Request) -> None:
    house.say(JONAS, QUESTION, thread=request_.thread_ts)
    house.pass_time(minutes=5)
    house.say(JONAS, "Ich schaue parallel schon mal.", thread=request_.thread_ts)
    assert whose(house, request_) == Whose.CLIENT, "one reply in two messages"
    house.pass_time(hours=2)
    house.say(JONAS, "Hat sich geklärt, ist behoben.", thread=request_.thread_ts)
    assert whose(house, request_) == Whose.TEAM


def test_what_a_member_marked_stays_until_somebody_says_otherwise(
    house: House, request_: Request
) -> None:
    actions.waiting_for_client(house.session, request_.id, JONAS, house.now)
    assert (request_.assignee, whose(house, request_)) == (JONAS, Whose.CLIENT)
    house.pass_time(hours=2)
    house.say(JONAS, "Kleine Info dazu: wir sind vorbereitet.", thread=request_.thread_ts)
    assert whose(house, request_) == Whose.CLIENT
    actions.our_turn(house.session, request_.id, MARA, house.now)
    assert (request_.assignee, whose(house, request_)) == (JONAS, Whose.TEAM)


def test_only_members_may_say_whose_turn_it_is(house: House, request_: Request) -> None:
    for mark in (actions.waiting_for_client, actions.our_turn):
        with pytest.raises(Kindly):
            mark(house.session, request_.id, ANKE, house.now)


def test_what_is_over_is_nobodys_and_opened_again_the_teams(
    house: House, request_: Request
) -> None:
    actions.done_by_member(house.session, request_.id, JONAS, house.now)
    assert whose(house, request_) == Whose.NOBODY
    house.pass_time(hours=1)
    actions.reopen_by_member(house.session, request_.id, MARA, house.now)
    assert whose(house, request_) == Whose.TEAM
    actions.later(house.session, request_.id, MARA, "im Herbst", house.now + timedelta(hours=1))
    assert whose(house, request_) == Whose.NOBODY


def test_what_comes_late_is_put_where_it_belongs(house: House, request_: Request) -> None:
    house.pass_time(hours=2)
    house.say(ANKE, "Die Preisliste ist auch betroffen.", thread=request_.thread_ts)
    before = f"{house.now.timestamp() - 3600:.6f}"
    house.say(JONAS, QUESTION, thread=request_.thread_ts, ts=before)
    assert whose(house, request_) == Whose.TEAM


def test_a_request_without_turns_has_the_one_its_words_say(house: House) -> None:
    request = house.ask()
    house.session.execute(delete(Turn))
    assert whose(house, request) == Whose.TEAM
    request.last_team_at = house.now + timedelta(hours=1)
    assert whose(house, request) == Whose.CLIENT
    request.state = RequestState.CLOSED
    assert whose(house, request) == Whose.NOBODY


def test_who_is_asked_is_reminded_before_it_is_closed_quietly(house: House) -> None:
    request = house.ask()
    house.say(JONAS, "Ist behoben.", thread=request.thread_ts)
    assert request.id in house.due("requests.quiet")
    house.pass_time(hours=1)
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    lifecycle.close_quietly(house.session, request.id, house.later(30))
    assert request.state == RequestState.TAKEN
    actions.our_turn(house.session, request.id, JONAS, house.now)
    assert house.due("requests.quiet")[request.id] == house.later(14)


def test_what_rests_is_closed_quietly_in_its_time(house: House) -> None:
    request = house.ask()
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    asked_at = house.now
    house.pass_time(days=11)
    lifecycle.rest(house.session, request, house.now)
    due = house.due("requests.quiet")[request.id]
    assert timedelta() <= due - asked_at - timedelta(days=14) < timedelta(seconds=1)
    lifecycle.close_quietly(house.session, request.id, due)
    assert (request.state, request.closed_by) == (RequestState.CLOSED, ClosedBy.QUIET)


def rested(house: House) -> Request:
    request = house.ask()
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    lifecycle.rest(house.session, request, house.now)
    house.pass_time(days=12)
    return request


def test_resting_nobody_is_waited_for_and_both_sides_are_told(house: House) -> None:
    request = rested(house)
    assert [row for kind in KINDS[1:] for row in house.due(kind)] == []
    assert reading.for_team(house.session, request).state == RequestState.RESTING
    assert reading.for_client(house.session, request, house.now).state == RequestState.RESTING
    assert reading.open_of_client(house.session, "nord") == [request]


@pytest.mark.parametrize("words", ["Danke, passt so.", "Es sind die Schuhe. Wann ist es fertig?"])
def test_it_goes_on_when_the_client_writes_in_the_same_hands(house: House, words: str) -> None:
    request = rested(house)
    house.say(ANKE, words, thread=request.thread_ts)
    assert (request.state, request.assignee) == (RequestState.TAKEN, JONAS)
    assert whose(house, request) == Whose.TEAM
    assert len(house.cards("clocks.goes_on", JONAS)) == 1
    assert house.cards("request.again") == []


@pytest.mark.parametrize(("cover", "hands"), [(EMRE, EMRE), (None, None)])
def test_it_goes_on_with_somebody_who_is_there(
    house: House, cover: str | None, hands: str | None
) -> None:
    request = rested(house)
    house.away(JONAS, cover=cover)
    house.say(ANKE, "Es sind die Schuhe.", thread=request.thread_ts)
    assert request.assignee == hands
    assert request.state == (RequestState.TAKEN if hands else RequestState.OPEN)
    house.route()
    assert (EMRE in house.asked(request)) == (hands is None)


def test_what_rests_can_be_done_or_go_on_by_hand_and_client_may_press(house: House) -> None:
    request = rested(house)
    actions.our_turn(house.session, request.id, MARA, house.now)
    assert (request.state, whose(house, request)) == (RequestState.TAKEN, Whose.TEAM)
    lifecycle.rest(house.session, request, house.now)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    assert request.state == RequestState.TAKEN
    lifecycle.rest(house.session, request, house.now)
    client_actions.more_urgent(house.session, request.id, NORD, house.now)
    assert request.state == RequestState.TAKEN
    lifecycle.rest(house.session, request, house.now)
    assert client_actions.done_by_client(house.session, request.id, NORD, ANKE, house.now)
    assert (request.state, whose(house, request)) == (RequestState.CLOSED, Whose.NOBODY)


def test_it_goes_on_when_a_member_has_settled_it_meanwhile(house: House) -> None:
    request = rested(house)
    house.say(JONAS, "Welche Größe haben die Schuhe?", thread=request.thread_ts)
    house.say(JONAS, "Ich schaue auch schon mal.", thread=request.thread_ts)
    assert request.state == RequestState.RESTING
    house.pass_time(hours=1)
    house.say(JONAS, "Hat sich geklärt, ist behoben.", thread=request.thread_ts)
    assert (request.state, whose(house, request)) == (RequestState.TAKEN, Whose.TEAM)
    assert request.id in house.due("requests.quiet")


def test_let_go_somebody_else_is_looked_for(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    house.away(JONAS)
    house.pass_time(minutes=10)
    lifecycle.let_go(house.session, request, house.now)
    assert (request.state, request.assignee, request.opened_at) == ("open", None, house.now)
    house.route()
    assert house.asked(request) == [EMRE]
    lifecycle.let_go(house.session, request, house.now)
    assert request.opened_at == house.now


def test_an_observing_platform_looks_at_no_clock(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    request = house.ask()
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    assert whose(house, request) == Whose.CLIENT
    assert house.due("clocks.look") == {}
