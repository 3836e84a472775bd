"""SIGKILL at commits and at outbound calls, while the team decides and promises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.engine import invariants
from tests.engine.bots import Bots, Site
from tests.engine.clients_eyes import Eyes
from tests.engine.deaths import TURN, of_a_decision, worlds
from tests.engine.decision import Decision, one_pinned_card

pytestmark = pytest.mark.slow
Json = dict[str, Any]


def decide(bots: Bots, kills: Sequence[Json]) -> list[Decision]:
    """Decide one matter after another until every death was died."""
    bots.kills = list(kills)
    matters: list[Decision] = []
    bots.start()
    bots.ready()
    eyes = Eyes(bots.slack)
    while bots.kills or bots.deaths < len(kills):
        matters.append(Decision(bots, len(matters) + 1))
        matters[-1].play()
        eyes.look()
    bots.slack.post("hostile")
    bots.settle()
    eyes.look()
    bots.stop()
    assert eyes.leaks() == []
    return matters


def prove(bots: Bots, kills: Sequence[Json]) -> None:
    """Die all these deaths in a new world, and compare everything."""
    print(f"PERRON_CRASH_TURN={TURN}: {kills}")  # noqa: T201  pytest shows it with a failure
    matters = decide(bots, kills)
    assert bots.deaths == len(kills)
    for matter in matters:
        matter.prove()
    one_pinned_card(bots, matters)
    invariants.check(bots.database, bots.slack)


def test_on_sqlite_there_is_one_outcome_and_every_vote_counts_once(
    place: Site, template: Path
) -> None:
    for kills in worlds(of_a_decision()):
        prove(place.world(place.sqlite(template)), kills)


@pytest.mark.postgres
def test_on_postgresql_there_is_one_outcome_and_every_vote_counts_once(
    place: Site, new_prepared_pg: Callable[[], str]
) -> None:
    for kills in worlds(of_a_decision()):
        bots = place.world(new_prepared_pg(), lease=4.0)
        try:
            prove(bots, kills)
        finally:
            bots.stop()
