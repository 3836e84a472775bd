"""Slack's message payloads, read into what intake understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.requests.intake import Incoming

SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes with which a person says something; the rest is Slack talking."""


def incoming_of(body: Mapping[str, Any]) -> Incoming | None:
    """A new message, or None where the payload is something else."""
    event = body["event"]
    if event.get("subtype") == "bot_message" or event.get("subtype") in SPOKEN:
        return message_of(event["channel"], event, _team_of(body, event))
    return None


def edited_of(body: Mapping[str, Any]) -> Incoming | None:
    """An edit made by a person. Slack also sends ``message_changed`` for unfurled links."""
    event = body["event"]
    if event.get("subtype") != "message_changed":
        return None
    message = event["message"]
    if "edited" not in message or message.get("subtype") == "tombstone":
        return None
    return message_of(event["channel"], message, message.get("user_team") or message.get("team"))


def deleted_of(body: Mapping[str, Any]) -> tuple[str, str] | None:
    """``(channel, ts)`` of a deletion; a deleted root with replies becomes a tombstone."""
    event = body["event"]
    if event.get("subtype") == "message_deleted":
        return event["channel"], event["deleted_ts"]
    if event.get("subtype") == "message_changed":
        message = event["message"]
        if message.get("subtype") == "tombstone":
            return event["channel"], message["ts"]
    return None


def message_of(channel: str, message: Mapping[str, Any], team: str | None) -> Incoming | None:
    """A message as events, edits and history carry it."""
    is_bot = "bot_id" in message or message.get("subtype") == "bot_message"
    author = message.get("user") or message.get("bot_id")
    if not author or not message.get("ts"):
        return None
    return Incoming(
        channel=channel,
        ts=message["ts"],
        author=author,
        team_id=team,
        text=message.get("text") or "",
        thread_ts=message.get("thread_ts"),
        files=tuple(_name(file) for file in message.get("files") or ()),
        file_ids=tuple(str(file.get("id") or "") for file in message.get("files") or ()),
        edited_ts=(message.get("edited") or {}).get("ts"),
        is_bot=is_bot,
    )


def _name(file: Mapping[str, Any]) -> str:
    """Files from the other side arrive as ``check_file_info``, without a name: it stays empty."""
    return str(file.get("name") or file.get("title") or "")


def _team_of(body: Mapping[str, Any], event: Mapping[str, Any]) -> str | None:
    """The author's team: the message's own word, else the outer one, which is the actor's."""
    return event.get("user_team") or event.get("team") or body.get("team_id")
