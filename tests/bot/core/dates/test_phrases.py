"""What people write, in both languages, and what it means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.dates import (
    Moment,
    Repetition,
    Span,
    Unclear,
    errors,
    in_words,
    moment,
    next_times,
    repetition,
    span,
    split_off,
    when,
)
from bot.core.i18n import Translator
from tests.bot.core.dates.tables import LANGUAGES, NOW, ZONE, lines, section, shown

Read = Callable[[str, object, str, str], Moment | Span | Repetition]
READERS: dict[str, Read] = {
    "moments": moment,
    "spans": span,
    "repetitions": repetition,
}


def rows(name: str) -> list[tuple[str, str, str]]:
    return [(lang, *row) for lang in LANGUAGES for row in lines(f"{name}.{lang}.txt")]


def others(language: str) -> str:
    return "de" if language == "en" else "en"


def a_moment(phrase: str, language: str) -> str:
    found = moment(phrase, NOW, ZONE, language)
    assert when(phrase, NOW, ZONE, language) == found
    return " | ".join([shown(found.at), *([shown(found.other)] if found.other else [])])


def a_span(phrase: str, language: str) -> str:
    found = span(phrase, NOW, ZONE, language)
    return f"{shown(found.start)} | {shown(found.end)}"


def a_repetition(phrase: str, language: str) -> str:
    found = repetition(phrase, NOW, ZONE, language)
    assert when(phrase, NOW, ZONE, language) == found
    assert Repetition.from_stored(found.stored) == found
    return " | ".join(map(shown, next_times(found, NOW, 3)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "told"),
    [("moments", a_moment), ("spans", a_span), ("repetitions", a_repetition)],
    ids=["moments", "spans", "repetitions"],
)
def test_what_a_table_says(kind: str, told: Callable[[str, str], str], language: str) -> None:
    """All the lines of a table at once: a test for each of 300 costs seconds."""
    table = lines(f"{kind}.{language}.txt")
    assert len(table) > 50
    assert [(phrase, told(phrase, language)) for phrase, _ in table] == table


@pytest.mark.parametrize("reader_language", LANGUAGES)
@pytest.mark.parametrize("kind", READERS)
def test_both_languages_are_understood_and_told_so_that_they_are_read_alike(
    kind: str, reader_language: str
) -> None:
    read = READERS[kind]
    for language, phrase, _ in rows(kind):
        if "/" in phrase and language != reader_language:
            continue  # day and month change places
        found = read(phrase, NOW, ZONE, reader_language)
        words = in_words(found, NOW, ZONE, reader_language)
        again = read(words, NOW, ZONE, reader_language)
        if isinstance(found, Repetition) and isinstance(again, Repetition):
            assert next_times(again, NOW, 20) == next_times(found, NOW, 20), words
        else:
            assert again == found, words


@pytest.mark.parametrize("kind", ["moment", "span", "repetition", "when"])
def test_what_cannot_be_meant_is_refused_with_examples(kind: str) -> None:
    read = {"moment": moment, "span": span, "repetition": repetition, "when": when}[kind]
    for phrase, error in section("refused.txt", kind):
        with pytest.raises(Unclear) as refused:
            read(phrase, NOW, ZONE, "de")
        assert refused.value.msgid == getattr(errors, error), phrase
        assert refused.value.to(Translator("de")) != refused.value.to(Translator("en"))
        assert refused.value.to(Translator("de")).count("„") == 3


def test_a_time_is_split_off_a_sentence() -> None:
    for sentence, result in lines("split.txt"):
        phrase, rest = split_off(sentence, NOW, ZONE, "de")
        assert f"{phrase} | {rest}".strip() == result
        when(phrase, NOW, ZONE, "de")


@pytest.mark.parametrize("sentence", ["call Anke", "", "Mittag essen mit Jo", "so it is"])
def test_a_sentence_without_a_time_is_refused(sentence: str) -> None:
    with pytest.raises(Unclear) as refused:
        split_off(sentence, NOW, ZONE, "en")
    assert refused.value.msgid == errors.NOTHING_TO_SPLIT


def test_a_sentence_whose_time_is_wrong_says_what_is_wrong() -> None:
    with pytest.raises(Unclear) as refused:
        split_off("30.2. Rechnung schicken", NOW, ZONE, "de")
    assert refused.value.msgid == errors.NO_SUCH_DAY
