"""Both reports on paper: nothing of ours reaches the client, nothing is cut or left alone."""

from __future__ import annotations

import re
from functools import cache

import pypdfium2
import pytest

from bot.core.i18n import Translator
from bot.ports.wiki import Heading, Link, Table
from handlers.offboarding.report_client import client_paper
from handlers.offboarding.report_internal import internal_paper
from handlers.offboarding.report_words import CELL, HARD, named, table
from handlers.papers.markdown import markdown
from handlers.papers.paper import Paper, runs
from handlers.papers.pdf import pdf
from tests.bot.features.offboarding.long_goodbye import CANARY
from tests.bot.features.offboarding.report.walked import walked

READERS = (("de", "Sie"), ("de", "du"), ("en", "du"))
OURS = ("Liefersperre", "delivery block", "nicht gehalten", "not kept", "broken", "412")
"""What no client reads of us, and hours."""


@cache
def pages(paper: Paper) -> list[str]:
    """The words of each page, in one line each."""
    document = pypdfium2.PdfDocument(pdf(paper))
    return [page.get_textpage().get_text_range() for page in document]


def plain(text: str) -> str:
    """Without spaces, and without what a broken line adds."""
    return re.sub(r"[\s\N{NO-BREAK SPACE}￾-]", "", text)


def test_a_client_finds_no_word_of_ours_in_any_language_or_file() -> None:
    way, end = walked().wound_down.theirs, walked().finished.theirs
    of_all = [client_paper(one, Translator(*who)) for one in (way, end) for who in READERS]
    said = [markdown(paper) for paper in of_all]
    said += ["\n".join(pages(paper)) for paper in (of_all[2], of_all[3])]
    for words in said:
        assert "Nordwind" in words
        assert [one for one in (CANARY, "€", *OURS) if one.lower() in words.lower()] == []


def test_internally_all_of_it_is_said() -> None:
    paper = internal_paper(walked().finished.ours, Translator("de"))
    for said in (markdown(paper), " ".join(pages(paper))):
        assert said.count(CANARY) > 20
        for words in ("Liefersperre", "142,40", "412.50", "nicht gehalten", "nicht für den Kunden"):
            assert words in said.replace(HARD, " "), words


def test_each_entry_has_its_line_in_the_internal_paper() -> None:
    report = walked().finished.ours
    paper = internal_paper(report, Translator("de"))
    *_, history = (part for part in paper.body if isinstance(part, Table))
    assert [row[0] for row in history.rows] == [str(one.sequence) for one in report.history]
    assert report.proof.head in markdown(paper)


@pytest.mark.parametrize("kind", ["client", "internal"])
def test_nothing_is_cut_and_no_heading_stands_alone(kind: str) -> None:
    end, t = walked().finished, Translator("de", "Sie")
    paper = client_paper(end.theirs, t) if kind == "client" else internal_paper(end.ours, t)
    shown = pages(paper)
    all_of_it = plain("".join(shown))
    headings = [part.text for part in paper.body if isinstance(part, Heading)]
    for part in paper.body:
        if isinstance(part, Table):
            cells = (run for row in part.rows for cell in row for run in runs(cell))
            words = [run.text if isinstance(run, Link) else run for run in cells]
            assert [one for one in words if plain(one) not in all_of_it] == []
    for page in shown:
        *_, last, _number = [line.strip() for line in page.splitlines() if line.strip()]
        assert last not in headings


def test_it_speaks_to_the_client_as_was_agreed() -> None:
    report = walked().finished.theirs
    said = {who: markdown(client_paper(report, Translator("de", who))) for who in ("Sie", "du")}
    assert "was wir Ihnen übergeben" in said["Sie"]
    assert "was wir euch übergeben" in said["du"]
    assert "Zugänge Ihrer Mitarbeitenden gelöscht" in said["Sie"]
    assert "Zugänge eurer Leute gelöscht" in said["du"]
    assert "war der 18. Dezember 2026." in said["du"]
    assert "Es ist nichts mehr offen." in said["du"]


def test_on_the_way_it_says_as_of_when() -> None:
    way = walked().wound_down
    english = client_paper(way.theirs, Translator("en"))
    assert (english.title, english.subtitle) == (
        "Interim report",
        "Nordwind · as of 24 November 2026, 12:00",
    )
    assert "is 18 December 2026. Here you find" in markdown(english)
    ours = internal_paper(way.ours, Translator("de"))
    assert ours.subtitle == "Nordwind · Stand 24. November 2026, 12:00 Uhr"
    assert "die Verabschiedung läuft noch" in markdown(ours)


def test_the_forgotten_are_on_no_paper() -> None:
    gone = walked().forgotten
    papers = (
        internal_paper(gone.ours, Translator("de")),
        client_paper(gone.theirs, Translator("de", "Sie")),
    )
    for paper in papers:
        said = markdown(paper)
        assert [name for name in walked().people if name in said] == []
    assert "wurden vergessen und fehlen hier" in markdown(papers[0])


def test_a_link_is_named_by_place_and_page() -> None:
    assert named("https://www.wiki.test/NORD/Letzte+Infos/").text == "wiki.test: Letzte Infos"
    assert named("https://files.test").text == "files.test"
    long = named("https://files.test/" + "x" * 80)
    assert len(long.text) == 44
    assert long.url.endswith("x" * 80)


def test_what_is_too_long_for_a_cell_goes_on_below() -> None:
    text = "Wort " * (CELL // 2)
    made = table(("Was", "Wann", "Leer"), [(text, "heute", "")])
    assert made.head == ("Was", "Wann")
    assert " ".join(str(row[0]) for row in made.rows).split() == text.split()
    assert [row[1] for row in made.rows[1:]] == [""] * (len(made.rows) - 1)
