"""What people wrote can never become markup, and what was written can be read back."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from bot.ports.wiki import Bullets, Document, Heading, Link, Paragraph, Table
from integrations.confluence.markup import carries, render, title_of, words_of
from tests.examples import examples, texts

ANY = texts(max_size=20)


@settings(max_examples=examples(25))
@given(ANY, ANY, ANY)
def test_whatever_people_write_stays_text(one: str, two: str, three: str) -> None:
    document: Document = (
        Heading(one, level=9),
        Paragraph((two, Link(three, f"https://x.test/?{one}"), Link(one, two))),
        Bullets((one, Link(two, "javascript:x"))),
        Table((one, two), ((three, one),)),
    )
    storage = render(document, "perron-1")
    body = ElementTree.fromstring(f'<body xmlns:ac="urn:ac">{storage}</body>')
    tags = {element.tag for element in body.iter()} - {"{urn:ac}structured-macro"}
    assert tags - {"{urn:ac}parameter"} <= {
        *("body", "h6", "p", "a", "br", "ul", "li", "table", "tbody", "tr", "th", "td")
    }
    assert all(a.get("href", "").startswith(("http", "mailto")) for a in body.iter("a"))
    assert carries(storage, "perron-1")
    assert not carries(storage, "perron-12")


@pytest.mark.parametrize(
    ("document", "storage", "words"),
    [
        ((Heading("A & B", 1),), "<h1>A &amp; B</h1>", "A & B"),
        ((Paragraph("one\ntwo"),), "<p>one<br />two</p>", "one\ntwo"),
        ((Paragraph(Link("x", "javascript:alert(1)")),), None, "x (javascript:alert(1))"),
        ((Paragraph("a\x00b\x1fc\ufffe"),), "<p>abc</p>", "abc"),
        ((Bullets(()),), "<p />", ""),
        ((), "<p />", ""),
    ],
)
def test_blocks(document: Document, storage: str | None, words: str) -> None:
    if storage is not None:
        assert render(document) == storage
    assert words_of(render(document, "perron-1")) == words


def test_a_title_is_one_line_of_255() -> None:
    assert title_of("Last\n information\x00 ") == "Last information"
    assert len(title_of("word " * 100)) == 255
    assert title_of("word " * 100).endswith("…")
