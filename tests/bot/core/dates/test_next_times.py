"""The times of repetitions: clocks that change, short months, holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import Repetition, next_times, repetition
from tests.bot.core.dates.tables import NOW, ZONE

BERLIN = ZoneInfo(ZONE)
CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1)}


def at_work(day: date) -> bool:
    return day.weekday() < 5 and day not in CHRISTMAS


def local(times: list[datetime]) -> list[str]:
    return [at.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") for at in times]


def test_the_wall_time_stays_when_the_clocks_change() -> None:
    daily = repetition("every day 9:30", NOW, ZONE, "en")
    after = datetime(2027, 3, 26, 12, tzinfo=UTC)
    assert next_times(daily, after, 3) == [
        datetime(2027, 3, 27, 8, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 7, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 7, 30, tzinfo=UTC),
    ]


def test_a_time_that_does_not_exist_moves_forward() -> None:
    daily = repetition("täglich 2:30", NOW, ZONE, "de")
    times = next_times(daily, datetime(2027, 3, 27, 12, tzinfo=UTC), 2)
    assert local(times) == ["2027-03-28 03:30", "2027-03-29 02:30"]


def test_a_time_that_exists_twice_comes_once() -> None:
    daily = repetition("täglich 2:30", NOW, ZONE, "de")
    times = next_times(daily, datetime(2027, 10, 30, 12, tzinfo=UTC), 2)
    assert times == [
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 11, 1, 1, 30, tzinfo=UTC),
    ]
    assert next_times(daily, times[0], 1) == times[1:]


def test_the_31st_is_the_last_day_of_a_short_month() -> None:
    monthly = repetition("jeden 31. um 10 uhr", NOW, ZONE, "de")
    assert local(next_times(monthly, NOW, 4)) == [
        "2026-11-30 10:00",
        "2026-12-31 10:00",
        "2027-01-31 10:00",
        "2027-02-28 10:00",
    ]


def test_the_30th_and_february() -> None:
    monthly = repetition("every month on the 30th", NOW, ZONE, "en")
    after = datetime(2028, 1, 15, tzinfo=UTC)
    assert local(next_times(monthly, after, 3)) == [
        "2028-01-30 09:00",
        "2028-02-29 09:00",
        "2028-03-30 09:00",
    ]


def test_29_february_is_kept_on_the_28th_in_other_years() -> None:
    yearly = repetition("every year on 29 feb", NOW, ZONE, "en")
    assert local(next_times(yearly, NOW, 3)) == [
        "2027-02-28 09:00",
        "2028-02-29 09:00",
        "2029-02-28 09:00",
    ]


def test_the_last_business_day_asks_whether_it_is_one() -> None:
    last = repetition("jeden letzten Werktag im Monat 16 uhr", NOW, ZONE, "de")
    after = datetime(2026, 12, 1, tzinfo=UTC)
    assert local(next_times(last, after, 1)) == ["2026-12-31 16:00"]
    assert local(next_times(last, after, 1, is_business_day=at_work)) == ["2026-12-30 16:00"]


def test_every_business_day_spares_holidays() -> None:
    each = repetition("werktags um 9", NOW, ZONE, "de")
    after = datetime(2026, 12, 23, 12, tzinfo=UTC)
    found = next_times(each, after, 2, is_business_day=at_work)
    assert local(found) == ["2026-12-28 09:00", "2026-12-29 09:00"]


def test_where_nobody_ever_works_nothing_comes() -> None:
    each = repetition("werktags um 9", NOW, ZONE, "de")
    last = repetition("jeden letzten Werktag im Monat", NOW, ZONE, "de")
    assert next_times(each, NOW, 3, is_business_day=lambda _: False) == []
    assert next_times(last, NOW, 3, is_business_day=lambda _: False) == []


def test_an_end_is_included_and_ends_it() -> None:
    weekly = repetition("every 2 weeks on friday until 11 december", NOW, ZONE, "en")
    assert local(next_times(weekly, NOW, 5)) == ["2026-11-27 09:00", "2026-12-11 09:00"]


def test_every_second_week_keeps_its_step_long_after() -> None:
    weekly = repetition("every second Tuesday 9:30", NOW, ZONE, "en")
    found = next_times(weekly, datetime(2031, 1, 1, tzinfo=UTC), 1)[0]
    assert (found.astimezone(BERLIN).date() - weekly.first).days % 14 == 0


@pytest.mark.parametrize("text", ["", "RRULE:FREQ=DAILY", "DTSTART;TZID=Europe/Berlin:2026"])
def test_what_was_not_stored_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no stored repetition"):
        Repetition.from_stored(text)


ZONES = st.sampled_from(
    [ZONE, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"]
)
RULES = st.one_of(
    st.builds(dict, every=st.just("DAILY")),
    st.builds(dict, every=st.just("DAILY"), business_day=st.just(0)),
    st.builds(
        dict,
        every=st.just("WEEKLY"),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(dict, every=st.just("MONTHLY"), month_day=st.integers(1, 31)),
    st.builds(dict, every=st.just("MONTHLY"), business_day=st.sampled_from([1, 2, 3, -1])),
    st.builds(
        dict,
        every=st.just("MONTHLY"),
        weekdays=st.integers(0, 6).map(lambda day: (day,)),
        nth=st.sampled_from([1, 2, 3, 4, -1]),
    ),
)


@given(
    RULES,
    ZONES,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 4),
    st.integers(0, 6 * 366 * 86400).map(lambda seconds: NOW + timedelta(seconds=seconds)),
)
def test_times_are_in_order_once_a_day_and_survive_storing(
    rule: dict[str, object], zone: str, at: time, interval: int, start: datetime
) -> None:
    interval = 1 if rule.get("business_day") == 0 else interval
    kept = Repetition(zone=zone, at=at, first=start.date(), interval=interval, **rule)  # type: ignore[arg-type]
    again = Repetition.from_stored(kept.stored)
    assert again == kept
    times = next_times(again, start, 6)
    assert len(times) == 6
    assert all(a < b for a, b in zip([start, *times], times, strict=False))
    days = [one.astimezone(ZoneInfo(zone)).date() for one in times]
    assert len(set(days)) == 6
    assert next_times(again, times[2], 3) == times[3:]
    assert next_times(again, times[0] - timedelta(minutes=1), 1) == times[:1]
