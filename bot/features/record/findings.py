"""What can be wrong with the record, in words that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Wrong(StrEnum):
    """What was found."""

    CHANGED = "changed"
    """It is not what was written."""
    MISSING = "missing"
    INSERTED = "inserted"
    """It was not written by Perron."""
    EMPTIED = "emptied"
    """Its content is gone, and no entry says that it was forgotten."""
    CUT_OFF = "cut off"
    """Missing from the end."""
    HEAD = "head"
    """The head does not belong to the entries."""
    REWRITTEN = "rewritten"
    """All fits together, and is not what somebody has written down earlier."""
    UNGUARDED = "unguarded"
    """The triggers that refuse changes are gone."""


SAID = {
    Wrong.CHANGED: "is not what was written",
    Wrong.MISSING: "is missing",
    Wrong.INSERTED: "was put in, and not by Perron",
    Wrong.EMPTIED: "was emptied, and no entry says that it was forgotten",
    Wrong.CUT_OFF: "was cut off from the end",
    Wrong.HEAD: "The head does not belong to the entries: it was changed, or the last of them were",
    Wrong.REWRITTEN: "is not the one that you have written down: the record was written anew",
    Wrong.UNGUARDED: "What makes the database refuse changes (its triggers) is missing",
}
TODO = {
    Wrong.CHANGED: "Compare it with a backup, and find out who can write to the database.",
    Wrong.MISSING: "Look for it in a backup, and find out who can write to the database.",
    Wrong.INSERTED: "Do not rely on it; find out who can write to the database.",
    Wrong.EMPTIED: "Look for it in a backup, and find out who can write to the database.",
    Wrong.CUT_OFF: "Look for it in a backup: was an older copy of the database put back?",
    Wrong.HEAD: "Compare both with a backup: was an older copy of the database put back?",
    Wrong.REWRITTEN: "Compare it with a backup: was an older copy of the database put back?",
    Wrong.UNGUARDED: "Find out who has removed them; bot/features/record/guards.py has them.",
}
UNNUMBERED = (Wrong.HEAD, Wrong.UNGUARDED)


@dataclass(frozen=True)
class Finding:
    """Something wrong with the entries from ``first`` to ``last``, by sequence."""

    wrong: Wrong
    first: int
    last: int

    def __str__(self) -> str:
        if self.wrong in UNNUMBERED:
            return f"{SAID[self.wrong]}. {TODO[self.wrong]}"
        if self.first == self.last:
            return f"Entry {self.first} {SAID[self.wrong]}. {TODO[self.wrong]}"
        said = SAID[self.wrong].replace("is ", "are ", 1).replace("was ", "were ", 1)
        return f"Entries {self.first} to {self.last} {said}. {TODO[self.wrong]}"


def merged(findings: Sequence[Finding]) -> list[Finding]:
    """In order, neighbours of one kind as one finding."""
    found: list[Finding] = []
    for one in sorted(set(findings), key=lambda f: (f.wrong in UNNUMBERED, f.first, f.wrong)):
        before = next((f for f in reversed(found) if f.wrong is one.wrong), None)
        if before is not None and one.first <= before.last + 1:
            found[found.index(before)] = replace(before, last=max(before.last, one.last))
        else:
            found.append(one)
    return found
