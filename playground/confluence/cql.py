"""The part of CQL that is understood here; the rest is refused, not ignored.

    space = "NORD" and type = page and (label = "x" or text ~ "word wor* OR other")

In any order, with parentheses; ``and`` binds closer than ``or``. Values are bare words, which may
not be reserved, or strings. What stands below ``~`` is read once more, see `textsearch`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playground.confluence.answers import wrong
from playground.confluence.textsearch import Entry, Sought, sought

TOKEN = re.compile(
    r"""\s*(?:
        (?P<sign>[()]) | (?P<operator>!=|!~|<=|>=|=|~|<|>)
      | "(?P<string>(?:[^"\\]|\\["'\\ nrt]|\\u[0-9A-Fa-f]{4})*)"
      | (?P<bare>[\w-]+)
    )""",
    re.VERBOSE,
)
ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
RESERVED = frozenset(
    re.findall(
        r"\w+",
        """after and as avg before begin by commit contains count distinct else empty end explain
        from having if in inner insert into is isnull left like limit max min not null or order
        outer right select sum then was where update""",
    )
)
"""Words that a value has to be quoted for, as Atlassian's *Advanced searching using CQL* has it."""
EXACT = ("space", "type", "label")
TEXTS = ("title", "text")
DEEPEST = 20


@dataclass(frozen=True)
class Is:
    """``field = value``; both without regard to case."""

    field: str
    value: str

    def hits(self, entry: Entry) -> int:
        return int(self.value.casefold() in entry.exact[self.field])


@dataclass(frozen=True)
class Says:
    """``field ~ value``."""

    field: str
    sought: Sought

    def hits(self, entry: Entry) -> int:
        return int(self.sought.matches(entry.texts[self.field]))


@dataclass(frozen=True)
class Every:
    """All of them; how well it fits is how many clauses do."""

    parts: tuple[Query, ...]

    def hits(self, entry: Entry) -> int:
        each = [one.hits(entry) for one in self.parts]
        return sum(each) if all(each) else 0


@dataclass(frozen=True)
class Either:
    """One of them at least."""

    parts: tuple[Query, ...]

    def hits(self, entry: Entry) -> int:
        return sum(one.hits(entry) for one in self.parts)


Query = Is | Says | Every | Either


@dataclass(frozen=True)
class Wanted:
    """Pages of one space; ``query`` says how well each fits: 0, not at all."""

    space: str
    query: Query


def read(cql: str) -> Wanted:
    """What is asked. Raises ConfluenceError (400) for what is wrong, or not understood here."""
    query = _Reader(cql).read()
    every = query.parts if isinstance(query, Every) else (query,)
    spaces = [one.value for one in every if isinstance(one, Is) and one.field == "space"]
    if len(spaces) != 1 or len(every) == 1:
        raise wrong("This Confluence finds pages of one space, by something more than that.")
    return Wanted(spaces[0], query)


class _Reader:
    """Reads from left to right, one token ahead."""

    def __init__(self, cql: str) -> None:
        self._cql = cql
        self._tokens = list(self._cut())
        self._deep = 0

    def read(self) -> Query:
        found = self._either()
        if self._tokens:
            raise self._wrong()
        return found

    def _cut(self) -> Iterator[tuple[str, str]]:
        at, text = 0, self._cql.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise self._wrong()
            yield found.lastgroup, found[found.lastgroup]
            at = found.end()

    def _either(self) -> Query:
        parts = [self._every()]
        while self._comes("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Query:
        parts = [self._one()]
        while self._comes("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _comes(self, word: str) -> bool:
        kind, text = self._tokens[0] if self._tokens else ("", "")
        if kind != "bare" or text.lower() != word:
            return False
        del self._tokens[0]
        return True

    def _one(self) -> Query:
        kind, text = self._next()
        if (kind, text) == ("sign", "("):
            self._deep += 1
            inside = self._either()
            if self._deep > DEEPEST or self._next() != ("sign", ")"):
                raise self._wrong()
            self._deep -= 1
            return inside
        if kind != "bare":
            raise self._wrong()
        return self._clause(text.lower(), self._next(), self._next())

    def _clause(self, field: str, operator: tuple[str, str], value: tuple[str, str]) -> Query:
        kind, text = value
        if kind == "string":
            text = ESCAPED.sub(_plain, text)
        elif kind != "bare" or text.lower() in RESERVED:
            raise self._wrong()
        if operator == ("operator", "=") and field in EXACT:
            return Is(field, text)
        if operator == ("operator", "~") and field in TEXTS:
            return Says(field, sought(text))
        raise wrong(f"No such field, or not with this operator: {field}")

    def _next(self) -> tuple[str, str]:
        if not self._tokens:
            raise self._wrong()
        return self._tokens.pop(0)

    def _wrong(self) -> Exception:
        return wrong(f"Could not parse cql : {self._cql}")


def _plain(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return {"n": "\n", "r": "\r", "t": "\t"}.get(found[2], found[2])
