"""Slack's published rate limits as token buckets, per method or per channel."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
POST_BURST = 4
POSTS_A_MINUTE = 300


@dataclass
class Bucket:
    """Holds up to ``size`` calls and gains ``rate`` a second (wall clock)."""

    size: float
    rate: float
    level: float
    at: float

    def wait(self, now: float) -> int:
        """0 and one call taken; or the seconds to wait, rounded up."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0
        return max(1, math.ceil((1 - self.level) / self.rate))


class Limits:
    """Asks for one call; 429 blocks that method (for posts: that channel) alone."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def wait(self, method: str, tier: int, channel: str | None) -> int:
        """Seconds to wait before this call; 0 when it may go ahead."""
        if method != "chat.postMessage":
            return self._ask(method, TIERS.get(tier, 300), TIERS.get(tier, 300) / 60)
        wait = self._ask(f"{method} {channel}", POST_BURST, 1.0)
        return wait or self._ask(method, POSTS_A_MINUTE, POSTS_A_MINUTE / 60)

    def _ask(self, key: str, size: float, rate: float) -> int:
        now = time.monotonic()
        bucket = self._buckets.setdefault(key, Bucket(size, rate, size, now))
        return bucket.wait(now)
