"""What happens to messages, whoever does it: stored, told to the app, told to open pages."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.core import Playground
from playground.slack.events import CHANNEL_TYPE, emit, event_ts
from playground.slack.texts import mentioned
from playground.slack.world import Channel, Ephemeral, File, Json, Message


def add(pg: Playground, place: Channel, message: Message) -> Message:
    """Store a new message and tell."""
    place.add(message)
    place.read[message.user] = message.ts
    event = shapes.message(pg.world, place, message) | _where(place, message.ts)
    _tell_app(pg, place, event, message.user)
    person = pg.world.people[message.user]
    if not person.bot and pg.world.app.bot_user in mentioned(message.text):
        _mention(pg, place, message)
    for file_id in message.files:
        _file_shared(pg, place, pg.world.files[file_id])
    tell_page(pg, place, message.thread_ts or message.ts)
    return message


def _where(place: Channel, ts: str) -> Json:
    return {"channel": place.id, "event_ts": ts, "channel_type": CHANNEL_TYPE[place.kind]}


def _tell_app(pg: Playground, place: Channel, event: Json, actor: str) -> None:
    team = pg.world.team_of(actor)
    if team != pg.world.app.workspace and "team" in event:
        event |= {"user_team": team, "source_team": team}
        person = pg.world.people[actor]
        event["user_profile"] = _short_profile(shapes.user(pg.world, person, pg.clock.now()))
    emit(pg, event, place, team)


def _short_profile(user: Json) -> Json:
    profile = user["profile"]
    short = {k: profile[k] for k in ("avatar_hash", "real_name", "display_name", "team")}
    return short | {"name": user["name"], "is_restricted": False, "is_ultra_restricted": False}


def _mention(pg: Playground, place: Channel, message: Message) -> None:
    """The same message once more, as ``app_mention``: ``event.team`` is ours here."""
    if place.kind == "dm":
        return
    ours, theirs = pg.world.app.workspace, pg.world.team_of(message.user)
    event = shapes.message(pg.world, place, message)
    event |= {"type": "app_mention", "channel": place.id, "event_ts": message.ts, "team": ours}
    event |= {"user_team": theirs, "source_team": theirs}
    emit(pg, event, place)


def _file_shared(pg: Playground, place: Channel, item: File) -> None:
    event = {
        "type": "file_shared",
        "file_id": item.id,
        "user_id": item.user,
        "file": {"id": item.id},
        "channel_id": place.id,
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)


def change(pg: Playground, place: Channel, message: Message, before: Json, actor: str) -> None:
    """Tell that a message is no longer what ``before`` (its shape) says."""
    ts = pg.world.new_ts(place, pg.clock.now())
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": shapes.message(pg.world, place, message),
        "previous_message": before,
        "hidden": True,
        "ts": ts,
    }
    _tell_app(pg, place, event | _where(place, ts), actor)
    tell_page(pg, place, message.thread_ts or message.ts)


def edit(pg: Playground, place: Channel, message: Message, text: str, actor: str) -> None:
    """A person changed the text."""
    before = shapes.message(pg.world, place, message)
    message.text = text
    message.edited = {"user": actor, "ts": event_ts(pg)}
    change(pg, place, message, before, actor)


def delete(pg: Playground, place: Channel, message: Message, actor: str) -> None:
    """Delete; the parent of a thread stays as a tombstone, as in Slack."""
    before = shapes.message(pg.world, place, message)
    if place.thread(message.ts):
        _bury(message)
        change(pg, place, message, before, actor)
        return
    place.remove(message.ts)
    ts = pg.world.new_ts(place, pg.clock.now())
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "hidden": True,
        "deleted_ts": message.ts,
        "ts": ts,
    }
    _tell_app(pg, place, event | _where(place, ts), actor)
    tell_page(pg, place, message.thread_ts or message.ts)


def _bury(message: Message) -> None:
    message.text = "This message was deleted."
    message.blocks = message.metadata = message.attachments = None
    message.bot_id = None
    message.subtype, message.tombstone = "tombstone", True
    message.files, message.reactions, message.pinned = [], {}, False


def react(
    pg: Playground, place: Channel, message: Message, user: str, name: str, add: bool
) -> bool:
    """Add or remove a reaction; False when there is nothing to do."""
    users = message.reactions.get(name, [])
    if (user in users) is add:
        return False
    if add:
        message.reactions.setdefault(name, []).append(user)
    else:
        users.remove(user)
        if not users:
            del message.reactions[name]
    event = {
        "type": "reaction_added" if add else "reaction_removed",
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": place.id, "ts": message.ts},
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    tell_page(pg, place, message.thread_ts or message.ts)
    return True


def whisper(pg: Playground, place: Channel, note: Ephemeral) -> None:
    """Show an ephemeral message to its reader."""
    place.ephemerals.append(note)
    pg.live.tell("ephemeral", {note.reader}, channel=place.id, ts=note.thread_ts or note.ts)


def tell_page(pg: Playground, place: Channel, ts: str) -> None:
    """Open pages of members fetch the channel again."""
    pg.live.tell("message", place.members, channel=place.id, ts=ts)
