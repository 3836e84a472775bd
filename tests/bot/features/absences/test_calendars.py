"""Calendars: read in business hours, kept as times alone, trouble told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.errors import Kindly
from bot.features.absences import calendars
from bot.features.absences.models import CalendarAddress
from bot.features.platforms.models import BusySpan
from tests.bot.features.house import COLLEAGUE, JONAS, House

ADDRESS = "https://calendar.example/geheim.ics"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def spans(house: House) -> list[tuple[datetime, datetime]]:
    rows = house.session.scalars(select(BusySpan).order_by(BusySpan.starts_at))
    return [(row.starts_at, row.ends_at) for row in rows]


def connect(house: House, address: str = ADDRESS) -> None:
    calendars.connect(house.session, JONAS, address, house.now)


def note(house: House, *found: tuple[datetime, datetime], address: str = ADDRESS) -> None:
    calendars.note(house.session, JONAS, address, list(found), house.now)


def trouble(house: House, code: str = "missing", address: str = ADDRESS) -> None:
    calendars.note_trouble(house.session, JONAS, address, code, house.now)


def told(house: House) -> list[int]:
    return [card.wanted for card in house.cards("absence.calendar", JONAS)]


def test_it_is_read_at_once_then_hourly_and_at_night_not_before_the_morning(house: House) -> None:
    connect(house, f" <{ADDRESS}|calendar> ")
    assert house.due(calendars.READ) == {JONAS: house.now}
    wanted = calendars.to_read(house.session, JONAS, house.now)
    assert wanted == (ADDRESS, (house.now, house.now + calendars.AHEAD), "Europe/Berlin")
    note(house)
    assert house.due(calendars.READ) == {JONAS: house.now + HOUR}
    house.now = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    note(house)
    assert house.due(calendars.READ) == {JONAS: datetime(2026, 11, 23, 8, 0, tzinfo=UTC)}


def test_each_reading_takes_the_place_of_the_one_before(house: House) -> None:
    connect(house)
    note(house, (house.now, house.now + HOUR), (house.now + DAY, house.now + DAY + HOUR))
    note(house, (house.now, house.now + HOUR))
    assert spans(house) == [(house.now, house.now + HOUR)]


def test_what_is_read_of_a_former_address_is_dropped(house: House) -> None:
    connect(house)
    connect(house, "https://calendar.example/new.ics")
    note(house, (house.now, house.now + HOUR))
    trouble(house)
    calendars.out_of_reach(house.session, JONAS, ADDRESS, house.now, DAY)
    assert spans(house) == []
    assert told(house) == []


def test_trouble_is_told_once_and_again_only_when_it_is_another(house: House) -> None:
    connect(house)
    note(house, (house.now, house.now + HOUR))
    trouble(house)
    trouble(house)
    assert len(told(house)) == 1
    before = told(house)
    trouble(house, "calendar")
    assert told(house) > before
    assert calendars.trouble_of(house.session, JONAS) == "calendar"
    assert spans(house) == [(house.now, house.now + HOUR)], "what was read stays"
    assert JONAS in house.due(calendars.READ), "and it is tried on"
    note(house)
    assert calendars.trouble_of(house.session, JONAS) is None


def test_out_of_reach_is_no_trouble_before_a_day_has_passed(house: House) -> None:
    connect(house)
    for _ in range(3):
        calendars.out_of_reach(house.session, JONAS, ADDRESS, house.now, DAY)
        house.pass_time(hours=7)
    assert told(house) == []
    house.pass_time(hours=7)
    calendars.out_of_reach(house.session, JONAS, ADDRESS, house.now, DAY)
    assert len(told(house)) == 1
    assert JONAS in house.due(calendars.READ)


def test_ended_everything_of_it_is_forgotten(house: House) -> None:
    assert not calendars.disconnect(house.session, JONAS)
    connect(house)
    note(house, (house.now, house.now + HOUR))
    assert calendars.is_connected(house.session, JONAS)
    assert calendars.disconnect(house.session, JONAS)
    assert spans(house) == []
    assert house.session.scalars(select(CalendarAddress)).all() == []
    assert house.due(calendars.READ) == {}
    assert calendars.to_read(house.session, JONAS, house.now) is None


@pytest.mark.parametrize(
    "address", ["http://x.example/a", "calendar", "https://a b", "https://" + "x" * 2000]
)
def test_what_is_no_address_is_refused_at_once(house: House, address: str) -> None:
    with pytest.raises(Kindly, match="begins with https"):
        connect(house, address)
    with pytest.raises(Kindly, match="members of a platform"):
        calendars.connect(house.session, COLLEAGUE, ADDRESS, house.now)
