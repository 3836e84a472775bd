"""Slack's published limits of what a message or window may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 4000
LONGEST: dict[tuple[str, str], int] = {
    ("header", "text"): 150,
    ("section", "text"): 3000,
    ("context", "elements"): 3000,
    ("button", "text"): 75,
    ("option", "text"): 75,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("element", "placeholder"): 150,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
"""Characters of a text, by what holds it and as what."""
PLAIN: dict[str, int] = {
    "block_id": 255,
    "action_id": 255,
    "callback_id": 255,
    "private_metadata": 3000,
    "value": 2000,
    "initial_value": 3000,
    "url": 3000,
}
MOST: dict[tuple[str, str], int] = {
    ("actions", "elements"): 25,
    ("context", "elements"): 10,
    ("section", "fields"): 10,
    ("static_select", "options"): 100,
    ("checkboxes", "options"): 10,
}


def too_much(shown: Any, kind: str = "") -> Iterator[str]:
    """What breaks a limit in a view or a list of blocks, a line each."""
    if isinstance(shown, list | tuple):
        for one in shown:
            yield from too_much(one, kind)
        return
    if not isinstance(shown, Mapping):
        return
    kind = _kind(shown, kind)
    for key, value in shown.items():
        if isinstance(value, str) and len(value) > PLAIN.get(key, len(value)):
            yield f"{kind}.{key} has {len(value)} characters"
        elif isinstance(value, list):
            yield from _in_list(value, kind, key)
        elif isinstance(value, Mapping) and "text" in value and key != "accessory":
            yield from _in_text(value["text"], kind, key)
        yield from too_much(value, "option" if key in ("options", "initial_option") else kind)


def _kind(shown: Mapping[str, Any], inherited: str) -> str:
    return inherited if inherited == "option" else str(shown.get("type", inherited))


def _in_list(value: list[Any], kind: str, key: str) -> Iterator[str]:
    if len(value) > MOST.get((kind, key), len(value)):
        yield f"{kind}.{key} are {len(value)}"
    for one in value:
        if kind == "context" and isinstance(one, Mapping) and isinstance(one.get("text"), str):
            yield from _in_text(one["text"], kind, key)


def _in_text(text: Any, kind: str, key: str) -> Iterator[str]:
    holder = "element" if key == "placeholder" else kind
    if not text:
        yield f"{kind}.{key} is empty"
    elif isinstance(text, str) and len(text) > LONGEST.get((holder, key), 3000):
        yield f"{kind}.{key} has {len(text)} characters: {text[:100]}"
