"""What the scorer promises: it learns at once, is the same again, and forgets without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.features.routing.scoring import Message, Scorer
from bot.features.routing.scoring.fusion import OPINIONS, Fusion
from bot.features.routing.scoring.nearby import look
from bot.features.routing.scoring.rows import KEPT, SLACK, Rows
from bot.features.routing.scoring.softmax import Softmax
from bot.features.routing.scoring.text import MEANING, Floats, Rarity, count
from bot.features.routing.scoring.zero import Profiles

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
PEOPLE = ("ann", "ben", "cem")
ASKED = (
    ("Der Import der Preise in den Shop schlägt fehl", "ann"),
    ("Das Karussell auf der Startseite dreht sich nicht", "ben"),
    ("Die Rechnung für März ist doppelt gekommen", "cem"),
    ("Preise im Shop sind falsch, der Import lief nicht", "ann"),
    ("Farben im Karussell stimmen nicht", "ben"),
)


def message(number: int, text: str, client: str = "") -> Message:
    return Message(f"m{number}", text, NOW + timedelta(hours=number), client)


def taught(*leaving_out: int, embedder: object = None) -> Scorer:
    scorer = Scorer(embedder=embedder)  # type: ignore[arg-type]
    for number, (text, person) in enumerate(ASKED):
        if number not in leaving_out:
            scorer.learn(message(number, text), {person: 1.0}, NOW + timedelta(hours=number))
    return scorer


def first(scorer: Scorer, text: str, client: str = "") -> str:
    people = scorer.score(message(99, text, client), PEOPLE).people
    return max(people, key=lambda person: people[person])


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Preisimport kaputt", "ann"),
        ("Das Karusell hängt", "ben"),
        ("doppelte Rechnungen", "cem"),
    ],
)
def test_who_had_one_like_it_is_first_even_with_compounds_and_typos(text: str, person: str) -> None:
    assert first(taught(), text) == person


def test_probabilities_add_up_and_only_name_who_was_asked_for() -> None:
    scored = taught().score(message(9, "Preise"), ("ann", "zoe"))
    assert set(scored.people) == {"ann", "zoe"}
    assert sum(scored.people.values()) == pytest.approx(1.0)
    assert 0.0 <= scored.confidence <= 1.0


def test_asking_changes_nothing() -> None:
    scorer = taught()
    before = scorer.fingerprint()
    first(scorer, "Preise")
    scorer.score(message(7, "Etwas anderes"), ("nobody", "knows", "them"))
    assert scorer.fingerprint() == before


def test_the_same_outcomes_give_the_same_bytes_and_one_more_gives_others() -> None:
    assert taught().fingerprint() == taught().fingerprint()
    assert taught().fingerprint() != taught(2).fingerprint()


def test_a_correction_shows_on_the_very_next_question() -> None:
    scorer = taught()
    text = "Wer hat den Hauptschalter umgelegt"
    scorer.learn(message(10, text), {"ben": 0.5}, NOW)
    assert first(scorer, "Der Hauptschalter wurde umgelegt") == "ben"
    scorer.learn(message(10, text), {"cem": 1.0}, NOW)
    assert first(scorer, "Der Hauptschalter wurde umgelegt") == "cem"


def test_what_was_taken_back_is_nobodys() -> None:
    scorer = taught()
    scorer.learn(message(0, ASKED[0][0]), {}, NOW)
    assert "m0" not in {past.key for past in scorer.score(message(9, "Import"), PEOPLE).neighbours}


def test_its_own_past_tells_a_question_nothing() -> None:
    scored = taught().score(message(0, ASKED[0][0]), PEOPLE)
    assert "m0" not in {past.key for past in scored.neighbours}


def test_what_was_not_known_yet_is_not_predicted_from() -> None:
    late, early = Scorer(), Scorer()
    for number, (text, person) in enumerate(ASKED):
        early.learn(message(number, text), {person: 1.0}, NOW + timedelta(hours=number))
        late.learn(message(number, text), {person: 1.0}, NOW + timedelta(days=9))
    assert late.fingerprint() != early.fingerprint()


def test_what_the_words_said_before_an_outcome_was_known_can_be_told_later() -> None:
    softmax, rarity = Softmax(), Rarity()
    asked = [rarity.weigh(count(text)) for text, _ in ASKED]
    told = []
    for number, vector in enumerate(asked):
        told.append(softmax.logits(asked[3], 3))
        softmax.learn(vector, {number % 3: 1.0}, 1.0, f"m{number}", known=float(number))
    softmax.revise({1: 1.0}, 1.0, "m0", 9.0)
    for number, then in enumerate(told):
        assert np.array_equal(softmax.logits(asked[3], 3, asof=number - 0.5), then)
    assert not np.array_equal(softmax.logits(asked[3], 3), told[-1])


def test_who_was_new_when_it_was_asked_teaches_nothing_about_whom_to_believe() -> None:
    late, never = taught(), taught()
    asked = message(30, "Der Import der Preise")
    for scorer, person in ((late, "zoe"), (never, "zoe")):
        scorer.learn(message(31, "Etwas anderes"), {person: 1.0}, NOW + timedelta(hours=40))
    before = [part.copy() for part in late._fusion.state()]
    late.learn(asked, {"zoe": 1.0}, NOW + timedelta(hours=50))
    assert all(np.array_equal(a, b) for a, b in zip(before, late._fusion.state(), strict=True))
    never.learn(replace(asked, at=NOW + timedelta(hours=45)), {"zoe": 1.0}, NOW)
    assert any(not np.array_equal(a, b) for a, b in zip(before, never._fusion.state(), strict=True))


def test_who_knows_a_client_is_asked_rather_than_somebody_as_good() -> None:
    scorer = Scorer()
    for number in range(40):
        person = "ann" if number % 2 else "ben"
        client = "nordwind" if number % 2 else "suedwind"
        asked = message(number, f"Frage {number % 7} zum Shop", client)
        scorer.learn(asked, {person: 1.0}, asked.at)
    assert first(scorer, "Frage 3 zum Shop", "nordwind") == "ann"
    assert first(scorer, "Frage 3 zum Shop", "suedwind") == "ben"


def test_on_the_first_day_talents_in_either_language_decide() -> None:
    talents = {
        "shop": ("Preise und Bestellungen", "prices and orders"),
        "ux": ("Farben", "colours"),
    }
    scorer = Scorer(talents, {"ann": {"shop": 1.0}, "ben": {"ux": 0.5}, "cem": {}})
    assert first(scorer, "die Preise sind falsch") == "ann"
    assert first(scorer, "the colours are wrong") == "ben"


class Dictionary:
    """Meaning for a test: what means the same in two languages has one direction."""

    same = (("preise", "prices"), ("farben", "colours"), ("rechnung", "invoice"))

    def embed(self, text: str) -> Floats:
        vector = np.full(MEANING, 1e-3, np.float32)
        for place, pair in enumerate(self.same):
            vector[place] = float(any(word in text.lower() for word in pair))
        return vector / np.float32(np.linalg.norm(vector))


def test_with_meaning_what_was_learned_in_one_language_answers_another() -> None:
    scorer = taught(embedder=Dictionary())
    assert first(scorer, "the prices look odd") == "ann"
    assert first(scorer, "wrong colours") == "ben"


def test_what_is_long_ago_fades_and_what_does_not_fade_is_kept_beside_it() -> None:
    rarity, rows = Rarity(), Rows(meanings=False)
    asked, other = (count(text) for text in ("Der Import der Preise", "Das Karussell ruckelt"))
    for number in range(400):
        rarity.add(asked if number in (0, 399) else other)
    for number in range(400):
        same, person = number in (0, 399), {0: 0, 399: 1}.get(number, 2)
        vector = rarity.weigh(asked if same else other)
        rows.add(f"m{number}", vector, {person: 1.0}, 0, float(number), float(number))
    nobody = Profiles({}, {}, {}, None, Rarity())
    near = look(rows, np.arange(400), rarity.weigh(asked), nobody, 3)
    old, new, _ = near.fading.tolist()
    assert new > 2.0 * old > 0.0
    assert near.always[0] == pytest.approx(near.always[1], rel=0.01)


def test_words_that_nobody_has_used_yet_tell_nothing_beside_a_meaning() -> None:
    """Asked in another language: "in" is common to both, and that is all."""
    rarity, rows, meaning = Rarity(), Rows(meanings=True), np.eye(MEANING, dtype=np.float32)
    for number, text in enumerate(("Was ist mit der Rechnung in Rom?", "Der Import geht nicht")):
        counted = count(text, meaning[0])
        rows.add(f"m{number}", rarity.weigh(counted), {number: 1.0}, 0, number, number)
        rarity.add(counted)
    nobody = Profiles({}, {}, {}, None, rarity)

    def ahead(text: str) -> float:
        vector = rarity.weigh(count(text, meaning[0]))
        near = look(rows, np.arange(2), vector, nobody, 2)
        return float(near.always[0] - near.always[1])

    assert ahead("Was ist mit der Rechnung?") > 0.4
    assert abs(ahead("is it in an invoice?")) < 0.01


def test_memory_is_bounded_and_keeps_the_newest() -> None:
    rows, vector = Rows(meanings=False), Rarity().weigh(count("Ein Wort"))
    for number in range(KEPT + SLACK + 5):
        rows.add(f"m{number}", vector, {0: 1.0}, 0, float(number), float(number))
    assert rows.count == KEPT + 5
    assert rows.keys[-1] == f"m{KEPT + SLACK + 4}"
    assert rows.at[rows.count - 1] == KEPT + SLACK + 4
    assert rows.dropped == SLACK


def test_a_compound_and_its_part_have_features_in_common() -> None:
    rarity = Rarity()
    part, whole, other = (
        rarity.weigh(count(text)).sketch for text in ("Newsletter", "Newsletterversand", "Rechnung")
    )
    assert part @ whole > 0.2 > abs(part @ other)


NOBODY = np.zeros(5, np.bool_)
"""Nobody has a talent."""


def test_the_opinion_that_was_right_is_believed_more() -> None:
    fusion, random = Fusion(), np.random.default_rng(0)
    for _ in range(300):
        opinions = random.normal(0.0, 0.1, (4, len(OPINIONS))).astype(np.float32)
        right = int(random.integers(4))
        opinions[right, OPINIONS.index("softmax")] += 1.0
        fusion.learn(opinions, np.eye(4)[right], 0.5, NOBODY[:4])
    for view in fusion.views:
        assert view.weights[OPINIONS.index("softmax")] == view.weights.max() or (
            view.weights[OPINIONS.index("softmax")] > 0.5
        )


def test_confidence_comes_down_to_how_often_it_was_right() -> None:
    fusion, random = Fusion(), np.random.default_rng(1)
    opinions = np.zeros((5, len(OPINIONS)), np.float32)
    opinions[0, OPINIONS.index("softmax")] = 6.0
    before = fusion.confidence(fusion.probabilities(opinions), 0.5, NOBODY)
    for _ in range(400):
        fusion.learn(opinions, np.eye(5)[int(random.integers(5))], 0.5, NOBODY)
    after = fusion.confidence(fusion.probabilities(opinions), 0.5, NOBODY)
    assert after < before
    assert after == pytest.approx(0.2, abs=0.12)


def test_with_little_experience_it_is_less_sure() -> None:
    fusion = Fusion()
    opinions = np.zeros((3, len(OPINIONS)), np.float32)
    opinions[0, OPINIONS.index("softmax")] = 5.0
    before = fusion.confidence(fusion.probabilities(opinions), 0.5, NOBODY[:3])
    for _ in range(100):
        fusion.learn(opinions, np.eye(3)[0], 0.5, NOBODY[:3])
    assert fusion.confidence(fusion.probabilities(opinions), 0.5, NOBODY[:3]) > before


def test_who_has_the_talent_that_is_asked_for_is_as_right_as_the_first() -> None:
    random, able = np.random.default_rng(2), np.array([True, True, True, False, False])
    together, alone = Fusion(), Fusion()
    opinions = np.zeros((5, len(OPINIONS)), np.float32)
    opinions[:3, OPINIONS.index("softmax")] = 6.0
    for _ in range(200):
        taker = np.eye(5)[int(random.integers(3))]
        together.learn(opinions, taker, 0.5, able)
        alone.learn(opinions, taker, 0.5, NOBODY)
    shares = together.probabilities(opinions)
    assert together.confidence(shares, 0.5, able) > 0.9
    assert alone.confidence(alone.probabilities(opinions), 0.5, NOBODY) < 0.5
    opinions[4, OPINIONS.index("softmax")] = 9.0
    outside = together.probabilities(opinions)
    none = together.confidence(outside, 0.5, NOBODY)
    assert together.confidence(outside, 0.5, able) == none, "the first is none of them"


def test_an_empty_question_is_nobodys_error() -> None:
    assert set(taught().score(replace(message(9, ""), key=""), PEOPLE).people) == set(PEOPLE)
    assert Scorer().score(message(1, "?"), ()).people == {}
