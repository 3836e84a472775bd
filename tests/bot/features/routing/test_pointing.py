"""What words point to, and who then had the questions: alike in phrasing only is not alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.features.routing.evidence import Evidence, evidence
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.measuring.agency import World, play
from bot.features.routing.pointing import DECLARED, KEPT, Pointing, others
from bot.features.routing.score import suggest
from bot.features.routing.scoring import Message
from bot.features.routing.values import Candidate, Question, TalentLevel
from bot.features.routing.weights import Settings
from bot.features.routing.words import words

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
TALENTS = [
    TalentText("shop", {"en": "shop"}, {"en": "checkout vouchers"}),
    TalentText("looks", {"en": "looks"}, {"en": "layout colours"}),
]
SAM = Candidate("sam", (TalentLevel("shop", 3, likes=False),))
LEO = Candidate("leo", (TalentLevel("looks", 3, likes=False),))
PHRASED = "Since this morning there is something quite wrong with the {} again."


def learned(*pasts: tuple[str, str]) -> Index:
    """From (what it was about, who answered)."""
    history = [
        Past(PHRASED.format(about), "north", ((who, OutcomeKind.ANSWERED),), AT, f"r{n}")
        for n, (about, who) in enumerate(pasts)
    ]
    return Index.build(TALENTS, history, {"sam": {"shop": 1.0}, "leo": {"looks": 1.0}})


def said(about: str, index: Index, there: Sequence[Candidate] = (SAM, LEO)) -> Evidence:
    return evidence(Message("new", PHRASED.format(about), AT, "south"), there, index, Settings())


def first(about: str, index: Index) -> str:
    asked = Question(PHRASED.format(about), "south", request_id="new", at=AT)
    return suggest(asked, (SAM, LEO), index).ranked[0].person_id


def test_what_is_alike_in_phrasing_only_speaks_against_no_talent() -> None:
    index = learned(*[("layout", "leo")] * 12)
    found = said("checkout", index)
    assert found.near == set()
    assert found.say(LEO, Settings()) == 0.0
    assert found.support["leo"] == 0.0
    assert first("checkout", index) == "sam"
    assert said("newsletter", index).near == {"leo"}, "where no talent is meant it is all there is"


def test_who_had_questions_with_the_very_words_is_believed_more_than_a_talent() -> None:
    index = learned(*[("checkout", "leo")] * 4)
    assert said("checkout", index).near == {"leo"}
    assert first("checkout", index) == "leo"
    assert said("vouchers", index).others == 0.0, "another word of the same talent"


def test_how_much_others_say_follows_who_had_the_questions_with_these_words() -> None:
    had = {"a": {"sam": 1.0}, "b": {"leo": 1.0}, "c": {"leo": 0.5}, "d": {"gone": 1.0}}
    assert others(had, {"sam"}, {"sam", "leo"}) == pytest.approx(1.5 / (DECLARED + 1.0))
    assert others({}, {"sam"}, {"sam", "leo"}) == 0.0
    assert others({key: {"leo": 1.0} for key in "abcd"}, {"sam"}, {"sam", "leo"}) == 1.0


def test_for_a_word_the_newest_questions_are_kept_and_none_as_text() -> None:
    pointing = Pointing({"shop": "checkout"})
    for number in range(KEPT + 1):
        pointing.learn(f"r{number}", words("Our checkout, please"), {"sam": 1.0})
    pointing.learn("r7", words("Our checkout, please"), {"leo": 1.0})
    had = pointing.had("r9", words("checkout"), "shop")
    assert len(had) == KEPT - 1
    assert "r0" not in had, "the oldest"
    assert "r9" not in had, "itself"
    assert had["r7"] == {"leo": 1.0}, "more became of it"
    assert pointing.had("new", words("please"), "shop") == {}
    assert "checkout" not in repr(pointing.state())


def test_an_index_with_other_answers_to_a_talents_word_has_another_fingerprint() -> None:
    one, other = learned(("checkout", "leo")), learned(("checkout", "sam"))
    assert one.fingerprint() == learned(("checkout", "leo")).fingerprint()
    assert one.fingerprint() != other.fingerprint()


def test_in_its_first_days_an_agency_that_learns_is_no_worse_off_than_one_that_does_not() -> None:
    learning, off = [
        [play(World(requests=50, seed=seed, learning=learns)) for seed in (1, 2, 3, 4)]
        for learns in (True, False)
    ]
    assert sum(p.right for p in learning) >= sum(p.right for p in off) - 4, "of 200"
    assert sum(p.suggested for p in learning) >= sum(p.suggested for p in off) - 6
