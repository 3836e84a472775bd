"""Who can be asked, when: own hours and zones, half days, busy calendars, hints, clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.features.platforms.availability import Why, available, back_at, hours_of, stand_in
from bot.features.platforms.calendar import WEEKDAYS
from bot.features.platforms.models import Absence, BusySpan, Platform, WorkingHours
from bot.features.platforms.people import person_of
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, House
from tests.examples import examples

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def why(house: House, when: str, who: str = JONAS) -> Why | None:
    return available(house.session, who, at(when), platform=house.platform).why


def test_own_hours_count_in_the_persons_own_zone(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Fri 09:00-17:00", timezone="Asia/Kolkata"))
    assert why(house, "2026-11-18 04:00") is None, "half past nine in Kolkata"
    assert why(house, "2026-11-18 12:00") is Why.OUTSIDE_HOURS
    assert why(house, "2026-11-18 12:00", LENA) is None


def test_without_a_zone_of_their_own_slacks_counts_and_then_the_platforms(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Fri 09:00-17:00"))
    assert hours_of(house.session, JONAS, house.platform).timezone == "Europe/Berlin"
    person = person_of(house.session, JONAS)
    assert person is not None
    person.timezone = "America/New_York"
    assert hours_of(house.session, JONAS, house.platform).timezone == "America/New_York"
    person.timezone = "Mars/Olympus"
    assert hours_of(house.session, JONAS, house.platform).timezone == "Europe/Berlin"


def test_the_platforms_holidays_count_for_own_hours_too(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Sun 08:00-20:00"))
    assert why(house, "2026-01-06 10:00") is Why.HOLIDAY
    assert why(house, "2026-11-22 10:00") is None, "a Sunday, if they like"


def test_who_has_other_hours_is_suggested_when_they_work_or_when_all_rest(house: House) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Fri 08:00-16:00", timezone="America/New_York"))

    def may_be_suggested(when: str) -> bool:
        found = available(house.session, JONAS, at(when), platform=house.platform)
        return found.may_be_suggested

    assert not may_be_suggested("2026-11-18 09:00"), "four in the morning where Jonas is"
    assert may_be_suggested("2026-11-18 13:30")
    assert may_be_suggested("2026-11-18 22:00"), "everybody's morning comes"


def test_half_a_day_is_half_a_day(house: House) -> None:
    noon, evening = at("2026-11-18 11:00"), at("2026-11-18 23:00")
    house.add(Absence(user_id=JONAS, starts_at=noon, ends_at=evening))
    assert why(house, "2026-11-18 10:59") is None
    assert why(house, "2026-11-18 11:00") is Why.ABSENT
    found = available(house.session, JONAS, noon, platform=house.platform)
    assert found.until == at("2026-11-19 08:00")
    assert found.is_away
    assert not found.may_be_suggested


def test_a_busy_calendar_passes_by_itself_and_hands_nothing_over(house: House) -> None:
    for start, end in (("12:00", "13:00"), ("13:00", "13:30")):
        house.add(
            BusySpan(
                user_id=JONAS,
                starts_at=at(f"2026-11-18 {start}"),
                ends_at=at(f"2026-11-18 {end}"),
            )
        )
    found = available(house.session, JONAS, at("2026-11-18 12:10"), platform=house.platform)
    assert (found.why, found.until, found.cover) == (Why.BUSY, at("2026-11-18 13:30"), None)
    assert not found.may_be_suggested
    assert not found.is_away


@pytest.mark.parametrize(
    ("until", "again"),
    [(None, "2026-11-19 11:00"), ("2026-11-18 12:00", "2026-11-18 12:00")],
)
def test_a_status_lasts_as_long_as_it_says_and_no_longer(
    house: House, until: str | None, again: str
) -> None:
    person = person_of(house.session, JONAS)
    assert person is not None
    person.says_away, person.says_away_until = True, at(until) if until else None
    found = available(house.session, JONAS, at("2026-11-18 11:00"), platform=house.platform)
    assert (found.why, found.until) == (Why.BUSY, at(again))
    assert why(house, "2026-11-18 12:00") is (None if until else Why.BUSY)


def test_who_covers_for_a_cover(house: House) -> None:
    now = house.now

    def cover() -> str | None:
        return stand_in(house.session, JONAS, now, house.platform)

    house.away(JONAS, cover=LENA)
    assert cover() == LENA
    house.away(LENA, cover=EMRE)
    assert cover() == EMRE
    house.away(EMRE, cover=JONAS)
    assert cover() is None, "a circle"
    house.away(JONAS, cover=MARA)
    assert cover() == MARA, "another absence names somebody who is there"


@dataclass(frozen=True)
class Life:
    """A person's hours, zone and spans, each from and until in minutes of the year."""

    first: int
    last: int
    opens: int
    closes: int
    zone: str
    absences: tuple[tuple[int, int], ...]
    busy: tuple[tuple[int, int], ...]

    @property
    def hours(self) -> str:
        days = f"{WEEKDAYS[self.first].title()}-{WEEKDAYS[self.last].title()}"
        return f"{days} {self.opens:02d}:00-{self.closes:02d}:00"

    def works(self, when: datetime) -> bool:
        """Said without any calendar: weekday and wall time where the person is."""
        local = when.astimezone(ZoneInfo(self.zone))
        days = (self.last - self.first) % 7
        is_day = (local.weekday() - self.first) % 7 <= days
        closes = time(self.closes) if self.closes < 24 else time.max
        return is_day and time(self.opens) <= local.time() < closes


SPANS = st.lists(st.tuples(st.integers(0, 365 * 1440), st.integers(1, 9 * 1440)), max_size=4).map(
    lambda found: tuple((start, start + length) for start, length in found)
)
LIVES = st.builds(
    Life,
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(0, 11),
    st.integers(12, 24),
    st.sampled_from(ZONES),
    SPANS,
    SPANS,
)
CHANGES = ("2026-03-08 06:30", "2026-03-29 00:30", "2026-04-04 13:30", "2026-10-25 00:30")
"""Moments shortly before clocks change in one of the zones."""
MOMENTS = st.one_of(
    st.integers(0, 365 * 1440).map(lambda n: YEAR + n * MINUTE),
    st.tuples(st.sampled_from(CHANGES), st.integers(0, 180)).map(
        lambda found: at(found[0]) + found[1] * MINUTE
    ),
)


def live(house: House, life: Life) -> None:
    for model in (Absence, BusySpan, WorkingHours):
        house.session.execute(delete(model))
    house.session.expire_all()
    house.platform.holidays = None
    house.add(WorkingHours(user_id=JONAS, hours=life.hours, timezone=life.zone))
    for model, spans in ((Absence, life.absences), (BusySpan, life.busy)):
        house.add(
            *(
                model(user_id=JONAS, starts_at=YEAR + a * MINUTE, ends_at=YEAR + b * MINUTE)
                for a, b in spans
            )
        )


def within(spans: tuple[tuple[int, int], ...], when: datetime) -> bool:
    return any(YEAR + a * MINUTE <= when < YEAR + b * MINUTE for a, b in spans)


@settings(
    max_examples=examples(120),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(life=LIVES, moment=MOMENTS, shares=st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_nobody_is_asked_in_forbidden_time_and_everybody_as_soon_as_they_can(
    house: House, life: Life, moment: datetime, shares: list[float]
) -> None:
    live(house, life)

    def can(when: datetime) -> bool:
        return life.works(when) and not within(life.absences, when) and not within(life.busy, when)

    def ask(session: Session, when: datetime, platform: Platform) -> bool:
        return available(session, JONAS, when, platform=platform).free

    found = available(house.session, JONAS, moment, platform=house.platform)
    assert found.free == can(moment)
    assert (found.why is Why.ABSENT) == within(life.absences, moment)
    if found.free:
        assert found.until is None
        return
    assert found.until is not None
    assert found.until > moment
    assert can(found.until)
    assert not can(found.until - MINUTE), "not a minute later than they could"
    for share in shares:
        between = moment + (found.until - moment) * share
        if between < found.until:
            assert not ask(house.session, between, house.platform)
    back = back_at(house.session, JONAS, moment, house.platform)
    assert back <= found.until
    assert life.works(back)
    assert not within(life.absences, back)
