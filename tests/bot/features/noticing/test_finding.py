"""A promise in passing is told from everything that only sounds like one, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.features.noticing.finding import promise_in
from tests.bot.features.noticing import sentences_de, sentences_en

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"
TABLES = {"de": sentences_de, "en": sentences_en}

PROMISES = [(lang, *row) for lang, table in TABLES.items() for row in table.PROMISES.items()]
OTHERS = [
    (lang, kind, sentence)
    for lang, table in TABLES.items()
    for kind, sentences in table.NO_PROMISES.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("language", "sentence", "by"), PROMISES)
def test_a_promise_with_its_date(language: str, sentence: str, by: str) -> None:
    found = promise_in(sentence, NOW, BERLIN, language)
    assert found is not None
    assert found.at.astimezone(ZoneInfo(BERLIN)).isoformat()[:16] == by


@pytest.mark.parametrize(("language", "kind", "sentence"), OTHERS)
def test_what_is_none(language: str, kind: str, sentence: str) -> None:
    assert promise_in(sentence, NOW, BERLIN, language) is None, kind


@pytest.mark.parametrize("language", TABLES)
def test_the_tables_are_as_large_as_was_asked(language: str) -> None:
    table = TABLES[language]
    others = [sentence for kind in table.NO_PROMISES.values() for sentence in kind]
    assert len(table.PROMISES) >= 30
    assert len(others) >= 30
    assert len(set(table.PROMISES) | set(others)) >= 60


def test_the_sentence_comes_with_it_and_the_first_one_counts() -> None:
    text = "Danke euch.\nWir liefern am Freitag. Den Rest machen wir bis Montag."
    found = promise_in(text, NOW, BERLIN, "de")
    assert found is not None
    assert found.words == "Wir liefern am Freitag."


@pytest.mark.parametrize("text", ["", "…", "?", "&gt;", "```", "„", "bis", "by", "12.", "3/4"])
def test_nothing_breaks_it(text: str) -> None:
    assert promise_in(text, NOW, BERLIN, "en") is None
