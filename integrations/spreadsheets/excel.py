"""The same hours as an Excel file: numbers are numbers, days are days."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.ports import HoursEntry, HoursTexts
from integrations.spreadsheets.sums import HOUR, in_order, names, sums

DAYS = {"de": ("dd.mm.yyyy", "mm/yyyy"), "en": ("yyyy-mm-dd", "yyyy-mm")}
HEAD = 2
"""The row of the headings, counted from 0: above it the title and the note."""
LONGEST = 32_767
"""Characters in a cell, Excel's limit."""


def workbook(entries: Sequence[HoursEntry], texts: HoursTexts) -> bytes:
    """Two sheets. Hours are exact fractions, shown with two digits, so that sums add up."""
    out = io.BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": texts.title, "comments": texts.note})
    styles = _Styles(book, texts.language)
    _sums(book.add_worksheet(texts.sums[:31]), entries, texts, styles)
    _entries(book.add_worksheet(texts.entries[:31]), entries, texts, styles)
    book.close()
    return out.getvalue()


class _Styles:
    """How cells look, in the reader's way of writing days."""

    def __init__(self, book: Workbook, language: str) -> None:
        day, month = DAYS.get(language, DAYS["en"])
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": day, "align": "left"})
        self.month = book.add_format({"num_format": month, "align": "left"})
        self.hours = book.add_format({"num_format": "#,##0.00"})
        self.seconds = book.add_format({"num_format": "0"})
        self.bold_month = book.add_format({"num_format": month, "align": "left", "bold": True})
        self.bold_hours = book.add_format({"num_format": "#,##0.00", "bold": True})
        self.bold_seconds = book.add_format({"num_format": "0", "bold": True})
        self.bold = book.add_format({"bold": True})


def _top(
    sheet: Worksheet, texts: HoursTexts, styles: _Styles, columns: Sequence[tuple[str, int]]
) -> None:
    _text(sheet, 0, 0, texts.title, styles.title)
    _text(sheet, 1, 0, texts.note, styles.note)
    for at, (heading, width) in enumerate(columns):
        _text(sheet, HEAD, at, heading, styles.head)
        sheet.set_column(at, at, width)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)


def _sums(
    sheet: Worksheet, entries: Sequence[HoursEntry], texts: HoursTexts, styles: _Styles
) -> None:
    t = texts
    columns = [(t.month, 12), (t.person, 28), (t.hours, 12), (t.not_billed, 16), (t.seconds, 12)]
    _top(sheet, t, styles, columns)
    for row, one in enumerate(sums(entries), HEAD + 1):
        total = one.name is None
        if one.month is None:
            _text(sheet, row, 0, t.total, styles.bold)
        else:
            sheet.write_datetime(row, 0, one.month, styles.bold_month if total else styles.month)
        _text(
            sheet, row, 1, t.total if one.name is None else one.name, styles.bold if total else None
        )
        hours = styles.bold_hours if total else styles.hours
        sheet.write_number(row, 2, one.seconds / HOUR, hours)
        sheet.write_number(row, 3, one.not_billed / HOUR, hours)
        seconds = styles.bold_seconds if total else styles.seconds
        sheet.write_number(row, 4, one.seconds, seconds)


def _entries(
    sheet: Worksheet, entries: Sequence[HoursEntry], texts: HoursTexts, styles: _Styles
) -> None:
    t, shown = texts, names(entries)
    columns = [(t.day, 12), (t.person, 28), (t.issue, 12), (t.summary, 40), (t.comment, 40)]
    _top(sheet, t, styles, [*columns, (t.hours, 12), (t.seconds, 12), (t.billed, 12)])
    for row, one in enumerate(in_order(entries), HEAD + 1):
        sheet.write_datetime(row, 0, one.day, styles.day)
        words = (shown[one.person], one.issue, one.summary, one.comment)
        for column, text in enumerate(words, 1):
            _text(sheet, row, column, text)
        sheet.write_number(row, 5, one.seconds / HOUR, styles.hours)
        sheet.write_number(row, 6, one.seconds, styles.seconds)
        _text(sheet, row, 7, t.yes if one.billed else t.no)
    sheet.autofilter(HEAD, 0, HEAD + len(entries), 7)


def _text(sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None) -> None:
    """Always as text, whatever it begins with; half a character becomes a question mark."""
    whole = text[:LONGEST].encode(errors="replace").decode()
    sheet.write_string(row, column, whole, style)
