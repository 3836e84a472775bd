"""The playground's clock: the wall clock plus an offset that a test moves."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path


class Clock:
    """Domain time of the playground and, through a small file, of the bot.

    The file holds ``{"offset": seconds}`` and is replaced atomically, so that a reader never
    sees half of it. A file that is there already is taken over.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.offset = 0.0
        if path is not None and path.exists():
            self.offset = float(json.loads(path.read_text(encoding="utf-8"))["offset"])
        self._write()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    def iso(self) -> str:
        """The present instant as ISO 8601 in UTC."""
        return as_iso(self.now())

    def move_to(self, instant: float) -> None:
        """Set the present instant, in seconds since the epoch; it may lie in the past."""
        self.offset = instant - time.time()
        self._write()

    def reset(self) -> None:
        """Go back to the wall clock."""
        self.offset = 0.0
        self._write()

    def restore(self, offset: float) -> None:
        """Take over the offset of a saved world."""
        self.offset = offset
        self._write()

    def _write(self) -> None:
        if self.path is None:
            return
        beside = self.path.with_name(self.path.name + ".new")
        beside.write_text(json.dumps({"offset": self.offset}), encoding="utf-8")
        os.replace(beside, self.path)


def as_iso(instant: float) -> str:
    """Seconds since the epoch as ISO 8601 in UTC."""
    return datetime.fromtimestamp(instant, UTC).isoformat()


def from_iso(text: str) -> float:
    """Read ISO 8601; without a zone it is UTC. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.timestamp()
