"""SIGKILL at commits and at outbound calls, while the main job is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from tests.engine import invariants
from tests.engine.bots import Bots, Site, site
from tests.engine.deaths import TURN, every_point, of_questions, worlds
from tests.engine.scenario import Story

pytestmark = pytest.mark.slow
Json = dict[str, Any]
WINDOW = 180.0
"""Seconds after which the same author's next message is another matter."""


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
    print(f"PERRON_CRASH_TURN={TURN}: {kills}")  # noqa: T201  pytest shows it with a failure
    asked = die_and_go_on(bots, kills)
    assert bots.deaths == len(kills)
    invariants.check(bots.database, bots.slack)
    invariants.holds(invariants.requests_by_text(bots.database), asked)


@pytest.fixture(scope="module")
def places(place: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Site]]:
    """A site; two where every point is tried, for waiting takes longer than computing."""
    if not every_point():
        yield [place]
        return
    with site(tmp_path_factory.mktemp("second")) as second:
        yield [place, second]


def test_on_sqlite_nothing_is_lost_or_doubled(places: list[Site], template: Path) -> None:
    free: SimpleQueue[Site] = SimpleQueue()
    for place in places:
        free.put(place)

    def one(share: Sequence[Json]) -> None:
        here = free.get()
        prove(here.world(here.sqlite(template)), share)
        free.put(here)

    with ThreadPoolExecutor(len(places)) as pool:
        list(pool.map(one, worlds(of_questions(2))))


@pytest.mark.postgres
def test_on_postgresql_nothing_is_lost_or_doubled(
    place: Site, new_prepared_pg: Callable[[], str]
) -> None:
    for share in worlds(of_questions(1)):
        bots = place.world(new_prepared_pg(), lease=4.0)
        try:
            prove(bots, share)
        finally:
            bots.stop()
