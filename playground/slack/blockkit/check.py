"""Check messages' blocks, views and metadata with Slack's limits."""

from __future__ import annotations

import json
from typing import Any

from playground.slack.blockkit.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, element
from playground.slack.blockkit.objects import plain, text
from playground.slack.blockkit.rules import (
    Field,
    Findings,
    anything,
    boolean,
    items,
    may,
    need,
    one_of,
    shape,
    string,
    typed,
)
from playground.slack.errors import SlackError, with_messages
from playground.slack.world import Json, World

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
METADATA_BYTES = 16_000


def block_id(value: Any, path: str, found: Findings) -> None:
    """Unique in the message or view."""
    string(255)(value, path, found)
    if value in found.block_ids:
        found.note(f"block_id already exists: {value}", path)
    found.block_ids.add(str(value))


ID = {"block_id": may(block_id)}
CONTEXT = typed(
    {
        "image": IMAGE,
        "mrkdwn": {"text": need(string(3000)), "verbatim": may(boolean)},
        "plain_text": {"text": need(string(3000)), "emoji": may(boolean)},
    }
)

BLOCKS: dict[str, dict[str, Field]] = {
    "section": ID
    | {
        "text": may(text(3000)),
        "fields": may(items(text(2000), 10)),
        "accessory": may(element(IN_SECTION)),
        "expand": may(boolean),
    },
    "header": ID | {"text": need(plain(150))},
    "context": ID | {"elements": need(items(CONTEXT, 10))},
    "actions": ID | {"elements": need(items(element(IN_ACTIONS), 25))},
    "divider": ID,
    "image": ID | IMAGE | {"title": may(plain(2000))},
    "input": ID
    | {
        "label": need(plain(2000)),
        "element": need(element(IN_INPUT)),
        "hint": may(plain(2000)),
        "optional": may(boolean),
        "dispatch_action": may(boolean),
    },
    "markdown": ID | {"text": need(string(12_000))},
    "rich_text": ID | {"elements": need(items(anything, 1000))},
}
VIEW = {
    "type": need(one_of("modal", "home")),
    "blocks": need(anything),
    "private_metadata": may(string(3000, 0)),
    "callback_id": may(string(255, 0)),
    "external_id": may(string(255, 0)),
}
MODAL = VIEW | {
    "title": need(plain(24)),
    "submit": may(plain(24)),
    "close": may(plain(24)),
    "clear_on_close": may(boolean),
    "notify_on_close": may(boolean),
    "submit_disabled": may(boolean),
}
METADATA = shape(event_type=need(string(255)), event_payload=need(anything))


def _one_block(value: Any, path: str, found: Findings) -> None:
    found.action_ids.clear()
    typed(BLOCKS)(value, path, found)
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind == "section" and not value.get("text") and not value.get("fields"):
        found.note("must have text or fields", path)
    if kind == "markdown" and found.surface != "message":
        found.note("unsupported type: markdown", path + "/type")
    element_type = (value.get("element") or {}).get("type") if kind == "input" else None
    if element_type == "file_input" and found.surface != "modal":
        found.note("unsupported type: file_input", path + "/element/type")


def check_blocks(blocks: list[Any]) -> None:
    """A message's blocks. Raises SlackError invalid_blocks, which says where."""
    found = Findings("message")
    items(_one_block, MESSAGE_BLOCKS, 0)(blocks, "/blocks", found)
    if found.problems:
        error = with_messages("invalid_blocks", found.problems)
        raise SlackError("invalid_blocks", errors=found.problems, **error.extra)


def check_view(view: Json, kind: str) -> None:
    """A modal or a home. Raises SlackError invalid_arguments, which says where."""
    found = Findings(kind)
    shape(**(MODAL if kind == "modal" else VIEW))(view, "/view", found)
    if view.get("type") != kind:
        found.note(f"must be {kind}", "/view/type")
    items(_one_block, VIEW_BLOCKS, 0)(view.get("blocks"), "/view/blocks", found)
    if kind == "modal" and _has_input(view) and not view.get("submit"):
        found.note("missing required field: submit (there is an input block)", "/view")
    if found.problems:
        raise with_messages("invalid_arguments", found.problems)


def _has_input(view: Json) -> bool:
    blocks = view.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    return any(isinstance(b, dict) and b.get("type") == "input" for b in listed)


def check_metadata(metadata: Json) -> None:
    """Message metadata. Raises SlackError."""
    found = Findings("message")
    METADATA(metadata, "/metadata", found)
    if not found.problems and not isinstance(metadata["event_payload"], dict):
        found.note("must be an object", "/metadata/event_payload")
    if found.problems:
        raise with_messages("invalid_metadata_format", found.problems)
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")


def with_ids(blocks: list[Json] | None, world: World) -> list[Json] | None:
    """The same with the block and action ids that Slack makes up where there are none."""
    if not blocks:
        return None
    return [_block_with_ids(block, world) for block in blocks]


def _block_with_ids(block: Json, world: World) -> Json:
    out = {**block, "block_id": block.get("block_id") or world.new_id("b")}
    if block["type"] == "actions":
        out["elements"] = [_with_action_id(e, world) for e in block["elements"]]
    if block["type"] == "image" and "slack_file" in block:
        file = world.files[block["slack_file"]["id"]]
        address = f"{world.base_url}/control/files/{file.id}/{file.name}"
        out["slack_file"] = {"id": file.id, "url": address}  # for the page alone
    for key in ("accessory", "element"):
        if key in block and block[key]["type"] != "image":
            out[key] = _with_action_id(block[key], world)
    return out


def _with_action_id(item: Json, world: World) -> Json:
    return {**item, "action_id": item.get("action_id") or world.new_id("a")}
