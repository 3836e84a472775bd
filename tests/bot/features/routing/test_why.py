"""Passing, what *Show* shows, and *Why not me?*: to oneself alone."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import Member, MemberTalent, Person, Platform, WorkingHours
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.routing import service as routing
from bot.features.routing.alike import alike
from bot.features.routing.why_not import WhyNot, request_at, why_not
from tests.bot.features.house import (
    ANKE,
    EMRE,
    HARB,
    JONAS,
    LENA,
    MARA,
    NORD,
    OURS,
    SHOP,
    UNCLEAR,
    House,
)

AGAIN = "Im Shop stimmen die Preise seit dem letzten Import wieder nicht."


def why(house: House, who: str, text: str = SHOP, request: Request | None = None) -> list[WhyNot]:
    return why_not(house.session, text, request, house.platform, who, house.now)


def answered_by(house: House, who: str, text: str = SHOP) -> Request:
    request = house.ask(text)
    actions.take(house.session, request.id, who, house.now)
    house.say(who, "Behoben.", thread=request.thread_ts)
    house.pass_time(minutes=30)
    actions.done_by_member(house.session, request.id, who, house.now)
    return request


def pass_on(house: House, request: Request, who: str, *, mine: bool) -> None:
    routing.pass_on(house.session, request.id, who, house.now, mine=mine)
    house.route()


# Not now, not mine


@pytest.mark.parametrize(("mine", "asked_again"), [(True, JONAS), (False, EMRE)])
def test_not_now_is_for_now_and_not_mine_for_good(
    house: House, mine: bool, asked_again: str
) -> None:
    request = house.ask()
    pass_on(house, request, JONAS, mine=mine)
    assert house.asked(request) == [JONAS, EMRE]
    actions.not_a_request(house.session, request.id, MARA, house.now)
    house.pass_time(minutes=1)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    house.route()
    assert house.asked(request) == [asked_again]


def test_neither_is_held_against_anybody(house: House) -> None:
    pass_on(house, house.ask(), JONAS, mine=False)
    house.pass_time(minutes=30)
    assert house.asked(house.ask("Der Export der Bestellungen klemmt.")) == [JONAS]


# What is learned shows at once, and leaves with people


def test_a_correction_shows_on_the_very_next_question_like_it(house: House) -> None:
    strange = "Die Möwe auf der Startseite blinkt."
    assert house.asked(house.ask(strange)) == []
    request = house.ask(f"{strange} Immer noch.")
    actions.take(house.session, request.id, LENA, house.now)
    actions.hand_to(house.session, request.id, LENA, MARA, house.now)
    house.say(MARA, "Behoben.", thread=request.thread_ts)
    house.pass_time(hours=1)
    assert house.asked(house.ask("Die Möwe auf der Startseite blinkt wieder.")) == [MARA]


@pytest.mark.parametrize("left", ["the platform", "the agency"])
def test_who_left_is_never_suggested(house: House, left: str) -> None:
    answered_by(house, JONAS)
    if left == "the platform":
        house.session.get_one(Member, ("mario", JONAS)).active = False
    else:
        house.session.get_one(Person, (OURS, JONAS)).deleted = True
    house.session.flush()
    assert house.asked(house.ask(AGAIN)) == [EMRE]
    assert house.asked(house.ask(f"Jonas, {SHOP}")) == [EMRE]


# Show


def test_show_shows_what_one_answered_to_oneself_alone(house: House) -> None:
    first = answered_by(house, JONAS)
    request = house.ask(AGAIN)
    [asked] = routing.asked_since_opened(house.session, request)
    assert (asked.person, asked.alike) == (JONAS, [first.id])
    [one] = alike(house.session, request.id, JONAS)
    assert (one.client, one.words) == ("Nordwind", SHOP)
    assert alike(house.session, request.id, LENA) == [], "she was not asked"
    works = {"timezone": "Europe/Berlin", "hours": "Mon-Fri 09:00-18:00"}
    house.add(Platform(key="tetris", name="Tetris", team_channel="C0TETRIS", **works))
    first.platform_key = "tetris"
    assert alike(house.session, request.id, JONAS) == [], "another platform's by now"
    first.platform_key = "mario"
    house.remove(first.thread_ts)
    assert alike(house.session, request.id, JONAS) == []
    house.session.get_one(Member, ("mario", JONAS)).active = False
    with pytest.raises(Kindly):
        alike(house.session, request.id, JONAS)


# Why not me


def test_why_not_me_is_said_of_ones_own_parts(house: House) -> None:
    assert why(house, JONAS) == [WhyNot.FIRST]
    assert why(house, LENA) == [WhyNot.NO_TALENT, WhyNot.NONE_ANSWERED]
    assert why(house, EMRE) == [WhyNot.NONE_ANSWERED], "and nothing of levels"
    house.platform.learning = False
    assert why(house, EMRE) == [WhyNot.LITTLE]
    assert why(house, LENA, f"Mara, {SHOP}") == [WhyNot.ANOTHER_IS_NAMED, WhyNot.NO_TALENT]
    house.add(MemberTalent(user_id=MARA, talent_key="shop", level=0))
    assert why(house, MARA) == [WhyNot.LEARNS]


def test_who_could_not_be_asked_is_told_that_and_nothing_else(house: House) -> None:
    house.away(EMRE)
    assert why(house, EMRE) == [WhyNot.AWAY]
    hours = WorkingHours(user_id=LENA, hours="Mon-Fri 18:00-22:00")
    house.add(hours)
    assert why(house, LENA) == [WhyNot.OTHER_HOURS]


def test_of_a_request_ones_own_pass_is_said_and_nobody_elses(house: House) -> None:
    request = house.ask()
    pass_on(house, request, JONAS, mine=True)
    assert why(house, JONAS, request=request) == [WhyNot.PASSED]
    assert why(house, EMRE, request=request) == [WhyNot.NONE_ANSWERED]


@pytest.mark.parametrize(("mine", "then"), [(True, WhyNot.FIRST), (False, WhyNot.PASSED)])
def test_a_pass_is_the_reason_as_long_as_it_counts(house: House, mine: bool, then: WhyNot) -> None:
    request = house.ask()
    pass_on(house, request, JONAS, mine=mine)
    actions.not_a_request(house.session, request.id, MARA, house.now)
    house.pass_time(minutes=1)
    actions.reopen_by_member(house.session, request.id, MARA, house.now)
    assert why(house, JONAS, request=request) == [then]


def test_nobody_is_told_to_be_the_first_where_nobody_fits(house: House) -> None:
    everybody = [why(house, who, UNCLEAR) for who in (MARA, JONAS, LENA, EMRE)]
    assert everybody == [[WhyNot.NO_TALENT, WhyNot.NONE_ANSWERED]] * 4


def test_a_link_to_a_message_is_its_request_for_members_of_its_platform(house: House) -> None:
    request = house.ask()
    link = f"<https://us.test/archives/{NORD}/p{request.thread_ts.replace('.', '')}>"
    found = request_at(house.session, link, LENA)
    assert found is request
    assert request_at(house.session, link, ANKE) is None
    assert request_at(house.session, link.replace(NORD, HARB), LENA) is None
    assert request_at(house.session, SHOP, LENA) is None
