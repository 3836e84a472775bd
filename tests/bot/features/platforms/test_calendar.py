from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.platforms.calendar import BusinessHours, week

BERLIN = BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
LUNCH = BusinessHours("Europe/Berlin", "Mon-Thu 09:00-12:00,13:00-18:00, Fri 09:00-15:00", "DE-BW")
NIGHT = BusinessHours("America/Sao_Paulo", "Mon-Sun 00:00-02:30,02:45-24:00")
CALENDARS = st.sampled_from(
    [BERLIN, LUNCH, NIGHT, BusinessHours("Pacific/Apia", "Sat-Mon 1:00-3:00")]
)
FIRST = datetime(2011, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=7300)).map(lambda since: FIRST + since)
DURATIONS = st.timedeltas(timedelta(), timedelta(days=20))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_day_before_clocks_change_keeps_its_local_hours() -> None:
    # 29 March 2026: Berlin goes from UTC+1 to UTC+2.
    assert BERLIN.add(utc("2026-03-27 16:30"), timedelta(hours=1)) == utc("2026-03-30 07:30")
    assert BERLIN.between(utc("2026-03-27 16:00"), utc("2026-03-30 08:00")) == timedelta(hours=2)


def test_a_clock_change_inside_business_time_costs_or_gives_an_hour() -> None:
    night = BusinessHours("Europe/Berlin", "Sun 00:00-06:00")
    assert night.between(utc("2026-03-28 12:00"), utc("2026-03-29 12:00")) == timedelta(hours=5)
    assert night.between(utc("2026-10-24 12:00"), utc("2026-10-25 12:00")) == timedelta(hours=7)


def test_the_last_moment_is_closed_and_the_first_is_open() -> None:
    assert BERLIN.is_open(utc("2026-07-01 07:00"))
    assert not BERLIN.is_open(utc("2026-07-01 16:00"))
    assert BERLIN.next_open(utc("2026-07-01 16:00")) == utc("2026-07-02 07:00")
    assert BERLIN.next_open(utc("2026-07-01 10:00")) == utc("2026-07-01 10:00")


def test_what_ends_with_the_day_ends_that_day() -> None:
    assert BERLIN.add(utc("2026-07-01 15:45"), timedelta(minutes=15)) == utc("2026-07-01 16:00")


def test_holidays_are_those_of_the_part_of_the_country() -> None:
    epiphany = utc("2026-01-06 10:00")
    assert not BERLIN.is_open(epiphany)
    assert BERLIN.is_holiday(date(2026, 1, 6))
    assert BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BE").is_open(epiphany)


def test_lunch_and_a_short_friday() -> None:
    assert LUNCH.next_open(utc("2026-07-01 10:30")) == utc("2026-07-01 11:00")
    assert LUNCH.add(utc("2026-07-03 12:30"), timedelta(hours=1)) == utc("2026-07-06 07:30")


def test_business_days_pass_over_weekends_and_holidays() -> None:
    assert BERLIN.business_days_later(date(2026, 1, 5), 1) == date(2026, 1, 7)
    assert BERLIN.business_days_later(date(2026, 1, 3), 0) == date(2026, 1, 5)
    assert BERLIN.business_days_later(date(2026, 1, 3), 1) == date(2026, 1, 5)
    assert BERLIN.business_days_later(date(2026, 1, 2), 2) == date(2026, 1, 7)


@given(CALENDARS, INSTANTS, DURATIONS)
def test_add_and_between_are_inverse(hours: BusinessHours, at: datetime, by: timedelta) -> None:
    assert hours.between(at, hours.add(at, by)) == by


@given(CALENDARS, INSTANTS, st.timedeltas(timedelta(), timedelta(days=9)), DURATIONS, DURATIONS)
def test_later_and_longer_never_end_earlier(
    hours: BusinessHours, at: datetime, later: timedelta, one: timedelta, other: timedelta
) -> None:
    assert hours.add(at, one) <= hours.add(at + later, one)
    assert hours.add(at, min(one, other)) <= hours.add(at, max(one, other))


@given(CALENDARS, INSTANTS, INSTANTS, INSTANTS)
def test_business_time_adds_up(hours: BusinessHours, a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    b, c = min(b, a + timedelta(days=30)), min(c, a + timedelta(days=60))
    assert hours.between(a, b) + hours.between(b, c) == hours.between(a, c)
    assert timedelta() <= hours.between(a, c) <= c - a
    assert hours.between(c, a) == -hours.between(a, c)


@given(CALENDARS, INSTANTS)
def test_what_opens_next_is_open(hours: BusinessHours, at: datetime) -> None:
    found = hours.next_open(at)
    assert found >= at
    assert found.utcoffset() == timedelta()
    assert hours.is_open(found)
    assert hours.between(at, found) == timedelta()


@given(CALENDARS, st.dates(date(2011, 1, 1), date(2030, 1, 1)), st.integers(0, 9))
def test_business_days_are_counted(hours: BusinessHours, day: date, n: int) -> None:
    found = hours.business_days_later(day, n)
    assert hours.is_business_day(found)
    passed = sum(
        hours.is_business_day(day + timedelta(days=k)) for k in range(1, (found - day).days + 1)
    )
    assert passed == n or (n == 0 and not hours.is_business_day(day) and passed == 1)


@pytest.mark.parametrize(
    ("timezone", "hours", "holidays", "says"),
    [
        ("Europe/Ulm", "Mon 09:00-18:00", None, "not a time zone"),
        ("Europe/Berlin", "09:00-18:00", None, "names no weekday"),
        ("Europe/Berlin", "Moo 09:00-18:00", None, "not a weekday"),
        ("Europe/Berlin", "Mon 9-18", None, "not understood"),
        ("Europe/Berlin", "Mon 18:00-09:00", None, "ends before it begins"),
        ("Europe/Berlin", "Mon 09:00-12:00,11:00-13:00", None, "overlap"),
        ("Europe/Berlin", "Mon 09:00-24:01", None, "not a time of day"),
        ("Europe/Berlin", "Mon 09:00-18:00", "DE-XX", "not a known country"),
    ],
)
def test_what_is_not_understood_is_said(
    timezone: str, hours: str, holidays: str | None, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        BusinessHours(timezone, hours, holidays)


def test_instants_need_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        BERLIN.is_open(datetime(2026, 7, 1))  # noqa: DTZ001  the naive one is the point


def test_weekdays_may_be_german() -> None:
    assert week("Mo-Do 09:00-17:00, Fr 09:00-14:00, So 10:00-11:00") == week(
        "Mon-Thu 09:00-17:00, Fri 09:00-14:00, Sun 10:00-11:00"
    )
