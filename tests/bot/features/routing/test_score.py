"""The rules of the score, one table each, and what must hold whatever is asked."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.score import Settings, suggest
from bot.features.routing.values import (
    Candidate,
    Question,
    Reason,
    ReasonKind,
    Suggestion,
    TalentLevel,
    WhyNone,
)
from bot.features.routing.words import stem, words

DATA = Path(os.environ.get("PERRON_DATA", Path(__file__).parents[5] / "shared" / "data"))
NOW = datetime(2024, 6, 3, 10, tzinfo=UTC)


def talent(key: str, de: str, en: str) -> TalentText:
    return TalentText(key, {"de": key.title(), "en": key.title()}, {"de": de, "en": en})


TALENTS = (
    talent(
        "backlog",
        "Priorisieren, User Storys, Releases, den Kunden durch das Backlog führen",
        "Prioritising, user stories, releases, guiding the client through the backlog",
    ),
    talent(
        "backend",
        "Shop, Schnittstellen, Daten, Import und Export, Bestellungen",
        "Shop, interfaces, data, import and export, orders",
    ),
    talent(
        "ux",
        "Gestaltung, Layout, Farben, Bilder, Bedienbarkeit",
        "Design, layout, colours, images, usability",
    ),
    talent(
        "analytics",
        "Tracking, SEO, Auswertungen und Zahlen aus Google Analytics",
        "Tracking, SEO, reports and figures from Google Analytics",
    ),
    talent(
        "campaigns",
        "Newsletter, Inhalte, Texte, Anzeigen, Landingpages",
        "Newsletters, content, copy, ads, landing pages",
    ),
    talent(
        "billing",
        "Rechnungen, Budget, Stunden und Angebote",
        "Invoices, budget, hours and quotes",
    ),
)
INDEX = Index.build(TALENTS)
SPECIALISTS = tuple(Candidate(t.key, (TalentLevel(t.key, 3, False),)) for t in TALENTS)


def ask(text: str, **more: object) -> Question:
    return replace(Question(text, "nordwind"), **more)  # type: ignore[arg-type]


def past(text: str, *outcomes: tuple[str, OutcomeKind], days_ago: int = 1) -> Past:
    return Past(text, "nordwind", outcomes, NOW - timedelta(days=days_ago))


def chosen(suggestion: Suggestion) -> str | None:
    assert (suggestion.choice is None) == (suggestion.why_none is not None)
    return suggestion.choice.person_id if suggestion.choice else None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("der Shop lädt nicht", "backend"),
        ("könnt ihr den Newsletterversand auf Freitag schieben", "campaigns"),
        ("Rechnung 2024-118 ist doppelt gekommen", "billing"),
        ("how many hours have we used", "billing"),
        ("Stundenabrechnung für März", "billing"),
        ("die Farben im Footer passen nicht", "ux"),
        ("images are blurry on mobile", "ux"),
        ("wir sehen keine Zahlen in Analytics", "analytics"),
        ("Bestellimport aus SAP hängt", "backend"),
        ("in welchem Release kommt die Story", "backlog"),
        ("landing page for the summer campaign", "campaigns"),
    ],
)
def test_on_the_first_day_the_talent_decides(text: str, person: str) -> None:
    suggestion = suggest(ask(text), SPECIALISTS, INDEX)
    assert chosen(suggestion) == person
    assert suggestion.topic == person


@pytest.mark.parametrize(
    "text",
    ["wer hat morgen Zeit zum Essen", "etwas Seltsames ist passiert", "where is the room", "", "?"],
)
def test_nobody_is_guessed_where_no_talent_fits(text: str) -> None:
    suggestion = suggest(ask(text), SPECIALISTS, INDEX)
    assert suggestion.why_none is WhyNone.NOBODY_FITS
    assert suggestion.topic is None


SHOP = "der Shop lädt nicht"
GOOD, FAIR = TalentLevel("backend", 3, False), TalentLevel("backend", 2, False)


@pytest.mark.parametrize(
    ("ann", "ben", "choice"),
    [
        (Candidate("ann", (GOOD,)), Candidate("ben", (FAIR,)), "ann"),
        (Candidate("ann", (FAIR,)), Candidate("ben", (GOOD,)), "ben"),
        (Candidate("ann", (GOOD,)), Candidate("ben", (replace(GOOD, likes=True),)), "ben"),
        (Candidate("ann", (GOOD,), open_requests=4), Candidate("ben", (GOOD,)), "ben"),
        (Candidate("ann", (GOOD,), available=False), Candidate("ben", (FAIR,)), "ben"),
        (Candidate("ann", (GOOD,), passed=True), Candidate("ben", (FAIR,)), "ben"),
        (Candidate("ann", (GOOD,)), Candidate("ben", (TalentLevel("ux", 3, True),)), "ann"),
    ],
)
def test_level_liking_room_and_absence_decide_between_two(
    ann: Candidate, ben: Candidate, choice: str
) -> None:
    assert chosen(suggest(ask(SHOP), [ann, ben], INDEX)) == choice


def test_nobody_there() -> None:
    away = [replace(c, available=False) for c in SPECIALISTS[:3]]
    passed = [replace(c, passed=True) for c in SPECIALISTS[3:]]
    suggestion = suggest(ask(SHOP), away + passed, INDEX)
    assert suggestion.why_none is WhyNone.NOBODY_AVAILABLE
    assert suggestion.ranked == ()
    assert suggest(ask(SHOP), [], INDEX).why_none is WhyNone.NOBODY_AVAILABLE


MANAGED = {"mode": "managed", "responsible": {"backend": "ux"}}


@pytest.mark.parametrize(
    ("question", "away", "choice"),
    [
        (ask(SHOP, named=("billing",)), "", "billing"),
        (ask(SHOP, named=("billing",)), "billing", "backend"),
        (ask("wer hat Zeit", named=("billing",)), "", "billing"),
        (ask(SHOP, named=("billing", "ux")), "", None),
        (ask(SHOP, named=("billing", "backend")), "", "backend"),
        (ask(SHOP, **MANAGED), "", "ux"),
        (ask(SHOP, **MANAGED), "ux", "backend"),
        (ask(SHOP, **{**MANAGED, "mode": "self-service"}), "", "backend"),
        (ask("wer hat Zeit", **MANAGED), "", None),
        (ask(SHOP, **MANAGED, named=("billing",)), "", "billing"),
    ],
)
def test_a_name_outweighs_a_responsibility_outweighs_the_score(
    question: Question, away: str, choice: str | None
) -> None:
    people = [replace(c, available=c.person_id != away) for c in SPECIALISTS]
    assert chosen(suggest(question, people, INDEX)) == choice


def test_what_was_answered_before_is_learned_from() -> None:
    text = "das Karussell auf der Startseite dreht sich zu schnell"
    people = [Candidate("ann"), Candidate("ben")]
    assert chosen(suggest(ask(text), people, INDEX)) is None
    known = Index.build(
        TALENTS,
        [
            past("Karussell dreht sich nicht", ("ben", OutcomeKind.TAKEN)),
            past("das Karussell ist zu langsam", ("ben", OutcomeKind.ANSWERED)),
            past("Startseite: Karussell kaputt", ("ben", OutcomeKind.CLOSED)),
        ],
    )
    suggestion = suggest(ask(text), people, known)
    assert suggestion.choice is not None
    assert suggestion.choice.person_id == "ben"
    assert Reason(ReasonKind.ANSWERED, count=2) in suggestion.choice.reasons


@pytest.mark.parametrize(
    ("outcomes", "gains"),
    [
        ([("ann", OutcomeKind.PASSED)], {}),
        ([("ann", OutcomeKind.PASSED), ("ben", OutcomeKind.TAKEN)], {"ben": 0.5}),
        ([("ann", OutcomeKind.ANSWERED), ("ann", OutcomeKind.PASSED)], {"ann": 1.0}),
        ([("ann", OutcomeKind.TAKEN), ("ann", OutcomeKind.GIVEN_AWAY)], {}),
        ([("ann", OutcomeKind.GIVEN_AWAY), ("ben", OutcomeKind.GIVEN_TO)], {"ben": 0.5}),
        (
            [
                ("ann", OutcomeKind.ANSWERED),
                ("ben", OutcomeKind.GIVEN_TO),
                ("ann", OutcomeKind.GIVEN_AWAY),
                ("ben", OutcomeKind.TAKEN),
                ("ben", OutcomeKind.ANSWERED),
            ],
            {"ann": 0.5, "ben": 1.0},
        ),
        ([("ann", OutcomeKind.TAKEN), ("ann", OutcomeKind.CLOSED)], {"ann": 1.0}),
    ],
)
def test_what_an_outcome_tells(
    outcomes: list[tuple[str, OutcomeKind]], gains: dict[str, float]
) -> None:
    assert past("text", *outcomes).gains() == gains


AWAY, TAKEN, TO = OutcomeKind.GIVEN_AWAY, OutcomeKind.TAKEN, OutcomeKind.GIVEN_TO


@pytest.mark.parametrize(
    ("outcomes", "hands"),
    [
        ([("ann", TAKEN)], None),
        ([("ann", TAKEN), ("ben", TO), ("ann", AWAY), ("ben", TAKEN)], "ben"),
        ([("ann", TAKEN), ("ann", AWAY), ("ben", TAKEN)], "ben"),
        ([("ann", TO), ("ann", TAKEN), ("ann", AWAY), ("ben", TAKEN)], "ben"),
        ([("ann", TO)], "ann"),
    ],
)
def test_into_whose_hands_it_was_put(
    outcomes: list[tuple[str, OutcomeKind]], hands: str | None
) -> None:
    assert past("text", *outcomes).given() == hands


def test_recent_answers_and_those_for_the_same_client_count_more() -> None:
    people = [Candidate("ann"), Candidate("ben")]
    text = "Karussell ist zu schnell"
    answered = past("Karussell ist zu langsam", ("ann", OutcomeKind.ANSWERED))
    old = replace(answered, outcomes=(("ben", OutcomeKind.ANSWERED),), at=NOW - timedelta(days=900))
    other = replace(answered, client_key="suedwind", outcomes=(("ben", OutcomeKind.ANSWERED),))
    for weaker in (old, other):
        found = suggest(ask(text), people, Index.build(TALENTS, [weaker, answered]))
        assert found.ranked[0].person_id == "ann"


def test_says_why_without_telling_levels() -> None:
    likes = Candidate("ann", (TalentLevel("backend", 3, True),), open_requests=1)
    question = ask(SHOP, mode="managed", responsible={"backend": "ann"}, named=("ann",))
    known = Index.build(TALENTS, [past("der Shop lädt ewig", ("ann", OutcomeKind.ANSWERED))])
    choice = suggest(question, [likes], known).choice
    assert choice is not None
    assert choice.reasons == (
        Reason(ReasonKind.NAMED),
        Reason(ReasonKind.RESPONSIBLE, talent="backend"),
        Reason(ReasonKind.ANSWERED, count=1),
    )


def test_weights_that_break_the_order_of_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        Settings(talent=0.9)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rechnungen", "Rechnung"), ("invoices", "invoice"), ("Prüfung", "pruefen"), ("ads", "ads")],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_stem_keeps_four_letters() -> None:
    assert [stem(word) for word in ("seo", "daten", "bilder")] == ["seo", "date", "bild"]


PEOPLE = ("ann", "ben", "cem", "dea")


def test_four_times_as_much_learned_takes_less_than_three_times_as_long() -> None:
    """Milliseconds are measured by ``make bench``; this holds on any machine."""
    stock = ["Shop", "Farben", "Karussell", "Rechnung", "Startseite", "Newsletter", "Bestellung"]
    history = [
        past(
            f"{stock[n % 7]} {stock[n % 5]} {stock[n % 3]} klemmt beim Kunden in Filiale {n}",
            (PEOPLE[n % 4], OutcomeKind.ANSWERED),
        )
        for n in range(160)
    ]
    people = [Candidate(person, (GOOD,)) for person in PEOPLE]
    question = ask("die Bestellung im Shop klemmt, die Startseite und der Newsletter auch")

    def quickest(index: Index) -> float:
        times = []
        for _ in range(20):
            start = time.thread_time()
            suggest(question, people, index)
            times.append(time.thread_time() - start)
        return min(times)

    few, many = Index.build(TALENTS, history[:40]), Index.build(TALENTS, history)
    assert quickest(many) < 3 * quickest(few)


def labelled(name: str) -> list[tuple[str, str]]:
    if not (DATA / name).exists():
        return [(f"{key} {word}", key) for key, word in zip("abab", "xyzw", strict=True)]
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["label"]) for row in csv.DictReader(file)]


def test_learns_from_three_answers_each_on_real_questions() -> None:
    """A sanity figure: each intent of a bank's customers is one person's; chance is 1 in 77."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in labelled("banking77_train.csv"):
        by_label[label].append(text)
    history = [
        past(text, (label, OutcomeKind.ANSWERED))
        for turn in range(3)
        for label, examples in by_label.items()
        for text in examples[turn : turn + 1]
    ]
    index = Index.build((), history)
    people = [Candidate(label) for label in by_label]
    asked = labelled("banking77_test.csv")[::30]
    ranked = [suggest(ask(text), people, index).ranked[0].person_id for text, _ in asked]
    right = sum(person == label for person, (_, label) in zip(ranked, asked, strict=True))
    sys.stdout.write(f"{right} of {len(asked)} first in rank\n")
    assert right > 0.4 * len(asked)
