"""What habit may say beside words."""

from __future__ import annotations

import pytest

from bot.features.routing.evidence import Evidence
from bot.features.routing.values import Candidate, TalentLevel
from bot.features.routing.weights import Settings


def found(relevance: float, others: float = 0.0) -> Evidence:
    return Evidence(
        relevance={"ux": relevance},
        topic="ux",
        support={},
        alike={},
        near={"near"},
        others=others,
        likely={},
        by_name={},
        early={},
        confidence=0.0,
        learned=0.1,
    )


def person(name: str, *levels: int) -> Candidate:
    return Candidate(name, tuple(TalentLevel("ux", level, likes=False) for level in levels))


@pytest.mark.parametrize(
    ("who", "say"),
    [
        (person("expert", 3), 1.0),
        (person("beginner", 1), 0.5),
        (person("none"), 0.0),
        (person("near"), 1.0),
    ],
)
def test_where_words_are_clear_habit_says_no_more_than_a_talent_reaches(
    who: Candidate, say: float
) -> None:
    assert found(0.9).say(who, Settings()) == say
    assert found(0.3).say(who, Settings()) == 1.0


@pytest.mark.parametrize(
    ("who", "say"),
    [(person("expert", 3), 1.0), (person("beginner", 1), 0.6), (person("none"), 0.6)],
)
def test_where_such_questions_went_to_others_too_habit_says_as_much(
    who: Candidate, say: float
) -> None:
    assert found(0.9, others=0.6).say(who, Settings()) == say
    assert found(0.3, others=0.6).say(who, Settings()) == 1.0
