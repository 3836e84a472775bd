"""The part of Confluence's text search that is understood here: words, wildcards, AND, OR.

Words beside each other all have to be there. What else means something in it (phrases, ``+``,
``~``, brackets …) is refused: whoever sends it has not taken it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from xml.etree.ElementTree import Element

from playground.confluence.answers import wrong
from playground.confluence.storage import parse
from playground.confluence.world import Page

WORD = re.compile(r"[^\W_]+")
TERM = re.compile(r"[^\W_*?][^\W_]*(?:[*?]+[^\W_]*)*")
"""A wildcard is never the first sign."""


@dataclass(frozen=True)
class Sought:
    """Alternatives, each of terms that all have to be there."""

    alternatives: tuple[tuple[str, ...], ...]

    def matches(self, words: Collection[str]) -> bool:
        """Whether a text of these words has them. No language's endings are known here."""
        return any(
            all(any(fnmatchcase(word, term) for word in words) for term in terms)
            for terms in self.alternatives
        )


@dataclass(frozen=True)
class Entry:
    """A page in the index: values of fields that are compared, words of those that are read."""

    exact: Mapping[str, Collection[str]]
    texts: Mapping[str, Collection[str]]


def sought(value: str) -> Sought:
    """What stands below ``~``. Raises ConfluenceError (400)."""
    alternatives: list[list[str]] = [[]]
    for part in value.split():
        if part == "OR":
            alternatives.append([])
        elif part != "AND":
            if part == "NOT" or TERM.fullmatch(part) is None:
                raise wrong(f"This Confluence cannot search for: {value}")
            alternatives[-1].append(part.casefold())
    if not all(alternatives):
        raise wrong(f"This Confluence cannot search for: {value}")
    return Sought(tuple(map(tuple, alternatives)))


def indexed(page: Page) -> Entry:
    """A page as the index has it; ``text`` is title, words and labels together."""
    title = _words(page.title)
    read = _words(" ".join(_read(parse(page.storage))))
    labels = {one.casefold() for one in page.labels}
    exact = {"space": {page.space.casefold()}, "type": {"page"}, "label": labels}
    return Entry(exact, {"title": title, "text": title | read | labels})


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def _read(element: Element) -> list[str]:
    """What is read on a page; parameters of macros are not."""
    found = [element.text or ""]
    for child in element:
        if not str(child.tag).startswith("{"):
            found += _read(child)
        found.append(child.tail or "")
    return found
