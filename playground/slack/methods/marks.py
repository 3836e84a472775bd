"""reactions.* and pins.*."""

from __future__ import annotations

import re

from playground.slack import messages, shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Json

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
REACTIONS_AT_MOST = 50


def react(call: Call) -> Json:
    """The bot reacts."""
    place = call.member_channel(writing=True)
    message = call.message(place)
    name = _emoji(call)
    if name not in message.reactions and len(message.reactions) >= REACTIONS_AT_MOST:
        raise SlackError("too_many_emoji")
    if not messages.react(call.pg, place, message, call.bot, name, add=True):
        raise SlackError("already_reacted")
    return {}


def unreact(call: Call) -> Json:
    """The bot takes its reaction back."""
    if not call.args.get("channel") or not call.args.get("timestamp"):
        raise SlackError("no_item_specified")
    place = call.member_channel(writing=True)
    message = call.message(place)
    if not messages.react(call.pg, place, message, call.bot, _emoji(call), add=False):
        raise SlackError("no_reaction")
    return {}


def _emoji(call: Call) -> str:
    name: str = call.args["name"]
    if not EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def reactions(call: Call) -> Json:
    """A message with its reactions."""
    place = call.member_channel()
    message = call.message(place)
    shape = shapes.message(call.world, place, message)
    return {"type": "message", "channel": place.id, "message": shape}


def pin(call: Call) -> Json:
    """Pin a message."""
    return _pin(call, pinned=True, error="already_pinned")


def unpin(call: Call) -> Json:
    """Unpin it."""
    return _pin(call, pinned=False, error="no_pin")


def _pin(call: Call, *, pinned: bool, error: str) -> Json:
    place = call.member_channel(writing=True)
    message = call.message(place)
    if message.pinned is pinned:
        raise SlackError(error)
    message.pinned = pinned
    messages.tell_page(call.pg, place, message.thread_ts or message.ts)
    return {}
