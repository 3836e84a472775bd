"""What must hold of the score whatever is asked of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.score import suggest
from bot.features.routing.values import Candidate, Question, ReasonKind, TalentLevel

PARTS_BEHIND = {
    ReasonKind.ANSWERED: ("history", "likely"),
    ReasonKind.LEARNED: ("likely",),
}
"""The parts that a reason tells of, where it has not the name of its part."""
NOW = datetime(2024, 6, 3, 10, tzinfo=UTC)
TALENTS = tuple(
    TalentText(key, {"de": text}, {})
    for key, text in {
        "backend": "Shop, Schnittstellen, Bestellungen",
        "ux": "Farben, Layout, Bilder",
        "campaigns": "Newsletter, Landingpages",
        "billing": "Rechnungen, Budget",
    }.items()
)
INDEX = Index.build(TALENTS)
PEOPLE = ("ann", "ben", "cem", "dea")
texts = st.lists(
    st.sampled_from(["Shop", "Newsletter", "Rechnung", "Farben", "Tracking", "Karussell", "wer"]),
    max_size=4,
).map(" ".join)
levels = st.builds(
    TalentLevel, st.sampled_from([t.key for t in TALENTS]), st.integers(0, 3), st.booleans()
)
candidates = st.lists(
    st.builds(
        Candidate,
        person_id=st.sampled_from(PEOPLE),
        talents=st.lists(levels, max_size=3, unique_by=lambda t: t.talent_key).map(tuple),
        open_requests=st.integers(0, 9),
        available=st.booleans(),
        passed=st.booleans(),
        usual=st.none() | st.floats(0, 9),
        lately=st.integers(0, 9),
        leaves=st.booleans(),
        known=st.integers(0, 9),
    ),
    max_size=4,
    unique_by=lambda c: c.person_id,
)
outcomes = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(list(OutcomeKind))), max_size=3
).map(tuple)
histories = st.lists(
    st.builds(
        Past,
        text=texts,
        client_key=st.sampled_from(["nordwind", "suedwind"]),
        outcomes=outcomes,
        at=st.integers(0, 800).map(lambda days: NOW - timedelta(days=days)),
    ),
    max_size=6,
)
questions = st.builds(
    Question,
    text=texts,
    client_key=st.just("nordwind"),
    mode=st.sampled_from(["self-service", "managed"]),
    named=st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple),
    responsible=st.dictionaries(
        st.sampled_from([t.key for t in TALENTS]), st.sampled_from(PEOPLE), max_size=2
    ),
)


@settings(deadline=None)
@given(questions, candidates, histories)
def test_parts_are_bounded_and_add_up(
    question: Question, people: list[Candidate], history: list[Past]
) -> None:
    suggestion = suggest(question, people, Index.build(TALENTS, history))
    assert (suggestion.choice is None) == (suggestion.why_none is not None)
    assert {s.person_id for s in suggestion.ranked} == {
        p.person_id for p in people if p.available and not p.passed
    }
    for scored in suggestion.ranked:
        parts = scored.parts
        assert all(0.0 <= part <= 1.0 for part in parts)
        assert scored.total == pytest.approx(sum(parts))
        assert len(scored.reasons) <= 3
        for reason in scored.reasons:
            told_of = PARTS_BEHIND.get(reason.kind, (reason.kind.value,))
            assert sum(getattr(scored.parts, part) for part in told_of) > 0.0


@settings(deadline=None)
@given(questions, candidates, histories, st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(
    question: Question, people: list[Candidate], history: list[Past], random: Random
) -> None:
    index = Index.build(TALENTS, history)
    shuffled = list(people)
    random.shuffle(shuffled)
    assert suggest(question, shuffled, index) == suggest(question, people, index)


@settings(deadline=None)
@given(questions, candidates, histories, levels)
def test_somebody_who_is_away_changes_nothing(
    question: Question, people: list[Candidate], history: list[Past], level: TalentLevel
) -> None:
    index = Index.build(TALENTS, history)
    away = Candidate("zoe", (level,), available=False)
    named = replace(question, named=(*question.named, "zoe"))
    assert suggest(named, [*people, away], index) == suggest(question, people, index)


@settings(deadline=None)
@given(questions, candidates, histories, st.sampled_from(PEOPLE), st.integers(0, 6), texts)
def test_a_pass_never_lowers_a_later_score(
    question: Question,
    people: list[Candidate],
    history: list[Past],
    person: str,
    number: int,
    text: str,
) -> None:
    passed = (person, OutcomeKind.PASSED)
    with_pass = [
        replace(past, outcomes=(*past.outcomes, passed)) if i == number else past
        for i, past in enumerate(history)
    ] + [Past(text, "nordwind", (passed,), NOW)]
    before = suggest(question, people, Index.build(TALENTS, history))
    assert suggest(question, people, Index.build(TALENTS, with_pass)) == before
