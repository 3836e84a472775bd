"""Dates in passing: what a reply promises, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.dates import Hours
from bot.features.digests.promised import QUOTED, promises

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Berlin."""


def days(text: str, language: str = "de") -> list[str]:
    zone = ZoneInfo("Europe/Berlin")
    found = promises(text, NOW, "Europe/Berlin", language, Hours())
    return [one.at.astimezone(zone).date().isoformat() for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das schaffen wir bis Freitag.", ["2026-11-20"]),
        ("Bis Freitag ist der Import wieder sauber, versprochen.", ["2026-11-20"]),
        ("Wir melden uns morgen Vormittag bei Ihnen.", ["2026-11-19"]),
        ("Guten Morgen Frau Petersen, das ist übermorgen fertig.", ["2026-11-20"]),
        ("Das geht am 3. Dezember live.", ["2026-12-03"]),
        ("Wir liefern am 24.11. und melden uns dann.", ["2026-11-24"]),
        ("Die Texte kommen nächste Woche.", ["2026-11-23"]),
        ("Ab dem 2. März sind wir bereit.", ["2027-03-02"]),
        ("We will have it ready by Monday.", ["2026-11-23"]),
        ("You get the draft tomorrow, the rest on 27 November.", ["2026-11-19"]),
        ("I will send it on December 4th.", ["2026-12-04"]),
        ("Heute noch.\nDer Rest folgt am Montag.", ["2026-11-18", "2026-11-23"]),
        ("Schönen Sonntag und bis bald", []),
        ("Guten Morgen zusammen", []),
        ("Passt Ihnen Freitag?", []),
        ("Am Montag war der Server kurz weg.", []),
        ("Das wurde gestern behoben.", []),
        ("Version 2.1. ist installiert, 3 von 4 Tests sind grün.", []),
        ("Danke, das schauen wir uns an.", []),
        ("", []),
    ],
)
def test_a_date_is_a_promise_where_it_is_one(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_a_long_sentence_is_quoted_around_its_date() -> None:
    text = "Wir haben lange überlegt und " * 6 + "sind am Freitag fertig, " + "wenn es geht " * 9
    [found] = promises(text, NOW, "Europe/Berlin", "de", Hours())
    assert "am Freitag" in found.words
    assert len(found.words) <= QUOTED + 2
