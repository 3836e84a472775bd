"""A paper as Markdown that reads well as plain text, too. Pure."""

from __future__ import annotations

import re

from bot.ports.wiki import Bullets, Heading, Link, Paragraph, Table, Words
from handlers.papers.paper import Paper, runs

SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
AT_THE_START = re.compile(r"^(\s*\d*)([#+.)-])", re.MULTILINE)
"""What would begin a heading, a list or a quotation."""


def markdown(paper: Paper) -> str:
    """The whole paper, ending with a newline."""
    head = [f"# {_plain(paper.title)}", f"_{_plain(paper.subtitle)}_", _plain(paper.sender)]
    return "\n\n".join([*head, *map(_part, paper.body)]) + "\n"


def _part(part: Heading | Paragraph | Bullets | Table) -> str:
    match part:
        case Heading(text, level):
            return f"{'#' * max(2, level)} {_plain(text)}"
        case Paragraph(words):
            return _begun(_inline(words)).replace("\n", "  \n")
        case Bullets(items):
            return "\n".join(f"- {_inline(item).replace(chr(10), ' ')}" for item in items)
        case Table(head, rows):
            lines = [[_plain(cell) for cell in head], ["---"] * len(head)]
            lines += [[_inline(cell) for cell in row] for row in rows]
            return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("\n", "<br>")


def _inline(words: Words) -> str:
    return "".join(
        f"[{_plain(run.text)}]({_address(run.url)})" if isinstance(run, Link) else _plain(run)
        for run in runs(words)
    )


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _plain(text: str) -> str:
    """Somebody's words: nothing in them is markup."""
    return SPECIAL.sub(r"\\\1", text)


def _begun(text: str) -> str:
    """A paragraph that does not begin as a list or a heading does."""
    return AT_THE_START.sub(r"\1\\\2", text)
