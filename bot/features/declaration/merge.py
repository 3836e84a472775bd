"""The three-way merge: what was applied last, what is there now, what is declared.

Pure functions. What was changed in Slack since the last time stays, unless the file changed it,
too: that is a conflict, reported each time until both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.features.declaration.parse import Facts, Key, describe

ABSENT = object()


class Action(StrEnum):
    """What is done about a fact."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True)
class Change:
    """Something to do. ``values`` are the fields to write; ``before`` what they were."""

    action: Action
    key: Key
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        text = f"{self.action} {describe(self.key)}"
        if self.action is not Action.CHANGE:
            return text
        return f"{text} ({', '.join(self._said(name) for name in self.values)})"

    def _said(self, name: str) -> str:
        """A field with what it was; of what has parts of its own, only that it changes."""
        before, after = self.before[name], self.values[name]
        if isinstance(after, list) and any(isinstance(part, dict) for part in after):
            return f"{name} change"
        return f"{name}: {before!r} becomes {after!r}"


@dataclass(frozen=True)
class Conflict:
    """Changed in Slack and in the file, differently: left as it is."""

    key: Key
    field: str | None
    here: Any
    declared: Any

    def __str__(self) -> str:
        what = describe(self.key)
        if self.key[0] == "skill" and self.here is not None and self.declared is not None:
            return f"{what} was changed meanwhile by the person and stays so; adapt the file"
        if self.field is not None:
            return (
                f"{what}, {self.field}: the file says {self.declared!r}, but meanwhile it was "
                f"changed to {self.here!r} and stays so; adapt the file, or change it back"
            )
        if self.here is None:
            return f"{what} was removed meanwhile, but the file has changed it: it stays removed"
        return f"{what} was changed meanwhile, but the file has removed it: it stays"


@dataclass
class Plan:
    """What applying does; ``base`` is what to remember for the next merge."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    base: Facts = field(default_factory=dict)


def merge(base: Facts, current: Facts, declared: Facts) -> Plan:
    """What to do so that ``current`` follows the way from ``base`` to ``declared``."""
    plan = Plan()
    for key, values in declared.items():
        if key not in current:
            _missing_here(plan, key, base.get(key), values)
        else:
            _fields(plan, key, base.get(key, {}), current[key], values)
    for key, values in current.items():
        if key in base and key not in declared:
            _no_longer_declared(plan, key, base[key], values)
    return plan


def _missing_here(
    plan: Plan, key: Key, base: Mapping[str, Any] | None, values: dict[str, Any]
) -> None:
    if base is None:
        plan.changes.append(Change(Action.ADD, key, values))
        plan.base[key] = values
        return
    plan.base[key] = dict(base)
    if base != values:
        plan.conflicts.append(Conflict(key, None, None, values))


def _fields(
    plan: Plan,
    key: Key,
    base: Mapping[str, Any],
    current: Mapping[str, Any],
    declared: Mapping[str, Any],
) -> None:
    change: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for name, wanted in declared.items():
        here, before = current[name], base.get(name, ABSENT)
        if wanted in (here, before):
            kept[name] = wanted
        elif here == before:
            kept[name] = change[name] = wanted
        else:
            plan.conflicts.append(Conflict(key, name, here, wanted))
            if before is not ABSENT:
                kept[name] = before
    plan.base[key] = kept
    if change:
        before_change = {name: current[name] for name in change}
        plan.changes.append(Change(Action.CHANGE, key, change, before_change))


def _no_longer_declared(
    plan: Plan, key: Key, base: Mapping[str, Any], current: Mapping[str, Any]
) -> None:
    if all(current[name] == value for name, value in base.items() if name in current):
        plan.changes.append(Change(Action.REMOVE, key))
    else:
        plan.conflicts.append(Conflict(key, None, current, None))
        plan.base[key] = dict(base)
