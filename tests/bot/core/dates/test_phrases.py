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


@pytest.mark.parametrize(("language", "phrase", "result"), rows("moments"))
def test_a_moment(language: str, phrase: str, result: str) -> None:
    found = moment(phrase, NOW, ZONE, language)
    told = [shown(found.at), *([shown(found.other)] if found.other else [])]
    assert " | ".join(told) == result
    assert when(phrase, NOW, ZONE, language) == found


@pytest.mark.parametrize(("language", "phrase", "result"), rows("spans"))
def test_a_span(language: str, phrase: str, result: str) -> None:
    found = span(phrase, NOW, ZONE, language)
    assert f"{shown(found.start)} | {shown(found.end)}" == result


@pytest.mark.parametrize(("language", "phrase", "result"), rows("repetitions"))
def test_a_repetition(language: str, phrase: str, result: str) -> None:
    found = repetition(phrase, NOW, ZONE, language)
    assert " | ".join(map(shown, next_times(found, NOW, 3))) == result
    assert when(phrase, NOW, ZONE, language) == found
    assert Repetition.from_stored(found.stored) == found


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


@pytest.mark.parametrize(
    ("kind", "phrase", "error"),
    [
        (kind, *row)
        for kind in ("moment", "span", "repetition", "when")
        for row in section("refused.txt", kind)
    ],
)
def test_what_cannot_be_meant_is_refused_with_examples(kind: str, phrase: str, error: str) -> None:
    read = {"moment": moment, "span": span, "repetition": repetition, "when": when}[kind]
    with pytest.raises(Unclear) as refused:
        read(phrase, NOW, ZONE, "de")
    assert refused.value.msgid == getattr(errors, error)
    assert refused.value.to(Translator("de")) != refused.value.to(Translator("en"))
    assert refused.value.to(Translator("de")).count("„") == 3


@pytest.mark.parametrize(("sentence", "result"), lines("split.txt"))
def test_a_time_is_split_off_a_sentence(sentence: str, result: str) -> None:
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
