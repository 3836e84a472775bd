"""Whether a member's reply leaves the client to answer: measured on tables of sentences."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from bot.features.requests.asking import asks

HERE = Path(__file__).parent
NAMES = {"U0MARA": "Mara Vogt", "U0JONAS": "Jonas Weber", "U0LENA": "Lena Brandt"}


def table(language: str, part: str) -> list[str]:
    lines = runpy.run_path(str(HERE / f"asking_{language}.py"))[part].strip().splitlines()
    return [line.replace("⏎", "\n") for line in lines]


def wrong(texts: list[str], *, expected: bool) -> list[str]:
    misses = [text for text in texts if asks(text, NAMES) != expected]
    sys.stdout.write("\n  ".join([f"{len(misses)} of {len(texts)} wrong", *misses, ""]))
    return misses


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("part", "expected"), [("ASKS", True), ("DOES_NOT", False)])
def test_every_sentence_of_the_table_is_understood(
    language: str, part: str, expected: bool
) -> None:
    texts = table(language, part)
    assert len(texts) >= 40
    assert wrong(texts, expected=expected) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("part", "expected"), [("ASKS", True), ("DOES_NOT", False)])
def test_most_sentences_that_were_never_tuned_on_are_understood(
    language: str, part: str, expected: bool
) -> None:
    texts = table(language, f"HELD_OUT_{part}")
    assert len(wrong(texts, expected=expected)) <= 0.2 * len(texts)


def test_nothing_and_pictures_ask_nothing() -> None:
    assert not asks("", NAMES)
    assert not asks(":tada:", NAMES)
    assert not asks("```if (x ? y : z) { }```", NAMES)
