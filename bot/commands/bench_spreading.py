"""`perron bench spreading`: how evenly load is spread among equals, and what that costs.

Twice: on a platform that is played (`measuring.agency`), where who is equal in talent is known, and
on what real people took (`measuring.replay`), where it can only be guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.bench import machine
from bot.commands.tell import OK, Failure, command, line
from bot.features.routing.measuring.agency import World, play
from bot.features.routing.measuring.data import InTime, NoData, read
from bot.features.routing.measuring.figures import Flat
from bot.features.routing.measuring.replay import Compared, replay
from bot.features.routing.measuring.report import by_data, put

WORLDS = {
    "learning on": World(),
    "learning off": World(learning=False),
    "learning on, one request a day": World(a_day=1.0),
    "learning on, one request in two days": World(a_day=0.5),
    "learning on, one request in four days": World(a_day=0.25),
    "learning on, each away for two weeks": World(holidays=True),
}
COLUMNS = {
    "top1": "first right",
    "ratio": "largest ratio of shares",
    "suggested": "somebody was asked",
    "close": "two are close",
    "questions": "questions",
}
PLAYED = "played"


@dataclass(frozen=True)
class Wanted:
    """``only``: these files, all where empty; ``requests`` that are played; ``questions`` at most
    of a file, the oldest."""

    only: Sequence[str] = ()
    requests: int = 1000
    questions: int | None = None


@command
def spreading(data: Path | None, wanted: Wanted, file: Path | None, page: Path | None) -> int:
    """Print the figures, and write them where asked."""
    found = []
    for flat in _measured(_files(data, wanted), wanted):
        found.append(flat)
        line(", ".join(f"{name} {value}" for name, value in flat.items() if value is not None))
    if file is not None:
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if page is not None:
        _write(page, found, wanted)
    return OK


def _files(data: Path | None, wanted: Wanted) -> list[InTime]:
    """Those that say who took what."""
    if data is None:
        return []
    try:
        return [one for one in read(data, wanted.only, line) if isinstance(one, InTime)]
    except (NoData, OSError) as error:
        raise Failure(str(error)) from None


def _measured(files: Sequence[InTime], wanted: Wanted) -> Iterator[Flat]:
    for setting, world in WORLDS.items():
        for spread in (False, True):
            asked = replace(world, requests=wanted.requests, spread=spread)
            yield _played(setting, asked)
    for one in files:
        some = InTime(one.name, one.asked[: wanted.questions])
        yield from _replayed("nobody has said anything", replay(some, declared=False))
        if any(asked.parts for asked in some.asked):
            yield from _replayed("talents declared", replay(some, declared=True))


def _played(setting: str, world: World) -> Flat:
    done = play(world)
    return {
        "data": PLAYED,
        "setting": setting,
        "method": "spread" if world.spread else "not spread",
        "top1": round(done.top1, 4),
        "ratio": round(done.ratio(), 3),
        "suggested": round(done.suggested / world.requests, 4),
        "close": None,
        "questions": world.requests,
    }


def _replayed(setting: str, found: Compared) -> Iterator[Flat]:
    for way in found.ways:
        ratio = found.ratio(way)
        yield {
            "data": found.data,
            "setting": setting,
            "method": way.name,
            "top1": round(way.right / found.asked, 4),
            "ratio": None if ratio is None else round(ratio, 3),
            "suggested": None,
            "close": round(found.close / found.asked, 4),
            "questions": found.asked,
        }


def _write(page: Path, found: Sequence[Flat], wanted: Wanted) -> None:
    """Put the figures into the page, or make one."""
    some = f"the oldest {wanted.questions} questions" if wanted.questions else "every question"
    said = (
        f"Measured on {datetime.now(UTC).date().isoformat()} on one core of: {machine()}; "
        f"by words only; {wanted.requests} requests played, {some} of each file."
    )
    tables = [_table(data, rows) for data, rows in by_data(found).items()]
    put(page, "How load is spread", [said, *tables])


def _table(data: str, rows: Sequence[Flat]) -> str:
    columns = {key: name for key, name in COLUMNS.items() if rows[0][key] is not None}
    head = f"| setting | method | {' | '.join(columns.values())} |\n|---|---|"
    lines = [
        f"| {row['setting']} | {row['method']} | {' | '.join(_told(row[key]) for key in columns)} |"
        for row in rows
    ]
    return f"## {data}\n\n{head}{'---:|' * len(columns)}\n" + "\n".join(lines)


def _told(value: str | float | None) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
