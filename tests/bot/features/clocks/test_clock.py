"""Business time of the team's turns, through nights, holidays and clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.clocks.clock import days_later, passed, reached
from bot.features.platforms.targets import SharedHours
from bot.features.requests.models import Whose
from bot.features.requests.turns import TurnAt

HOURS = SharedHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
WITH_VIENNA = SharedHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW", "AT")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Berlin's wall time in 2026, in winter."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


def turns(*changes: tuple[Whose, datetime]) -> list[TurnAt]:
    return [TurnAt(whose, since) for whose, since in changes]


ASKED = turns((Whose.TEAM, at(18, 10)))
"""Wednesday, ten o'clock."""
BACK_AND_FORTH = turns(
    (Whose.TEAM, at(18, 10)), (Whose.CLIENT, at(18, 12)), (Whose.TEAM, at(19, 15))
)


def test_nights_and_weekends_do_not_count() -> None:
    assert passed(ASKED, HOURS, at(18, 10), at(18, 13)) == timedelta(hours=3)
    assert passed(ASKED, HOURS, at(18, 10), at(23, 10)) == timedelta(hours=3 * 9)
    assert reached(ASKED, HOURS, at(18, 10), timedelta(hours=9)) == at(19, 10)


def test_only_the_teams_turn_counts() -> None:
    assert passed(BACK_AND_FORTH, HOURS, at(18, 10), at(19, 16)) == timedelta(hours=3)
    assert reached(BACK_AND_FORTH, HOURS, at(18, 10), timedelta(hours=1)) == at(18, 11)
    assert reached(BACK_AND_FORTH, HOURS, at(18, 10), timedelta(hours=4)) == at(19, 17)


def test_what_will_be_is_not_known_while_it_is_the_clients_turn() -> None:
    waiting = BACK_AND_FORTH[:2]
    assert reached(waiting, HOURS, at(18, 10), timedelta(hours=4)) is None
    assert reached(waiting, HOURS, at(18, 10), timedelta(hours=2)) == at(18, 12)
    assert passed(waiting, HOURS, at(18, 10), at(30, 10)) == timedelta(hours=2)


def test_the_clock_starts_where_it_is_told_to() -> None:
    assert reached(BACK_AND_FORTH, HOURS, at(19, 16), timedelta(hours=1)) == at(19, 17)
    assert passed(ASKED, HOURS, at(18, 17), at(19, 10)) == timedelta(hours=2)


def test_nothing_counts_of_what_is_over() -> None:
    over = [*ASKED, TurnAt(Whose.NOBODY, at(18, 11))]
    assert passed(over, HOURS, at(18, 10), at(25, 11)) == timedelta(hours=1)


def test_the_clients_own_holidays_count_too() -> None:
    national_day = turns((Whose.TEAM, at(23, 17, month=10) - timedelta(hours=1)))  # a Friday
    later = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)  # Tuesday, ten o'clock, winter time
    since = national_day[0].since
    assert passed(national_day, HOURS, since, later) == timedelta(hours=11)
    assert passed(national_day, WITH_VIENNA, since, later) == timedelta(hours=2)


@pytest.mark.parametrize("month", [3, 10])
def test_clock_changes_neither_add_nor_take_an_hour(month: int) -> None:
    friday = datetime(2026, month, 27 if month == 3 else 23, 12, 0, tzinfo=UTC)
    monday = friday + timedelta(days=3)
    one = turns((Whose.TEAM, friday))
    change = timedelta(hours=-1 if month == 10 else 1)
    assert passed(one, HOURS, friday, monday) == timedelta(hours=9) + change
    assert reached(one, HOURS, friday, timedelta(hours=9)) == monday - change


def test_changed_hours_count_from_the_first_moment() -> None:
    short = SharedHours("Europe/Berlin", "Mon-Fri 10:00-12:00")
    assert passed(ASKED, short, at(18, 10), at(19, 13)) == timedelta(hours=4)


def test_business_days_later_is_the_same_time_of_day_or_the_next_opening() -> None:
    assert days_later(HOURS, at(18, 10), 3) == at(23, 10)
    assert days_later(HOURS, at(18, 20), 3) == at(24, 9)
    assert days_later(HOURS, at(21, 12), 1) == at(23, 12), "a Saturday is no day of it"
    assert days_later(WITH_VIENNA, at(4, 10, month=12), 2) == at(9, 10, month=12)


def test_an_unknown_country_of_the_client_is_refused() -> None:
    with pytest.raises(ValueError, match="not a known country"):
        SharedHours("Europe/Berlin", "Mon-Fri 09:00-18:00", None, "XX")
