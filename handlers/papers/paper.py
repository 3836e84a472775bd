"""A paper: a document with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports.wiki import Document, Link, Words


@dataclass(frozen=True)
class Paper:
    """All words are in the reader's language already."""

    title: str
    subtitle: str
    """Whom it is about, and from when it is."""
    sender: str
    """Who hands it over; stands at the top of each page."""
    body: Document
    language: str
    """A language's code, for the file's properties."""
    page_of: str
    """Such as ``Page {page} of {pages}``."""


def runs(words: Words) -> tuple[str | Link, ...]:
    """Words as a sequence of plain words and links."""
    return words if isinstance(words, tuple) else (words,)
