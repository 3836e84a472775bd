"""Files of questions, recognised by their columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

Row = dict[str, str]


class NoData(Exception):
    """Nothing to measure on; the text says what was looked for."""


class LeftOut(Exception):
    """A file cannot be measured on; the text says which and why."""


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
"""How the names of a pair of files end."""
LONGEST = 10_000_000
"""Characters of a field; the library's own limit is shorter than some issues are."""
EVERY = 5
"""Where nothing tells which rows are to be asked, each so-manieth of a label is."""


def _silent(_line: str) -> None:
    pass


def read(
    folder: Path, only: Iterable[str] = (), tell: Callable[[str], None] = _silent
) -> list[Labelled | InTime]:
    """Every file of the folder that has the columns of one of the kinds, or ``only`` those named.

    ``tell`` is told, a line each, what is left out of them. Raises `NoData` where nothing is left.
    """
    found, notes = _everything(folder)
    wanted, names = set(only), ", ".join(data.name for data in found) or "none"
    told = [line for about, line in notes if not wanted or about & wanted]
    spoken_of = {data.name for data in found}.union(*(about for about, _ in notes))
    told += [
        f"Nothing is called {name} (recognised: {names})." for name in sorted(wanted - spoken_of)
    ]
    chosen = [data for data in found if not wanted or data.name in wanted]
    if not chosen:
        raise NoData(
            "\n".join([f"Nothing to measure on in {folder} (recognised: {names}).", *told])
        )
    for line in told:
        tell(line)
    return chosen


def _everything(folder: Path) -> tuple[list[Labelled | InTime], list[tuple[set[str], str]]]:
    """What can be measured on; and lines about the rest, each with the names it is about."""
    files = {path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))}
    found: list[Labelled | InTime] = []
    notes: list[tuple[set[str], str]] = []
    for name in files:
        if name.endswith(TEST) and name[: -len(TEST)] + TRAIN in files:
            continue
        rows_left: list[str] = []
        try:
            found.append(_data(name, files, rows_left))
        except LeftOut as why:
            notes.append(({name, name.removesuffix(TRAIN).removesuffix(TEST)}, str(why)))
        else:
            notes += [({found[-1].name}, line) for line in rows_left]
    return found, notes


def _rows(path: Path) -> list[Row] | None:
    """None where it cannot be read as a table."""
    csv.field_size_limit(LONGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]
    except (UnicodeDecodeError, csv.Error, OSError):
        return None


def _data(name: str, files: Mapping[str, list[Row] | None], notes: list[str]) -> Labelled | InTime:
    """One file, or a pair of them. ``notes``: gets lines about rows that are left out."""
    rows = _readable(name, files)
    if {"created", "person", "title", "body"} <= rows[0].keys():
        return _in_time(name, rows, notes)
    label = _label(rows[0])
    if label is None:
        raise LeftOut(f"{name}.csv is left out: its columns are none of those in --help.")
    other = name[: -len(TRAIN)] + TEST
    test = _readable(other, files) if name.endswith(TRAIN) and other in files else None
    if test is not None and _label(test[0]) != label:
        raise LeftOut(f"{name}.csv is left out: {other}.csv has other columns.")
    return _labelled(name.removesuffix(TRAIN), rows, test, label, notes)


def _readable(name: str, files: Mapping[str, list[Row] | None]) -> list[Row]:
    rows = files[name]
    if rows is None:
        raise LeftOut(f"{name}.csv is left out: it cannot be read. Save it as CSV in UTF-8.")
    if not rows:
        raise LeftOut(f"{name}.csv is left out: it has no rows beneath its columns.")
    return rows


def _label(row: Row) -> str | None:
    if {"text", "label"} <= row.keys():
        return "label"
    return "queue" if {"title", "body", "queue"} <= row.keys() else None


def _text(row: Row) -> str:
    return row["text"] if "text" in row else f"{row['title']}\n{row['body']}"


def _in_time(name: str, rows: list[Row], notes: list[str]) -> InTime:
    asked = [
        Asked(_text(row), row["person"], row.get("language", ""), at, parts=_parts(row))
        for row in rows
        if row["person"].strip() and (at := _time(row["created"])) is not None
    ]
    missing = "without a person, or without a time as in 2024-05-31T09:30"
    if not asked:
        raise LeftOut(f"{name}.csv is left out: all of its rows are {missing}.")
    if len(asked) < len(rows):
        notes.append(f"{name}: left out {len(rows) - len(asked)} of {len(rows)} rows, {missing}.")
    return InTime(name, tuple(sorted(asked, key=lambda one: one.at)))


def _parts(row: Row) -> tuple[str, ...]:
    return tuple(part for part in row.get("components", "").split(", ") if part)


def _time(text: str) -> datetime | None:
    """None where it is no time."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _labelled(
    name: str, rows: list[Row], test: list[Row] | None, label: str, notes: list[str]
) -> Labelled:
    learned, asked = _split(rows, label) if test is None else (rows, test)

    def made(some: list[Row]) -> tuple[Asked, ...]:
        return tuple(
            Asked(_text(row), row[label], row.get("language", ""), FIRST)
            for row in some
            if row[label].strip()
        )

    found = Labelled(name, made(learned), made(asked))
    if not (found.learned and found.asked):
        lacks = "asked" if found.learned else "learned from"
        raise LeftOut(
            f"{name} is left out: it has no rows to be {lacks} (a column split says train or test; "
            f"or two files are called {name}{TRAIN} and {name}{TEST}; else each label needs "
            f"{EVERY} rows)."
        )
    count, of = len(found.learned) + len(found.asked), len(rows) + len(test or ())
    if count < of:
        missing = f"without a {label}, or with a split that is neither train nor test"
        notes.append(f"{name}: left out {of - count} of {of} rows, {missing}.")
    return found


def _split(rows: list[Row], label: str) -> tuple[list[Row], list[Row]]:
    """Those to learn from, and those to be asked."""
    said = [row.get("split", "").strip().casefold() for row in rows]
    if any(said):
        pairs = list(zip(rows, said, strict=True))
        return [row for row, s in pairs if s == "train"], [row for row, s in pairs if s == "test"]
    learned: list[Row] = []
    asked: list[Row] = []
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[label]] = counts.get(row[label], 0) + 1
        (asked if counts[row[label]] % EVERY == 0 else learned).append(row)
    return learned, asked
