"""A past question of the same client tells a little more than another client's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.features.routing.evidence import evidence
from bot.features.routing.index import Index, OutcomeKind, Past
from bot.features.routing.score import Settings, suggest
from bot.features.routing.scoring import Message
from bot.features.routing.values import Candidate, Question

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
ASKED = "Der Hauptschalter im Lager klemmt"
NEARBY = (("nord", "ann"), ("harb", "ben"))
PEOPLE = [Candidate(person) for _, person in NEARBY]
PASTS = [Past(ASKED, client, ((who, OutcomeKind.ANSWERED),), AT) for client, who in NEARBY]


def history(client: str, s: Settings) -> dict[str, float]:
    """Person → what past questions add to their score when ``client`` asks the same again."""
    found = suggest(Question(ASKED, client, at=AT), PEOPLE, Index.build([], PASTS), settings=s)
    return {one.person_id: one.parts.history for one in found.ranked}


@pytest.mark.parametrize(("client", "theirs", "other"), [("nord", 0, 1), ("harb", 1, 0)])
def test_who_answered_this_client_before_is_nearer_than_who_answered_another(
    client: str, theirs: int, other: int
) -> None:
    usual = Settings()
    found = history(client, usual)
    known, stranger = found[NEARBY[theirs][1]], found[NEARBY[other][1]]
    assert known == pytest.approx(usual.same_client * stranger)
    assert known > 1.1 * stranger > 0.0
    same = history(client, replace(usual, same_client=1.0))
    assert same["ann"] == pytest.approx(same["ben"])


def test_so_does_a_name_that_the_same_client_used_before() -> None:
    index, usual = Index.build([], [replace(PASTS[0], text="Der Quirrlo streikt")]), Settings()

    def tells(client: str) -> float:
        asked = Message("", "Was ist mit dem Quirrlo?", AT, client)
        return evidence(asked, PEOPLE, index, usual).by_name["ann"]

    assert tells("nord") == pytest.approx(usual.same_client * tells("harb"))
    assert tells("nord") > tells("harb") > 0.0
