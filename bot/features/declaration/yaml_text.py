"""Pieces of YAML, written for people: scalars, short lists, long texts, comments behind ids."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

WIDTH = 96
SHORT = 60


def scalar(value: Any) -> str:
    """A value on one line, quoted only where YAML would read something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    style = None if text.isprintable() else '"'
    # Within a list, where commas and brackets have to be quoted, too: right everywhere.
    dumped = yaml.safe_dump(
        [text], default_flow_style=True, default_style=style, allow_unicode=True, width=2**31
    )
    return str(dumped).strip()[1:-1]


def flow(values: Mapping[str, Any]) -> str:
    """A mapping on one line."""
    return "{" + ", ".join(f"{scalar(key)}: {scalar(value)}" for key, value in values.items()) + "}"


def comment(text: str | None) -> str:
    """What stands behind a value, for people; nothing where there is nothing to say."""
    said = " ".join("".join(c if c.isprintable() else " " for c in text or "").split())
    return f"  # {said}" if said else ""


def long_text(name: str, text: str, indent: int) -> list[str]:
    """A key with a text that may go over several lines."""
    space = " " * indent
    if len(text) <= SHORT or not text.isprintable() or " ".join(text.split()) != text:
        return [f"{space}{name}: {scalar(text)}"]
    wrapped = textwrap.wrap(
        text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False
    )
    return [f"{space}{name}: >-", *(f"{space}  {part}" for part in wrapped)]


def listed(name: str, ids: Iterable[str], names: Mapping[str, str], indent: int) -> list[str]:
    """A key with a list of ids, each with the name behind it; nothing for an empty list."""
    space = " " * indent
    found = [f"{space}  - {scalar(one)}{comment(names.get(one))}" for one in ids]
    return [f"{space}{name}:", *found] if found else []
