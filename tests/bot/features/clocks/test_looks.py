"""The look at the clock: who is told what, when, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.clocks import service as clocks
from bot.features.platforms.models import ClientStatus, Member, PlatformMode, WorkingHours
from bot.features.requests import actions
from bot.features.requests.models import Request, RequestState
from tests.bot.features.clocks.play import at, said, shown, until
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, MARA, NORD, SHOP, TEAM, House

QUESTION = "Welche Artikel sind das denn?"


def taken(house: House, who: str = JONAS) -> Request:
    """Asked and taken on Wednesday at ten."""
    request = house.ask()
    actions.take(house.session, request.id, who, house.now)
    return request


def asked_back(house: House) -> Request:
    """On Wednesday at ten a member has asked the client something."""
    request = house.ask()
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    return request


# The team's turn


def test_not_taken_next_person_then_the_team_then_the_team_again(house: House) -> None:
    request = house.ask()
    until(house, at(18, 11, 59))
    assert house.asked(request) == [JONAS]
    until(house, at(18, 12, 1))
    assert house.asked(request) == [JONAS, EMRE]
    until(house, at(18, 14, 1))
    assert [card.place for card in house.cards("request.call")] == [TEAM]
    until(house, at(18, 16, 1))
    assert shown(house) == [("clocks.not_taken", TEAM)]
    until(house, at(30, 18))
    assert shown(house) == [("clocks.not_taken", TEAM)]
    assert len(house.cards("request.call")) == 1
    assert said(house, request) == [("call", at(18, 14)), ("not taken", at(18, 16))]


def test_where_the_card_itself_asks_the_team_is_called_at_two_thirds(house: House) -> None:
    request = house.ask("Wir haben da ein kleines Problem mit dem Hund von nebenan.")
    assert request.asks_everybody
    until(house, at(18, 13, 59))
    assert house.cards("request.call") == []
    until(house, at(18, 14, 1))
    assert len(house.cards("request.call")) == 1


def test_taken_and_no_answer_its_assignee_alone_then_the_team_of_the_question(
    house: House,
) -> None:
    request = taken(house)
    until(house, at(18, 16, 1))
    assert shown(house) == [("clocks.answer_nears", JONAS)]
    until(house, at(19, 10, 1))
    assert shown(house) == [("clocks.answer_nears", JONAS), ("clocks.no_answer", TEAM)]
    until(house, at(30, 18))
    assert len(shown(house)) == 2
    assert said(house, request) == [("answer nears", at(18, 16)), ("no answer", at(19, 10))]


def test_an_answer_stops_the_clock(house: House) -> None:
    request = taken(house)
    house.pass_time(hours=1)
    house.say(JONAS, "Ist behoben.", thread=request.thread_ts)
    until(house, at(30, 18))
    assert shown(house) == []
    assert clocks.awaited_by(house.session, request) is None


def test_the_targets_are_the_clients(house: House) -> None:
    client = house.client()
    client.taken_within, client.answer_within, client.done_within = 60, 90, 120
    request = taken(house)
    until(house, at(18, 11, 1))
    house.say(JONAS, "Ist behoben.", thread=request.thread_ts)
    until(house, at(18, 18))
    assert said(house, request) == [
        ("answer nears", at(18, 11)),
        ("end nears", at(18, 11, 20)),
        ("not done", at(18, 12)),
    ]
    assert shown(house)[1:] == [("clocks.end_nears", JONAS), ("clocks.not_done", TEAM)]


def test_only_the_teams_turn_counts(house: House) -> None:
    request = taken(house)
    house.pass_time(hours=3)
    actions.waiting_for_client(house.session, request.id, JONAS, house.now)
    until(house, at(19, 15))
    house.say(ANKE, "Es sind die Schuhe.", thread=request.thread_ts)
    assert clocks.awaited_by(house.session, request) == request.last_client_at.replace(
        day=20, hour=14
    )
    assert shown(house) == []


def test_who_is_not_at_work_yet_hears_of_it_when_they_are(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Fri 09:00-15:00", timezone=None))
    house.client().answer_within = 24 * 60
    request = taken(house)
    until(house, at(19, 18))  # sixteen hours of business time have passed at five
    assert shown(house) == []
    until(house, at(20, 9, 1))
    assert said(house, request) == [("answer nears", at(20, 9))]


def test_after_an_outage_it_is_said_once_and_in_business_time(house: House) -> None:
    request = house.ask()
    house.now = at(18, 22)
    clocks.look(house.session, request.id, house.now)
    assert shown(house) == []
    assert house.due("clocks.look") == {request.id: at(19, 9)}
    until(house, at(30, 18))
    assert shown(house) == [("clocks.not_taken", TEAM)]


def test_looking_twice_says_nothing_twice(house: House) -> None:
    request = house.ask()
    until(house, at(18, 16, 1))
    before = (shown(house), said(house, request), len(house.cards("request.call")))
    for _ in range(3):
        clocks.look(house.session, request.id, house.now)
    assert (shown(house), said(house, request), len(house.cards("request.call"))) == before


def test_opened_again_the_clock_starts_anew(house: House) -> None:
    request = house.ask()
    until(house, at(18, 17))
    actions.done_by_member(house.session, request.id, MARA, house.now)
    assert house.due("clocks.look") == {}
    actions.reopen_by_member(house.session, request.id, MARA, at(19, 9))
    house.now = at(19, 9)
    house.route()
    until(house, at(19, 15, 1))
    assert shown(house) == [("clocks.not_taken", TEAM)] * 2


@pytest.mark.parametrize("state", ["observing", "blocked", "gone"])
def test_nobody_is_told_where_nothing_may_be_said(house: House, state: str) -> None:
    request = house.ask()
    if state == "observing":
        house.platform.mode = PlatformMode.OBSERVE
    elif state == "blocked":
        house.client().status = ClientStatus.DELIVERY_BLOCK
    else:
        house.client().active = False
    until(house, at(30, 18))
    assert (shown(house), said(house, request)) == ([], [])
    clocks.look(house.session, "unknown", house.now)


# Hands that are not there


@pytest.mark.parametrize("gone", [True, False])
def test_a_question_in_the_hands_of_who_is_not_there_finds_others(house: House, gone: bool) -> None:
    request = taken(house)
    if gone:
        house.session.get_one(Member, ("mario", JONAS)).active = False
        until(house, at(19, 9, 1))
    else:
        house.now = at(18, 18)
        house.away(JONAS)
        until(house, at(19, 10, 59))
        assert request.assignee == JONAS, "the team is asked first"
        until(house, at(19, 11, 1))
    assert (request.state, request.assignee) == (RequestState.OPEN, None)
    assert house.asked(request)[-1] == EMRE


@pytest.mark.parametrize("why", ["covered", "half a day", "answered", "the client's turn"])
def test_it_stays_where_somebody_is_there_or_nothing_is_awaited(house: House, why: str) -> None:
    request = taken(house)
    if why == "answered":
        house.say(JONAS, "Ist behoben.", thread=request.thread_ts)
    elif why == "the client's turn":
        actions.waiting_for_client(house.session, request.id, JONAS, house.now)
    house.now = at(19, 8)
    house.away(
        JONAS, days=0.2 if why == "half a day" else 3, cover=LENA if why == "covered" else None
    )
    for hour in range(9, 18):
        clocks.look(house.session, request.id, at(19, hour))
    assert request.assignee == JONAS


# The client's turn


def test_the_client_is_reminded_twice_in_the_thread_then_it_rests(house: House) -> None:
    request = asked_back(house)
    until(house, at(23, 9, 59))
    assert shown(house) == []
    until(house, at(23, 10, 1))
    [card] = house.cards("clocks.first_reminder")
    assert (card.place, card.thread_ts, str(card.audience)) == (NORD, request.thread_ts, "client")
    until(house, at(27, 10, 1))
    assert shown(house) == [("clocks.first_reminder", NORD), ("clocks.last_reminder", NORD)]
    assert request.state == RequestState.RESTING
    until(house, at(2, 9, month=12))
    assert len(shown(house)) == 2
    assert request.state == RequestState.RESTING
    until(house, at(28, 18, month=12))
    assert len(shown(house)) == 2
    assert request.state == RequestState.CLOSED, "quietly, like everything else"


def test_who_has_answered_is_not_reminded(house: House) -> None:
    request = asked_back(house)
    until(house, at(20, 12))
    house.say(ANKE, "Es sind die Schuhe.", thread=request.thread_ts)
    house.say(JONAS, "Danke, ist behoben.", thread=request.thread_ts)
    until(house, at(30, 18))
    assert house.cards("clocks.first_reminder") == []
    assert request.state == RequestState.TAKEN


def test_asked_again_later_they_are_reminded_again(house: House) -> None:
    request = asked_back(house)
    until(house, at(24, 12))
    house.say(ANKE, "Es sind die Schuhe.", thread=request.thread_ts)
    house.pass_time(hours=1)
    house.say(JONAS, "Und welche Größe?", thread=request.thread_ts)
    until(house, at(7, 18, month=12))
    assert len(house.cards("clocks.first_reminder")) == 2
    assert len(house.cards("clocks.last_reminder")) == 1


def test_never_on_the_clients_holidays_nor_on_ours(house: House) -> None:
    house.client().holidays = "AT"  # the 8th of December is one
    house.now = at(3, 10, month=12)
    request = asked_back(house)
    until(house, at(31, 18, month=12))
    assert said(house, request) == [
        ("first reminder", at(9, 10, month=12)),
        ("last reminder", at(15, 10, month=12)),
    ]


# What is promised, and what moves


def test_an_answer_is_promised_only_where_the_agency_shows_targets(house: House) -> None:
    request = taken(house)
    assert clocks.promise(house.session, request, house.now) is None
    house.client().show_targets = True
    by = clocks.promise(house.session, request, house.now)
    assert by is not None
    assert by.replace(microsecond=0) == at(19, 10)
    assert clocks.promise(house.session, request, by) is None, "time has gone over it"
    clocks.recompute(house.session, "mario", house.now)
    until(house, at(19, 9, 30))
    assert house.due("clocks.look") == {request.id: by}, "then it is taken off the card"
    house.say(JONAS, QUESTION, thread=request.thread_ts)
    assert clocks.promise(house.session, request, house.now) is None


def test_changed_hours_holidays_and_targets_move_what_is_due(house: House) -> None:
    request = taken(house)
    until(house, at(18, 11))
    assert {t.replace(microsecond=0) for t in house.due("clocks.look").values()} == {at(18, 16)}
    house.platform.hours = "Mon-Fri 10:00-12:00"
    clocks.recompute(house.session, "mario", house.now)
    until(house, at(20, 18))
    assert shown(house) == [], "the six hours end when business does"
    until(house, at(23, 10, 1))
    assert said(house, request) == [("answer nears", at(23, 10))]
    house.client().answer_within = 1
    clocks.recompute(house.session, "mario", house.now)
    until(house, at(23, 10, 5))
    assert [stage for stage, _ in said(house, request)] == ["answer nears", "no answer"]


def test_what_recompute_moves_is_what_routing_and_cards_have_due_as_well(house: House) -> None:
    request = house.ask()
    house.platform.hours = "Mon-Fri 15:00-18:00"
    clocks.recompute(house.session, "mario", house.now)
    [silence] = house.due("routing.silence").values()
    assert silence.replace(microsecond=0) == at(18, 17)
    [card] = house.due("requests.client_card").values()
    assert card - request.opened_at == timedelta(minutes=15)
    assert house.due("requests.redraw") == {}


def test_daylight_saving_takes_no_hour_away(house: House) -> None:
    house.now = datetime(2027, 3, 26, 16, 0, tzinfo=UTC)  # Good Friday is a holiday
    request = house.ask(SHOP)
    until(house, datetime(2027, 4, 2, 12, 0, tzinfo=UTC))
    stages = dict(said(house, request))
    tuesday = datetime(2027, 3, 30, 7, 0, tzinfo=UTC)  # nine o'clock in summer, after Easter
    assert stages["call"] == tuesday + timedelta(hours=4)
    assert stages["not taken"] == tuesday + timedelta(hours=6)
