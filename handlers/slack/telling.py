"""Answers to one person that are not kept: sent once or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.worker import Settle, Tools
from bot.ports import Refused, Unreachable


def tell(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Show a sentence to one person; where the response URL is used up, as an ephemeral one.

    An answer that may have arrived is not repeated: twice would be worse than not at all.
    """
    blocks = payload.get("blocks", ())
    try:
        if payload["response_url"]:
            tools.chat.respond(payload["response_url"], payload["text"], blocks)
            return None
    except Refused:
        pass  # used up or too old: the channel remains
    except Unreachable:
        return None
    try:
        tools.chat.whisper(payload["channel"], payload["user"], payload["text"], blocks)
    except (Refused, Unreachable):
        return None  # not in the channel any more: nobody is there to read it
    return None
