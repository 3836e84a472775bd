"""The commands that measure: ``bench routing``."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.tell import OK, Failure, command, line
from bot.features.routing.meaning import installed
from bot.features.routing.measuring import report
from bot.features.routing.measuring.data import NoData, read
from bot.features.routing.measuring.figures import Flat, memory
from bot.features.routing.measuring.methods import Remembered
from bot.features.routing.measuring.run import SEEDS, Plan, grown, measure

COLUMNS = ("top1", "top3", "mrr", "answered_at_95", "answered_at_90", "ece",
           "score_ms_p50", "score_ms_p95", "learn_ms_p50", "learn_ms_p95", "memory_mb")  # fmt: skip


@command
def routing(
    data: Path,
    only: Sequence[str],
    file: Path | None,
    markdown: Path | None,
    questions: int | None,
    grow: Sequence[int],
) -> int:
    """Measure the production router on the files of a folder, beside simple methods."""
    try:
        files = read(data, only)
    except (NoData, OSError) as error:
        raise Failure(str(error)) from None
    before = memory()
    embedder = installed()
    if embedder is not None:
        embedder.embed("hello")
    model = round(memory() - before, 1)
    plan = Plan(Remembered(embedder) if embedder else None, SEEDS, questions)
    line(f"model of meaning: {f'{model} MB' if embedder else 'not installed (perron[semantic])'}")
    found: list[Flat] = []
    for one in files:
        found += [_told(flat) for flat in measure(one, plan)]
    if grow:
        texts = [asked for one in files for asked in one.asked]
        found += [_told(flat) for flat in grown(texts, grow, plan)]
    if file is not None:
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if markdown is not None:
        told = report.Told(datetime.now(UTC).date(), _machine(), model, questions)
        report.write(markdown, found, told)
    return OK


def _told(flat: Flat) -> Flat:
    figures = "  ".join(f"{name} {flat[name]}" for name in COLUMNS if flat.get(name) is not None)
    line(f"{flat['data']}, {flat['setting']}, seed {flat['seed']}, {flat['method']}: {figures}")
    return flat


def _machine() -> str:
    found = Path("/proc/cpuinfo")
    names = (
        [x for x in found.read_text().splitlines() if "model name" in x] if found.exists() else []
    )
    name = names[0].partition(":")[2].strip() if names else platform.processor()
    return f"{name}, {len(names) or 1} cores, Python {platform.python_version()}"
