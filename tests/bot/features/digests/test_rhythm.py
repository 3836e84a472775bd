"""When digests are due, over holidays, weekends and changed clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.digests.rhythm import DAILY, FRIDAYS, LATE, MONTHLY, WEEKLY, Rhythm
from bot.features.platforms.calendar import BusinessHours

BERLIN = BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
ALL = {"daily": DAILY, "weekly": WEEKLY, "fridays": FRIDAYS, "monthly": MONTHLY}


def local(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        (DAILY, "2026-11-18 08:59", "2026-11-18 09:00"),
        (DAILY, "2026-11-18 09:00", "2026-11-19 09:00"),
        (DAILY, "2026-11-20 12:00", "2026-11-23 09:00"),  # over a weekend
        (DAILY, "2026-12-31 12:00", "2027-01-04 09:00"),  # New Year's Day is a Friday
        (DAILY, "2026-10-23 12:00", "2026-10-26 09:00"),  # the clocks go back on the 25th
        (WEEKLY, "2026-11-16 09:00", "2026-11-19 14:00"),
        (WEEKLY, "2026-11-19 14:00", "2026-11-26 14:00"),
        (WEEKLY, "2026-05-11 09:00", "2026-05-13 14:00"),  # Ascension Day is a Thursday
        (WEEKLY, "2026-05-13 14:00", "2026-05-21 14:00"),
        (FRIDAYS, "2026-11-16 09:00", "2026-11-20 15:00"),
        (FRIDAYS, "2026-03-30 09:00", "2026-04-02 15:00"),  # Good Friday
        (MONTHLY, "2026-11-18 09:00", "2026-12-01 10:00"),
        (MONTHLY, "2026-12-15 09:00", "2027-01-04 10:00"),  # holiday, then a weekend
        (MONTHLY, "2026-05-01 09:00", "2026-05-04 10:00"),
    ],
)
def test_it_is_due_then(rhythm: Rhythm, now: str, due: str) -> None:
    found = rhythm.next_after(BERLIN, local(now))
    assert found.at == local(due)
    assert found.day == local(due).astimezone(ZoneInfo("Europe/Berlin")).date()
    assert rhythm.last_until(BERLIN, found.at) == found


def test_a_week_in_which_nobody_works_has_none() -> None:
    on_fridays = BusinessHours("Europe/Berlin", "Fri 09:00-18:00", "DE-BW")
    assert FRIDAYS.next_after(on_fridays, local("2026-03-30 09:00")).at == local("2026-04-10 15:00")
    assert FRIDAYS.last_until(on_fridays, local("2026-04-05 15:00")).day.day == 27


def test_who_works_on_fridays_only_reads_it_on_fridays() -> None:
    on_fridays = BusinessHours("Europe/Berlin", "Fri 09:00-18:00", "DE-BW")
    assert WEEKLY.next_after(on_fridays, local("2026-11-16 09:00")).at == local("2026-11-20 14:00")


@given(
    name=st.sampled_from(sorted(ALL)),
    days=st.floats(0, 3000),
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Auckland", "UTC"]),
    hours=st.sampled_from(["Mon-Fri 09:00-18:00", "Mon-Sun 00:00-24:00", "Tue-Thu 10:00-12:00"]),
    holidays=st.sampled_from(["DE-BW", "US", None]),
)
def test_each_occasion_is_on_a_business_day_and_none_is_left_out(
    name: str, days: float, zone: str, hours: str, holidays: str | None
) -> None:
    calendar, rhythm = BusinessHours(zone, hours, holidays), ALL[name]
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=days)
    found = rhythm.next_after(calendar, now)
    assert found.at > now
    assert calendar.is_business_day(found.day)
    assert found.at.astimezone(ZoneInfo(zone)).time() == rhythm.at
    second = timedelta(seconds=1)
    assert rhythm.next_after(calendar, found.at - second) == found
    assert rhythm.last_until(calendar, found.at) == found
    before = rhythm.last_until(calendar, found.at - second)
    assert before is None or before.at <= now < found.at
    late = rhythm.last_until(calendar, found.at + LATE - second)
    assert name == "daily" or late is not None, "what was missed can be made up for"
