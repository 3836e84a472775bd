"""The part of CQL that is understood here; the rest is refused, not ignored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.confluence.answers import wrong

CLAUSE = re.compile(r'\s*(space|label|type)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_-]+))\s*')
AND = re.compile(r"and\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """The pages of a space that carry a label."""

    space: str
    label: str


def read(cql: str) -> Wanted:
    """``space = "KEY" and type = page and label = "x"``, in any order. Else 400."""
    found: dict[str, str] = {}
    at = 0
    while True:
        clause = CLAUSE.match(cql, at)
        if clause is None or clause[1] in found:
            raise wrong(f"Could not parse cql : {cql}")
        value = clause[2] if clause[2] is not None else clause[3]
        found[clause[1]] = re.sub(r"\\(.)", r"\1", value)
        at = clause.end()
        if at == len(cql):
            break
        joined = AND.match(cql, at)
        if joined is None:
            raise wrong(f"Could not parse cql : {cql}")
        at = joined.end()
    if found.get("type", "page") != "page" or not {"space", "label"} <= set(found):
        raise wrong("This Confluence finds pages by space and label only.")
    return Wanted(found["space"], found["label"])
