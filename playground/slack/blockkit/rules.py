"""Small checks that compose: each looks at one value and notes what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.slack.world import Json


@dataclass
class Findings:
    """What is wrong so far, and the ids seen, which must be unique."""

    surface: str
    problems: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    action_ids: set[str] = field(default_factory=set)

    def note(self, problem: str, path: str) -> None:
        """Note a problem as Slack words it."""
        self.problems.append(f"{problem} [json-pointer:{path}]")


Check = Callable[[Any, str, Findings], None]


@dataclass(frozen=True)
class Field:
    """A key of an object."""

    check: Check
    required: bool = False


def need(check: Check) -> Field:
    """A key that must be there."""
    return Field(check, True)


def may(check: Check) -> Field:
    """A key that may be there."""
    return Field(check)


def string(most: int, least: int = 1) -> Check:
    """A string of ``least`` to ``most`` characters."""

    def check(value: Any, path: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.note("must be a string", path)
        elif len(value) > most:
            found.note(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            found.note(f"must be more than {least - 1} characters", path)

    return check


def boolean(value: Any, path: str, found: Findings) -> None:
    """True or false."""
    if not isinstance(value, bool):
        found.note("must be a boolean", path)


def integer(value: Any, path: str, found: Findings) -> None:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        found.note("must be an integer", path)


def anything(value: Any, path: str, found: Findings) -> None:
    """Accepted as it is."""


def one_of(*allowed: str) -> Check:
    """One of some words."""

    def check(value: Any, path: str, found: Findings) -> None:
        if value not in allowed:
            found.note(f"must be one of {', '.join(allowed)}", path)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string of a form."""
    compiled = re.compile(pattern)

    def check(value: Any, path: str, found: Findings) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            found.note(f"must be {what}", path)

    return check


def items(check: Check, most: int, least: int = 1) -> Check:
    """A list of ``least`` to ``most``."""

    def check_all(value: Any, path: str, found: Findings) -> None:
        if not isinstance(value, list):
            found.note("must be an array", path)
            return
        if len(value) > most:
            found.note(f"no more than {most} items allowed", path)
        if len(value) < least:
            found.note(f"must have at least {least} items", path)
        for n, item in enumerate(value):
            check(item, f"{path}/{n}", found)

    return check_all


def shape(**fields: Field) -> Check:
    """An object with these keys and no others."""

    def check(value: Any, path: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.note("must be an object", path)
            return
        check_keys(value, fields, path, found)

    return check


def check_keys(value: Json, fields: dict[str, Field], path: str, found: Findings) -> None:
    """Unknown, missing and wrong keys of an object."""
    for key in value:
        if key not in fields:
            found.note(f"additional property not allowed: {key}", path)
    for key, rule in fields.items():
        if key in value:
            rule.check(value[key], f"{path}/{key}", found)
        elif rule.required:
            found.note(f"missing required field: {key}", path)


def typed(kinds: dict[str, dict[str, Field]], allowed: set[str] | None = None) -> Check:
    """An object whose ``type`` says which keys it has; only some types may be allowed here."""

    def check(value: Any, path: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.note("must be an object", path)
            return
        kind = value.get("type")
        if kind not in kinds or (allowed is not None and kind not in allowed):
            found.note(f"unsupported type: {kind}", path + "/type")
            return
        check_keys(value, kinds[kind] | {"type": need(anything)}, path, found)

    return check
