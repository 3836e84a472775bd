"""What is valid only for a while: trigger ids and response URLs."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from playground.clock import Clock

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass
class Trigger:
    """Lets the app open a modal for ``user``, once, within 3 s of the wall clock."""

    user: str
    born: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """All trigger ids handed out."""

    def __init__(self, lifetime: float = TRIGGER_SECONDS) -> None:
        self.lifetime = lifetime
        self._all: dict[str, Trigger] = {}

    def new(self, user: str, view_id: str | None = None) -> str:
        """A new one; ``view_id`` when it came from a view."""
        key = f"{int(time.time())}.{secrets.token_hex(8)}"
        self._all[key] = Trigger(user, time.monotonic(), view_id)
        return key

    def take(self, key: str) -> Trigger | str:
        """Use one up; or Slack's error: invalid, exchanged (used before) or expired."""
        trigger = self._all.get(key)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if time.monotonic() - trigger.born > self.lifetime:
            return "expired_trigger_id"
        trigger.used = True
        return trigger


@dataclass
class ResponseUrl:
    """Where the app may answer: ``ts`` or ``ephemeral_id`` name the message it came from."""

    user: str
    channel: str
    born: float
    ts: str | None = None
    ephemeral_id: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """All response URLs handed out: 5 uses in 30 min of the playground's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._all: dict[str, ResponseUrl] = {}

    def new(
        self,
        user: str,
        channel: str,
        *,
        ts: str | None = None,
        ephemeral_id: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """The id of a new one."""
        key = secrets.token_hex(12)
        born = self._clock.now()
        self._all[key] = ResponseUrl(user, channel, born, ts, ephemeral_id, thread_ts)
        return key

    def take(self, key: str) -> ResponseUrl | str:
        """Use one; or Slack's error."""
        url = self._all.get(key)
        if url is None:
            return "invalid_url"
        if self._clock.now() - url.born > RESPONSE_SECONDS:
            return "expired_url"
        if url.uses >= RESPONSE_USES:
            return "used_url"
        url.uses += 1
        return url
