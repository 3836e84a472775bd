"""The demo begins on a working day."""

from __future__ import annotations

from datetime import datetime

import pytest

from playground.supervisor.days import BERLIN, demo_begins, next_working_day, working_days_before


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-18 03:00", "2026-11-18 10:00"),
        ("2026-11-18 23:50", "2026-11-18 10:00"),
        ("2026-11-22 12:00", "2026-11-20 10:00"),  # a Sunday
        ("2026-12-26 12:00", "2026-12-24 10:00"),  # both days of Christmas are holidays
        ("2027-01-06 12:00", "2027-01-05 10:00"),  # Epiphany, in Baden-Württemberg
    ],
)
def test_ten_o_clock_on_the_last_working_day(now: str, begins: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert demo_begins(moment).isoformat(" ", "minutes")[:16] == begins


def test_working_days_are_counted_over_holidays() -> None:
    at = datetime(2027, 1, 7, 10, 0, tzinfo=BERLIN)
    assert working_days_before(at, 2).date().isoformat() == "2027-01-04"
    assert next_working_day(datetime(2026, 12, 24, tzinfo=BERLIN).date()).isoformat() == (
        "2026-12-28"
    )
