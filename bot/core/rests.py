"""What has to wait for a while, for everybody: a method's limit concerns all who would call it."""

from __future__ import annotations

from bot.core.db import wall
from bot.ports import Busy


class Turns:
    """Whose turn it is: the backlog's or that of what is fresh.

    It goes on when one of them got through, so that whoever was asked to wait is the next.
    """

    def __init__(self) -> None:
        self.fresh = True

    def go_on(self) -> None:
        """One of those whose turn it was got through."""
        self.fresh = not self.fresh


class Rests:
    """Keys that are left alone until a time (wall clock). Any thread may use it."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def begin(self, key: str, seconds: float) -> None:
        """Leave ``key`` alone for so long."""
        self._until[key] = max(self._until.get(key, 0.0), wall() + seconds)

    def now(self) -> list[str]:
        """The keys that rest now."""
        at = wall()
        return [key for key, until in list(self._until.items()) if until > at]


def wait(busy: Busy, rests: Rests, key: str) -> float | None:
    """How long the one that was asked to wait is put back; where all have to, they rest instead."""
    if not busy.shared:
        return busy.retry_after
    rests.begin(key, busy.retry_after)
    return None
