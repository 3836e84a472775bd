"""A paper as PDF: A4, the sender at the top and the page's number at the foot of each page.

Needs nothing but fonts from a package. The same paper gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files
from itertools import pairwise
from re import compile as regex

from fpdf import FPDF
from fpdf.enums import (
    Align,
    CellBordersLayout,
    MethodReturnValue,
    TableBordersLayout,
    VAlign,
    XPos,
    YPos,
)
from fpdf.fonts import FontFace, TTFFont

from bot.ports.wiki import Bullets, Heading, Link, Paragraph, Table, Words
from handlers.papers.paper import Paper, runs

FONT = "Roboto"
STYLES = {"": "Regular", "B": "Bold", "I": "Italic"}
MARGIN, TOP = 22.0, 26.0
"""Millimetres."""
TEXT, SMALL, LINE = 10.5, 8.5, 5.4
"""Points, points, millimetres."""
CELL, CELL_LINE, PADDING = 9.2, 4.7, 1.6
"""Of a table's cells: points, millimetres, millimetres."""
WIDEST_WORD = 52.0
"""Millimetres: a longer word (an address) is broken, where there is no room for it."""
WORDS = regex("[ \\n]")
"""Where a line may break; not where a space does not."""
HEADINGS = {1: 17.0, 2: 13.5, 3: 11.5}
INK, SOFT, RULE, GROUND = (29, 39, 51), (92, 103, 115), (213, 218, 224), (244, 246, 248)
ACCENT = (29, 111, 184)


class _Pages(FPDF):
    """The frame around each page."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.paper = paper
        folder = files("font_roboto") / "files"
        for style, name in STYLES.items():
            with as_file(folder / f"Roboto-{name}.ttf") as path:
                self.add_font(FONT, style, path)
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(True, margin=24)
        self.set_title(paper.title)
        self.set_author(paper.sender)
        self.set_lang(paper.language)
        self.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))

    def header(self) -> None:
        self.set_y(12)
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*SOFT)
        half = self.epw / 2
        self.cell(half, 5, _known(self, self.paper.sender))
        self.cell(half, 5, _known(self, self.paper.subtitle), align=Align.R)
        self.set_draw_color(*RULE)
        self.line(MARGIN, 18.5, self.w - MARGIN, 18.5)
        self.set_y(TOP)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*SOFT)
        line = self.paper.page_of.format(page=self.page_no(), pages="{nb}")
        self.cell(0, 5, line, align=Align.C)


def pdf(paper: Paper) -> bytes:
    """The file's bytes."""
    pages = _Pages(paper)
    pages.add_page()
    _title(pages, paper)
    for part, after in zip(paper.body, (*paper.body[1:], None), strict=True):
        if isinstance(part, Heading):
            _heading(pages, part, _height(pages, after))
        else:
            _part(pages, part)
    return bytes(pages.output())


def _title(pages: _Pages, paper: Paper) -> None:
    pages.set_font(FONT, "B", 21)
    pages.set_text_color(*INK)
    _block(pages, paper.title, 9)
    pages.set_font(FONT, "", 11.5)
    pages.set_text_color(*SOFT)
    _block(pages, paper.subtitle, 6)
    pages.ln(5)


def _block(pages: _Pages, text: str, height: float) -> None:
    pages.multi_cell(
        0, height, _known(pages, text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )


def _part(pages: _Pages, part: Paragraph | Bullets | Table) -> None:
    match part:
        case Paragraph(words):
            _write(pages, words)
            pages.ln(LINE + 2.2)
        case Bullets(items):
            _bullets(pages, items)
        case Table():
            _table(pages, part)


def _heading(pages: _Pages, heading: Heading, keeps: float) -> None:
    """``keeps``: millimetres of what comes after it that stay on its page."""
    size = HEADINGS.get(heading.level, TEXT)
    if pages.will_page_break(size * 0.5 + 7 + min(keeps, pages.eph / 2)):
        pages.add_page()  # a heading alone at the foot of a page helps nobody
    pages.ln(3.5 if heading.level < 3 else 1.5)
    pages.set_font(FONT, "B", size)
    pages.set_text_color(*INK)
    _block(pages, heading.text, size * 0.5)
    pages.ln(1.5)


def _write(pages: _Pages, words: Words) -> None:
    """A run of words and links, from where the pen is."""
    for run in runs(words):
        if isinstance(run, Link):
            pages.set_font(FONT, "", TEXT)
            pages.set_text_color(*ACCENT)
            pages.write(LINE, _known(pages, run.text), run.url)
        else:
            pages.set_font(FONT, "", TEXT)
            pages.set_text_color(*INK)
            pages.write(LINE, _known(pages, run))


def _bullets(pages: _Pages, items: tuple[Words, ...]) -> None:
    for item in items:
        pages.set_font(FONT, "", TEXT)
        pages.set_text_color(*SOFT)
        pages.cell(5, LINE, "•")
        pages.set_left_margin(MARGIN + 5)
        _write(pages, item)
        pages.set_left_margin(MARGIN)
        pages.ln(LINE + 0.8)
    pages.ln(1.6)


def _table(pages: _Pages, table: Table) -> None:
    widths = _widths(pages, table)
    pages.set_font(FONT, "", CELL)
    pages.set_text_color(*INK)
    pages.set_draw_color(*RULE)
    head = FontFace(emphasis="BOLD", color=INK, fill_color=GROUND)
    with pages.table(
        borders_layout=TableBordersLayout.NONE,
        headings_style=head,
        line_height=CELL_LINE,
        padding=(1.3, PADDING),
        text_align=Align.L,
        v_align=VAlign.T,
        col_widths=widths,
        width=pages.epw,
    ) as drawn:
        for cells, below in pairwise((table.head, *table.rows, ())):
            row = drawn.row()
            border = CellBordersLayout.BOTTOM if _begins(below) else CellBordersLayout.NONE
            for cell in cells:
                leads = _leads_to(cell)
                style = FontFace(color=ACCENT) if leads else None
                row.cell(_known(pages, _words(cell)), link=leads, style=style, border=border)
    pages.ln(4)


def _begins(cells: Sequence[Words]) -> bool:
    """Whether a row is of something else than the one above it, and a line parts them."""
    return bool(cells and _words(cells[0]))


def _words(cell: Words) -> str:
    return "".join(run.text if isinstance(run, Link) else run for run in runs(cell))


def _leads_to(cell: Words) -> str | None:
    """A cell is one link or none."""
    return next((run.url for run in runs(cell) if isinstance(run, Link)), None)


def _widths(pages: _Pages, table: Table) -> tuple[float, ...]:
    """Of the columns, in millimetres: narrow ones as wide as their longest line; those that would
    like more than their share have the rest in equal parts, each its longest word at least."""
    columns = [tuple(map(_words, one)) for one in zip(table.head, *table.rows, strict=True)]
    wide = [
        max(_width(pages, line) for cell in one for line in cell.split("\n")) for one in columns
    ]
    least = [
        min(WIDEST_WORD, max(_width(pages, word) for cell in one for word in WORDS.split(cell)))
        for one in columns
    ]
    given = [0.0] * len(columns)
    left = pages.epw
    narrow_first = sorted(range(len(columns)), key=wide.__getitem__)
    for place, column in enumerate(narrow_first):
        share = left / (len(columns) - place)
        given[column] = min(wide[column], max(share, least[column]))
        left -= given[column]
    return tuple(pages.epw * width / sum(given) for width in given)


def _width(pages: _Pages, text: str) -> float:
    """Of a cell that holds it, as if it stood in the head."""
    pages.set_font(FONT, "B", CELL)
    return float(pages.get_string_width(_known(pages, text))) + 2 * PADDING + 0.5


def _height(pages: _Pages, part: Heading | Paragraph | Bullets | Table | None) -> float:
    """Millimetres of a part that must not be parted from its heading: its beginning, at least."""
    if isinstance(part, Table):
        widths = _widths(pages, part)
        return sum(_row_height(pages, row, widths) for row in (part.head, *part.rows[:1]))
    if isinstance(part, Paragraph):
        pages.set_font(FONT, "", TEXT)
        return _high(pages, pages.epw, LINE, part.words)
    return 2 * LINE if part is not None else 0.0


def _row_height(pages: _Pages, row: Sequence[Words], widths: Sequence[float]) -> float:
    pages.set_font(FONT, "B", CELL)
    cells = zip(row, widths, strict=True)
    return max(
        _high(pages, width - 2 * PADDING, CELL_LINE, cell) + 2 * PADDING for cell, width in cells
    )


def _high(pages: _Pages, width: float, line: float, words: Words) -> float:
    """Of words in the font that is set, in lines of a height."""
    height = pages.multi_cell(
        width, line, _known(pages, _words(words)), dry_run=True, output=MethodReturnValue.HEIGHT
    )
    return max(line, height) if isinstance(height, float) else line


def _known(pages: _Pages, text: str) -> str:
    """What the font has no sign for (an emoji) becomes a plain mark instead of nothing."""
    font = pages.fonts[FONT.lower()]
    glyphs = font.cmap if isinstance(font, TTFFont) else {}
    return "".join(c if c == "\n" or ord(c) in glyphs else "\N{MIDDLE DOT}" for c in text)
