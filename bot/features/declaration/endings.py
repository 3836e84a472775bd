"""The agency's own ways of ending the work for a client: `offboarding:` in its file.

A step with a key of the default template takes from there what it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yaml.nodes import Node

from bot.core.i18n import LANGUAGES, mark
from bot.features.declaration.fields import IN_LANGUAGES, KEY, Form
from bot.features.declaration.reader import (
    Field,
    Reader,
    Wrong,
    choice,
    flag,
    items,
    keep,
    number,
    scalar,
)
from bot.features.declaration.rules import Facts, Trouble
from bot.features.declaration.yaml_text import flow, long_text
from bot.features.declaration.yaml_text import scalar as written
from bot.features.offboarding.dependencies import Node as Stage
from bot.features.offboarding.dependencies import needs_in_the_end, nodes, out_of_order
from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.template import DEFAULT, GRACE_DAYS
from bot.features.offboarding.templates import packed

KIND = "offboarding"
DAYS = 365
Say = Callable[[Node, str], None]

NEEDS = "The step {step!r} needs {found!r}, which does not stand before it."
TWICE = "The step {found!r} is there twice."
NO_STEPS = "An offboarding has one step at least."
FIRST = "The step {found!r} has to need {first!r}, at least in the end: {why}"
NEVER_EARLY = "access is set inactive before it is deleted."
AFTER_INACTIVE = "the delivery block follows access set inactive."


def _days(_reader: Reader, node: Node) -> int:
    """Days before (negative) or after the last day."""
    allowed = mark("a whole number from -365 to 365: days before or after the last day")
    found = scalar(node, allowed)
    digits = found.lstrip("+-")
    if not digits.isascii() or not digits.isdigit() or len(found) > len(digits) + 1:
        raise Wrong(allowed, found)
    if abs(int(found)) > DAYS:
        raise Wrong(allowed, found)
    return int(found)


TEMPLATE: Form = {
    "key": Field(KEY),
    "name": Field(keep),
    "grace_days": Field(number(1, DAYS), GRACE_DAYS),
    "steps": Field(items),
}
STEP: Form = {
    "key": Field(KEY),
    "phase": Field(choice(*Phase), None),
    "name": Field(keep, None),
    "how": Field(keep, None),
    "talents": Field(items, None),
    "days": Field(_days, None),
    "needs": Field(items, None),
    "evidence": Field(items, None),
    "perron": Field(choice("nothing", *Does), None),
    "irreversible": Field(flag, None),
    "client": Field(flag, None),
}
KNOWN = {step["key"]: step for step in packed(DEFAULT.steps)}
REQUIRED = {"phase": "phase", "names": "name", "days": "days"}
PLAIN = {"phase": "phase", "days": "days", "irreversible": "irreversible", "for_client": "client"}
LISTS = {"talents": "talents", "needs": "needs", "evidence": "evidence"}
EMPTY: Mapping[str, Any] = {
    "notes": {},
    "talents": [],
    "needs": [],
    "evidence": [],
    "does": None,
    "irreversible": False,
    "for_client": False,
}


@dataclass(frozen=True)
class Read:
    """A template as it was read: its key, its values, and where each of its steps stood."""

    key: str | None
    values: dict[str, Any]
    places: Mapping[str, Node]


def read(reader: Reader, node: Node) -> Read:
    """One entry of `offboarding:`; what is wrong with it is noted with its line."""
    values = reader.record(node, TEMPLATE)
    steps: list[dict[str, Any]] = []
    places: dict[str, Node] = {}
    for item in values["steps"] or ():
        step = _step(reader, item)
        if step is None:
            continue
        if step["key"] in places:
            reader.say(item, TWICE.format(found=step["key"]))
        places.setdefault(step["key"], item)
        steps.append(step)
    names = _texts(reader, values["name"]) if values["name"] is not None else None
    found = {"names": names, "grace_days": values["grace_days"], "steps": steps}
    return Read(values["key"], found, places)


def _step(reader: Reader, node: Node) -> dict[str, Any] | None:
    said = reader.record(node, STEP)
    if said["key"] is None:
        return None
    step: dict[str, Any] = {"key": said["key"], **EMPTY, **KNOWN.get(said["key"], {})}
    for name, given in PLAIN.items():
        if said[given] is not None:
            step[name] = said[given]
    for name, given in {"names": "name", "notes": "how"}.items():
        if said[given] is not None:
            step[name] = _texts(reader, said[given])
    for name, given in LISTS.items():
        if said[given] is not None:
            form = choice(*EvidenceKind) if name == "evidence" else KEY
            read_one = (reader.value(item, form, given) for item in said[given])
            step[name] = [one for one in read_one if one is not None]
    if said["perron"] is not None:
        step["does"] = said["perron"] if said["perron"] != "nothing" else None
    missing = [given for name, given in REQUIRED.items() if name not in step]
    for name in missing:
        reader.say(node, f"{name!r} is missing.")
    return None if missing else step


def _texts(reader: Reader, node: Node) -> dict[str, str]:
    read_texts = reader.record(node, IN_LANGUAGES)
    found = {language: text for language, text in read_texts.items() if text}
    if not found:
        reader.say(node, f"Here should be a text for {' or '.join(LANGUAGES)}.")
    return found


def troubles(facts: Facts) -> Iterator[Trouble]:
    """What does not go together within a template. Talents are hints: any key will do."""
    for key, values in facts.items():
        if key[0] == KIND:
            yield from _troubles(key, values["steps"])


def _troubles(key: tuple[str, ...], steps: list[dict[str, Any]]) -> Iterator[Trouble]:
    if not steps:
        yield Trouble(key, NO_STEPS, {})
    stages = [Stage(step["key"], tuple(step["needs"])) for step in steps]
    wrong = list(out_of_order(stages))
    for step, found in wrong:
        yield Trouble((*key, step), NEEDS, {"step": step, "found": found})
    if wrong:
        return
    among = nodes(stages)
    does = {step["does"]: step["key"] for step in steps}
    inactive = does.get(str(Does.ACCESS_INACTIVE))
    for kind, why in ((Does.ACCESS_DELETED, NEVER_EARLY), (Does.BLOCK, AFTER_INACTIVE)):
        later = does.get(str(kind))
        if later is None or (inactive is None and kind == Does.BLOCK):
            continue
        first = inactive or str(Does.ACCESS_INACTIVE)
        if inactive is None or not needs_in_the_end(later, inactive, among):
            params = {"found": later, "first": first, "why": why}
            yield Trouble((*key, later), FIRST, params)


def lines(facts: Facts) -> Iterator[str]:
    """The templates as a file has them."""
    found = sorted(key for key in facts if key[0] == KIND)
    if found:
        yield "offboarding:"
    for key in found:
        values = facts[key]
        yield f"  - key: {written(key[-1])}"
        yield f"    name: {flow(values['names'])}"
        yield f"    grace_days: {values['grace_days']}"
        yield "    steps:"
        for step in values["steps"]:
            yield from _step_lines(step)
    if found:
        yield ""


def _step_lines(step: Mapping[str, Any]) -> Iterator[str]:
    """Everything is written out: what Perron's own template says may change with a version."""
    yield f"      - key: {written(step['key'])}"
    yield f"        phase: {step['phase']}"
    for given, name in {"name": "names", "how": "notes"}.items():
        if step[name]:
            yield f"        {given}:"
        for language, text in step[name].items():
            yield from long_text(language, text, 10)
    yield f"        days: {step['days']}"
    for name in LISTS:
        yield f"        {name}: [{', '.join(written(one) for one in step[name])}]"
    yield f"        perron: {step['does'] or 'nothing'}"
    for name, given in {"irreversible": "irreversible", "for_client": "client"}.items():
        yield f"        {given}: {written(step[name])}"
