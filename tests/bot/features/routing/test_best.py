"""Who is best now: what each part adds, what a platform lets it count, how sure one has to be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.features.platforms.models import Platform
from bot.features.platforms.suggesting import Counting, MayBeWrong, Newcomers
from bot.features.routing.index import Index, OutcomeKind, Past
from bot.features.routing.score import suggest
from bot.features.routing.spreading import turns
from bot.features.routing.values import (
    LEARNS,
    Candidate,
    Reason,
    ReasonKind,
    Suggestion,
    TalentLevel,
    WhyNone,
)
from bot.features.routing.weights import Settings, Steps, settings_of
from tests.bot.features.routing.test_score import INDEX, NOW, SHOP, TALENTS, ask

GOOD, FAIR = TalentLevel("backend", 3, False), TalentLevel("backend", 2, False)
LIKES = replace(GOOD, likes=True)
ANN, BEN = Candidate("ann", (GOOD,)), Candidate("ben", (GOOD,))
NEWCOMER = Candidate("nia", (TalentLevel("backend", LEARNS, False),))
PART = Settings(steps=Steps(level=0.0, likes=0.0, room=0.0, client=0.0))


def first(suggestion: Suggestion) -> str:
    assert suggestion.choice is not None
    return suggestion.choice.person_id


def kinds(suggestion: Suggestion) -> list[ReasonKind]:
    assert suggestion.choice is not None
    return [reason.kind for reason in suggestion.choice.reasons]


@pytest.mark.parametrize(
    ("better", "worse", "step", "part"),
    [
        (ANN, replace(BEN, talents=(FAIR,)), "level", "talent"),
        (replace(ANN, talents=(LIKES,)), BEN, "likes", "likes"),
        (ANN, replace(BEN, open_requests=4), "room", "room"),
        (replace(ANN, usual=9.0, open_requests=5), replace(BEN, open_requests=5), "room", "room"),
        (ANN, replace(BEN, leaves=True), "room", "room"),
        (replace(ANN, known=5), BEN, "client", "client"),
    ],
)
def test_each_part_decides_as_much_as_the_platform_lets_it_count(
    better: Candidate, worse: Candidate, step: str, part: str
) -> None:
    leads = []
    for counts in (0.0, 0.5, 1.0, 2.0):
        steps = replace(PART.steps, **{step: counts})
        found = suggest(ask(SHOP), [worse, better], INDEX, settings=replace(PART, steps=steps))
        one, other = sorted(found.ranked, key=lambda s: s.person_id)
        leads.append(one.total - other.total)
        assert all(0.0 <= value <= 1.0 for value in one.parts)
        assert (getattr(one.parts, part) - getattr(other.parts, part) > 0.0) == (counts > 0.0)
    assert leads[0] == pytest.approx(0.0)
    assert leads == sorted(leads)


def test_the_platforms_words_become_steps() -> None:
    platform = Platform(
        level_counts=Counting.IGNORE,
        likes_count=Counting.A_LITTLE,
        room_counts=Counting.NORMAL,
        client_counts=Counting.MUCH,
        newcomers=Newcomers.ONE_IN_FIVE,
        may_be_wrong=MayBeWrong.ONE_IN_TWENTY,
    )
    found = settings_of(platform)
    assert found.steps == Steps(level=0.0, likes=0.5, room=1.0, client=2.0)
    assert (found.newcomers, found.wrong) == (0.2, 0.05)


def test_reasons_are_the_parts_that_add_most_and_at_most_three() -> None:
    known = Index.build(TALENTS, [Past("der Shop lädt ewig", "x", answered("ann"), NOW)])
    everything = Candidate("ann", (LIKES,), known=9)
    assert kinds(suggest(ask(SHOP), [everything], known)) == [
        ReasonKind.ANSWERED,
        ReasonKind.TALENT,
        ReasonKind.ROOM,
    ]
    busy = replace(everything, open_requests=9, usual=2.0)
    assert ReasonKind.ROOM not in kinds(suggest(ask(SHOP), [busy], known))
    without = Settings(steps=Steps(likes=0.0, room=0.0, client=0.0))
    assert kinds(suggest(ask(SHOP), [everything], INDEX, settings=without)) == [ReasonKind.TALENT]


def test_the_past_questions_behind_a_reason_are_those_they_answered() -> None:
    words = ["der Shop lädt ewig", "Shop lädt nicht richtig", "die Rechnung ist doppelt"]
    pasts = [Past(w, "x", answered("ann"), NOW, f"q{n}") for n, w in enumerate(words)]
    other = Past("der Shop lädt gar nicht mehr", "x", answered("ben"), NOW, "q9")
    choice = suggest(ask(SHOP), [replace(ANN, talents=(LIKES,))], Index.build(TALENTS, pasts))
    assert choice.ranked[0].alike[:2] == ("q1", "q0")
    both = suggest(ask(SHOP), [ANN, BEN], Index.build(TALENTS, [*pasts, other]))
    assert {s.person_id: "q9" in s.alike for s in both.ranked} == {"ann": False, "ben": True}


def answered(who: str) -> tuple[tuple[str, OutcomeKind], ...]:
    return ((who, OutcomeKind.ANSWERED),)


# How sure


@pytest.mark.parametrize(
    ("wrong", "asks"), [(0.05, True), (0.10, True), (0.20, True), (1.0, False)]
)
def test_where_words_point_both_ways_the_team_is_asked_unless_always_somebody(
    wrong: float, asks: bool
) -> None:
    both = "Daten und Layout"
    designer = Candidate("uma", (TalentLevel("ux", 3, True),))
    found = suggest(ask(both), [ANN, designer], INDEX, settings=Settings(wrong=wrong))
    assert (found.why_none is WhyNone.UNSURE) == asks


def test_who_has_the_same_talent_is_no_wrong_person() -> None:
    weaker = replace(BEN, talents=(FAIR,))
    alone, two = suggest(ask(SHOP), [ANN], INDEX), suggest(ask(SHOP), [ANN, weaker], INDEX)
    assert alone.confidence == two.confidence > 0.9
    stranger = Candidate("uma", (TalentLevel("ux", 3, False),))
    assert suggest(ask("Layout im Shop"), [ANN, stranger], INDEX).confidence < 0.9


def test_how_often_one_may_be_wrong_is_where_the_line_is() -> None:
    found = suggest(ask("Bestellimport"), [ANN], INDEX, settings=Settings(wrong=0.5))
    just, hardly = found.confidence - 0.001, found.confidence + 0.001
    assert suggest(ask("Bestellimport"), [ANN], INDEX, settings=Settings(wrong=1.0 - just)).choice
    unsure = suggest(ask("Bestellimport"), [ANN], INDEX, settings=Settings(wrong=1.0 - hardly))
    assert unsure.why_none is WhyNone.UNSURE


# Who wants to learn


def test_who_wants_to_learn_gets_the_share_that_the_platform_sets() -> None:
    people, chosen = [ANN, NEWCOMER], dict[float, set[int]]()
    for share in (0.0, 0.1, 0.2):
        settings = Settings(newcomers=share)
        asked = [ask("Shop", request_id=f"r{n}") for n in range(100)]
        found = [first(suggest(q, people, INDEX, settings=settings)) for q in asked]
        chosen[share] = {n for n, who in enumerate(found) if who == "nia"}
        assert len(chosen[share]) == pytest.approx(100 * share, abs=6)
    assert chosen[0.1] < chosen[0.2], "drawn from the request, and not anew each time"


def test_who_wants_to_learn_is_told_who_can_help_and_is_never_the_only_one_left() -> None:
    every = Settings(newcomers=1.0)
    found = suggest(ask(SHOP, request_id="r"), [ANN, NEWCOMER], INDEX, settings=every)
    assert found.choice is not None
    assert found.choice.reasons == (
        Reason(ReasonKind.LEARNS, "backend"),
        Reason(ReasonKind.HELPER, "backend", person="ann"),
    )
    away = replace(ANN, available=False)
    assert suggest(ask(SHOP, request_id="r"), [away, NEWCOMER], INDEX, settings=every).why_none
    passed = replace(NEWCOMER, passed=True)
    again = suggest(ask(SHOP, request_id="r"), [ANN, passed], INDEX, settings=every)
    assert first(again) == "ann"
    named = ask(SHOP, request_id="r", named=("ann",))
    assert first(suggest(named, [ANN, NEWCOMER], INDEX, settings=every)) == "ann"


# Load is spread


def test_whose_turn_it_is_follows_from_who_had_clearly_more() -> None:
    had = [replace(ANN, lately=21), replace(BEN, lately=20)]
    assert turns(had) is None
    had = [replace(ANN, lately=1), BEN]
    assert turns(had) == [0.0, 1.0], "of so few, one is much"
    had = [replace(ANN, lately=9), replace(BEN, lately=4)]
    assert turns(had) == [0.0, 1.0]
    flooded = [replace(ANN, lately=9), replace(BEN, lately=4, open_requests=5)]
    assert turns(flooded) == [0.0, 0.5]


def test_whoever_is_best_stays_first_though_load_is_spread() -> None:
    """Known best: who declares the highest level; what room takes from them is in every hundred."""
    texts = {"backend": "Bestellung {}", "ux": "Layout {}", "billing": "Rechnung {}"}
    share = {}
    for step in (0.0, 1.0):
        settings, random, best = Settings(steps=Steps(room=step)), Random(3), 0
        ends: dict[str, list[float]] = {f"{key}{level}": [] for key in texts for level in (2, 3)}
        for n in range(150):
            topic = random.choice(sorted(texts))
            ends = {who: [end for end in theirs if end > n] for who, theirs in ends.items()}
            people = [
                Candidate(who, (TalentLevel(who[:-1], int(who[-1]), False),), len(theirs))
                for who, theirs in ends.items()
            ]
            question = ask(texts[topic].format(n), request_id=f"r{n}")
            who = first(suggest(question, people, INDEX, settings=settings))
            best += who == f"{topic}3"
            ends[who].append(n + random.expovariate(1 / 8))
        share[step] = best / 150
    assert share[1.0] >= share[0.0] - 0.02
