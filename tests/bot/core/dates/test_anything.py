"""Whatever is typed: understood and in the future, or refused kindly, and at once."""

from __future__ import annotations

import time as machine
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.dates import (
    Moment,
    Repetition,
    Span,
    Unclear,
    in_words,
    moment,
    next_times,
    repetition,
    span,
    split_off,
    when,
)
from bot.core.i18n import Translator
from tests.bot.core.dates.tables import LANGUAGES, lines
from tests.examples import examples, texts

LONGEST = 1.0
"""Seconds that reading may take, in the machine's own time: an expression that goes astray on these
takes minutes, a slow machine some hundredths."""

TABLES = [
    f"{kind}.{language}.txt"
    for kind in ("moments", "spans", "repetitions")
    for language in LANGUAGES
]
PHRASES = sorted({phrase for name in TABLES for phrase, _ in lines(name)})
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()})
START = datetime(2024, 1, 1, tzinfo=UTC)
CLOCKS_CHANGE = datetime(2026, 10, 24, 20, tzinfo=UTC)
NOWS = st.one_of(
    st.integers(0, 13 * 366 * 86400).map(lambda seconds: START + timedelta(seconds=seconds)),
    st.integers(0, 12 * 60).map(lambda minutes: CLOCKS_CHANGE + timedelta(minutes=minutes)),
)
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]
)
TYPED = st.one_of(
    texts(max_size=80),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    st.sampled_from(PHRASES),
    st.text(alphabet="0123456789.:-/ ap", max_size=30),
    st.tuples(st.sampled_from(PHRASES), st.sampled_from(PHRASES)).map(" ".join),
)
READERS: list[Callable[[str, datetime, str, str], Moment | Span | Repetition]] = [
    moment,
    span,
    repetition,
    when,
]


def later_than(found: Moment | Span | Repetition, now: datetime) -> bool:
    match found:
        case Moment():
            return found.at > now and (found.other is None or found.other > now)
        case Span():
            return found.end > now and found.start < found.end
    return next_times(found, now, 1) != []


def comes_twice(found: Moment | Span, zone: str) -> bool:
    """In the hour that clocks repeat a wall time does not tell which of the two is meant."""
    instants = [found.at] if isinstance(found, Moment) else [found.start, found.end]
    return any(at.astimezone(ZoneInfo(zone)).fold for at in instants)


def told(unclear: Unclear, language: str) -> None:
    """A sentence of bearable length, whatever was typed."""
    assert 20 < len(unclear.to(Translator(language))) < 400


@settings(max_examples=examples(120), deadline=None)
@given(TYPED, NOWS, ZONES, st.sampled_from(LANGUAGES), st.sampled_from(READERS))
def test_all_that_is_understood_lies_ahead_and_is_read_back_the_same(
    text: str,
    now: datetime,
    zone: str,
    language: str,
    read: Callable[[str, datetime, str, str], Moment | Span | Repetition],
) -> None:
    try:
        found = read(text, now, zone, language)
    except Unclear as unclear:
        told(unclear, language)
        return
    assert later_than(found, now)
    words = in_words(found, now, zone, language)
    if not isinstance(found, Repetition) and comes_twice(found, zone):
        return
    again = read(words, now, zone, language)
    if isinstance(found, Repetition):
        assert isinstance(again, Repetition)
        assert next_times(again, now, 5) == next_times(found, now, 5), words
    else:
        assert again == found, words


@settings(max_examples=examples(50), deadline=None)
@given(TYPED, NOWS, st.sampled_from(LANGUAGES))
def test_a_sentence_is_split_or_refused(text: str, now: datetime, language: str) -> None:
    try:
        phrase, rest = split_off(text, now, "Europe/Berlin", language)
    except Unclear:
        return
    assert phrase in text
    assert rest in text
    assert later_than(when(phrase, now, "Europe/Berlin", language), now)


def test_nothing_keeps_it_busy() -> None:
    hard = [
        "every " * 30,
        "1" * 5000,
        "a" * 200_000,
        "9:30 " * 40,
        "vom " * 40 + "3.",
        "{x} {0} %s",
    ]
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    for text in [*hard, *PHRASES]:
        for read in (*READERS, split_off):
            attempts = (_seconds(read, text, now) for _ in range(3))
            assert any(took < LONGEST for took in attempts), text[:40]


def _seconds(read: Callable[..., object], text: str, now: datetime) -> float:
    start = machine.process_time()
    try:
        read(text, now, "Europe/Berlin", "de")
    except Unclear as unclear:
        told(unclear, "de")
    return machine.process_time() - start
