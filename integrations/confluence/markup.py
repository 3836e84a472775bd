"""A vendor-free document as Confluence's storage format (XHTML), and its words back."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bot.ports.wiki import Bullets, Document, Heading, Link, Paragraph, Table, Words

TITLE = 255
SCHEMES = {"http", "https", "mailto"}
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no place for, escaped or not: Confluence refuses the whole page."""
BLOCKS = {"p", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "ul", "ol"}
CELLS = {"td", "th"}
EMPTY = "<p />"
"""Both refuse to be sent no body at all."""
HIDDEN = {"ac:parameter", "ac:plain-text-body"}
ANCHOR = re.compile(
    r'<ac:structured-macro\b[^>]*\bac:name="anchor"[^>]*>\s*'
    r'<ac:parameter ac:name="">([^<]+)</ac:parameter>'
)
"""Confluence adds attributes to the macro."""


def render(document: Document, *labels: str) -> str:
    """The document in storage format; ``labels`` go in as anchors that nobody sees.

    The anchor comes into being with the page, in the same call: a label can only be given later,
    and on Cloud nothing else of ours can be sent along.
    """
    marks = "".join(_anchor(label) for label in labels)
    return ("".join(_block(block) for block in document) + marks) or EMPTY


def carries(storage: str, label: str) -> bool:
    """Whether a page's body has the anchor that `render` gave it. Confluence adds attributes."""
    return f">{label}</ac:parameter>" in storage


def anchors_in(storage: str) -> list[str]:
    """The anchors of a page: ours, and any that somebody has set."""
    return [unescape(found) for found in ANCHOR.findall(storage)]


def title_of(text: str) -> str:
    """One line of at most 255 characters, which is what a title may have."""
    line = " ".join(FORBIDDEN.sub("", text).split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1]}…"


def words_of(storage: str) -> str:
    """The words of a page without its markup: a line a block, a tab after each cell."""
    reader = _Reader()
    reader.feed(storage)
    reader.close()
    lines = (" ".join(line.split(" ")).strip() for line in "".join(reader.found).split("\n"))
    return "\n".join(line for line in lines if line)


def _anchor(label: str) -> str:
    return (
        '<p><ac:structured-macro ac:name="anchor">'
        f'<ac:parameter ac:name="">{_text(label)}</ac:parameter></ac:structured-macro></p>'
    )


def _block(block: Heading | Paragraph | Bullets | Table) -> str:
    match block:
        case Heading(text, level):
            size = min(6, max(1, level))
            return f"<h{size}>{_text(text)}</h{size}>"
        case Paragraph(words):
            return f"<p>{_words(words)}</p>"
        case Bullets(items):
            shown = "".join(f"<li>{_words(item)}</li>" for item in items)
            return f"<ul>{shown}</ul>" if shown else ""
        case Table(head, rows):
            return _table(head, rows)


def _table(head: tuple[str, ...], rows: tuple[tuple[Words, ...], ...]) -> str:
    top = "".join(f"<th>{_text(name)}</th>" for name in head)
    below = ("".join(f"<td>{_words(cell)}</td>" for cell in row) for row in rows)
    shown = "".join(f"<tr>{row}</tr>" for row in (top, *below))
    return f"<table><tbody>{shown}</tbody></table>"


def _words(words: Words) -> str:
    if isinstance(words, tuple):
        return "".join(_words(word) for word in words)
    if isinstance(words, Link):
        return _link(words)
    return _text(words)


def _link(link: Link) -> str:
    try:
        is_address = urlsplit(link.url).scheme in SCHEMES
    except ValueError:
        is_address = False
    if not is_address:
        return _text(f"{link.text} ({link.url})" if link.text != link.url else link.url)
    return f'<a href="{escape(FORBIDDEN.sub("", link.url))}">{_text(link.text)}</a>'


def _text(text: str) -> str:
    return escape(FORBIDDEN.sub("", text)).replace("\n", "<br />")


class _Reader(HTMLParser):
    """Collects what is read on a page; parameters of macros are not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_startendtag(self, tag: str, _attributes: object) -> None:
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in HIDDEN
        if tag in BLOCKS:
            self.found.append("\n")
        elif tag in CELLS:
            self.found.append("\t")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data.replace("\n", " "))
