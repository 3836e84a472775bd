"""The payloads of clicks, submissions, shortcuts and slash commands."""

from __future__ import annotations

from playground.slack import modals, shapes
from playground.slack.core import Playground
from playground.slack.events import event_ts
from playground.slack.inputs import full_state
from playground.slack.world import Channel, Ephemeral, Json, Message, Person, View

TOKEN = "playground-verification"  # the old verification token, unused


def _user(person: Person) -> Json:
    return {
        "id": person.id,
        "username": person.handle,
        "name": person.handle,
        "team_id": person.workspace,
    }


def _team(pg: Playground, team_id: str) -> Json:
    workspace = pg.world.workspaces[team_id]
    return {"id": workspace.id, "domain": workspace.domain}


def _base(pg: Playground, kind: str, person: Person, team_id: str) -> Json:
    return {
        "type": kind,
        "user": _user(person),
        "api_app_id": pg.world.app.id,
        "token": TOKEN,
        "team": _team(pg, team_id),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(place: Channel) -> Json:
    name = {"dm": "directmessage", "private": "privategroup"}.get(place.kind, place.name)
    return {"id": place.id, "name": name}


def _response_url(pg: Playground, key: str) -> str:
    return f"{pg.base_url}/response/{key}"


def click_in_message(
    pg: Playground, person: Person, place: Channel, source: Message | Ephemeral, action: Json
) -> Json:
    """``block_actions`` of a message: ``team`` is ours, the actor's is ``user.team_id``."""
    ephemeral = isinstance(source, Ephemeral)
    container: Json = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": place.id,
        "is_ephemeral": ephemeral,
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    touched = pg.world.inputs.get(f"{person.id} {source.ts}", {})
    key = pg.response_urls.new(
        person.id,
        place.id,
        ts=None if isinstance(source, Ephemeral) else source.ts,
        ephemeral_id=source.id if isinstance(source, Ephemeral) else None,
        thread_ts=source.thread_ts,
    )
    payload = _base(pg, "block_actions", person, pg.world.app.workspace) | {
        "container": container,
        "trigger_id": pg.triggers.new(person.id),
        "channel": _place(place),
        "state": {"values": full_state(source.blocks, touched)},
        "response_url": _response_url(pg, key),
        "actions": [action | {"action_ts": event_ts(pg)}],
    }
    if not isinstance(source, Ephemeral):
        payload["message"] = shapes.message(pg.world, place, source)
    return payload


def click_in_view(pg: Playground, person: Person, view: View, action: Json) -> Json:
    """``block_actions`` of a modal or a home."""
    return _base(pg, "block_actions", person, pg.world.app.workspace) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": pg.triggers.new(person.id, view.id),
        "view": modals.shape(pg, view),
        "actions": [action | {"action_ts": event_ts(pg)}],
    }


def submission(pg: Playground, person: Person, view: View) -> Json:
    """``view_submission``: ``team`` is the actor's, ours is in the view."""
    return _base(pg, "view_submission", person, person.workspace) | {
        "trigger_id": pg.triggers.new(person.id, view.id),
        "view": modals.shape(pg, view),
        "response_urls": [],
    }


def closing(pg: Playground, person: Person, view: View, cleared: bool) -> Json:
    """``view_closed``."""
    return _base(pg, "view_closed", person, person.workspace) | {
        "view": modals.shape(pg, view),
        "is_cleared": cleared,
    }


def message_shortcut(
    pg: Playground, person: Person, place: Channel, message: Message, callback_id: str
) -> Json:
    """``message_action``."""
    key = pg.response_urls.new(person.id, place.id, thread_ts=message.thread_ts)
    return _base(pg, "message_action", person, pg.world.app.workspace) | {
        "action_ts": event_ts(pg),
        "callback_id": callback_id,
        "trigger_id": pg.triggers.new(person.id),
        "response_url": _response_url(pg, key),
        "channel": _place(place),
        "message_ts": message.ts,
        "message": shapes.message(pg.world, place, message),
    }


def global_shortcut(pg: Playground, person: Person, callback_id: str) -> Json:
    """``shortcut``."""
    return _base(pg, "shortcut", person, pg.world.app.workspace) | {
        "action_ts": event_ts(pg),
        "callback_id": callback_id,
        "trigger_id": pg.triggers.new(person.id),
    }


def suggestion(
    pg: Playground, person: Person, source: Json, block_id: str, action_id: str, query: str
) -> Json:
    """``block_suggestion`` of an external menu; ``source`` says where it stands."""
    return _base(pg, "block_suggestion", person, pg.world.app.workspace) | {
        "block_id": block_id,
        "action_id": action_id,
        "value": query,
        **source,
    }


def slash_command(pg: Playground, person: Person, place: Channel, name: str, text: str) -> Json:
    """The form of a slash command."""
    app, team = pg.world.app, pg.world.workspaces[person.workspace]
    key = pg.response_urls.new(person.id, place.id)
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": place.id,
        "channel_name": _place(place)["name"],
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": _response_url(pg, key),
        "trigger_id": pg.triggers.new(person.id),
    }
