"""Domain time. Leases, backoff and signatures use the wall clock instead."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells what time it is for people, always as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock:
    """The machine's clock, moved by what a file says: ``{"offset": seconds}``.

    One file moves every process of a playground at once. It is replaced by rename, so a reader
    sees the old or the new content, never half of one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp = (-1, -1)
        self._offset = timedelta()

    def now(self) -> datetime:
        found = self._file.stat()
        stamp = (found.st_mtime_ns, found.st_ino)  # the file system's clock ticks too slowly alone
        if stamp != self._stamp:
            self._offset = timedelta(seconds=json.loads(self._file.read_text())["offset"])
            self._stamp = stamp
        return datetime.now(UTC) + self._offset


class FixedClock:
    """A clock for tests: stands still until told otherwise."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        self.at += by
