"""From a declaration file to facts: what is declared of whom, checked in itself.

A fact is about a talent, platform, rota, member, skill (a person's talent), hours (a person's),
client, channel, contact, responsibility or offboarding (a template); its key says which one, as in
``("member", "super-mario", "U0001")``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yaml.nodes import Node

from bot.core.i18n import LANGUAGES
from bot.features.declaration import endings
from bot.features.declaration import fields as form
from bot.features.declaration.durations import minutes_of, usual_day
from bot.features.declaration.reader import Problem, Reader, line_of, pairs
from bot.features.declaration.rules import Facts, Key, describe, troubles

__all__ = ["DeclarationError", "Facts", "Key", "describe", "parse"]


class DeclarationError(Exception):
    """The file cannot be applied. ``problems`` are in order of their lines."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(f"{file}:{p.line}: {p.text}" for p in self.problems))


@dataclass
class Draft:
    """What was read so far, and where it stood."""

    reader: Reader = field(default_factory=Reader)
    facts: Facts = field(default_factory=dict)
    nodes: dict[Key, Node] = field(default_factory=dict)

    def put(self, node: Node, key: Key, values: dict[str, Any], *, again: bool = False) -> None:
        """Add a fact. One that is there already is wrong, unless ``again`` and the same."""
        if key not in self.facts:
            self.facts[key], self.nodes[key] = values, node
        elif not again or self.facts[key] != values:
            line = line_of(self.nodes[key])
            self.reader.say(node, f"{describe(key)} was declared on line {line} already.")


def parse(text: str, file: str) -> Facts:
    """The facts that a file declares; DeclarationError names everything that is wrong with it."""
    draft = Draft()
    root = draft.reader.compose(text)
    if root is not None:
        top = draft.reader.record(root, form.TOP)
        for node in top["talents"] or ():
            _talent(draft, node)
        for node in top["offboarding"] or ():
            _ending(draft, node)
        for node in top["platforms"] or ():
            _platform(draft, node)
        for trouble in (*troubles(draft.facts), *endings.troubles(draft.facts)):
            part = (*trouble.key, str(trouble.params.get("found")))
            node = draft.nodes.get(part) or draft.nodes[trouble.key]
            draft.reader.say(node, trouble.msgid.format(**trouble.params))
    if draft.reader.problems:
        raise DeclarationError(file, draft.reader.problems)
    return draft.facts


def _talent(draft: Draft, node: Node) -> None:
    values = draft.reader.record(node, form.TALENT)
    texts = {"names": values["name"], "descriptions": values["description"]}
    for name, found in texts.items():
        if found is not None:
            read = draft.reader.record(found, form.IN_LANGUAGES) if found else {}
            texts[name] = {language: text for language, text in read.items() if text}
            if found and not texts[name]:
                draft.reader.say(found, f"Here should be a text for {' or '.join(LANGUAGES)}.")
    if values["key"]:
        draft.put(node, ("talent", values["key"]), texts)


def _ending(draft: Draft, node: Node) -> None:
    found = endings.read(draft.reader, node)
    if found.key:
        key = (endings.KIND, found.key)
        draft.put(node, key, found.values)
        draft.nodes.update({(*key, step): place for step, place in found.places.items()})


def _platform(draft: Draft, node: Node) -> None:
    values = draft.reader.record(node, form.PLATFORM)
    members, clients = values.pop("members") or (), values.pop("clients") or ()
    on_call = values.pop("on_call")
    key = values.pop("key") or f"on line {line_of(node)}"
    draft.put(node, ("platform", key), values)
    if on_call is not None:
        _rota(draft, key, on_call)
    for member in members:
        _member(draft, key, member)
    day = usual_day(values["hours"]) if values["hours"] else 480
    for client in clients:
        _client(draft, key, client, day)


def _rota(draft: Draft, platform: str, node: Node) -> None:
    values = draft.reader.record(node, form.ON_CALL)
    key = ("rota", platform)
    members = []
    for item in values["members"] or ():
        user = draft.reader.value(item, form.USER_ID, "members")
        if user in members:
            draft.reader.say(item, f"{user} is there twice.")
        elif user:
            members.append(user)
            draft.nodes[(*key, user)] = item
    if values["members"] == []:
        draft.reader.say(node, "'members' should name at least one person.")
    begins = date.fromisoformat(values["begins"]).isoformat() if values["begins"] else None
    draft.put(node, key, {"begins": begins, "members": members})


def _member(draft: Draft, platform: str, node: Node) -> None:
    values = draft.reader.record(node, form.MEMBER)
    user, talents = values.pop("slack"), values.pop("talents") or ()
    hours = {name: values.pop(name) for name in ("hours", "timezone")}
    if not user:
        return
    draft.put(node, ("member", platform, user), values)
    # On a second platform a person's hours and talents may be repeated, not contradicted.
    if hours["hours"]:
        draft.put(node, ("hours", user), hours, again=True)
    elif hours["timezone"]:
        draft.reader.say(node, "'timezone' stands beside 'hours': the person's own, in that zone.")
    mentioned: set[str] = set()
    for item in talents:
        skill = draft.reader.record(item, form.SKILL)
        talent = skill.pop("talent")
        if talent:
            draft.put(item, ("skill", user, talent), skill, again=talent not in mentioned)
            mentioned.add(talent)


def _client(draft: Draft, platform: str, node: Node, day: int) -> None:
    values = draft.reader.record(node, form.CLIENT)
    values["platform_key"] = platform
    values["window_seconds"] = values.pop("window")
    values |= _targets(draft, values.pop("targets"), day)
    key = values.pop("key") or f"on line {line_of(node)}"
    channels, contacts = values.pop("channels") or (), values.pop("contacts") or ()
    responsible = values.pop("responsible")
    draft.put(node, ("client", key), values)
    for item in channels:
        channel = draft.reader.value(item, form.CHANNEL_ID, "channels")
        if channel:
            draft.put(item, ("channel", channel), {"client_key": key})
    for item in contacts:
        user = draft.reader.value(item, form.USER_ID, "contacts")
        if user:
            draft.put(item, ("contact", key, user), {})
    if responsible is not None:
        for talent, item in (draft.reader.value(responsible, pairs, "responsible") or {}).items():
            user = draft.reader.value(item, form.USER_ID, talent)
            if user:
                draft.put(item, ("responsible", key, talent), {"user_id": user})


def _targets(draft: Draft, node: Node | None, day: int) -> dict[str, int | None]:
    """In minutes of business time; a day is one of the platform's."""
    read = draft.reader.record(node, form.TARGETS) if node is not None else {}
    return {
        f"{name}_within": minutes_of(read[name], day) if read.get(name) else None
        for name in form.TARGETS
    }
