"""What becomes of issues that are moved to another project of Jira."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Came(StrEnum):
    """What moving one issue came to."""

    MOVED = "moved"
    """By us, now or the time before."""
    ALONG = "along"
    """A subtask that went with its parent, which was among them."""
    ALREADY = "already"
    """It is there, and others have moved it."""
    ELSEWHERE = "elsewhere"
    """Others have moved it meanwhile, to another place: it is left there."""
    PARENT = "parent"
    """A subtask whose parent is not among them stays with it."""
    GONE = "gone"
    STAYED = "stayed"
    """Jira did not move it."""


@dataclass(frozen=True)
class MovedIssue:
    """What became of one issue: ``was`` is the key that was asked for, ``key`` the one it has now.

    ``why``: Jira's words where it stayed, empty where it gave none.
    """

    was: str
    key: str
    url: str
    came: Came
    why: str = ""


@dataclass(frozen=True)
class Moving:
    """How far a move is. ``task``: Jira is at it, ask again with this; empty: it is over, and
    ``issues`` tell what became of each."""

    task: str
    issues: tuple[MovedIssue, ...] = ()
