"""What can be read and pressed on a message, a modal or App Home, and what is expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playground.slack.inputs import elements
from playground.stories.marks import plain
from playground.supervisor.days import BERLIN

Json = dict[str, Any]
Names = Mapping[str, str]
"""Id → name, of people and channels."""
TOKEN = re.compile(r"<([^<>]+)>")
DATE = re.compile(r"!date\^(\d+)\^")


def words(shown: Any, names: Names) -> str:
    """Everything that can be read: ids as names, moments as ``18 Nov 10:00`` in Berlin.

    What is written on buttons is left out: see `controls`.
    """
    found = [str(shown.get("text") or "")] if isinstance(shown.get("text"), str) else []
    for key in ("title", "blocks", "files", "errors"):
        found += _texts(shown.get(key))
    lines = [TOKEN.sub(lambda m: _token(m[1], names), text) for text in dict.fromkeys(found)]
    return plain(_unescaped("\n".join(line for line in lines if line)))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if isinstance(value, str) and key in ("text", "name", "initial_value", "alt_text"):
                yield value
            elif isinstance(value, Mapping | list):
                yield from _texts(value)
    elif isinstance(part, list):
        for item in part:
            if not (isinstance(item, Mapping) and item.get("type") == "actions"):
                yield from _texts(item)


def _token(inner: str, names: Names) -> str:
    date = DATE.match(inner)
    if date:
        at = datetime.fromtimestamp(int(date[1]), UTC).astimezone(BERLIN)
        return f"{at.day} {at:%b %H:%M}"
    address, _, label = inner.partition("|")
    if address[:1] in "@#":
        return address[0] + (label or names.get(address[1:], address[1:]))
    return label or address


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True)
class Control:
    """Something to press: ``label`` is what is written on it."""

    action_id: str
    block_id: str
    label: str
    element: Json

    def called(self, name: str) -> bool:
        """Whether somebody means this one: by what is written on it or by its action_id."""
        return name == self.action_id or name.casefold() == self.label.casefold()


def controls(shown: Json) -> list[Control]:
    """What can be pressed or filled in, in order."""
    found = []
    for block, element in elements(shown.get("blocks")):
        label = element.get("text") or block.get("label") or element.get("placeholder") or {}
        text = plain(_unescaped(str(label.get("text") or "")))
        found.append(Control(element["action_id"], block["block_id"], text, element))
    return found


def control(shown: Json, wanted: Sequence[str]) -> Control | None:
    """The first control that somebody means by one of these names."""
    there = controls(shown)
    return next((c for name in wanted for c in there if c.called(name)), None)


def alternatives(value: Any) -> list[str]:
    """``a`` or ``[a, b]``: any of them will do."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


@dataclass(frozen=True)
class Sight:
    """What is expected of one message. Words are compared without regard to case."""

    spec: Mapping[str, Any]
    names: Names

    def why_not(self, shown: Json) -> str | None:
        """None where it fits, otherwise what is amiss."""
        text = words(shown, self.names).casefold()
        return self._words(text) or self._controls(shown) or self._marks(shown)

    def _words(self, text: str) -> str | None:
        for wanted in [self.spec.get("text"), *(self.spec.get("all") or [])]:
            choices = alternatives(wanted)
            if choices and not any(one.casefold() in text for one in choices):
                return f"it does not say “{'” or “'.join(choices)}”"
        for unwanted in alternatives(self.spec.get("not")):
            if unwanted.casefold() in text:
                return f"it says “{unwanted}”"
        return None

    def _controls(self, shown: Json) -> str | None:
        wanted = alternatives(self.spec.get("button"))
        if wanted and control(shown, wanted) is None:
            return f"it has no {' or '.join(wanted)}"
        for unwanted in alternatives(self.spec.get("no_button")):
            if control(shown, [unwanted]) is not None:
                return f"it has {unwanted}"
        return None

    def _marks(self, shown: Json) -> str | None:
        by = self.spec.get("by")
        if by and str(by).casefold() not in str(shown.get("name", "")).casefold():
            return f"it is not by {by}"
        reaction = self.spec.get("reaction")
        if reaction and reaction not in [r["name"] for r in shown.get("reactions", [])]:
            return f"nobody reacted with {reaction}"
        if self.spec.get("pinned") and not shown.get("pinned"):
            return "it is not pinned"
        return None


def brief(shown: Json, names: Names, length: int = 100) -> str:
    """A message in one line: who, the words, the buttons."""
    said = {**shown, "text": None} if shown.get("blocks") else shown
    text = " / ".join(words(said, names).split("\n"))
    text = text if len(text) <= length else text[: length - 1] + "…"
    buttons = "".join(f" [{c.label}]" for c in controls(shown))
    marks = "".join(f" :{r['name']}:" for r in shown.get("reactions", []))
    who = f"{shown['name']}: " if shown.get("name") else ""
    return f"{who}{text}{buttons}{marks}"
