"""Reading a story: YAML to steps, with the line of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from playground.stories.verbs import COMMON, VERBS
from playground.supervisor.days import BERLIN

HERE = Path(__file__).parent
FIELDS = {"title", "about", "agency", "seed", "start", "hurry", "steps"}
START = datetime(2026, 11, 18, 10, 0, tzinfo=BERLIN)
"""A Wednesday without holidays near it: when a story starts that does not say."""


class Loader(yaml.SafeLoader):
    """YAML in which ``on`` and ``off`` are words, and only ``true`` and ``false`` are not."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), ["t", "f"])


class BadStory(ValueError):
    """A story that cannot be read; the message names the file and the line."""


@dataclass(frozen=True)
class Step:
    """One line of a story: what is done or expected. ``body`` holds all its fields."""

    number: int
    line: int
    verb: str
    body: Mapping[str, Any]

    @property
    def value(self) -> Any:
        """What stands after the verb."""
        return self.body[self.verb]


@dataclass(frozen=True)
class Story:
    """A story as it was read. ``agency`` is merged into the playground's (see `merged`).

    ``hurry``: Slack has no limits in it, and the bot need not keep a pace.
    """

    name: str
    title: str
    start: datetime
    agency: Mapping[str, Any]
    seed: Path | None
    steps: tuple[Step, ...]
    hurry: bool = False


def find(name: str) -> Path:
    """A story by its file, or by the name of one that is shipped. Raises BadStory."""
    for path in (Path(name), HERE / f"{name}.yml"):
        if path.is_file():
            return path
    shipped = ", ".join(path.stem for path in every())
    raise BadStory(f"There is no story {name}; there is a file's path, or one of: {shipped}.")


def every() -> list[Path]:
    """The stories that are shipped."""
    return sorted(HERE.glob("*.yml"))


def read(path: Path) -> Story:
    """Read a story. Raises BadStory."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader)
        content = yaml.load(text, Loader)  # a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadStory(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("steps"), list):
        raise BadStory(f"{path} needs a list of steps.")
    unknown = sorted(set(content) - FIELDS)
    if unknown:
        raise BadStory(f"{path}: a story has no {', '.join(unknown)}.")
    lines = _lines(node)
    steps = [
        _step(path, number, line, body)
        for number, (line, body) in enumerate(zip(lines, content["steps"], strict=True), 1)
    ]
    return Story(
        name=path.stem,
        title=str(content.get("title") or path.stem),
        start=_start(path, content.get("start")),
        agency=content.get("agency") or {},
        seed=path.parent / content["seed"] if content.get("seed") else None,
        steps=tuple(steps),
        hurry=content.get("hurry") is True,
    )


def _lines(node: yaml.Node | None) -> list[int]:
    assert isinstance(node, yaml.MappingNode)
    steps = next(value for key, value in node.value if key.value == "steps")
    return [step.start_mark.line + 1 for step in steps.value]


def _start(path: Path, given: Any) -> datetime:
    if given is None:
        return START
    try:
        at = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError as error:
        raise BadStory(f"{path}: start is like 2026-11-18 10:00.") from error
    return at if at.tzinfo else at.replace(tzinfo=BERLIN)


def _step(path: Path, number: int, line: int, body: Any) -> Step:
    where = f"{path}, line {line}"
    if not isinstance(body, dict):
        raise BadStory(f"{where}: a step is a mapping, like {{as: anke, post: Hello}}.")
    verbs = [key for key in body if key in VERBS]
    if len(verbs) != 1:
        allowed = ", ".join(VERBS)
        raise BadStory(f"{where}: a step has one of {allowed}; this has {len(verbs)} of them.")
    allowed_here = VERBS[verbs[0]] | COMMON
    unknown = sorted(str(key) for key in set(body) - allowed_here - {verbs[0]})
    if unknown:
        raise BadStory(
            f"{where}: {verbs[0]} does not go with {', '.join(unknown)}, "
            f"but with {', '.join(sorted(allowed_here))}."
        )
    _check_sight(where, verbs[0], body[verbs[0]])
    return Step(number, line, verbs[0], body)


def _check_sight(where: str, verb: str, value: Any) -> None:
    allowed = FIELDS_OF.get(verb)
    if allowed is None:
        return
    if not isinstance(value, dict):
        raise BadStory(f"{where}: {verb} is a mapping with {', '.join(sorted(allowed))}.")
    unknown = sorted(str(key) for key in set(value) - allowed)
    if unknown:
        raise BadStory(
            f"{where}: {verb} has no {', '.join(unknown)}; it has {', '.join(sorted(allowed))}."
        )


WORDS = {"text", "all", "not", "button", "no_button"}
PLACE = {"who", "in", "thread", "on", "name", "within"}
SIGHT = WORDS | PLACE | {"reaction", "by", "pinned", "count"}
MODAL = WORDS | {"who", "title", "within", "errors"}
TICKET = {"project", "status", "summary", "description", "count", "name", "within"}
READ = {"text", "all", "not", "within"}
FIELDS_OF = {
    "sees": SIGHT,
    "sees_not": SIGHT,
    "modal": MODAL,
    "ticket": TICKET,
    "file": READ | {"who", "in", "thread", "name"},
    "page": READ | {"space", "title"},
}


def merged(base: Any, change: Any) -> Any:
    """The playground's agency with a story's changes.

    Mappings are merged by key; of lists the items that have a ``key`` (or ``slack``) are merged
    with the item that has the same, any other list is replaced.
    """
    if isinstance(base, dict) and isinstance(change, Mapping):
        return {**base, **{k: merged(base.get(k), v) for k, v in change.items()}}
    if isinstance(base, list) and isinstance(change, list) and _keyed([*base, *change]):
        return _merged_lists(base, change)
    return change


def _merged_lists(base: list[Any], change: list[Any]) -> list[Any]:
    changes = {_key(item): item for item in change}
    kept = [merged(item, changes.pop(_key(item), {})) for item in base]
    return [*kept, *changes.values()]


def _keyed(items: list[Any]) -> bool:
    return all(isinstance(item, dict) and _key(item) for item in items)


def _key(item: Mapping[str, Any]) -> Any:
    return item.get("key") or item.get("slack")
