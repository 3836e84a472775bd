"""Reads YAML with line numbers: all that is wrong is noted, together with what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from re import compile as regex
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.core.i18n import mark

REQUIRED = object()
NULL = "tag:yaml.org,2002:null"
BOOLEAN = "tag:yaml.org,2002:bool"

Read = Callable[["Reader", Node], Any]
"""Turns a node into a value, or raises `Wrong`."""


class Wrong(Exception):
    """A value is not one that is allowed.

    ``msgid``, marked for translation, says what is; ``found`` and ``detail`` are added in English.
    """

    def __init__(
        self, msgid: str, found: str | None = None, detail: str = "", **params: Any
    ) -> None:
        said = msgid.format(**params) if params else msgid
        instead = f", not {found!r}" if found is not None else ""
        super().__init__(said + instead + (f": {detail}" if detail else ""))
        self.msgid = msgid
        self.params = params


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong on a line (1 is the first)."""

    line: int
    text: str


@dataclass(frozen=True)
class Field:
    """A key of a mapping: how its value is read, and what stands for it where it is left out."""

    read: Read
    default: Any = REQUIRED


class Reader:
    """Reads one file and collects what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def compose(self, text: str) -> Node | None:
        """The file's outermost node; None, with a problem noted, where it is not YAML."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.problems.append(Problem(line, f"This is not YAML: {error.problem}."))
            return None
        except yaml.YAMLError:
            self.problems.append(Problem(1, "This is not YAML: it holds unreadable characters."))
            return None
        if node is None:
            self.problems.append(Problem(1, "The file is empty; it should declare platforms."))
        return node

    def say(self, node: Node, text: str) -> None:
        """Note that something is wrong at ``node``."""
        self.problems.append(Problem(line_of(node), text))

    def record(self, node: Node, fields: Mapping[str, Field]) -> dict[str, Any]:
        """The mapping at ``node``, with every key of ``fields``; None where a value is wrong."""
        found: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            self.say(node, f"Here should be a mapping with {', '.join(fields)}.")
            return dict.fromkeys(fields)
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self.say(key, f"{name!r} is there twice.")
            elif name not in fields:
                self.say(key, _unknown(name, fields))
            else:
                found[name] = value
        return {name: self._field(node, name, found.get(name), fields[name]) for name in fields}

    def _field(self, parent: Node, name: str, node: Node | None, field: Field) -> Any:
        if node is None or (node.tag == NULL and field.default is not REQUIRED):
            if field.default is REQUIRED:
                self.say(parent, f"{name!r} is missing.")
                return None
            return field.default
        return self.value(node, field.read, name)

    def value(self, node: Node, read: Read, name: str) -> Any:
        """What ``read`` makes of ``node``; None, with a problem noted, where it is wrong."""
        try:
            return read(self, node)
        except Wrong as wrong:
            self.say(node, f"{name!r} should be {wrong}.")
            return None


def line_of(node: Node) -> int:
    """The line of the file that ``node`` begins on."""
    return int(node.start_mark.line) + 1


def keep(_reader: Reader, node: Node) -> Node:
    """The node itself, to be read later."""
    return node


def items(_reader: Reader, node: Node) -> list[Node]:
    """The nodes of a list."""
    if not isinstance(node, SequenceNode):
        raise Wrong("a list")
    return list(node.value)


def pairs(reader: Reader, node: Node) -> dict[str, Node]:
    """The nodes of a mapping with free keys."""
    if not isinstance(node, MappingNode):
        raise Wrong("a mapping")
    found: dict[str, Node] = {}
    for key, value in node.value:
        if str(key.value) in found:
            reader.say(key, f"{key.value!r} is there twice.")
        found[str(key.value)] = value
    return found


def scalar(node: Node, allowed: str, **params: Any) -> str:
    """The words as they stand in the file: ``no`` is no boolean here, ``007`` no number."""
    if not isinstance(node, ScalarNode) or node.tag == NULL or not node.value.strip():
        raise Wrong(allowed, **params)
    return str(node.value).strip()


def text(limit: int) -> Read:
    """Any text of at most ``limit`` characters."""

    def read(_reader: Reader, node: Node) -> str:
        found = scalar(node, mark("a text"))
        if len(found) > limit:
            allowed = mark("a text of at most {limit} characters, and this has {length}")
            raise Wrong(allowed, limit=limit, length=len(found))
        return found

    return read


def pattern(expression: str, allowed: str) -> Read:
    """A text of a certain form, which ``allowed`` describes."""
    form = regex(expression)

    def read(_reader: Reader, node: Node) -> str:
        found = scalar(node, allowed)
        if not form.fullmatch(found):
            raise Wrong(allowed, found)
        return found

    return read


def choice(*words: str) -> Read:
    """One of a few words."""
    allowed = " or ".join(words)

    def read(_reader: Reader, node: Node) -> str:
        found = scalar(node, allowed)
        if found not in words:
            raise Wrong(allowed, found)
        return found

    return read


def number(least: int, most: int) -> Read:
    """A whole number."""
    allowed = mark("a whole number from {least} to {most}")

    def read(_reader: Reader, node: Node) -> int:
        found = scalar(node, allowed, least=least, most=most)
        if not found.isascii() or not found.isdigit() or not least <= int(found) <= most:
            raise Wrong(allowed, found, least=least, most=most)
        return int(found)

    return read


def flag(_reader: Reader, node: Node) -> bool:
    """True or false, as YAML writes it."""
    found = scalar(node, "true or false")
    if node.tag != BOOLEAN:
        raise Wrong("true or false", found)
    return found.lower() in ("true", "yes", "on")


def checked(check: Callable[[str], object], allowed: str, limit: int) -> Read:
    """A text that ``check`` accepts; it raises ValueError with a sentence where it does not."""

    def read(_reader: Reader, node: Node) -> str:
        found = scalar(node, allowed)
        try:
            check(found)
            if len(found) > limit:
                raise ValueError(f"it has more than {limit} characters")
        except ValueError as error:
            raise Wrong(allowed, detail=str(error).rstrip(".")) from None
        return found

    return read


def typed(field: Field, value: str | bool) -> Any:
    """What a field makes of a value that did not come from a file; `Wrong` where it is none."""
    if isinstance(value, str) and not value.strip():
        if field.default is REQUIRED:
            raise Wrong(mark("something: it cannot be empty"))
        return field.default
    if isinstance(value, bool):
        return field.read(Reader(), ScalarNode(BOOLEAN, str(value).lower()))
    return field.read(Reader(), ScalarNode("tag:yaml.org,2002:str", value))


def _unknown(key: str, fields: Mapping[str, Field]) -> str:
    near = get_close_matches(key, fields, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}?" if near else f"allowed are {', '.join(fields)}."
    return f"{key!r} is not known here; {hint}"
