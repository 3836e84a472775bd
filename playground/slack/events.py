"""Which events the app gets, and the envelope around them."""

from __future__ import annotations

from playground.slack.core import Playground
from playground.slack.world import Channel, Json

MESSAGE_EVENTS = {"channel": "message.channels", "private": "message.groups", "dm": "message.im"}
PREFIX = {"channel": "channels", "private": "groups", "dm": "im"}
CHANNEL_TYPE = {"channel": "channel", "private": "group", "dm": "im"}

# Event type -> the scope it needs; "*:x" means x of the channel's kind.
SCOPES = {
    "message": "*:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "*:read",
    "member_left_channel": "*:read",
    "channel_left": "*:read",
    "group_left": "*:read",
    "channel_shared": "*:read",
    "channel_unshared": "*:read",
    "channel_id_changed": "*:read",
    "channel_rename": "*:read",
    "group_rename": "*:read",
    "channel_archive": "*:read",
    "group_archive": "*:read",
    "channel_unarchive": "*:read",
    "group_unarchive": "*:read",
    "file_shared": "files:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "dnd_updated_user": "dnd:read",
    "app_home_opened": None,
}


def emit(
    pg: Playground, event: Json, channel: Channel | None = None, team: str | None = None
) -> None:
    """Send an event if the app subscribes to it, may, and is in the channel.

    ``team`` is the outer ``team_id``: the actor's for messages, ours otherwise.
    """
    if channel is not None and not pg.world.bot_in(channel):
        return
    kind = event["type"]
    name = MESSAGE_EVENTS[channel.kind] if kind == "message" and channel else kind
    scope = SCOPES[kind]
    if scope and channel:
        scope = scope.replace("*", PREFIX[channel.kind])
    if name not in pg.manifest.events or (scope and scope not in pg.manifest.scopes):
        return
    if scope:
        pg.manifest.used.add(scope)
    pg.delivery.event(envelope(pg, event, channel, team))


def envelope(pg: Playground, event: Json, channel: Channel | None, team: str | None) -> Json:
    """The outer payload of the Events API."""
    app = pg.world.app
    authorization = {
        "enterprise_id": None,
        "team_id": app.workspace,
        "user_id": app.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    event_id = pg.world.new_id("Ev")
    return {
        "token": "playground-verification",
        "team_id": team or app.workspace,
        "context_team_id": app.workspace,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(pg.clock.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": f"4-{event_id}",
    }


def event_ts(pg: Playground) -> str:
    """An ``event_ts`` for what is not a message."""
    return f"{pg.clock.now():.6f}"
