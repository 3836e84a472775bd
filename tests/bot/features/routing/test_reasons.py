"""A reason is told where it is true of somebody and adds to their score, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.features.routing.reasons import MOST, why
from bot.features.routing.values import Candidate, Parts, Reason, ReasonKind, TalentLevel
from bot.features.routing.weights import Settings

SHOP = TalentLevel("shop", 2, likes=True)
FREE = Candidate("ann", (SHOP,), open_requests=1, usual=2.0)
ALL = Parts(*[0.1 for _ in Parts._fields])
LIKELY, UNLIKELY = {"ann": 0.7, "ben": 0.3}, {"ann": 0.3, "ben": 0.7}
NOTHING = Parts()


def told(
    parts: Parts,
    candidate: Candidate = FREE,
    talent: TalentLevel | None = SHOP,
    likely: dict[str, float] = LIKELY,
    answered: int = 0,
) -> list[ReasonKind]:
    found = why(candidate, parts, talent, "shop", likely, answered, Settings())
    return [reason.kind for reason in found]


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("named", ReasonKind.NAMED),
        ("responsible", ReasonKind.RESPONSIBLE),
        ("talent", ReasonKind.TALENT),
        ("likes", ReasonKind.LIKES),
        ("likely", ReasonKind.LEARNED),
        ("room", ReasonKind.ROOM),
        ("client", ReasonKind.CLIENT),
    ],
)
def test_each_part_that_adds_something_is_a_reason_and_what_adds_nothing_is_none(
    part: str, kind: ReasonKind
) -> None:
    assert told(NOTHING._replace(**{part: 0.1})) == [kind]
    assert told(NOTHING) == []
    assert told(NOTHING, answered=3) == []


def test_what_was_answered_is_told_with_how_many_instead_of_what_was_learned() -> None:
    for part in ("history", "likely"):
        [reason] = why(FREE, NOTHING._replace(**{part: 0.1}), SHOP, None, LIKELY, 4, Settings())
        assert reason == Reason(ReasonKind.ANSWERED, count=4)
    assert told(NOTHING._replace(history=0.1)) == [], "none that could be shown"


@pytest.mark.parametrize(
    ("part", "untrue"),
    [
        ("room", {"candidate": replace(FREE, open_requests=3)}),
        ("room", {"candidate": replace(FREE, leaves=True)}),
        ("likes", {"talent": replace(SHOP, likes=False)}),
        ("likes", {"talent": None}),
        ("likely", {"likely": UNLIKELY}),
        ("likely", {"likely": {}}),
    ],
)
def test_what_is_not_true_is_not_told_though_it_adds_something(
    part: str, untrue: dict[str, object]
) -> None:
    parts = NOTHING._replace(**{part: 0.1})
    assert len(told(parts)) == 1
    assert told(parts, **untrue) == []  # type: ignore[arg-type]


def test_the_three_that_add_most_arrangements_first() -> None:
    assert told(ALL)[:2] == [ReasonKind.NAMED, ReasonKind.RESPONSIBLE]
    assert len(told(ALL, answered=2)) == MOST == 3
    parts = Parts(talent=0.03, room=0.01, client=0.02, likes=0.04)
    assert told(parts) == [ReasonKind.LIKES, ReasonKind.TALENT, ReasonKind.CLIENT]
