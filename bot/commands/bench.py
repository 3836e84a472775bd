"""The commands that measure: ``bench routing``."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bot.commands.tell import OK, Failure, command, line
from bot.features.routing.meaning import installed
from bot.features.routing.measuring import report
from bot.features.routing.measuring.data import NoData, read
from bot.features.routing.measuring.figures import Flat, memory
from bot.features.routing.measuring.methods import Remembered
from bot.features.routing.measuring.run import ALL, SEEDS, Plan, grown, measure

COLUMNS = ("top1", "top3", "mrr", "answered_at_95", "answered_at_90", "ece",
           "score_ms_p50", "score_ms_p95", "learn_ms_p50", "learn_ms_p95", "memory_mb")  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is measured. ``only``: these files, all where empty; ``seeds``: so many draws;

    ``grow``: after so many learned messages; ``given``: figures of earlier runs; ``jobs``: so many
    files at the same time, each on one core.
    """

    only: Sequence[str] = ()
    questions: int | None = None
    seeds: int = len(SEEDS)
    grow: Sequence[int] = ()
    given: Sequence[Path] = ()
    jobs: int = 1


@command
def routing(data: Path, wanted: Wanted, file: Path | None, page: Path | None) -> int:
    """Measure the production router on the files of a folder, beside simple methods."""
    found = _given(wanted.given)
    have = {flat["data"] for flat in found}
    try:
        files = read(data, wanted.only, line)
    except (NoData, OSError) as error:
        raise Failure(str(error)) from None
    embedder, model = _embedder()
    line(f"model of meaning: {f'{model} MB' if embedder else 'not installed (perron[semantic])'}")
    pieces = [one.name for one in files if one.name not in have] + [ALL] * bool(wanted.grow)
    for flats in _measured(pieces, partial(_piece, data, wanted), wanted.jobs):
        found += flats
        if file is not None:
            file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if page is not None:
        plan = Plan(embedder, range(wanted.seeds), wanted.questions)
        report.write(page, found, report.Told(datetime.now(UTC).date(), machine(), model, plan))
    return OK


def _measured(
    pieces: Sequence[str], measured: Callable[[str], list[Flat]], jobs: int
) -> Iterator[list[Flat]]:
    """The figures of each piece, in their order; the last one, which takes longest, begins first.

    Each in a process of its own where there are several jobs.
    """
    if jobs == 1:
        yield from map(measured, pieces)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), max_tasks_per_child=1) as pool:
        begun = [pool.submit(measured, piece) for piece in reversed(pieces)]
        yield from (one.result() for one in reversed(begun))


def _piece(data: Path, wanted: Wanted, name: str) -> list[Flat]:
    """One file, by its name, or how long it takes after much was learned; told as it is known."""
    files = read(data, wanted.only if name == ALL else [name])
    plan = Plan(_embedder()[0], range(wanted.seeds), wanted.questions)
    if name == ALL:
        return [_told(f) for f in grown([a for one in files for a in one.asked], wanted.grow, plan)]
    return [_told(flat) for one in files for flat in measure(one, plan)]


def _given(files: Sequence[Path]) -> list[Flat]:
    try:
        return [flat for file in files for flat in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError) as error:
        raise Failure(f"Figures of an earlier run cannot be read: {error}") from None


def _embedder() -> tuple[Remembered | None, float]:
    """The model of meaning, where it is installed, and the MB that it takes."""
    before = memory()
    embedder = installed()
    if embedder is None:
        return None, 0.0
    embedder.embed("hello")
    return Remembered(embedder), round(memory() - before, 1)


def _told(flat: Flat) -> Flat:
    figures = "  ".join(f"{name} {flat[name]}" for name in COLUMNS if flat.get(name) is not None)
    line(f"{flat['data']}, {flat['setting']}, seed {flat['seed']}, {flat['method']}: {figures}")
    return flat


def machine() -> str:
    """The processor, as it calls itself, how many, and the Python."""
    found = Path("/proc/cpuinfo")
    names = (
        [x for x in found.read_text().splitlines() if "model name" in x] if found.exists() else []
    )
    name = names[0].partition(":")[2].strip() if names else platform.processor()
    return f"{name}, {len(names) or 1} cores, Python {platform.python_version()}"
