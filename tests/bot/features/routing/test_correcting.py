"""Into whose hands a question was put: what that says of the next one like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.features.routing.correcting import corrected, given
from bot.features.routing.index import OutcomeKind, Past
from bot.features.routing.scoring import Neighbour
from bot.features.routing.values import LEARNS, Candidate, TalentLevel
from bot.features.routing.weights import Settings

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = Settings()
THERE = {"ann", "ben", "cem"}
ANN, BEN = (
    Candidate("ann", (TalentLevel("shop", 3, likes=False),)),
    Candidate("ben", (TalentLevel("ads", 2, likes=False),)),
)


def near(key: str, *, day: int, likeness: float = 0.8, **gains: float) -> Neighbour:
    return Neighbour(key, likeness, gains, START + timedelta(days=day), "nord")


def test_what_was_put_into_hands_counts_as_far_as_it_is_alike() -> None:
    past = near("one", day=1, likeness=0.7, ben=0.5)
    assert given([past], {"one": "ben"}, THERE, SETTINGS) == ("ben", 0.7)


def test_it_tells_nothing_of_what_is_hardly_alike() -> None:
    past = near("one", day=1, likeness=SETTINGS.much_alike - 0.01, ben=0.5)
    assert given([past], {"one": "ben"}, THERE, SETTINGS) is None


def test_it_tells_nothing_while_they_are_not_there() -> None:
    assert given([near("one", day=1, ben=0.5)], {"one": "ben"}, {"ann"}, SETTINGS) is None


def test_the_newest_hands_count() -> None:
    pasts = [near("one", day=1, ben=0.5), near("two", day=2, cem=0.5)]
    hands = {"one": "ben", "two": "cem"}
    assert given(pasts, hands, THERE, SETTINGS) == ("cem", 0.8)
    assert given(pasts[::-1], hands, THERE, SETTINGS) == ("cem", 0.8)


def test_it_stands_while_they_alone_have_the_like_and_ends_with_somebody_else() -> None:
    first, theirs = near("one", day=1, ben=0.5), near("two", day=2, ben=1.0)
    assert given([first, theirs], {"one": "ben"}, THERE, SETTINGS) == ("ben", 0.8)
    others = near("three", day=3, ann=1.0)
    assert given([first, theirs, others], {"one": "ben"}, THERE, SETTINGS) is None


def test_words_say_less_for_talents_that_they_have_not_got() -> None:
    relevance = {"shop": 0.6, "ads": 0.1}
    assert corrected(relevance, [ANN, BEN], ("ben", 0.5)) == {"shop": 0.3, "ads": 0.1}
    assert corrected(relevance, [ANN, BEN], ("ann", 0.5)) == {"shop": 0.6, "ads": 0.05}
    assert corrected(relevance, [ANN, BEN], None) == relevance


def test_who_only_wants_to_learn_a_talent_has_not_got_it() -> None:
    learner = Candidate("ben", (TalentLevel("shop", LEARNS, likes=True),))
    assert corrected({"shop": 0.6}, [ANN, learner], ("ben", 0.5)) == {"shop": 0.3}


def test_hands_are_those_of_whoever_has_it_still() -> None:
    kind = OutcomeKind

    def past(*outcomes: tuple[str, OutcomeKind]) -> Past:
        return Past("Wo?", "nord", outcomes, START)

    handed = (("ann", kind.TAKEN), ("ann", kind.GIVEN_AWAY), ("ben", kind.GIVEN_TO))
    assert past(*handed).given() == "ben"
    assert past(*handed, ("ben", kind.ANSWERED)).given() == "ben"
    assert past(*handed, ("ben", kind.GIVEN_AWAY)).given() is None
    assert past(*handed, ("ben", kind.GIVEN_AWAY), ("cem", kind.GIVEN_TO)).given() == "cem"
    assert past(("ann", kind.TAKEN), ("ann", kind.ANSWERED)).given() is None
