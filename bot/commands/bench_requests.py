"""`perron bench requests`: how well requests are told from kind words, and follow-ups from news.

Runs the production rules (`bot.features.requests.sense`, `bot.features.requests.belonging`) over
tables of sentences. Each table is cut in two by a hash of its texts; only the half that nobody
tuned on is counted.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import typer
import yaml

from bot.features.requests.belonging import Matter, belongs, nearest
from bot.features.requests.sense import People, sense

TABLES = Path("tests/bot/features/requests")
"""Where the tables stand in a checkout: said_LANGUAGE.tsv and following_LANGUAGE.yml."""
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CAST = People(
    theirs={
        "U0ANKE": "Anke Petersen",
        "U0TIL": "Til Hansen",
        "U0PETRA": "Petra Krämer",
        "U0GRACE": "Grace Miller",
        "U0PETER": "Peter Crane",
    },
    ours={
        "U0JONAS": "Jonas Weber",
        "U0LENA": "Lena Brandt",
        "U0MARA": "Mara Vogt",
        "U0EMRE": "Emre Aydin",
    },
)
"""Who is spoken to in the tables."""


@dataclass
class Figure:
    """How many of ``of`` were ``right``."""

    data: str
    setting: str
    right: int = 0
    of: int = 0
    method: str = "perron"

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0


def judged(text: str) -> bool:
    """Whether a sentence is in the half that is counted."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def measure(tables: Path = TABLES) -> list[Figure]:
    """The figures of every table in a folder."""
    found: dict[tuple[str, str], Figure] = {}
    for setting, path, right in [*_said(tables), *_following(tables)]:
        figure = found.setdefault((path, setting), Figure(path, setting))
        figure.of += 1
        figure.right += right
    return [found[key] for key in sorted(found)]


def _said(tables: Path) -> Iterator[tuple[str, str, bool]]:
    for path in sorted(tables.glob("said_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if judged(row["text"]):
                    is_request = row["kind"] == "request"
                    meaning = sense(
                        row["text"].replace("⏎", "\n"),
                        has_files=row["place"] == "file",
                        in_thread=row["place"] == "thread",
                        people=CAST,
                    )
                    setting = "requests seen" if is_request else "pleasantries left in peace"
                    yield setting, path.stem, meaning.is_request == is_request


def _following(tables: Path) -> Iterator[tuple[str, str, bool]]:
    for path in sorted(tables.glob("following_*.yml")):
        for day in yaml.safe_load(path.read_text(encoding="utf-8")):
            matters = [_matter(one) for one in day["open"]]
            threads = {one["id"]: one.get("thread", one["id"]) for one in day["open"]}
            for said in day["next"]:
                if judged(",".join(threads) + said["text"]):
                    setting = _SETTINGS.get(said["to"], "follow-ups with the right request")
                    yield setting, path.stem, _put(said, matters, threads) == said["to"]


_SETTINGS = {"new": "new matters kept apart", "nobody": "pleasantries joined to nothing"}


def _matter(one: dict[str, Any]) -> Matter:
    return Matter(
        id=one["id"],
        said="\n\n".join(one["said"]),
        people=frozenset([one["by"]]),
        last=NOW - timedelta(hours=one["ago"]),
        asked=one.get("asked", ""),
    )


def _put(said: dict[str, str], matters: list[Matter], threads: dict[str, str]) -> str:
    """Where a message goes: to a matter, to a new one, or to nobody."""
    thread = said.get("thread")
    if thread is not None:
        there = [matter for matter in matters if threads[matter.id] == thread]
        return nearest(said["text"], there) or there[-1].id
    meaning = sense(said["text"], people=CAST)
    found = belongs(said["text"], said["by"], NOW, matters, meaning)
    return found or ("new" if meaning.is_request else "nobody")


def bench(tables: Path, as_json: Path | None) -> int:
    """Print the figures, and write them where asked; 1 where there is no table."""
    figures = measure(tables)
    if not figures:
        typer.echo(f"No said_*.tsv or following_*.yml in {tables}.", err=True)
        return 1
    for one in figures:
        typer.echo(f"{one.data:14} {one.setting:36} {one.right:4} of {one.of:4}  {one.share:.3f}")
    if as_json is not None:
        rows = [{**asdict(one), "share": round(one.share, 4)} for one in figures]
        as_json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0
