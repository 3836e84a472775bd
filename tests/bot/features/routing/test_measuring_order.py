"""The bench is honest: nothing of the future, every setting, and figures that are what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.features.routing.measuring.data import FIRST, Asked, InTime, Labelled
from bot.features.routing.measuring.figures import Answers, calibration_error
from bot.features.routing.measuring.methods import (
    Method,
    Neighbours,
    Production,
    Regression,
    Remembered,
    Said,
)
from bot.features.routing.measuring.run import PASSES, Plan, in_time, measure, settings
from bot.features.routing.scoring.text import MEANING, Floats

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
BASELINES = ["most frequent", "most recent", "tf-idf, logistic regression", "bm25 neighbours"]
LANGUAGES = ("de", "en")


class Recording:
    """Says anybody, and writes down what it was told when."""

    def __init__(self) -> None:
        self.did: list[tuple[str, str, object]] = []

    def learn(self, asked: Asked) -> None:
        self.did.append(("learn", asked.text, asked.known))

    def say(self, asked: Asked, labels: Sequence[str]) -> Said:
        assert asked.known is None
        self.did.append(("say", asked.text, tuple(labels)))
        return labels, 0.5


def recorded(questions: int, late: int) -> tuple[list[tuple[str, str, object]], list[datetime]]:
    at = [BEGIN + timedelta(hours=n * n) for n in range(questions)]
    asked = tuple(Asked(f"{n}", f"p{n}", "", at[n]) for n in range(questions))
    method = Recording()
    in_time(InTime("iss", asked), "any", late, "recording", lambda: method, Plan(None))
    return method.did, at


def test_each_question_is_predicted_before_it_is_learned() -> None:
    did, at = recorded(4, late=0)
    assert did == [
        ("learn", "0", at[0]),
        ("say", "1", ("p0",)),
        ("learn", "1", at[1]),
        ("say", "2", ("p0", "p1")),
        ("learn", "2", at[2]),
        ("say", "3", ("p0", "p1", "p2")),
        ("learn", "3", at[3]),
    ]


def test_a_late_answer_is_known_only_when_twenty_more_were_asked() -> None:
    did, at = recorded(24, late=20)
    assert did == [
        ("learn", "0", at[20]),
        ("say", "21", ("p0",)),
        ("learn", "1", at[21]),
        ("say", "22", ("p0", "p1")),
        ("learn", "2", at[22]),
        ("say", "23", ("p0", "p1", "p2")),
        ("learn", "3", at[23]),
    ]


@pytest.fixture
def faq() -> Labelled:
    def some(count: int) -> tuple[Asked, ...]:
        return tuple(
            Asked(f"{label} {language} {n}", label, language, FIRST)
            for label in ("billing", "shop")
            for language in LANGUAGES
            for n in range(count)
        )

    return Labelled("faq", some(30), some(3))


def test_every_setting_is_there_for_each_of_three_draws(faq: Labelled) -> None:
    across = [f"{n} examples, {way}" for way in ("de to en", "en to de") for n in (5, 20)]
    few = ["1 examples", "5 examples", "20 examples"]
    first = ["0 examples", *few, "all examples", *across]
    found = [(setting, seed) for setting, seed, _, _ in settings(faq, Plan(None))]
    assert found == [
        *((name, 0) for name in first),
        *((name, seed) for seed in (1, 2) for name in (*few, *across)),
    ]


def test_so_many_examples_of_each_label_and_one_language_learned_another_asked(
    faq: Labelled,
) -> None:
    for setting, _, learned, asked in settings(faq, Plan(None)):
        count, _, way = setting.partition(" examples")
        each = 60 if count == "all" else int(count)
        assert Counter(one.label for one in learned) == Counter(billing=each, shop=each)
        known, _, other = way.removeprefix(", ").partition(" to ")
        assert {one.language for one in asked} == ({other} if way else set(LANGUAGES))
        assert not way or {one.language for one in learned} == {known}


def test_examples_are_mixed_and_each_draw_has_its_own(faq: Labelled) -> None:
    drawn = {
        (setting, seed): list(learned) for setting, seed, learned, _ in settings(faq, Plan(None))
    }
    for name in ("20 examples", "all examples"):
        labels = [one.label for one in drawn[name, 0]]
        assert labels not in (sorted(labels), sorted(labels, reverse=True))
    draws = [frozenset(one.text for one in drawn["5 examples", seed]) for seed in (0, 1, 2)]
    assert len(set(draws)) == 3
    times = [one.at for one in drawn["5 examples", 0]]
    assert times == sorted(set(times))


def test_calibration_is_counted_in_fifteen_bins() -> None:
    right, sure = np.array([True, False]), np.array([0.62, 0.68])
    assert calibration_error(right, sure) == pytest.approx((0.38 + 0.68) / 2)


def test_shares_answered_at_two_precisions_and_times_at_two_percentiles() -> None:
    answers = Answers()
    for n in range(20):
        answers.add(("a", "b"), 0.8 - n / 100, "a" if n < 9 else "b")
    answers.scoring = [n / 1000 for n in range(1, 102)]
    answers.learning = [n / 500 for n in range(1, 102)]
    figures = answers.figures()
    assert (figures["answered_at_90"], figures["answered_at_95"]) == (10 / 20, 9 / 20)
    assert (figures["score_ms_p50"], figures["score_ms_p95"]) == (51.0, 96.0)
    assert (figures["learn_ms_p50"], figures["learn_ms_p95"]) == (102.0, 192.0)


WORDS = {
    "billing": ("Rechnung", "Mahnung", "Budget"),
    "looks": ("Farben", "Layout", "Logo"),
    "shop": ("Preise", "Warenkorb", "Gutschein"),
}


@pytest.mark.parametrize("method", [Neighbours(), Regression(PASSES), Regression(0)])
def test_what_stands_beside_the_router_is_no_straw_man(method: Method) -> None:
    said = [(word, label) for n in range(3) for label, known in WORDS.items() for word in known]
    for number, (word, label) in enumerate(said):
        method.learn(Asked(f"{word} fehlt {number % 2}", label, "", BEGIN))
    for label, known in WORDS.items():
        for word in known:
            ranked, sure = method.say(Asked(f"{word} fehlt", "", "", BEGIN), list(WORDS))
            assert (ranked[0], sure > 1 / 3) == (label, True)


def test_on_the_first_day_the_name_of_a_label_is_its_talent() -> None:
    names = ["exchange_rate", "lost-card", "top_up"]
    router = Production(names, True, None)
    for name, question in (
        ("exchange_rate", "What is the exchange rate today?"),
        ("lost-card", "I think this card is lost"),
        ("top_up", "My top up did not work"),
    ):
        assert router.say(Asked(question, "", "", BEGIN), names)[0][0] == name


class Tiny:
    """Texts of the same length mean the same."""

    def embed(self, text: str) -> Floats:
        found = np.zeros(MEANING, np.float32)
        found[len(text) % MEANING] = 1.0
        return found


@pytest.mark.parametrize("extra", [True, False])
def test_where_the_extra_is_installed_both_are_shown(extra: bool) -> None:
    plan = Plan(Remembered(Tiny()) if extra else None, seeds=(0,))
    perrons = ["perron", "perron, words only"] if extra else ["perron"]
    asked = tuple(Asked(f"{word} fehlt", la, "", BEGIN) for la in WORDS for word in WORDS[la])
    in_order = list(measure(InTime("iss", asked[:3]), plan))
    assert [(f["setting"], f["method"]) for f in in_order] == [
        (setting, method)
        for setting in ("online", "20 late")
        for method in (*perrons, *BASELINES)
    ]  # fmt: skip
    by_label = [(f["setting"], f["method"]) for f in measure(Labelled("f", asked, asked[:1]), plan)]
    assert by_label == [
        *(("0 examples", method) for method in perrons),
        *(
            (f"{count} examples", method)
            for count in ("1", "5", "20", "all")
            for method in (*perrons, *BASELINES)
        ),
    ]
