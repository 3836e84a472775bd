"""A world as JSON and back."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from playground.slack.world import (
    App,
    Channel,
    Ephemeral,
    File,
    Json,
    Message,
    Person,
    View,
    Workspace,
    World,
)


def pack(world: World) -> Json:
    """The whole world as JSON; file contents as base64."""
    document = asdict(world)
    for item in document["files"].values():
        item["content"] = base64.b64encode(item["content"]).decode()
    return document


def unpack(document: Json) -> World:
    """What `pack` made."""
    return World(
        app=App(**document["app"]),
        workspaces=_each(Workspace, document["workspaces"]),
        people=_each(Person, document["people"]),
        channels={k: _channel(v) for k, v in document["channels"].items()},
        files={k: _file(v) for k, v in document["files"].items()},
        homes=_each(View, document["homes"]),
        modals={u: [View(**v) for v in stack] for u, stack in document["modals"].items()},
        inputs=document["inputs"],
        counter=document["counter"],
    )


def _each(kind: Any, fields: Json) -> dict[str, Any]:
    return {key: kind(**value) for key, value in fields.items()}


def _channel(fields: Json) -> Channel:
    messages = _each(Message, fields.pop("messages"))
    ephemerals = [Ephemeral(**e) for e in fields.pop("ephemerals")]
    return Channel(messages=messages, ephemerals=ephemerals, **fields)


def _file(fields: Json) -> File:
    content = base64.b64decode(fields.pop("content"))
    return File(content=content, **fields)
