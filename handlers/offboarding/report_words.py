"""Words that both reports share: dates in full, links by name, tables that fit a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from textwrap import wrap
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from bot.core.i18n import Translator
from bot.ports.wiki import Heading, Link, Paragraph, Table, Words
from handlers.digests.words import day

CELL = 900
"""Characters in one cell; what is longer goes on in the row below."""
NAME = 44
HARD = "\N{NO-BREAK SPACE}"
Row = tuple[Words, ...]
Part = Heading | Paragraph | Table


def long_day(at: date, t: Translator) -> str:
    """“22 November 2026”, “22. November 2026”."""
    return day(at, t, "d MMMM y")


def short_day(at: date, t: Translator) -> str:
    """“22 Nov 2026”, “22. Nov. 2026”."""
    return day(at, t, "d MMM y")


def moment(at: datetime, zone: str, t: Translator) -> str:
    """“22 November 2026, 14:05” there."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{long_day(there.date(), t)}, {there:%H:%M}"


def short_moment(at: datetime, zone: str, t: Translator) -> str:
    """“22 Nov 2026, 14:05” there; a line may break before the time alone."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{whole(short_day(there.date(), t))}, {there:%H:%M}"


def named(url: str) -> Link:
    """A link that says where it leads: the place, and the page's own name there."""
    parts = urlsplit(url)
    place = (parts.hostname or url).removeprefix("www.")
    page = unquote(parts.path.rstrip("/").rpartition("/")[2]).replace("+", " ")
    words = f"{place}: {page}" if page else place
    return Link(words if len(words) <= NAME else f"{words[: NAME - 1]}…", url)


def whole(text: str) -> str:
    """Words between which no line breaks."""
    return text.replace(" ", HARD)


def table(head: Sequence[str], rows: Iterable[Row]) -> Table:
    """A table in which no row is higher than a page; columns that are empty are left out."""
    fitting = [row for given in rows for row in _fitting(given)]
    kept = [n for n in range(len(head)) if any(row[n] for row in fitting)]
    return Table(
        tuple(head[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in fitting)
    )


def _fitting(row: Row) -> Iterable[Row]:
    pieces = [_pieces(cell) for cell in row]
    for n in range(max(map(len, pieces))):
        yield tuple(cells[n] if n < len(cells) else "" for cells in pieces)


def _pieces(cell: Words) -> list[Words]:
    if not isinstance(cell, str) or len(cell) <= CELL:
        return [cell]
    return list(wrap(cell, CELL))


def titled(title: str, rows: Table) -> list[Part]:
    """A heading with its table; nothing where there is nothing to show."""
    return [Heading(title), rows] if rows.rows else []
