"""Worklogs: jira820 forgets who wrote them and when, so they are kept here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
"""The zone of every account, in which ``worklogDate`` counts days."""
COMPARE: dict[str, Callable[[date, date], bool]] = {
    "=": date.__eq__,
    "<": date.__lt__,
    "<=": date.__le__,
    ">": date.__gt__,
    ">=": date.__ge__,
}


@dataclass
class Entry:
    """Work on an issue. ``author`` is an account's name, ``updated`` in seconds of the epoch."""

    id: int
    key: str
    issue_id: str
    author: str
    started: datetime
    seconds: int
    comment: str
    created: float
    updated: float


class Ledger:
    """All entries, in the order they were written."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Back to none, and to the first id."""
        self.take([])

    def take(self, entries: Iterable[Entry]) -> None:
        """Have these entries and no others; ids go on after theirs."""
        self.entries = {entry.id: entry for entry in entries}
        self._ids = count(max([20_000, *self.entries]) + 1)

    def write(
        self,
        key: str,
        issue_id: str,
        author: str,
        started: datetime,
        seconds: int,
        comment: str,
        now: float,
    ) -> Entry:
        """A new entry with the next id."""
        entry = Entry(next(self._ids), key, issue_id, author, started, seconds, comment, now, now)
        self.entries[entry.id] = entry
        return entry

    def of(self, key: str) -> list[Entry]:
        """An issue's entries, oldest first."""
        return [entry for entry in self.entries.values() if entry.key == key]

    def forget_issue(self, key: str) -> None:
        """The entries of an issue that was deleted go with it."""
        for entry in self.of(key):
            del self.entries[entry.id]

    def keys_dated(self, operator: str, said: str) -> list[str]:
        """The issues with an entry whose day compares so to ``2026-11-30``."""
        wanted, fits = date.fromisoformat(said), COMPARE[operator]
        found = (e.key for e in self.entries.values() if fits(_day(e.started), wanted))
        return sorted(set(found))


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()


def read_instant(said: object) -> datetime | None:
    """Jira's one way to write an instant, ``2026-11-03T09:00:00.000+0100``; None for others."""
    try:
        return datetime.strptime(str(said), "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC)
    except ValueError:
        return None


def shown_instant(at: datetime) -> str:
    """As Jira writes it, in the account's zone."""
    here = at.astimezone(BERLIN)
    return f"{here:%Y-%m-%dT%H:%M:%S}.{here.microsecond // 1000:03d}{here:%z}"
