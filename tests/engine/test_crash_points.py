"""SIGKILL at commits and at outbound calls in turn, while the main job is done.

All of them with ``PERRON_EVERY_CRASH_POINT=1``, every other one without.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from tests.engine import invariants
from tests.engine.bots import Bots, Site, prepare, site
from tests.engine.scenario import Story

pytestmark = pytest.mark.slow
Json = dict[str, Any]
A_LIFE = 96
"""Commits of a process that starts and sees one question through, and a few more."""
CALLS = 60
"""Outbound calls of the same."""
WINDOW = 180.0
"""Seconds after which the same author's next message is another matter."""
DEATHS = 12
"""In one world; what is read back at each start grows with its questions."""


STRIDE = 2 if os.environ.get("PERRON_EVERY_CRASH_POINT") else 4
"""With 2, each commit and each call has a death close before it and one close after it."""


def commits(when: str, stride: int = STRIDE) -> list[Json]:
    """A death at every ``stride``-th commit of a life; those after lie between those before."""
    first = 1 if when == "before" else 1 + stride // 4 * 2
    return [{"at": nth, "when": when} for nth in range(first, A_LIFE, stride)]


def calls(do: str, stride: int = STRIDE) -> list[Json]:
    """The same for outbound calls."""
    first = 1 if do == "kill_before" else 1 + stride // 4 * 2
    return [{"call": nth, "do": do} for nth in range(first, CALLS, stride)]


def die_and_go_on(bots: Bots, kills: Sequence[Json]) -> list[str]:
    """Ask one question after another until every death was died; returns the questions."""
    bots.kills = list(kills)
    asked: list[str] = []
    bots.start()
    while bots.kills or bots.deaths < len(kills):
        story = Story(bots, len(asked) + 1)
        story.play()
        asked.append(story.question)
        clock = bots.slack.playground.clock
        clock.move_to(clock.now() + WINDOW)
    bots.slack.post("hostile")
    bots.settle()
    bots.stop()
    return asked


def prove(bots: Bots, kills: Sequence[Json]) -> None:
    """Die all these deaths in a new world, and compare everything."""
    asked = die_and_go_on(bots, kills)
    assert bots.deaths == len(kills)
    invariants.check(bots.database, bots.slack)
    invariants.holds(invariants.requests_by_text(bots.database), asked)


def worlds(kills: Sequence[Json]) -> list[Sequence[Json]]:
    """The deaths of each world: small numbers and large ones mixed, so that all last as long."""
    count = -(-len(kills) // DEATHS)
    return [kills[start::count] for start in range(count)]


@pytest.fixture(scope="module")
def places(place: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Site]]:
    """Two sites: waiting takes longer than computing."""
    with site(tmp_path_factory.mktemp("second")) as second:
        yield [place, second]


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(commits("before"), id="before commits"),
        pytest.param(commits("after"), id="after commits"),
        pytest.param(calls("kill_after"), id="after calls"),
        pytest.param(calls("kill_before"), id="before calls"),
    ],
)
def test_on_sqlite_nothing_is_lost_or_doubled(
    places: list[Site], template: Path, kills: list[Json]
) -> None:
    free: SimpleQueue[Site] = SimpleQueue()
    for place in places:
        free.put(place)

    def one(share: Sequence[Json]) -> None:
        here = free.get()
        prove(here.world(here.sqlite(template)), share)
        free.put(here)

    with ThreadPoolExecutor(len(places)) as pool:
        list(pool.map(one, worlds(kills)))


@pytest.fixture
def pg_world(place: Site, new_pg_url: Callable[[str], str]) -> Iterator[Bots]:
    url = new_pg_url("template1")
    prepare(url)
    bots = place.world(url, lease=4.0)
    yield bots
    bots.stop()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(commits("before", 12), id="before commits"),
        pytest.param(commits("after", 12), id="after commits"),
        pytest.param(calls("kill_after", 8), id="after outbound calls"),
    ],
)
def test_on_postgresql_nothing_is_lost_or_doubled(pg_world: Bots, kills: list[Json]) -> None:
    prove(pg_world, kills)
