"""What is asked in Confluence's query language. Pure.

A value goes through two readers there: CQL itself, in which a backslash escapes, and below ``~``
the text search, in which much of what people type means something: ``+ - ! ( ) [ ] ^ ~ * ? : /``,
and AND, OR, NOT in capitals. So a word is letters and digits in lower case before it is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WORDS = 8
"""So many words make some 2,000 characters of an address, which every proxy takes."""
LONGEST = 40
"""Characters of a word that are asked for; what is longer is no word."""
BEGINS = 5
"""Letters of a word at least by whose beginning it is found …"""
STAYS = 0.7
"""… and the share of it that stays when its ending changes (*Rechnungen*, *Rechnung*)."""


def quoted(value: str) -> str:
    """A value in CQL."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def of_label(space: str, label: str) -> str:
    """The pages of a space that carry a label."""
    return f"space = {quoted(space)} and type = page and label = {quoted(label)}"


def about(space: str, words: Iterable[str]) -> str | None:
    """The pages of a space with two of the words, or the only one in their title; None: no word."""
    plain = plain_words(words)
    if not plain:
        return None
    matter = _has("title", plain[0]) if len(plain) == 1 else _two_of(plain)
    return f"space = {quoted(space)} and type = page and ({matter})"


def plain_words(words: Iterable[str]) -> list[str]:
    """Letters and digits, in lower case, each word once; single letters say nothing."""
    parts = (part for word in words for part in re.findall(r"[^\W_]+", word.lower()))
    return list(dict.fromkeys(part for part in parts if 1 < len(part) <= LONGEST))[:WORDS]


def _two_of(words: Sequence[str]) -> str:
    has = [_has("text", word) for word in words]
    return " or ".join(
        f"({first} and ({' or '.join(has[number:])}))" for number, first in enumerate(has[:-1], 1)
    )


def _has(field: str, word: str) -> str:
    """The word as the index reads it (its language's endings), or what begins like it.

    What has a wildcard is not read that way, so it is asked for beside the word. It may not be
    the first sign.
    """
    asked = f"{field} ~ {quoted(word)}"
    if len(word) < BEGINS:
        return asked
    begins = word[: max(BEGINS, round(STAYS * len(word)))]
    return f"({asked} or {field} ~ {quoted(begins + '*')})"
