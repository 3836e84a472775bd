"""Who is on call, week by week, and how people swap."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.errors import Kindly
from bot.features.platforms import oncall
from bot.features.platforms.models import Member, Rota
from tests.bot.features.house import COLLEAGUE, EMRE, JONAS, LENA, MARA, House

THIS, NEXT, AFTER = date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30)


def rota(house: House, *members: str, begins: date = THIS) -> None:
    house.add(Rota(platform_key="mario", begins=begins, members=list(members)))


def now_on_call(house: House) -> str | None:
    return oncall.on_call(house.session, house.platform, house.now)


def planned(house: House, count: int = 3) -> list[str | None]:
    found = oncall.weeks(house.session, house.platform, house.now, count)
    return [week.user_id for week in found]


def swap(house: House, day: date, by: str, to: str) -> oncall.OnCall:
    return oncall.swap(house.session, house.platform, day, by, to, house.now)


def test_without_a_rota_or_before_it_begins_nobody_is_on_call(house: House) -> None:
    assert now_on_call(house) is None
    rota(house, JONAS, begins=NEXT)
    assert now_on_call(house) is None
    assert planned(house) == [None, JONAS, JONAS]


def test_people_take_turns_by_the_week_of_the_platforms_zone(house: House) -> None:
    rota(house, JONAS, LENA)
    assert planned(house) == [JONAS, LENA, JONAS]
    house.now = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    assert now_on_call(house) == JONAS
    house.now = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # Monday, midnight in Berlin
    assert now_on_call(house) == LENA


def test_who_is_away_is_covered_or_the_next_one_is_asked(house: House) -> None:
    rota(house, JONAS, LENA)
    house.away(JONAS)
    assert now_on_call(house) == LENA
    house.away(LENA, cover=EMRE)
    assert now_on_call(house) == EMRE


def test_who_has_left_is_passed_over_and_nobody_is_nobody(house: House) -> None:
    rota(house, JONAS, LENA)
    house.session.get_one(Member, ("mario", JONAS)).active = False
    assert planned(house) == [LENA, LENA, LENA]
    house.away(LENA)
    assert now_on_call(house) is None


def test_one_hands_ones_week_on_or_takes_one_over(house: House) -> None:
    rota(house, JONAS, LENA)
    assert swap(house, date(2026, 11, 25), LENA, EMRE) == oncall.OnCall(NEXT, EMRE)
    assert planned(house) == [JONAS, EMRE, JONAS]
    swap(house, AFTER, MARA, MARA)
    assert planned(house) == [JONAS, EMRE, MARA]


@pytest.mark.parametrize(
    ("day", "by", "to", "why"),
    [
        (date(2026, 11, 15), JONAS, EMRE, "over"),
        (NEXT, JONAS, EMRE, "Lena Brandt's"),
        (NEXT, LENA, COLLEAGUE, "not a member"),
    ],
)
def test_what_cannot_be_swapped_is_told(
    house: House, day: date, by: str, to: str, why: str
) -> None:
    rota(house, JONAS, LENA)
    with pytest.raises(Kindly) as told:
        swap(house, day, by, to)
    assert why in str(told.value)
    assert planned(house) == [JONAS, LENA, JONAS]


def test_a_week_that_is_nobodys_can_be_taken_but_not_given(house: House) -> None:
    with pytest.raises(Kindly):
        swap(house, NEXT, JONAS, LENA)
    swap(house, NEXT, JONAS, JONAS)
    assert planned(house) == [None, JONAS, None]
