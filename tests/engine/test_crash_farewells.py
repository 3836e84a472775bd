"""SIGKILL and a hostile playground, while the work for a client is brought to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from playground.confluence import build
from tests.engine import invariants
from tests.engine.bots import Bots, Site, prepare, site
from tests.engine.clients_eyes import Eyes
from tests.engine.deaths import TURN, every_point, of_a_farewell
from tests.engine.farewell import AGENCY, Farewell, furnish
from tests.engine.farewell_proof import prove

pytestmark = pytest.mark.slow
Json = dict[str, Any]
EVENTS = {"repeat": 0.3, "delay": [0, 0.2], "reorder": 0.3}
API = {"429": 0.06, "500": 0.06, "drop_after": 0.08, "drop_before": 0.04, "retry_after": 1}
DEEDS = ("drop_after", "500", "drop_before", "429")
OUTSIDE = ("jira.search", "jira.comment", "jira.transition", "confluence.create", "confluence.*")
"""Calls to Jira and to the wiki, each of which goes wrong once, in another way each hour: with
chances some would be refused for minutes, which Perron bears and a test does not wait for."""
CLIENTS = ("nordwind", "harbour")
STORMS = 4
"""How many, where all is tried."""


@pytest.fixture(scope="module")
def farewell_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A playground with a Confluence beside its Jira."""
    with site(tmp_path_factory.mktemp("farewell"), confluence=build()) as ready:
        yield ready


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
    farewell = Farewell(bots, CLIENTS[TURN // 2 % len(CLIENTS)])
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


def play(new: Callable[[], Bots], turn: int) -> None:
    """In even hours it dies, in odd ones all around it is hostile."""
    for number, kills in enumerate(of_a_farewell()):
        if every_point() or turn % 2 == 0:
            dies_often(new(), kills)
        if turn % 2 or (every_point() and number < STORMS):
            is_hostile(new(), turn + number)


def test_on_sqlite_no_step_is_lost_doubled_or_out_of_order(
    farewell_place: Site, farewell_template: Path
) -> None:
    play(lambda: farewell_place.world(farewell_place.sqlite(farewell_template)), TURN)


@pytest.mark.postgres
def test_on_postgresql_no_step_is_lost_doubled_or_out_of_order(
    farewell_place: Site, new_farewell_pg: Callable[[], str]
) -> None:
    """What was tried on SQLite an hour ago is tried here now."""
    play(lambda: farewell_place.world(new_farewell_pg(), lease=4.0), TURN + 1)
