"""CSV as Excel opens it with a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.ports import HoursEntry, HoursTexts
from integrations.spreadsheets.sums import in_order, names, rounded, sums

COMMA_IS_DECIMAL = {"de"}
"""Languages whose Excel wants ``1,50`` and therefore semicolons between cells."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for a formula (OWASP, CSV Injection)."""
Cell = str | int | date | Decimal


def entries_csv(entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
    """A line for each entry; the last line is the note."""
    t, shown = texts, names(entries)
    head = (t.day, t.person, t.issue, t.summary, t.comment, t.hours, t.seconds, t.billed)
    rows = [
        (
            one.day,
            shown[one.person],
            one.issue,
            one.summary,
            one.comment,
            rounded(one.seconds),
            one.seconds,
            t.yes if one.billed else t.no,
        )
        for one in in_order(entries)
    ]
    return _file([head, *rows, (), (t.note,)], t.language)


def sums_csv(entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
    """A line for each sum; the last line is the note."""
    t = texts
    head = (t.month, t.person, t.hours, t.not_billed, t.seconds)
    rows = [
        (
            f"{one.month:%Y-%m}" if one.month else t.total,
            one.name if one.name is not None else t.total,
            rounded(one.seconds),
            rounded(one.not_billed),
            one.seconds,
        )
        for one in sums(entries)
    ]
    return _file([head, *rows, (), (t.note,)], t.language)


def _file(rows: Iterable[Sequence[Cell]], language: str) -> bytes:
    """UTF-8 with the mark at its beginning by which Excel knows it."""
    comma = language in COMMA_IS_DECIMAL
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if comma else ",")
    writer.writerows([_cell(value, comma) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: Cell, comma: bool) -> str:
    if isinstance(value, Decimal):
        return str(value).replace(".", ",") if comma else str(value)
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before, as people do it."""
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_A_FORMULA) else text
