"""Answered, closed, gone quiet, opened again; and when the client's card comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.platforms.models import Member, PlatformMode
from bot.features.requests import actions, lifecycle, splitting
from bot.features.requests.models import ClosedBy, ProjectInSpe, Request, RequestState
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    JONAS,
    LENA,
    LOOKS,
    MARA,
    MORNING,
    NORD,
    SHOP,
    TEAM,
    TIL,
    House,
)

NIGHT = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


def closed(house: House, by: ClosedBy = ClosedBy.CLIENT) -> Request:
    """A request that Jonas had, closed."""
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    lifecycle.close(house.session, request, by, house.now)
    return request


# The client's card


@pytest.mark.parametrize(
    ("asked", "comes"),
    [
        (MORNING, MORNING + timedelta(minutes=15)),
        (datetime(2026, 11, 20, 16, 55, tzinfo=UTC), datetime(2026, 11, 23, 8, 10, tzinfo=UTC)),
        (NIGHT, NIGHT + timedelta(minutes=15)),
    ],
    ids=["by day", "shortly before the weekend", "at night, to say when somebody is back"],
)
def test_the_clients_card_comes_after_a_quarter_of_an_hour_of_business_time(
    house: House, asked: datetime, comes: datetime
) -> None:
    house.now = asked
    ts = house.say(ANKE, SHOP, ts=f"{asked.timestamp():.6f}")
    assert house.due("requests.client_card") == {house.request(ts).id: comes}
    assert house.cards("request.client") == []


def test_the_clients_card_comes_at_once_when_somebody_takes_it(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    [card] = house.cards("request.client")
    assert (card.channel, card.thread_ts) == (NORD, request.thread_ts)
    assert house.due("requests.client_card") == {}


def test_while_the_client_waits_the_card_is_drawn_anew_with_the_hours(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    closing = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    assert house.due("requests.redraw") == {request.id: closing}
    house.now = NIGHT
    house.say(ANKE, "Es wird eilig.", thread=request.thread_ts)
    assert house.due("requests.redraw") == {request.id: NEXT_MORNING}


# Answers


def test_a_member_who_answers_in_the_thread_has_it(house: House) -> None:
    request = house.ask()
    house.pass_time(minutes=20)
    house.say(LENA, "Ich schaue.", thread=request.thread_ts)
    assert (request.state, request.assignee) == (RequestState.TAKEN, LENA)
    assert request.answered_at is not None
    assert request.answered_at - request.created_at >= timedelta(minutes=20)
    assert ("answered", LENA) in house.outcomes(request)


def test_a_colleague_who_is_no_member_answers_but_does_not_get_it(house: House) -> None:
    request = house.ask()
    house.say(COLLEAGUE, "Das weiß ich zufällig.", thread=request.thread_ts)
    assert request.state == RequestState.OPEN
    assert request.answered_at is not None


def test_another_company_in_the_thread_does_not_get_it_either(house: House) -> None:
    request = house.ask()
    house.say("U0AGENCY", "Das machen wir.", thread=request.thread_ts, team="T0ELSEWHERE")
    assert (request.state, request.answered_at) == (RequestState.OPEN, None)


def test_who_answers_what_somebody_has_does_not_take_it_away(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    house.say(MARA, "Kleiner Hinweis dazu.", thread=request.thread_ts)
    assert request.assignee == JONAS


def test_the_first_answer_is_the_one_that_was_written_first(house: House) -> None:
    request = house.ask()
    early = f"{house.now.timestamp() + 60:.6f}"
    house.pass_time(minutes=5)
    house.say(JONAS, "Später geschrieben.", thread=request.thread_ts)
    house.say(MARA, "Früher geschrieben.", thread=request.thread_ts, ts=early)
    assert request.answered_at == datetime.fromtimestamp(float(early), UTC)


def test_of_two_requests_in_a_thread_the_answer_belongs_to_ones_own(house: House) -> None:
    first = house.ask()
    actions.take(house.session, first.id, JONAS, house.now)
    second = splitting.split(house.session, first.id, MARA, (), "Und der Export", house.now)
    house.say(JONAS, "Die Preise stimmen wieder.", thread=first.thread_ts)
    assert (second.state, second.assignee) == (RequestState.OPEN, None)
    house.say(LENA, "Den Export nehme ich.", thread=first.thread_ts)
    assert second.assignee == LENA


# Closing


def test_closing_twice_keeps_the_first(house: House) -> None:
    request = closed(house)
    house.pass_time(hours=1)
    lifecycle.close(house.session, request, ClosedBy.TEAM, house.now)
    assert (request.closed_by, request.closed_at) == (ClosedBy.CLIENT, MORNING)
    assert house.due("requests.quiet") == house.due("requests.redraw") == {}


def quiet_after_answer(house: House) -> Request:
    request = house.ask()
    house.say(JONAS, "Das ist behoben.", thread=request.thread_ts)
    return request


def test_after_fourteen_silent_days_it_is_closed_with_one_line(house: House) -> None:
    request = quiet_after_answer(house)
    [due] = house.due("requests.quiet").values()
    assert timedelta(days=14) <= due - house.now < timedelta(days=14, minutes=1)
    house.now = due
    lifecycle.close_quietly(house.session, request.id, house.now)
    assert request.closed_by == ClosedBy.QUIET
    [line] = house.cards("request.closed_quietly")
    assert (line.channel, line.thread_ts) == (NORD, request.thread_ts)


def test_the_number_of_days_is_the_platforms(house: House) -> None:
    house.platform.close_after_days = 3
    quiet_after_answer(house)
    [due] = house.due("requests.quiet").values()
    assert due - house.now < timedelta(days=3, minutes=1)


def test_it_stays_open_while_the_client_has_the_last_word(house: House) -> None:
    request = quiet_after_answer(house)
    house.pass_time(hours=1)
    house.say(ANKE, "Noch nicht ganz.", thread=request.thread_ts)
    assert house.due("requests.quiet") == {}
    house.pass_time(days=30)
    lifecycle.close_quietly(house.session, request.id, house.now)
    assert request.is_open


def test_a_late_message_from_before_the_answer_does_not_keep_it_open(house: House) -> None:
    request = house.ask()
    before = f"{house.now.timestamp() + 1:.6f}"
    house.pass_time(hours=1)
    house.say(JONAS, "Das ist behoben.", thread=request.thread_ts)
    house.say(ANKE, "Es sind die Staffelpreise.", thread=request.thread_ts, ts=before)
    assert list(house.due("requests.quiet")) == [request.id]


def test_the_clock_starts_anew_with_each_word_of_the_team(house: House) -> None:
    request = quiet_after_answer(house)
    house.pass_time(days=10)
    house.say(JONAS, "Kurze Rückfrage?", thread=request.thread_ts)
    house.pass_time(days=5)
    lifecycle.close_quietly(house.session, request.id, house.now)
    assert request.is_open


def test_an_observing_platform_closes_without_a_line(house: House) -> None:
    request = quiet_after_answer(house)
    house.platform.mode = PlatformMode.OBSERVE
    house.pass_time(days=15)
    lifecycle.close_quietly(house.session, request.id, house.now)
    assert request.closed_by == ClosedBy.QUIET
    assert house.cards("request.closed_quietly") == []


# Opening again


def test_thanks_do_not_open_it_again_and_are_not_kept(house: House) -> None:
    request = closed(house)
    house.say(ANKE, "Danke, passt", thread=request.thread_ts)
    assert request.state == RequestState.CLOSED


def test_a_real_question_opens_it_again_in_the_same_hands(house: House) -> None:
    request = closed(house)
    house.pass_time(days=1)
    ts = house.say(ANKE, "Und warum fehlt jetzt die Hälfte?", thread=request.thread_ts)
    assert (request.state, request.assignee) == (RequestState.TAKEN, JONAS)
    assert (request.closed_at, request.closed_by) == (None, None)
    assert request.reopened_at is not None
    assert [card.place for card in house.cards("request.again")] == [JONAS]
    assert house.jobs("requests.notice")[-1] == {"channel": NORD, "ts": ts, "on": True}


@pytest.mark.parametrize("gone", [False, True])
def test_opened_again_it_goes_to_somebody_who_is_there(house: House, gone: bool) -> None:
    request = closed(house)
    house.pass_time(days=1)
    if gone:
        house.session.get_one(Member, ("mario", JONAS)).active = False
    else:
        house.away(JONAS)
    house.say(ANKE, "Und warum fehlen jetzt Preise im Import?", thread=request.thread_ts)
    assert (request.state, request.assignee) == (RequestState.OPEN, None)
    house.route()
    assert house.asked(request) == [EMRE]
    assert [card.place for card in house.cards("request.again")] == [TEAM]


def test_another_time_it_is_told_and_urgent_anew(house: House) -> None:
    request = closed(house)
    request.urgent_at = house.now
    for _ in range(2):
        house.pass_time(days=1)
        house.say(ANKE, "Und warum fehlen jetzt Preise?", thread=request.thread_ts)
        assert request.urgent_at is None
        lifecycle.close(house.session, request, ClosedBy.TEAM, house.now)
    assert len(house.cards("request.again", JONAS)) == 2


def test_what_was_kept_for_later_is_no_project_in_spe_any_more(house: House) -> None:
    request = house.ask()
    actions.later(house.session, request.id, MARA, "im Herbst", house.now)
    house.say(TIL, "Jetzt wäre es so weit, können wir anfangen?", thread=request.thread_ts)
    assert request.is_open
    assert house.session.get(ProjectInSpe, request.id) is None
    actions.later(house.session, request.id, MARA, "doch im Winter", house.now)
    assert house.session.get_one(ProjectInSpe, request.id).when == "doch im Winter"


def test_what_was_opened_by_hand_goes_quiet_again(house: House) -> None:
    request = quiet_after_answer(house)
    house.pass_time(days=14, minutes=1)
    lifecycle.close_quietly(house.session, request.id, house.now)
    actions.reopen_by_member(house.session, request.id, JONAS, house.now)
    assert house.due("requests.quiet") == {request.id: house.now + timedelta(days=14)}
    assert house.cards("request.again") == [], "who did it needs no telling"


def test_an_edit_changes_what_the_cards_show(house: House) -> None:
    request = house.ask()
    [card] = house.cards("request.team")
    card.dirty, wanted = False, card.wanted
    house.edit(ANKE, request.thread_ts, LOOKS)
    assert (card.dirty, card.wanted) == (True, wanted + 1)
