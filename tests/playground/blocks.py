"""Blocks that tests post."""

from __future__ import annotations

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: Any) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), "value": "v", **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements or [button()]), **more}


def menu(action_id: str = "menu", *values: str) -> Block:
    options = [{"text": plain(v), "value": v} for v in values or ("a", "b")]
    return {"type": "static_select", "action_id": action_id, "options": options}


def typed(block_id: str = "what", **element: Any) -> Block:
    field = {"type": "plain_text_input", "action_id": "text", **element}
    return {"type": "input", "block_id": block_id, "label": plain("What"), "element": field}


def modal(*blocks: Block, **more: Any) -> Block:
    shown = list(blocks or [typed()])
    return {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": shown} | more
