"""Read and check a Web API call's arguments: query, form or JSON, all with the same rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from playground.slack.errors import with_messages
from playground.slack.world import Json

ALWAYS = {"token"}


@dataclass(frozen=True)
class Argument:
    """One argument of a method, as the table declares it: ``name:type`` with ``!`` if needed."""

    name: str
    type: str
    required: bool

    @classmethod
    def parse(cls, text: str) -> Argument:
        """Read ``channel!`` or ``limit:int``; the type is ``str`` unless given."""
        required = text.endswith("!")
        name, _, kind = text.rstrip("!").partition(":")
        return cls(name, kind or "str", required)


class Wrong(ValueError):
    """A value that is not of its type; the message completes "must be …"."""


async def read(request: Request) -> Json:
    """All arguments as given; a JSON body wins over the query. Raises SlackError."""
    given: Json = dict(request.query_params)
    if request.method == "GET":
        return given
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return given | json_body(await request.body())
    form = await request.form()
    return given | dict(form)


def json_body(body: bytes) -> Json:
    """A JSON object. Raises SlackError."""
    try:
        parsed = json.loads(body or b"{}")
    except ValueError as error:
        raise with_messages("invalid_json", ["the body is not JSON"]) from error
    if not isinstance(parsed, dict):
        raise with_messages("json_not_object", ["the body is not an object"])
    return parsed


def check(declared: tuple[Argument, ...], given: Json) -> Json:
    """The arguments in their types; raises SlackError invalid_arguments."""
    problems = [f"unknown argument: {name}" for name in _unknown(declared, given)]
    out: Json = {}
    for argument in declared:
        value = given.get(argument.name)
        if value is None or value == "":
            if argument.required:
                problems.append(f"missing required field: {argument.name}")
            elif value == "":
                out[argument.name] = value
            continue
        try:
            out[argument.name] = TYPES[argument.type](value)
        except Wrong as error:
            problems.append(f"must be {error} [json-pointer:/{argument.name}]")
    if problems:
        raise with_messages("invalid_arguments", problems)
    return out


def _unknown(declared: tuple[Argument, ...], given: Json) -> list[str]:
    return sorted(set(given) - {a.name for a in declared} - ALWAYS)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("a string")
    return value


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "1", "false", "0"):
        return str(value).lower() in ("true", "1")
    raise Wrong("a boolean")


def _int(value: Any) -> int:
    if isinstance(value, bool) or not str(value).lstrip("-").isdigit():
        raise Wrong("an integer")
    return int(value)


def _parsed(value: Any, kind: type, what: str) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise Wrong(what) from error
    if not isinstance(value, kind):
        raise Wrong(what)
    return value


def _dict(value: Any) -> Any:
    return _parsed(value, dict, "an object")


def _list(value: Any) -> Any:
    return _parsed(value, list, "an array")


def _words(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_str(v) for v in value]
    return [word.strip() for word in _str(value).split(",") if word.strip()]


TYPES: dict[str, Callable[[Any], Any]] = {
    "str": _str,
    "bool": _bool,
    "int": _int,
    "dict": _dict,
    "list": _list,
    "words": _words,
}
