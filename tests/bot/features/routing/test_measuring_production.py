"""What `make bench` measures is what runs in the product, and what it wrote is in the docs."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import CodeType, FrameType

from bot.features.routing import gather, memory
from bot.features.routing.index import Index
from bot.features.routing.measuring.data import Asked
from bot.features.routing.measuring.methods import Production
from bot.features.routing.score import suggest
from tests.makefile import would_do

ROOT = Path(__file__).parents[4]
PAGE = "docs/benchmarks/routing.md"


def test_the_router_that_is_measured_is_the_one_that_the_product_runs() -> None:
    ran: set[CodeType] = set()

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        ran.add(frame.f_code)

    router, at = Production(["shop", "billing"], True, None), datetime(2024, 1, 1, tzinfo=UTC)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        router.learn(Asked("Preise fehlen", "shop", "", at))
        router.say(Asked("Wo sind die Preise?", "", "", at), ["shop", "billing"])
    finally:
        sys.setprofile(before)
    assert vars(gather)["suggest"] is suggest
    assert vars(memory)["Index"] is Index
    assert {suggest.__code__, Index.learn.__code__, Index.score.__code__} <= ran


def test_make_bench_measures_routing_and_writes_its_page() -> None:
    said = would_do("bench").replace("\\\n", " ")
    [routing] = [line for line in said.splitlines() if "bench routing" in line]
    assert f"--data ../shared/data --page {PAGE} " in " ".join(routing.split())
    assert "--only" not in routing


def test_the_page_says_when_where_and_what_was_not_reached() -> None:
    text = (ROOT / PAGE).read_text("utf-8")
    [measured] = [line for line in text.splitlines() if line.startswith("Measured on 20")]
    assert "cores, Python 3." in measured
    _, _, rest = text.partition("\n## What was not reached")
    assert rest.partition("\n\n")[2].strip()
    for row in ("| online | perron |", "| 20 late | perron |", "| 0 examples | perron, words only"):
        assert row in text
