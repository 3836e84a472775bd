"""Finding somebody: one at a time, privately, then everybody once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.platforms.models import ClientStatus, PlatformMode, WorkingHours
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.routing import service as routing
from bot.features.routing.gather import weigh_text
from tests.bot.features.house import (
    ANKE,
    EMRE,
    GRACE,
    HARB,
    JONAS,
    LENA,
    LOOKS,
    MARA,
    MORNING,
    SHOP,
    TEAM,
    UNCLEAR,
    House,
)

PAGE = "The layout of the landing page looks wrong on my phone."


def silence(house: House, request: Request) -> None:
    """Two business hours pass without a word of whoever was asked last."""
    house.pass_time(hours=2)
    last = routing.asked_since_opened(house.session, request)[-1]
    routing.silent(house.session, str(last.id), house.now)
    house.route()


def pass_on(house: House, request: Request, who: str) -> None:
    routing.pass_on(house.session, request.id, who, house.now)
    house.route()


def test_the_best_suited_person_is_asked_privately_with_the_reasons(house: House) -> None:
    request = house.ask()
    assert house.asked(request) == [JONAS]
    assert request.topic == "shop"
    [card] = house.cards("routing.suggestion")
    assert (card.place, str(card.audience)) == (JONAS, "member")
    [asked] = routing.asked_since_opened(house.session, request)
    assert [reason["kind"] for reason in asked.reasons] == ["talent", "room", "likes"]


def test_past_answers_and_open_work_are_among_the_reasons(house: House) -> None:
    for _ in range(2):
        earlier = house.ask()
        house.say(JONAS, "Behoben.", thread=earlier.thread_ts)
        house.pass_time(hours=1)
    actions.done_by_member(house.session, earlier.id, JONAS, house.now)
    [asked] = routing.asked_since_opened(house.session, house.ask())
    counts = {reason["kind"]: reason["count"] for reason in asked.reasons}
    assert (len(counts), counts["answered"]) == (3, 2)


def test_passing_moves_on_and_the_passer_is_not_asked_again(house: House) -> None:
    request = house.ask()
    pass_on(house, request, JONAS)
    assert house.asked(request) == [JONAS, EMRE]
    assert not request.asks_everybody


def test_who_passed_may_still_take_it(house: House) -> None:
    request = house.ask()
    pass_on(house, request, JONAS)
    actions.take(house.session, request.id, JONAS, house.now)
    assert request.assignee == JONAS


def test_passing_twice_asks_one_more_person_not_two(house: House) -> None:
    request = house.ask()
    pass_on(house, request, JONAS)
    pass_on(house, request, JONAS)
    assert house.asked(request) == [JONAS, EMRE]
    assert house.outcomes(request).count(("passed", JONAS)) == 1


def test_a_pass_of_somebody_who_was_not_asked_is_nothing(house: House) -> None:
    request = house.ask()
    pass_on(house, request, LENA)
    assert house.asked(request) == [JONAS]
    assert ("passed", LENA) not in house.outcomes(request)


def test_silence_of_two_business_hours_moves_on_once_then_the_team_is_asked_once(
    house: House,
) -> None:
    request = house.ask()
    [due] = house.due("routing.silence").values()
    assert due == house.now + timedelta(hours=2)
    silence(house, request)
    assert house.asked(request) == [JONAS, EMRE]
    silence(house, request)
    assert house.asked(request) == [JONAS, EMRE]
    assert request.asks_everybody
    assert [card.place for card in house.cards("request.call")] == [TEAM]
    routing.route(house.session, request.id, house.now)
    assert len(house.cards("request.call")) == 1


def test_silence_is_measured_in_business_time(house: House) -> None:
    house.now = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # Friday, half past five in Berlin
    house.ask()
    [due] = house.due("routing.silence").values()
    assert due == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_a_silence_is_a_third_of_the_time_agreed_with_the_client(house: House) -> None:
    house.client().taken_within = 90
    request = house.ask()
    [due] = house.due("routing.silence").values()
    assert due == house.now + timedelta(minutes=30)
    [asked] = routing.asked_since_opened(house.session, request)
    house.client().taken_within = None
    house.pass_time(minutes=30)
    routing.silent(house.session, str(asked.id), house.now)
    house.route()
    assert house.asked(request) == [JONAS], "the time agreed has changed meanwhile"
    [due] = house.due("routing.silence").values()
    assert due - house.now == timedelta(minutes=90) + (asked.at - MORNING)


def test_a_silence_does_not_count_the_clients_own_holidays(house: House) -> None:
    house.client().holidays = "AT"
    house.now = datetime(2026, 12, 7, 16, 30, tzinfo=UTC)  # the day before one in Vienna
    house.ask()
    [due] = house.due("routing.silence").values()
    assert due == datetime(2026, 12, 9, 9, 30, tzinfo=UTC)


def test_changed_hours_move_what_is_due(house: House) -> None:
    request = house.ask()
    house.platform.hours = "Mon-Fri 09:00-11:00"
    routing.replan(house.session, request, house.now)
    [due] = house.due("routing.silence").values()
    assert due.replace(microsecond=0) == datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    house.now = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
    night = house.ask(LOOKS)
    house.platform.hours = "Mon-Sun 00:00-24:00"
    routing.replan(house.session, night, house.now)
    assert house.due("requests.route") == {night.id: house.now}


def test_the_team_is_called_once_for_each_opening(house: House) -> None:
    request = house.ask()
    for _ in range(2):
        routing.call(house.session, request, house.now)
        house.pass_time(minutes=5)
    assert len(house.cards("request.call")) == 1
    actions.done_by_member(house.session, request.id, MARA, house.now)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    routing.call(house.session, request, house.now)
    assert [card.place for card in house.cards("request.call")] == [TEAM, TEAM]


def test_silence_after_somebody_took_it_asks_nobody(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, LENA, house.now)
    silence(house, request)
    assert house.asked(request) == [JONAS]


def test_a_pass_after_the_silence_does_not_ask_a_third_person(house: House) -> None:
    request = house.ask()
    silence(house, request)
    pass_on(house, request, JONAS)
    assert house.asked(request) == [JONAS, EMRE]


def test_nobody_is_guessed_where_nobody_fits(house: House) -> None:
    request = house.ask(UNCLEAR)
    assert house.asked(request) == []
    assert request.asks_everybody
    assert house.cards("request.call") == [], "the team card itself asks"


def test_whom_the_client_names_is_asked_before_the_best_suited(house: House) -> None:
    assert house.asked(house.ask(f"Lena, {SHOP}")) == [LENA]
    house.pass_time(hours=1)
    assert house.asked(house.ask(f"<@{LENA}> {SHOP}")) == [LENA]


def test_whom_the_client_names_is_not_asked_while_away(house: House) -> None:
    house.away(LENA)
    assert house.asked(house.ask(f"Lena, {SHOP}")) == [JONAS]


def test_a_managed_clients_responsibility_outweighs_talent(house: House) -> None:
    assert house.asked(house.ask(PAGE, GRACE, HARB)) == [MARA]
    assert house.asked(house.ask(LOOKS)) == [LENA], "not so for a client who does it themselves"


def test_a_name_outweighs_a_responsibility(house: House) -> None:
    assert house.asked(house.ask(f"Emre, {PAGE}", GRACE, HARB)) == [EMRE]


@pytest.mark.parametrize(("cover", "asked"), [(None, LENA), (JONAS, JONAS)])
def test_while_the_responsible_person_is_away_who_covers_is_asked(
    house: House, cover: str | None, asked: str
) -> None:
    house.away(MARA, cover=cover)
    assert house.asked(house.ask(PAGE, GRACE, HARB)) == [asked]


def test_who_is_away_is_not_asked(house: House) -> None:
    house.away(JONAS)
    assert house.asked(house.ask()) == [EMRE]


def test_who_works_at_other_hours_is_not_asked_meanwhile(house: House) -> None:
    house.session.add(
        WorkingHours(user_id=JONAS, hours="Mon-Fri 08:00-16:00", timezone="America/New_York")
    )
    assert house.asked(house.ask()) == [EMRE], "it is four in the morning where Jonas is"
    house.pass_time(hours=5)
    assert house.asked(house.ask(f"{SHOP} Again.")) == [JONAS]


def test_where_everybody_is_away_the_team_is_asked(house: House) -> None:
    for who in (MARA, JONAS, LENA, EMRE):
        house.away(who)
    request = house.ask()
    assert (house.asked(request), request.asks_everybody) == ([], True)


def test_at_night_nobody_is_written_to_but_in_the_morning(house: House) -> None:
    house.now = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
    request = house.ask()
    assert (house.asked(request), request.topic) == ([], "shop")
    assert house.cards("routing.suggestion") == []
    morning = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    assert house.due("requests.route") == {request.id: morning}
    house.now = morning
    routing.route(house.session, request.id, house.now)
    assert house.asked(request) == [JONAS]


def test_opened_again_and_asked_again_it_is_a_new_message(house: House) -> None:
    request = house.ask()
    actions.not_a_request(house.session, request.id, MARA, house.now)
    house.pass_time(minutes=1)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    house.route()
    assert house.asked(request) == [JONAS]
    assert len(house.cards("routing.suggestion", JONAS)) == 2


def test_a_clock_behind_slacks_does_not_ask_the_same_person_twice(house: House) -> None:
    ts = house.say(ANKE, SHOP, ts=f"{house.now.timestamp() + 5:.6f}")
    request = house.request(ts)
    house.route()
    pass_on(house, request, JONAS)
    assert house.asked(request) == [JONAS, EMRE]


def test_an_observing_platform_asks_nobody(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    request = house.ask()
    assert (house.asked(request), request.topic) == ([], "shop")


def test_nobody_is_asked_for_a_client_with_a_delivery_block(house: House) -> None:
    ts = house.say(ANKE, SHOP)
    house.client().status = ClientStatus.DELIVERY_BLOCK
    house.route()
    assert house.asked(house.request(ts)) == []


def test_whom_to_ask_is_answered_at_night_too(house: House) -> None:
    night = house.now + timedelta(hours=12)
    house.away(EMRE)
    found = weigh_text(house.session, SHOP, house.platform, night)
    assert found.ranked[0].person_id == JONAS
    assert EMRE not in [one.person_id for one in found.ranked]
