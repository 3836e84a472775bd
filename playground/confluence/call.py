"""One call to the REST interfaces, what is asked in it, and where it leads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.confluence.answers import Answer, wrong
from playground.confluence.seed import Account
from playground.confluence.world import World
from playground.hostile import Hostile

Json = dict[str, Any]
NOBODY = Account("nobody", "Nobody", 0)
CLOUD = "/wiki/"


@dataclass
class Desk:
    """What the endpoints work on."""

    world: World
    hostile: Hostile


@dataclass(frozen=True)
class Call:
    """``base`` is the address of this Confluence for people; ``me`` whose token it is."""

    verb: str
    path: str
    query: Mapping[str, str]
    raw: bytes
    base: str
    me: Account = NOBODY

    @property
    def cloud(self) -> bool:
        """Whether this is Cloud's Confluence or the Data Center's: both are here, by path."""
        return self.path.startswith(CLOUD)

    def json(self) -> Any:
        """The body, or 400."""
        try:
            return json.loads(self.raw)
        except ValueError:
            raise wrong("The body is not JSON.") from None

    def object(self, *wanted: str) -> Json:
        """The body as an object that has these fields, or 400."""
        body = self.json()
        if not isinstance(body, dict):
            raise wrong("The body is not an object.")
        if missing := [name for name in wanted if body.get(name) in (None, "", {}, [])]:
            raise wrong(f"Missing: {', '.join(missing)}")
        return body

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A whole number of the query between 0 and ``most``, or 400."""
        text = self.query.get(name, str(otherwise))
        if not text.isdecimal() or int(text) > most:
            raise wrong(f"{name} is a number up to {most}.")
        return int(text)

    def wanted(self, name: str) -> str:
        """A parameter of the query, or 400."""
        if not self.query.get(name):
            raise wrong(f"{name} is missing.")
        return self.query[name]


Endpoint = Callable[..., Answer]
"""``(desk, call, **parts of the path)``; raises ConfluenceError."""


@dataclass(frozen=True)
class Route:
    """``name`` is what scripts of bad days call it; ``query`` all that may be asked."""

    verb: str
    path: re.Pattern[str]
    name: str
    endpoint: Endpoint
    query: frozenset[str] = field(default_factory=frozenset)

    def fits(self, call: Call) -> re.Match[str] | None:
        return self.path.fullmatch(call.path) if call.verb == self.verb else None


def route(verb: str, path: str, name: str, endpoint: Endpoint, query: str = "") -> Route:
    """``path`` with ``{id}`` for one part of it; ``query`` names what may be asked."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    return Route(
        verb, re.compile(pattern), f"confluence.{name}", endpoint, frozenset(query.split())
    )


def page_id(text: str) -> int:
    """A page's id, or 400."""
    if not text.isdecimal():
        raise wrong(f"'{text}' is not an id of a page.")
    return int(text)


def part(call: Call, results: Sequence[Json], most: int = 100) -> Json:
    """One page of a v1 list, by ``start`` and ``limit``."""
    start, limit = call.number("start", 0, 10**9), call.number("limit", 25, 500)
    size = min(limit, most)
    shown = list(results[start : start + size])
    links = {"base": call.base, "context": ""}
    if start + size < len(results):
        links["next"] = f"{call.path}?start={start + size}&limit={size}"
    return {"results": shown, "start": start, "limit": size, "size": len(shown), "_links": links}
