"""A platform's month: figures of matters, recomputed from what happened, never about persons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.digests import monthly, pictures, planning
from bot.features.digests.monthly import FEWEST, ClientMonth, ranked
from bot.features.platforms.models import Member, PlatformMode
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.requests.turns import Whose, set_turn
from tests.bot.features.house import EMRE, JONAS, LENA, LOOKS, MARA, SHOP, TEAM, House

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
DECEMBER_TEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""The first business day of December, ten o'clock in Berlin."""
HOUR = timedelta(hours=1)


def hours(span: timedelta) -> float:
    """Messages have stamps of their own, a few milliseconds after the clock."""
    return round(span / HOUR, 4)


def nord(house: House, first: date = NOVEMBER) -> ClientMonth:
    [found] = monthly.month(house.session, house.platform, first).clients
    return found


def answered(house: House, who: str, after: timedelta, text: str = SHOP) -> Request:
    """A question, and somebody's answer ``after`` it."""
    house.now += timedelta(minutes=10)
    request = house.ask(text)
    house.now += after
    house.say(who, "Ist behoben.", thread=request.thread_ts)
    return request


def test_what_came_in_and_what_was_done(house: House) -> None:
    first = answered(house, JONAS, HOUR)
    answered(house, JONAS, HOUR, LOOKS)
    actions.done_by_member(house.session, first.id, JONAS, house.now)
    house.remove(house.ask("Was kostet der neue Import für den Shop?").thread_ts)
    found = nord(house)
    assert (found.client, found.came, found.done) == ("Nordwind", 2, 1)
    assert monthly.month(house.session, house.platform, OCTOBER).clients == []


def test_whose_turn_the_waiting_was_in_business_time(house: House) -> None:
    request = house.ask()
    house.now += 2 * HOUR  # ten to twelve on a Wednesday: ours
    set_turn(house.session, request, Whose.CLIENT, house.now)
    house.now += 24 * HOUR  # until twelve on Thursday: nine hours of theirs
    set_turn(house.session, request, Whose.TEAM, house.now)
    house.now += 3 * HOUR
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    found = nord(house)
    assert (hours(found.ours), hours(found.theirs)) == (5, 9)


def test_a_turn_counts_in_the_month_in_which_it_was(house: House) -> None:
    house.now = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # Monday, four o'clock in Berlin
    request = house.ask()
    house.now += 18 * HOUR  # ten on Tuesday
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    assert hours(nord(house).ours) == 2
    december = nord(house, date(2026, 12, 1))
    assert (hours(december.ours), december.came, december.done) == (1, 0, 1)


def test_the_picture_has_six_months_of_each_client(house: House) -> None:
    first = answered(house, JONAS, HOUR)
    actions.done_by_member(house.session, first.id, JONAS, house.now)
    first.created_at = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)  # October by then in Berlin
    found = monthly.bars(house.session, house.platform, NOVEMBER)
    assert [one.month for one in found.columns] == [6, 7, 8, 9, 10, 11]
    [row] = found.rows
    assert list(row.pairs) == [(0, 0), (0, 0), (0, 0), (0, 0), (1, 0), (0, 1)]


# Response times


def five(house: House) -> list[str]:
    more = ["U0FIVE1", "U0FIVE2"]
    house.add(*(Member(platform_key="mario", user_id=who) for who in more))
    return [MARA, JONAS, LENA, EMRE, more[0]]


def test_response_times_only_where_the_agency_wants_them(house: House) -> None:
    for who in five(house):
        answered(house, who, HOUR)
    assert nord(house).answers is None
    house.platform.response_times = True
    found = nord(house).answers
    assert found is not None
    assert timedelta(minutes=55) < found.median <= found.most < timedelta(minutes=65)


def test_never_where_fewer_than_five_people_work_on_the_client(house: House) -> None:
    house.platform.response_times = True
    people = five(house)
    for who in [*people[: FEWEST - 1], *people[: FEWEST - 1]]:
        answered(house, who, HOUR)
    answered(house, "U0STRANGER", HOUR)
    assert nord(house).answers is None
    answered(house, people[4], HOUR)
    assert nord(house).answers is not None


def test_five_people_in_another_month_are_not_five(house: House) -> None:
    house.platform.response_times = True
    people = five(house)
    for who in people[:3]:
        answered(house, who, HOUR)
    house.now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    for who in people[3:]:
        answered(house, who, HOUR)
    assert nord(house).answers is None
    assert nord(house, date(2026, 12, 1)).answers is None


@pytest.mark.parametrize(("share", "minutes"), [(0.5, 5), (0.9, 9), (1.0, 10), (0.01, 1)])
def test_ranks_are_the_nearest(share: float, minutes: int) -> None:
    took = [timedelta(minutes=n) for n in range(1, 11)]
    assert ranked(took, share) == timedelta(minutes=minutes)


@given(st.lists(st.integers(0, 1000), min_size=1), st.sampled_from([0.5, 0.9]))
def test_at_least_that_share_is_not_above_it(minutes: list[int], share: float) -> None:
    took = sorted(timedelta(minutes=n) for n in minutes)
    found = ranked(took, share)
    assert found in took
    assert sum(one <= found for one in took) >= share * len(took) - 1e-9
    assert sum(one < found for one in took) < share * len(took) + 1e-9


# When it comes


def test_it_comes_once_on_the_first_business_day_with_a_picture(house: House) -> None:
    answered(house, JONAS, HOUR)
    for late in (timedelta(), HOUR, timedelta(days=2)):
        monthly.first_business_day(house.session, "mario", DECEMBER_TEN + late)
    [card] = house.cards(monthly.KIND)
    assert (card.subject, card.place) == ("mario|2026-11-01", TEAM)
    assert len(house.jobs(pictures.UPLOAD)) == 1
    assert house.due(planning.MONTH) == {"mario": datetime(2027, 1, 4, 9, 0, tzinfo=UTC)}


def test_not_after_three_days_nor_for_a_month_without_anything(house: House) -> None:
    monthly.first_business_day(house.session, "mario", DECEMBER_TEN)
    assert house.cards(monthly.KIND) == []
    answered(house, JONAS, HOUR)
    monthly.first_business_day(house.session, "mario", DECEMBER_TEN + timedelta(days=4))
    assert house.cards(monthly.KIND) == []
    house.platform.mode = PlatformMode.OBSERVE
    monthly.first_business_day(house.session, "mario", DECEMBER_TEN)
    assert house.cards(monthly.KIND) == []


def test_a_picture_is_uploaded_once_and_shown_when_it_can_be(house: House) -> None:
    subject = "mario|2026-11-01"
    assert pictures.shown(house.session, subject) is None
    pictures.uploaded(house.session, subject, "F1", house.now)
    assert pictures.shown(house.session, subject) is None
    pictures.can_be_shown(house.session, subject)
    assert pictures.shown(house.session, subject) == "F1"
    pictures.want(house.session, monthly.KIND, subject)
    assert house.jobs(pictures.UPLOAD) == []
    pictures.uploaded(house.session, subject, "F2", house.now)
    assert pictures.shown(house.session, subject) == "F1"
