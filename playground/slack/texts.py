"""Turn what a person types into the text Slack stores and sends."""

from __future__ import annotations

import re

from playground.slack.world import Channel, Json, World

TOKEN = re.compile(r"<(?:@[UW]\w+|#[CG]\w+(?:\|[^>]*)?|!\w+(?:\^[^>]*)?|https?://[^>]+)>")
LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]]")
NAME = re.compile(r"(?<!\w)@([\w.]+)")
MENTION = re.compile(r"<@([UW]\w+)>")


def typed(world: World, channel: Channel, text: str) -> str:
    """Escape ``&<>``, link addresses, and turn ``@name`` of a member into a mention."""
    out, at = [], 0
    for token in TOKEN.finditer(text):
        out.append(_plain(world, channel, text[at : token.start()]))
        out.append(token.group())
        at = token.end()
    out.append(_plain(world, channel, text[at:]))
    return "".join(out)


def _plain(world: World, channel: Channel, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = LINK.sub(lambda m: f"<{m.group()}>", escaped)
    return NAME.sub(lambda m: _mention(world, channel, m), linked)


def _mention(world: World, channel: Channel, match: re.Match[str]) -> str:
    wanted = match.group(1).lower()
    named = [u for u in channel.members if wanted in _names(world, u)]
    return f"<@{named[0]}>" if len(named) == 1 else match.group()


def _names(world: World, user: str) -> tuple[str, str]:
    person = world.people[user]
    return person.first_name, person.handle


def mentioned(text: str) -> list[str]:
    """The user ids mentioned in a stored text."""
    return MENTION.findall(text)


def rich_text(text: str, block_id: str) -> list[Json]:
    """The ``rich_text`` block that Slack adds to what people type."""
    elements: list[Json] = []
    at = 0
    for token in TOKEN.finditer(text):
        if token.start() > at:
            elements.append({"type": "text", "text": unescaped(text[at : token.start()])})
        elements.append(_rich_token(token.group()[1:-1]))
        at = token.end()
    if at < len(text):
        elements.append({"type": "text", "text": unescaped(text[at:])})
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _rich_token(inner: str) -> Json:
    if inner.startswith("@"):
        return {"type": "user", "user_id": inner[1:]}
    if inner.startswith("#"):
        return {"type": "channel", "channel_id": inner[1:].split("|")[0]}
    if inner.startswith("!"):
        return {"type": "broadcast", "range": inner[1:].split("^")[0]}
    return {"type": "link", "url": inner.split("|")[0]}


def unescaped(text: str) -> str:
    """Undo Slack's escaping."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
