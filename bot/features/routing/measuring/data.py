"""Files of questions, recognised by their columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

Row = dict[str, str]


class NoData(Exception):
    """Nothing to measure on; the text says what was looked for."""


@dataclass(frozen=True)
class Asked:
    """A question, and whom or what it was for; when it was asked, and when the rest was known."""

    text: str
    label: str
    language: str
    at: datetime
    known: datetime | None = None
    parts: tuple[str, ...] = ()
    """Of the product: what somebody filed it under, where that is known. Not told to any method."""


@dataclass(frozen=True)
class Labelled:
    """Questions with labels: some to learn from, some to be asked."""

    name: str
    learned: tuple[Asked, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class InTime:
    """Questions in the order they were asked, each with the person who took it."""

    name: str
    asked: tuple[Asked, ...]


FIRST = datetime(2024, 1, 1, tzinfo=UTC)
"""When questions without a time were asked: it tells nothing."""
TRAIN, TEST = "_train", "_test"
LONGEST = 10_000_000
"""Characters of a field; the library's own limit is shorter than some issues are."""
EVERY = 5
"""Where nothing tells which rows are to be asked, each so-manieth of a label is."""


def read(folder: Path, only: Iterable[str] = ()) -> list[Labelled | InTime]:
    """Every file of the folder that has the columns of one of the kinds. Raises `NoData`."""
    files = {path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))}
    found: list[Labelled | InTime] = []
    for name, rows in files.items():
        if not rows or (name.endswith(TEST) and name[: -len(TEST)] + TRAIN in files):
            continue
        if {"created", "person", "title", "body"} <= rows[0].keys():
            found.append(_in_time(name, rows))
        elif (label := _label(rows[0])) is not None:
            test = files.get(name[: -len(TRAIN)] + TEST) if name.endswith(TRAIN) else None
            found.append(_labelled(name.removesuffix(TRAIN), rows, test, label))
    wanted = set(only)
    chosen = [data for data in found if not wanted or data.name in wanted]
    if not chosen:
        names = ", ".join(data.name for data in found) or "none"
        raise NoData(f"Nothing to measure on in {folder} (recognised: {names}).")
    return chosen


def _rows(path: Path) -> list[Row]:
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]


def _label(row: Row) -> str | None:
    if {"text", "label"} <= row.keys():
        return "label"
    return "queue" if {"title", "body", "queue"} <= row.keys() else None


def _text(row: Row) -> str:
    return row["text"] if "text" in row else f"{row['title']}\n{row['body']}"


def _in_time(name: str, rows: list[Row]) -> InTime:
    asked = [
        Asked(
            _text(row),
            row["person"],
            row.get("language", ""),
            _time(row["created"]),
            parts=_parts(row),
        )
        for row in rows
        if row["person"]
    ]
    return InTime(name, tuple(sorted(asked, key=lambda one: one.at)))


def _parts(row: Row) -> tuple[str, ...]:
    return tuple(part for part in row.get("components", "").split(", ") if part)


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _labelled(name: str, rows: list[Row], test: list[Row] | None, label: str) -> Labelled:
    learned, asked = rows, test or []
    if test is None and any(row.get("split") for row in rows):
        learned = [row for row in rows if row["split"] == "train"]
        asked = [row for row in rows if row["split"] == "test"]
    elif test is None:
        learned, asked = [], []
        counts: dict[str, int] = {}
        for row in rows:
            counts[row[label]] = counts.get(row[label], 0) + 1
            (asked if counts[row[label]] % EVERY == 0 else learned).append(row)

    def made(some: list[Row]) -> tuple[Asked, ...]:
        return tuple(
            Asked(_text(row), row[label], row.get("language", ""), FIRST)
            for row in some
            if row[label]
        )

    return Labelled(name, made(learned), made(asked))
