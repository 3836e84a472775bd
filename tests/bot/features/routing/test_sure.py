"""How sure the first day is, and what makes it less so: rivals, few words, many talents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.score import suggest
from bot.features.routing.scoring.text import MEANING, Floats
from bot.features.routing.sure import Told, sure
from bot.features.routing.values import Candidate, Question, Suggestion, TalentLevel

WORD = Told(
    talent=0.6, proven=0.0, against=0.0, confidence=0.0, behind=0.0, learned=0.0,
    talents=6, ahead=None,
)  # fmt: skip
"""One word that only one of six talents has."""
shares = st.floats(0.0, 1.0)
told = st.builds(
    Told, shares, shares, shares, shares, shares, shares,
    talents=st.integers(1, 200), ahead=st.none() | st.floats(-20.0, 20.0),
)  # fmt: skip


def test_clear_words_stay_clear_unless_what_was_learned_points_elsewhere() -> None:
    clear = replace(WORD, talent=0.84, confidence=0.2, behind=1.0, learned=0.95)
    assert sure(clear) > 0.9
    assert sure(replace(clear, behind=0.3)) < 0.5
    assert sure(replace(clear, talent=0.0, confidence=0.97, behind=0.0)) > 0.9


def test_the_first_day_is_as_sure_as_it_was_right_on_public_questions() -> None:
    """Shares of right answers that were measured, see docs: one word, half a word, and rivals."""
    assert sure(WORD) == pytest.approx(0.96, abs=0.02)
    assert sure(replace(WORD, against=0.6)) == pytest.approx(0.75, abs=0.05)
    assert sure(replace(WORD, talent=0.3)) == pytest.approx(0.80, abs=0.05)
    assert sure(replace(WORD, talents=144)) == pytest.approx(0.83, abs=0.05)


@pytest.mark.parametrize("talents", [4, 6, 8, 12])
def test_a_small_agency_is_sure_of_one_word_that_only_one_talent_has(talents: int) -> None:
    assert sure(replace(WORD, talents=talents)) > 0.95
    assert sure(replace(WORD, talents=talents, ahead=1.0)) > 0.9


def test_the_same_word_is_not_enough_where_there_are_many_talents() -> None:
    assert sure(replace(WORD, talents=77)) < 0.9
    assert sure(replace(WORD, talents=77, ahead=0.5)) < 0.9
    assert sure(replace(WORD, talents=77, talent=0.84)) > 0.9, "two of them are"


@given(told, st.integers(1, 100), shares, st.floats(0.0, 5.0))
def test_what_speaks_against_never_makes_surer(
    one: Told, more: int, against: float, back: float
) -> None:
    assert 0.0 <= sure(one) <= 1.0
    rivals = replace(one, talents=one.talents + more)
    stronger = replace(one, against=max(one.against, against))
    likelier = replace(one, ahead=None if one.ahead is None else one.ahead - back)
    assert max(sure(rivals), sure(stronger), sure(likelier)) <= sure(one) + 1e-12


@pytest.mark.parametrize("ahead", [None, 1.0])
def test_each_more_talent_makes_less_sure(ahead: float | None) -> None:
    found = [sure(replace(WORD, talents=n, ahead=ahead)) for n in (3, 12, 48, 144)]
    assert all(fewer > more for fewer, more in pairwise(found))


def test_past_questions_speak_for_themselves_whatever_the_talents_mean() -> None:
    had = replace(WORD, talent=0.0, proven=0.8, ahead=-3.0)
    assert sure(had) == sure(replace(had, ahead=None)) > 0.9


# In a suggestion

TOPICS = ("shop", "layout", "invoice", "newsletter")
MEANT = {"warenkorb": "shop", "rechnung": "invoice", "mahnung": "invoice", "zahlung": "invoice"}


class Meanings:
    """Knows what some German words mean; others mean nothing that is a talent."""

    def embed(self, text: str) -> Floats:
        vector = np.zeros(MEANING, np.float32)
        for word in text.casefold().strip("?").split():
            topic = MEANT.get(word, word)
            vector[TOPICS.index(topic) if topic in TOPICS else 10 + len(topic)] += 1.0
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector


def asked(text: str, *, talents: int = 4, twins: int = 1, meaning: bool = True) -> Suggestion:
    """Each talent has ``twins`` people; more talents than four have names that nobody uses."""
    names = [*TOPICS, *(f"{chr(97 + n // 26)}{chr(97 + n % 26)}zz" for n in range(talents - 4))]
    texts = [TalentText(name, {"en": name}, {}) for name in names]
    people = [
        Candidate(f"{name} {n}", (TalentLevel(name, 3, False),))
        for name in names
        for n in range(twins)
    ]
    gains = {one.person_id: {one.talents[0].talent_key: 1.0} for one in people}
    index = Index(texts, gains, Meanings() if meaning else None)
    return suggest(Question(text, "x"), people, index)


@pytest.mark.parametrize("meaning", [True, False])
def test_one_word_of_a_talent_suggests_in_a_small_agency_and_asks_in_a_large_one(
    meaning: bool,
) -> None:
    few, many = (asked("the shop is slow", talents=n, meaning=meaning) for n in (4, 144))
    assert few.choice is not None
    assert few.topic == many.topic == "shop"
    assert few.confidence > many.confidence


def test_what_is_meant_counts_where_no_word_is_the_same() -> None:
    known, unknown = asked("Warenkorb"), asked("Warenkorb", meaning=False)
    assert known.ranked[0].person_id == "shop 0"
    assert known.confidence > 0.7 > 0.3 > unknown.confidence


def test_a_word_that_is_meant_otherwise_guesses_nobody() -> None:
    text = "shop Rechnung Mahnung"
    clear, otherwise = asked("shop"), asked(text)
    assert clear.choice is not None
    assert otherwise.choice is None
    assert asked(text, meaning=False).choice is not None, "the word alone says shop"


def test_who_has_the_same_talent_is_no_rival() -> None:
    alone, three = asked("the shop is slow"), asked("the shop is slow", twins=3)
    assert alone.confidence == pytest.approx(three.confidence, abs=1e-6)


def shared(equals: bool) -> Suggestion:
    """Two people took a platform's shop questions in turns, whose words no talent has.

    ``equals``: both have the talent that is nearest; else each has one of their own.
    """
    names = ("shop", "checkout", "layout")
    texts = [TalentText(name, {"en": name}, {}) for name in names]
    has = {"anna": names[0], "bert": names[0 if equals else 1], "cleo": names[2]}
    people = [Candidate(who, (TalentLevel(key, 3, False),)) for who, key in has.items()]
    index = Index(texts, {who: {key: 1.0} for who, key in has.items()})
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for number in range(60):
        who = ("anna", "bert", "cleo")[number % 3]
        text = f"layout of page {number} is blurred" if who == "cleo" else f"shop prices {number}"
        outcome = ((who, OutcomeKind.ANSWERED),)
        index.learn(Past(text, "x", outcome, at + timedelta(hours=number), f"{number}"), at)
    busy = [replace(one, open_requests=4 * (one.person_id == "anna")) for one in people]
    return suggest(Question("prices are wrong", "x", at=at + timedelta(days=9)), busy, index)


def test_whom_of_two_equals_nobody_can_know_and_either_is_right() -> None:
    equal, apart = shared(equals=True), shared(equals=False)
    assert {one.person_id for one in equal.ranked[:2]} == {"anna", "bert"}
    assert equal.confidence > 0.6 > 0.5 > apart.confidence
