"""From a declaration file to facts: what is declared of whom, checked in itself.

A fact is about a talent, platform, member, skill (a person's talent), client, channel, contact or
responsibility; its key says which one, as in ``("member", "super-mario", "U0001")``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from yaml.nodes import Node

from bot.core.i18n import LANGUAGES
from bot.features.declaration import fields as form
from bot.features.declaration.reader import Problem, Reader, line_of, pairs

Key = tuple[str, ...]
Facts = dict[Key, dict[str, Any]]


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

    def known(self, kind: str, *parents: str) -> list[str]:
        """The last parts of the keys of a kind."""
        return [key[-1] for key in self.facts if key[:-1] == (kind, *parents)]


def parse(text: str, file: str) -> Facts:
    """The facts that a file declares; DeclarationError names everything that is wrong with it."""
    draft = Draft()
    root = draft.reader.compose(text)
    if root is not None:
        top = draft.reader.record(root, form.TOP)
        for node in top["talents"] or ():
            _talent(draft, node)
        for node in top["platforms"] or ():
            _platform(draft, node)
        _check_places(draft)
    if draft.reader.problems:
        raise DeclarationError(file, draft.reader.problems)
    return draft.facts


def describe(key: Key) -> str:
    """A fact in a person's words."""
    kind, *names = key
    last = names[-1]
    return {
        "skill": f"talent {last} of {names[0]}",
        "responsible": f"responsibility {last} of client {names[0]}",
        "member": f"member {last} of platform {names[0]}",
        "contact": f"contact {last} of client {names[0]}",
    }.get(kind, f"{kind} {last}")


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


def _platform(draft: Draft, node: Node) -> None:
    values = draft.reader.record(node, form.PLATFORM)
    members, clients = values.pop("members") or (), values.pop("clients") or ()
    key = values.pop("key") or f"on line {line_of(node)}"
    draft.put(node, ("platform", key), values)
    for member in members:
        _member(draft, key, member)
    for client in clients:
        _client(draft, key, client)


def _member(draft: Draft, platform: str, node: Node) -> None:
    values = draft.reader.record(node, form.MEMBER)
    user, talents = values.pop("slack"), values.pop("talents") or ()
    if not user:
        return
    draft.put(node, ("member", platform, user), values)
    mentioned: set[str] = set()
    for item in talents:
        skill = draft.reader.record(item, form.SKILL)
        talent = skill.pop("talent")
        if not talent:
            continue
        if talent not in draft.known("talent"):
            draft.reader.say(item, _not_among("talent", talent, draft.known("talent")))
        # On a second platform the same person's talents may be repeated, not contradicted.
        draft.put(item, ("skill", user, talent), skill, again=talent not in mentioned)
        mentioned.add(talent)


def _client(draft: Draft, platform: str, node: Node) -> None:
    values = draft.reader.record(node, form.CLIENT)
    values["platform_key"] = platform
    values["window_seconds"] = values.pop("window")
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
        if values["mode"] == "self-service":
            draft.reader.say(responsible, "'responsible' is for managed clients only.")
        _responsible(draft, platform, key, responsible)


def _responsible(draft: Draft, platform: str, client: str, node: Node) -> None:
    for talent, item in (draft.reader.value(node, pairs, "responsible") or {}).items():
        if talent not in draft.known("talent"):
            draft.reader.say(item, _not_among("talent", talent, draft.known("talent")))
        user = draft.reader.value(item, form.USER_ID, talent)
        if not user:
            continue
        members = draft.known("member", platform)
        if user not in members:
            draft.reader.say(item, _not_among(f"member of {platform}", user, members))
        draft.put(item, ("responsible", client, talent), {"user_id": user})


def _check_places(draft: Draft) -> None:
    """A channel has one purpose, and nobody is on both sides."""
    teams: dict[str, int] = {}
    members = {key[-1] for key in draft.facts if key[0] == "member"}
    for key, values in draft.facts.items():
        node = draft.nodes[key]
        if key[0] == "platform" and values["team_channel"]:
            channel = values["team_channel"]
            if channel in teams:
                text = f"{channel} is a team channel already, of the platform on line"
                draft.reader.say(node, f"{text} {teams[channel]}.")
            teams.setdefault(channel, line_of(node))
        if key[0] == "contact" and key[-1] in members:
            draft.reader.say(node, f"{key[-1]} is a member; a contact is a client's person.")
    for key in draft.facts:
        if key[0] == "channel" and key[-1] in teams:
            text = f"{key[-1]} is a team channel; a client's channel is another one."
            draft.reader.say(draft.nodes[key], text)


def _not_among(what: str, name: str, allowed: list[str]) -> str:
    return f"There is no {what} {name!r}; declared are {', '.join(sorted(allowed)) or 'none'}."
