"""The log of everything sent and received, for tests and for "behind the scenes"."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playground.clock import Clock
from playground.slack.world import Json

KEPT = 5000
SECRET = re.compile(r"(xox[a-z]|xapp)-[A-Za-z0-9-]+|(?<=Bearer )\S+|(?<=Basic )\S+")
SECRET_KEYS = {"token", "authorization", "x-slack-signature", "signing_secret"}


class Traffic:
    """A bounded ring; secrets are masked before anything is kept or written."""

    def __init__(self, clock: Clock, file: Path | None = None) -> None:
        self.clock = clock
        self.file = file
        self.entries: deque[Json] = deque(maxlen=KEPT)
        self.last = 0
        self.listener: Callable[[], None] = _nobody

    def add(
        self,
        direction: str,
        kind: str,
        name: str,
        *,
        status: int | str | None = None,
        ms: float | None = None,
        request: Any = None,
        response: Any = None,
        note: str | None = None,
    ) -> None:
        """Note one exchange; ``ms`` is how long the other side took."""
        self.last += 1
        entry = {
            "n": self.last,
            "at": self.clock.iso(),
            "direction": direction,
            "kind": kind,
            "name": name,
            "status": status,
            "ms": None if ms is None else round(ms, 1),
            "request": masked(request),
            "response": masked(response),
        }
        if note:
            entry["note"] = note
        self.entries.append(entry)
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
        self.listener()

    def after(self, n: int, limit: int) -> list[Json]:
        """The entries after number ``n``, oldest first."""
        newer: Iterable[Json] = (e for e in self.entries if e["n"] > n)
        return [e for _, e in zip(range(limit), newer, strict=False)]

    def clear(self) -> None:
        """Forget everything; numbers go on."""
        self.entries.clear()


def masked(value: Any) -> Any:
    """The same with tokens, signatures and secrets replaced by stars."""
    if isinstance(value, dict):
        return {k: "***" if str(k).lower() in SECRET_KEYS else masked(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [masked(v) for v in value]
    if isinstance(value, str):
        return SECRET.sub("***", value)
    return value


def _nobody() -> None:
    """Nobody listens yet."""
