"""SIGKILL and a hostile playground, while the work for a client is brought to an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.engine import invariants
from tests.engine.bots import Bots, Site, prepare
from tests.engine.clients_eyes import Eyes
from tests.engine.deaths import TURN, every_point, of_a_farewell
from tests.engine.farewell import AGENCY, Farewell, furnish
from tests.engine.farewell_proof import prove
from tests.examples import in_turn

pytestmark = pytest.mark.slow
Json = dict[str, Any]
EVENTS = {"repeat": 0.3, "delay": [0, 0.2], "reorder": 0.3}
API = {"429": 0.02, "500": 0.02, "drop_after": 0.02, "drop_before": 0.01, "retry_after": 1}
"""A step asks Slack up to ten things: it has to get through more often than not, for each time that
it does not it waits twice as long."""
DEEDS = ("drop_after", "500", "drop_before", "429")
OUTSIDE = ("jira.search", "jira.comment", "jira.transition", "confluence.create", "confluence.*")
"""Calls to Jira and to the wiki, each of which goes wrong once, in another way each hour: with
chances some would be refused for minutes, which Perron bears and a test does not wait for."""
CLIENTS = ("nordwind", "harbour")
STORMS = 4
"""How many, where all is tried."""


@pytest.fixture(scope="module")
def farewell_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with an agency whose endings are short."""
    file = tmp_path_factory.mktemp("template") / "perron.db"
    prepare(f"sqlite:///{file}", AGENCY)
    return file


def dies_often(bots: Bots, kills: Sequence[Json]) -> None:
    """Called off, begun anew and walked, while one process after another dies."""
    print(f"PERRON_CRASH_TURN={TURN}: {kills[:6]}")  # noqa: T201  pytest shows it with a failure
    bots.kills = list(kills)
    farewell = _farewell(bots)
    farewell.turn_back()
    farewell.walk()
    assert bots.deaths >= 2
    _all_is_right(farewell)


def is_hostile(bots: Bots, turn: int) -> None:
    """Walked while answers are lost, and calls refused, repeated, delayed and reordered."""
    print(f"PERRON_CRASH_TURN={TURN}")  # noqa: T201  as above
    farewell = _farewell(bots)
    script = [
        {"method": method, "do": DEEDS[(turn + number) % len(DEEDS)]}
        for number, method in enumerate(OUTSIDE)
    ]
    bots.slack.post("hostile", seed=turn, events=EVENTS, api=API, script=script)
    farewell.walk()
    _all_is_right(farewell)


def _farewell(bots: Bots) -> Farewell:
    furnish(bots)
    bots.start()
    farewell = Farewell(bots, CLIENTS[TURN // len(ATTACKS) % len(CLIENTS)])
    farewell.mend()
    return farewell


def _all_is_right(farewell: Farewell) -> None:
    bots, eyes = farewell.bots, Eyes(farewell.bots.slack)
    bots.slack.post("hostile")
    farewell.mend()
    eyes.look()
    bots.stop()
    prove(farewell)
    invariants.check(bots.database, bots.slack)
    assert eyes.leaks() == []
    farewell.db.close()


def attacked_by_death(new: Callable[[], Bots]) -> None:
    for kills in of_a_farewell():
        dies_often(new(), kills)


def attacked_from_all_sides(new: Callable[[], Bots]) -> None:
    for number in range(STORMS if every_point() else 1):
        is_hostile(new(), TURN // len(ATTACKS) + number)


@pytest.fixture
def new_world(
    request: pytest.FixtureRequest, place: Site, farewell_template: Path
) -> Callable[[], Bots]:
    """Makes worlds with an agency whose endings are short, on the database that is asked for."""
    if request.param == "sqlite":
        return lambda: place.world(place.sqlite(farewell_template))
    new_pg: Callable[[], str] = request.getfixturevalue("new_farewell_pg")
    return lambda: place.world(new_pg(), lease=4.0)


ATTACKS = (
    pytest.param("sqlite", attacked_by_death, id="sqlite, death"),
    pytest.param(
        "postgresql", attacked_from_all_sides, id="postgresql, all", marks=pytest.mark.postgres
    ),
    pytest.param("sqlite", attacked_from_all_sides, id="sqlite, all"),
    pytest.param(
        "postgresql", attacked_by_death, id="postgresql, death", marks=pytest.mark.postgres
    ),
)
"""One an hour: questions and decisions are attacked in both ways on both databases every time."""


@pytest.mark.parametrize(
    ("new_world", "attack"), ATTACKS if every_point() else in_turn(ATTACKS), indirect=["new_world"]
)
def test_no_step_is_lost_doubled_or_out_of_order(
    new_world: Callable[[], Bots], attack: Callable[[Callable[[], Bots]], None]
) -> None:
    attack(new_world)
