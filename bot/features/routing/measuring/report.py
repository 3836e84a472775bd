"""The figures as a page: between two marks, so that what people wrote around them stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean

from bot.features.routing.measuring.figures import Flat
from bot.features.routing.measuring.run import Plan

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
QUALITY = {
    "top1": "first right",
    "top3": "among three",
    "mrr": "MRR",
    "answered_at_90": "answered at 90 %",
    "answered_at_95": "answered at 95 %",
    "ece": "calibration error",
}
COST = {
    "score_ms_p50": "score p50, ms",
    "score_ms_p95": "score p95, ms",
    "learn_ms_p50": "learn p50, ms",
    "learn_ms_p95": "learn p95, ms",
    "memory_mb": "memory, MB",
}


@dataclass(frozen=True)
class Told:
    """What the figures were made with. ``model``: MB of the model of meaning."""

    day: date
    machine: str
    model: float
    plan: Plan


def write(page: Path, found: Sequence[Flat], told: Told) -> None:
    """Put the figures into the page, or make one."""
    put(page, "Routing", _figures(found, told))


def put(page: Path, title: str, parts: Sequence[str]) -> None:
    """Put the paragraphs between the marks of the page; where there is none, it gets this title."""
    old = page.read_text(encoding="utf-8") if page.exists() else f"# {title}\n\n{BEGIN}\n{END}\n"
    head, _, rest = old.partition(BEGIN)
    text = "\n\n".join([head + BEGIN, *parts, END + rest.partition(END)[2]])
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")


def by_data(found: Sequence[Flat]) -> dict[str, list[Flat]]:
    """The figures of each data, in their order."""
    rows: dict[str, list[Flat]] = {}
    for flat in found:
        rows.setdefault(str(flat["data"]), []).append(flat)
    return rows


def _figures(found: Sequence[Flat], told: Told) -> list[str]:
    most, seeds = told.plan.questions, len(told.plan.seeds)
    asked = f"at most {most} questions a setting of labelled data" if most else "every question"
    drawn = "one draw of examples" if seeds == 1 else f"means over {seeds} draws of examples"
    said = (
        f"Measured on {told.day.isoformat()} on one core of: {told.machine}; "
        f"{asked}, {drawn}. "
        f"The model of meaning takes {told.model} MB beside what is told."
    )
    parts = [said]
    for data, rows in by_data(found).items():
        columns = {**(QUALITY if "top1" in rows[0] else {}), **COST}
        parts.append(f"## {data}\n\n{_table(rows, columns)}")
    return parts


def _table(rows: Sequence[Flat], columns: dict[str, str]) -> str:
    lines = [
        "| setting | method | " + " | ".join(columns.values()) + " |",
        "|---|---|" + "---:|" * len(columns),
    ]
    for setting, method in dict.fromkeys((row["setting"], row["method"]) for row in rows):
        same = [r for r in rows if (r["setting"], r["method"]) == (setting, method)]
        means = [_mean([row[name] for row in same], name) for name in columns]
        lines.append(f"| {setting} | {method} | " + " | ".join(means) + " |")
    return "\n".join(lines)


def _mean(values: Sequence[object], name: str) -> str:
    numbers = [float(v) for v in values if isinstance(v, int | float)]
    return f"{fmean(numbers):.{3 if name in QUALITY else 1}f}" if numbers else ""
