from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.declaration.durations import LONGEST, minutes_of, usual_day, written

NINE = 9 * 60
BAD = ["", "soon", "6", "h", "6x", "-1h", "0h", "9999d", "6hx", "1 week"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("90 min", 90),
        ("6h", 360),
        ("6 hours", 360),
        ("1.5 h", 90),
        ("1,5 Std.", 90),
        ("2 Stunden", 120),
        ("30 Minuten", 30),
        ("5d", 5 * NINE),
        ("5 business days", 5 * NINE),
        ("1 Werktag", NINE),
        ("3 Arbeitstage", 3 * NINE),
        ("2 Tage", 2 * NINE),
        ("1d 4h", NINE + 240),
        ("1 day and 30 minutes", NINE + 30),
        ("1 Tag, 2 Stunden und 5 Minuten", NINE + 125),
    ],
)
def test_durations_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert minutes_of(text, NINE) == minutes


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        minutes_of(text, NINE)


@given(st.integers(1, LONGEST), st.integers(30, 1440))
def test_what_is_written_is_read_back(minutes: int, day: int) -> None:
    assert minutes_of(written(minutes, day), day) == minutes


def test_it_is_written_short() -> None:
    told = [written(minutes, NINE) for minutes in (45, 360, 540, 570, 1080, 2700, 2760)]
    assert told == ["45m", "6h", "9h", "9h 30m", "2d", "5d", "5d 1h"]


def test_a_business_day_is_as_long_as_most_days_of_the_week() -> None:
    assert usual_day("Mon-Fri 09:00-18:00") == NINE
    assert usual_day("Mon-Thu 09:00-12:00,13:00-18:00, Fri 09:00-15:00") == 480
    assert usual_day("Mon 09:00-13:00, Tue 09:00-17:00") == 480
