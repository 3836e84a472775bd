"""What goes wrong on request: by probability with a seed, or by script."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal

from playground.slack.world import Json

Deed = Literal["drop_after", "drop_before", "429", "500", "kill_before", "kill_after"]
DEEDS = ("429", "500", "drop_before", "drop_after", "kill_before", "kill_after")
DRAWN: tuple[Deed, ...] = ("429", "500", "drop_before", "drop_after")
KEYS = {"seed", "rate_limits", "events", "api", "jira", "script"}
SCRIPT_KEYS = {"method", "nth", "do", "pid", "times"}
EVENT_KEYS = {"repeat", "delay", "reorder"}
API_KEYS = {*DRAWN, "retry_after"}


class BadHostile(ValueError):
    """Settings that do not fit; the message is one sentence."""


@dataclass(frozen=True)
class Mishap:
    """What happens to one call; ``pid`` is the process to kill."""

    deed: Deed
    pid: int | None = None
    retry_after: int = 1


@dataclass
class Line:
    """One line of the script: acts on the ``nth`` matching call from now, ``times`` times."""

    method: str
    nth: int
    do: Deed
    pid: int | None
    times: int
    seen: int = 0

    def fires(self, names: Sequence[str]) -> bool:
        """Count a call of these names; whether this line acts on it."""
        if not any(fnmatchcase(name, self.method) for name in names):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


class Hostile:
    """The current set. What it says of Jira is carried out by the proxy before Jira."""

    def __init__(self, rate_limits: bool = False) -> None:
        self._rate_limits_by_default = rate_limits
        self.settings: Json = {}
        self.replace({})

    def replace(self, settings: Json) -> None:
        """Replace the whole set. Raises BadHostile."""
        _only("hostile", settings, KEYS)
        _only("events", settings.get("events", {}), EVENT_KEYS)
        _only("api", settings.get("api", {}), API_KEYS)
        script = [_line(entry) for entry in settings.get("script", [])]
        self.settings = dict(settings)
        self.script = script
        self.random = random.Random(settings.get("seed", 0))  # not a secret
        self.rate_limits = bool(settings.get("rate_limits", self._rate_limits_by_default))
        self.events: Json = settings.get("events", {})
        self.api: Json = settings.get("api", {})

    def _scripted(self, names: Sequence[str]) -> Line | None:
        """What the script has for this call, which it counts."""
        return next(iter([line for line in self.script if line.fires(names)]), None)

    def for_jira(self, names: Sequence[str]) -> Json | None:
        """The same for the proxy before Jira: one script counts both."""
        line = self._scripted(names)
        return {"do": line.do, "pid": line.pid or 0} if line else None

    def judge(self, method: str) -> Mishap | None:
        """What happens to a Web API call: the script first, then chance."""
        found = self._scripted([method])
        if found is not None:
            return Mishap(found.do, found.pid)
        for deed in DRAWN:
            chance = float(self.api.get(deed, 0))
            if chance and self.random.random() < chance:
                return Mishap(deed, retry_after=int(self.api.get("retry_after", 1)))
        return None

    def chance(self, name: str) -> bool:
        """Draw for one of the event settings."""
        odds = float(self.events.get(name, 0))
        return bool(odds) and self.random.random() < odds

    def delay(self) -> float:
        """Seconds to hold an event back."""
        low, high = self.events.get("delay", (0, 0))
        return self.random.uniform(float(low), float(high)) if high else 0.0


def kill(pid: int | None) -> None:
    """SIGKILL a process that may have gone already."""
    if pid is None:
        return
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _line(entry: Json) -> Line:
    _only("script", entry, SCRIPT_KEYS)
    do = entry.get("do")
    if do not in DEEDS:
        raise BadHostile(f"A script's do is one of {', '.join(DEEDS)}.")
    if do.startswith("kill") and not isinstance(entry.get("pid"), int):
        raise BadHostile(f"{do} needs a pid.")
    nth, times = int(entry.get("nth", 1)), int(entry.get("times", 1))
    return Line(str(entry.get("method", "*")), nth, do, entry.get("pid"), times)


def _only(what: str, given: Any, allowed: set[str]) -> None:
    if not isinstance(given, dict):
        raise BadHostile(f"{what} is an object.")
    unknown = sorted(set(given) - allowed)
    if unknown:
        raise BadHostile(
            f"{what} has no {', '.join(unknown)}; it has {', '.join(sorted(allowed))}."
        )
