"""Papers in Markdown and PDF: all of it there, and nothing in it taken for markup."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from bot.ports.wiki import Bullets, Heading, Link, Paragraph, Table
from handlers.papers.markdown import markdown
from handlers.papers.paper import Paper
from handlers.papers.pdf import pdf

PAPER = Paper(
    title="Abschlussbericht",
    subtitle="Nordwind · 22. November 2026",
    sender="Gleiswerk",
    body=(
        Paragraph(("Siehe ", Link("das Protokoll", "https://example.org/a(b)"), ".")),
        Heading("Übergeben"),
        Table(("Was", "An wen"), (("Domain", "Anke"), ("Konto | Werbung", "*Til*"))),
        Bullets(("eins", ("zwei: ", Link("hier", "https://example.org/2")))),
    ),
    language="de",
    page_of="Seite {page} von {pages}",
)


def read(content: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_a_pdf_has_every_word_and_its_page_numbers() -> None:
    (page,) = read(pdf(PAPER))
    words = ("Abschlussbericht", "Gleiswerk", "Übergeben", "Konto | Werbung", "*Til*", "zwei: hier")
    assert [word for word in (*words, "Seite 1 von 1") if word not in page] == []


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(PAPER) == pdf(PAPER)


def test_a_long_table_goes_on_with_its_head_on_each_page() -> None:
    rows = tuple((f"Konto {n}", "Anke") for n in range(120))
    pages = read(pdf(replace(PAPER, body=(Table(("Was", "An wen"), rows),))))
    assert len(pages) > 2
    assert all("An wen" in page for page in pages)
    assert sum(page.count("Konto ") for page in pages) == 120


@pytest.mark.parametrize("lines", [35, 37])
def test_a_heading_stays_with_the_first_row_of_its_table(lines: int) -> None:
    body = (
        Paragraph("\n".join(f"Zeile {n}" for n in range(lines))),
        Heading("Nachweise"),
        Table(("Was", "Nachweis"), (("Konto", "ein Satz, der länger ist " * 12),)),
    )
    pages = read(pdf(replace(PAPER, body=body)))
    on = [n for n, page in enumerate(pages) if "Nachweise" in page]
    assert on == [n for n, page in enumerate(pages) if "ein Satz" in page]


def test_short_columns_keep_their_words_whole_beside_long_ones() -> None:
    row = ("17", "Lena Brandt", "nicht nötig", "Wort " * 90, "und noch ein langer Satz " * 9)
    head = ("Nr.", "Wer", "Stand", "Grund", "Nachweis")
    (page,) = read(pdf(replace(PAPER, body=(Table(head, (row,)),))))
    assert [
        words for words in ("Lena Brandt", "nicht nötig", "Nachweis") if words not in page
    ] == []


def test_an_address_that_is_wider_than_its_column_is_broken_and_not_cut() -> None:
    address = "https://files.example.org/" + "0123456789" * 12
    (page,) = read(pdf(replace(PAPER, body=(Table(("Was", "Wo"), (("Konto " * 30, address),)),))))
    assert address in "".join(page.split()).replace("\ufffe", "")


def test_what_the_font_lacks_leaves_a_mark() -> None:
    (page,) = read(pdf(replace(PAPER, body=(Paragraph("fertig 😀 danke"),))))
    assert "fertig · danke" in page


def test_markdown_keeps_order_and_links() -> None:
    assert markdown(PAPER).splitlines() == [
        "# Abschlussbericht",
        "",
        "_Nordwind · 22. November 2026_",
        "",
        "Gleiswerk",
        "",
        "Siehe [das Protokoll](https://example.org/a%28b%29).",
        "",
        "## Übergeben",
        "",
        "| Was | An wen |",
        "| --- | --- |",
        "| Domain | Anke |",
        "| Konto \\| Werbung | \\*Til\\* |",
        "",
        "- eins",
        "- zwei: [hier](https://example.org/2)",
    ]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("# kein Titel", "\\# kein Titel"),
        ("1. kein Punkt", "1\\. kein Punkt"),
        ("- keine Liste", "\\- keine Liste"),
        ("<b>fett</b> _und_ so", "\\<b\\>fett\\</b\\> \\_und\\_ so"),
        ("eins\nzwei", "eins  \nzwei"),
    ],
)
def test_words_are_no_markup(words: str, written: str) -> None:
    paper = replace(PAPER, body=(Paragraph(words),))
    assert markdown(paper).split("Gleiswerk\n\n")[1] == f"{written}\n"


def test_no_line_parts_what_belongs_together() -> None:
    """A second piece of evidence stands below the first, in the same row for the eye."""
    parted = _lines(("A", "1"), ("B", "2"), ("C", "3"))
    together = _lines(("A", "1"), ("", "2"), ("C", "3"))
    assert parted - together == 2, "one for each of the row's two cells"


def _lines(*rows: tuple[str, ...]) -> int:
    paper = Paper("Title", "Nordwind", "Agency", (Table(("What", "Shown"), rows),), "en", "{page}")
    page = pypdfium2.PdfDocument(pdf(paper))[0]
    return sum(1 for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]))
