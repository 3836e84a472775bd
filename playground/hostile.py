"""How Jira and Confluence behave on a bad day: refusals, a late index, broken connections."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

CHANCES = ("401", "403", "429", "500", "drop_before", "drop_after")
DEEDS = (*CHANCES, "kill_before", "kill_after")
SETTINGS = {*CHANCES, "retry_after", "search_lag", "down", "missing"}


@dataclass(frozen=True)
class Deed:
    """What to do to one call: one of `DEEDS`; ``pid`` for the two that kill."""

    what: str
    pid: int = 0


@dataclass
class Step:
    """One scripted deed: on the ``nth`` matching call from now, and the ``times - 1`` after it."""

    method: str
    nth: int
    deed: Deed
    times: int = 1
    seen: int = 0

    def due(self, names: Iterable[str]) -> bool:
        if not any(fnmatchcase(name, self.method) for name in names):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


ScriptSource = Callable[[Sequence[str]], Mapping[str, Any] | None]
"""A script counted elsewhere: the names of a call in, the entry that is due now (or None) out."""


@dataclass
class Hostile:
    """The current set. Nothing happens by default; chances are drawn from ``chance``.

    ``script`` may be handed in where one script counts Slack's and Jira's calls together; else
    `configure` takes the steps itself.
    """

    chance: random.Random = field(default_factory=lambda: random.Random(0))
    script: ScriptSource | None = None
    chances: dict[str, float] = field(default_factory=dict)
    retry_after: float = 1
    search_lag: float = 0
    down: bool = False
    missing: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def configure(
        self,
        jira: Mapping[str, Any],
        script: Sequence[Mapping[str, Any]] = (),
        seed: int | None = None,
    ) -> None:
        """Replace the set by the ``jira`` part and the ``script`` of POST /control/hostile.

        With a ``seed`` the draws begin anew, so that the same calls meet the same fate.
        Raises ValueError, with a sentence, for what it does not know; nothing is changed then.
        """
        unknown = set(jira) - SETTINGS
        if unknown:
            raise ValueError(f"hostile.jira: unknown {', '.join(sorted(unknown))}")
        steps = [_step(entry) for entry in script]
        self.chances = {name: float(jira[name]) for name in CHANCES if jira.get(name)}
        self.retry_after = jira.get("retry_after", 1)
        self.search_lag = float(jira.get("search_lag", 0))
        self.down = bool(jira.get("down", False))
        self.missing = list(jira.get("missing", ()))
        self.steps = steps
        if seed is not None:
            self.chance = random.Random(seed)  # not a secret

    def next(self, names: Sequence[str]) -> Deed | None:
        """What happens to the call with these names, if anything; counts it for the script."""
        due = [step.deed for step in self.steps if step.due(names)]
        if self.script is not None and (entry := self.script(names)) is not None:
            due.append(_step(entry).deed)
        if due:
            return due[0]
        for what, probability in self.chances.items():
            if self.chance.random() < probability:
                return Deed(what)
        return None

    def hides(self, path: str) -> bool:
        """Whether this REST path is one of the endpoints that this Jira does not have."""
        return any(fnmatchcase(path, pattern) for pattern in self.missing)


def _step(entry: Mapping[str, Any]) -> Step:
    what = str(entry.get("do", ""))
    if what not in DEEDS:
        raise ValueError(f"hostile.script: do is '{what}', not one of {', '.join(DEEDS)}")
    deed = Deed(what, int(entry.get("pid", 0)))
    if what.startswith("kill") and deed.pid <= 0:
        raise ValueError(f"hostile.script: {what} needs a pid")
    method = str(entry.get("method", "*"))
    return Step(method, int(entry.get("nth", 1)), deed, int(entry.get("times", 1)))
