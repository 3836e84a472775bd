"""Find elements in blocks, and turn what a person chose into Slack's state of an element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.slack.world import Json

# Element type -> the key its single value has in state and in actions.
SINGLE_KEYS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
STATELESS = {"button", "overflow", "image"}
OPTION_KEYS = {"selected_option", "selected_options"}


class NoSuchChoice(ValueError):
    """The element does not offer that; the message is one sentence."""


def elements(blocks: list[Json] | None) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that can be pressed or filled in."""
    for block in blocks or []:
        if block["type"] == "actions":
            yield from ((block, element) for element in block["elements"])
        for key in ("accessory", "element"):
            if key in block and block[key]["type"] != "image":
                yield block, block[key]


def find(blocks: list[Json] | None, action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The one element of that id. Raises NoSuchChoice."""
    found = [
        (block, element)
        for block, element in elements(blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) != 1:
        there = ", ".join(sorted(e["action_id"] for _, e in elements(blocks))) or "nothing"
        what = "no" if not found else "more than one"
        raise NoSuchChoice(f"There is {what} {action_id} to press here; there is: {there}.")
    return found[0]


def state_of(element: Json, chosen: Any) -> Json:
    """``{type, <key>: …}`` for a value as the control API takes it. Raises NoSuchChoice."""
    kind = element["type"]
    key = SINGLE_KEYS.get(kind)
    if key is None:
        return {"type": kind}
    if chosen in (None, "", []):
        return {"type": kind, key: [] if key.endswith("s") else None}
    if key in OPTION_KEYS:
        return {"type": kind, key: _options(element, key, chosen)}
    if key.endswith("s"):
        return {"type": kind, key: chosen if isinstance(chosen, list) else [chosen]}
    return {"type": kind, key: int(chosen) if kind == "datetimepicker" else chosen}


def _options(element: Json, key: str, chosen: Any) -> Any:
    if key == "selected_options":
        listed = chosen if isinstance(chosen, list) else [chosen]
        return [_option(element, c) for c in listed]
    return _option(element, chosen[0] if isinstance(chosen, list) else chosen)


def _option(element: Json, chosen: Any) -> Json:
    """An offered option by its value; external menus offer what they like."""
    wanted = chosen.get("value") if isinstance(chosen, dict) else chosen
    if "external" in element["type"]:
        text = {"type": "plain_text", "text": str(wanted), "emoji": True}
        return chosen if isinstance(chosen, dict) else {"text": text, "value": str(wanted)}
    offered = all_options(element)
    for option in offered:
        if option["value"] == wanted:
            return option
    values = ", ".join(o["value"] for o in offered)
    raise NoSuchChoice(f"{element['action_id']} does not offer {wanted}; it offers: {values}.")


def all_options(element: Json) -> list[Json]:
    """The options of a menu, those in groups included."""
    grouped = [o for g in element.get("option_groups", []) for o in g["options"]]
    return [*element.get("options", []), *grouped]


def initial_state(element: Json) -> Json:
    """The state before anybody touched the element."""
    kind = element["type"]
    key = SINGLE_KEYS[kind]
    initial = element.get(key.replace("selected_", "initial_").replace("rich_text_value", "x"))
    if key == "value":
        initial = element.get("initial_value")
    if initial is None:
        initial = [] if key.endswith("s") else None
    return {"type": kind, key: initial}


def full_state(blocks: list[Json] | None, touched: Json) -> Json:
    """``{block_id: {action_id: state}}`` of all elements that hold a value."""
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] in STATELESS:
            continue
        state = touched.get(block["block_id"], {}).get(element["action_id"])
        if state is None or state["type"] != element["type"]:
            state = initial_state(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def is_empty(state: Json) -> bool:
    """Whether nothing was chosen or typed."""
    return not any(value for key, value in state.items() if key != "type")
