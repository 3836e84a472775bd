"""What people type after ``/perron away``; what is no date and no person is dropped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.dates import Unclear
from bot.features.absences.typed import Typed, read

NOW = datetime(2026, 12, 16, 9, 0, tzinfo=UTC)


def typed(text: str) -> Typed:
    return read(text, NOW, "Europe/Berlin", "de")


@pytest.mark.parametrize(
    "text",
    [
        "23.12.-2.1. <@U0LENA>",
        "<@U0LENA|lena> 23.12.-2.1.",
        "23.12. bis 2.1. <@U0LENA>",
        "Urlaub 23.12.-2.1. <@U0LENA>",
        "23.12.-2.1. <@U0LENA> wegen Magen-Darm",
        "bin krank: 23.12.-2.1. <@U0LENA> bitte nicht anrufen",
        "23 Dec to 2 Jan <@U0LENA> skiing",
    ],
)
def test_dates_and_cover_in_one_line(text: str) -> None:
    found = typed(text)
    assert found.cover == "U0LENA"
    assert found.span is not None
    assert found.span.start == datetime(2026, 12, 22, 23, 0, tzinfo=UTC)
    assert found.span.end == datetime(2027, 1, 2, 23, 0, tzinfo=UTC)
    assert set(vars(found)) == {"span", "cover"}, "there is no room for a reason"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("morgen Nachmittag", "2026-12-17 11:00", "2026-12-17 23:00"),
        ("tomorrow morning", "2026-12-16 23:00", "2026-12-17 11:00"),
        ("bis Freitag", "2026-12-16 09:00", "2026-12-18 23:00"),
        ("today", "2026-12-15 23:00", "2026-12-16 23:00"),
    ],
)
def test_half_days_and_open_beginnings(text: str, start: str, end: str) -> None:
    span = typed(text).span
    assert span is not None
    assert (f"{span.start:%Y-%m-%d %H:%M}", f"{span.end:%Y-%m-%d %H:%M}") == (start, end)


@pytest.mark.parametrize("text", ["", "  ", "<@U0LENA>"])
def test_without_dates_a_window_asks(text: str) -> None:
    assert typed(text).span is None


@pytest.mark.parametrize("text", ["irgendwann", "x " * 500, "31.2. bis 33.2.", "<@U0LENA> ski"])
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(Unclear):
        typed(text)
