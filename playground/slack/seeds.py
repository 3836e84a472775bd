"""Build a world from a seed (YAML or the same as JSON)."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml

from playground.slack.world import App, Channel, Json, Kind, Person, Workspace, World

SEED = Path(__file__).parent.parent / "seed.yml"


class BadSeed(ValueError):
    """A seed, or a new person or channel, that does not fit; the message is one sentence."""


def read_seed(path: Path = SEED) -> Json:
    """Read a seed file."""
    return deepcopy(_parsed(path.read_text(encoding="utf-8")))


@cache
def _parsed(text: str) -> Json:
    return dict(yaml.safe_load(text))


def grow(seed: Json, now: float) -> World:
    """A world as the seed says. Raises BadSeed."""
    app = seed.get("app") or {}
    try:
        world = World(App(bot_id=app.get("bot_id", "B0PERRON"), **_without(app, "bot_id")))
    except TypeError as error:
        raise BadSeed(f"app needs id, name, bot_user and workspace: {error}.") from error
    for fields in seed.get("workspaces", []):
        add_workspace(world, fields)
    for fields in seed.get("people", []):
        add_person(world, fields, now)
    _add_bot(world, now)
    for fields in seed.get("channels", []):
        add_channel(world, fields, now)
    return world


def _add_bot(world: World, now: float) -> None:
    app = world.app
    if app.bot_user not in world.people:
        bot = {"id": app.bot_user, "name": app.name, "workspace": app.workspace, "bot": True}
        add_person(world, bot, now)


def add_workspace(world: World, fields: Json) -> Workspace:
    """Add a workspace. Raises BadSeed."""
    known = _checked("workspace", fields, {"id", "name", "kind", "bot_dms", "tz"}, {"name"})
    known.setdefault("id", world.new_id("T"))
    _must_be_new(known["id"], world.workspaces)
    workspace = Workspace(**known)
    must_be_zone(workspace.tz)
    world.workspaces[workspace.id] = workspace
    return workspace


def add_person(world: World, fields: Json, now: float) -> Person:
    """Add a person. Raises BadSeed."""
    allowed = set(Person.__dataclass_fields__) - {"updated"}
    known = _checked("person", fields, allowed, {"name", "workspace"})
    known.setdefault("id", world.new_id("U"))
    _must_be_new(known["id"], world.people)
    _must_exist(known["workspace"], world.workspaces, "workspace")
    if known.get("guest") not in (None, "restricted", "ultra_restricted"):
        raise BadSeed("guest is restricted or ultra_restricted.")
    known.setdefault("tz", world.workspaces[known["workspace"]].tz)
    must_be_zone(known["tz"])
    person = Person(updated=now, **known)
    world.people[person.id] = person
    return person


def add_channel(world: World, fields: Json, now: float) -> Channel:
    """Add a channel. Raises BadSeed."""
    allowed = {"id", "name", "workspace", "private", "members", "shared_with", "pending"}
    known = _checked(
        "channel", fields, allowed | {"archived", "topic", "purpose"}, {"name", "workspace"}
    )
    kind: Kind = "private" if known.pop("private", False) else "channel"
    known.setdefault("id", world.new_id("G" if kind == "private" else "C"))
    _must_be_new(known["id"], world.channels)
    for team in [known["workspace"], *known.get("shared_with", []), *known.get("pending", [])]:
        _must_exist(team, world.workspaces, "workspace")
    known["members"] = list(known.get("members") or [])
    channel = Channel(kind=kind, created=now, last_ts=now, **known)
    for user in channel.members:
        check_member(world, channel, user)
    channel.creator = channel.members[0] if channel.members else ""
    world.channels[channel.id] = channel
    return channel


def check_member(world: World, channel: Channel, user: str) -> None:
    """Raises BadSeed when the person's workspace is not in the channel."""
    _must_exist(user, world.people, "person")
    if world.team_of(user) not in channel.teams:
        name = world.people[user].name
        raise BadSeed(f"{name} is of a workspace that #{channel.name} is not shared with.")


def _checked(what: str, fields: Json, allowed: set[str], needed: set[str]) -> dict[str, Any]:
    unknown = sorted(set(fields) - allowed)
    if unknown:
        raise BadSeed(f"A {what} has no {', '.join(unknown)}; it has {', '.join(sorted(allowed))}.")
    missing = sorted(n for n in needed if not fields.get(n))
    if missing:
        raise BadSeed(f"A {what} needs {', '.join(missing)}.")
    return dict(fields)


def must_be_zone(name: str) -> None:
    """Raises BadSeed when there is no such time zone."""
    if name not in _zones():
        raise BadSeed(f"There is no time zone {name}.")


@cache
def _zones() -> set[str]:
    return available_timezones()  # which reads hundreds of files


def _must_be_new(key: str, among: dict[str, Any]) -> None:
    if key in among:
        raise BadSeed(f"{key} is there already.")


def _must_exist(key: str, among: dict[str, Any], what: str) -> None:
    if key not in among:
        raise BadSeed(f"There is no {what} {key}.")


def _without(fields: Json, name: str) -> Json:
    return {k: v for k, v in fields.items() if k != name}
