"""Our own pace, a little under Slack's limits, so that a 429 stays the exception."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

from bot.ports import Busy


@dataclass
class Bucket:
    """``rate`` calls a second, ``burst`` of them at once."""

    rate: float
    burst: float
    tokens: float = 0.0
    at: float = field(default_factory=time.monotonic)

    def wait(self, now: float) -> float:
        """Seconds until a call may be made; 0 takes a token."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.rate


class Pace:
    """Raises `Busy`, before anything is sent, where a call would come too early."""

    def __init__(self, limits: dict[str, tuple[float, float]]) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str], Bucket] = defaultdict()

    def keep(self, method: str, place: str = "") -> None:
        """Ask for the right to call ``method`` (for ``place``, where the limit is per channel)."""
        limit = self._limits.get(method)
        if limit is None:
            return
        with self._lock:
            bucket = self._buckets.get((method, place))
            if bucket is None:
                rate, burst = limit
                bucket = self._buckets[(method, place)] = Bucket(rate, burst, burst)
            wait = bucket.wait(time.monotonic())
        if wait > 0:
            raise Busy(f"{method} {place}".strip(), wait, shared=True)
