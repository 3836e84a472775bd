"""Confluence's storage format: what is taken, and how it looks on a page."""

from __future__ import annotations

import html
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from playground.confluence.answers import wrong

OPENING = '<body xmlns:ac="urn:ac" xmlns:ri="urn:ri">'
TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "strong", "em"),
    *("table", "tbody", "thead", "tr", "th", "td", "code", "pre", "blockquote", "span"),
}
ATTRIBUTES = {"a": ("href",)}
ADDRESSES = ("http://", "https://", "mailto:")


def parse(storage: str) -> Element:
    """The body as a tree. Raises ConfluenceError (400) for what is no XHTML, as Confluence does."""
    if "<!" in storage:
        raise wrong("Error parsing xhtml: a declaration is not allowed")
    try:
        return ElementTree.fromstring(f"{OPENING}{storage}</body>")
    except ElementTree.ParseError as error:
        raise wrong(f"Error parsing xhtml: {error}") from None


def shown(storage: str) -> str:
    """The body as HTML for a browser: known tags only, macros left out."""
    return _inside(parse(storage))


def _inside(element: Element) -> str:
    parts = [html.escape(element.text or "")]
    for child in element:
        parts += [_one(child), html.escape(child.tail or "")]
    return "".join(parts)


def _one(element: Element) -> str:
    tag = str(element.tag)
    if tag.startswith("{"):
        return ""
    if tag not in TAGS:
        return _inside(element)
    if tag in ("br", "hr"):
        return f"<{tag}>"
    kept = {name: element.get(name) for name in ATTRIBUTES.get(tag, ())}
    written = "".join(
        f' {name}="{html.escape(value)}"'
        for name, value in kept.items()
        if value and value.startswith(ADDRESSES)
    )
    return f"<{tag}{written}>{_inside(element)}</{tag}>"
