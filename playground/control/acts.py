"""What people do with messages."""

from __future__ import annotations

from playground.control import who
from playground.control.given import new_file
from playground.control.refused import Refused
from playground.slack import membership, messages, modals
from playground.slack.core import Playground
from playground.slack.events import emit, event_ts
from playground.slack.methods.marks import EMOJI
from playground.slack.methods.people import bot_id
from playground.slack.texts import typed
from playground.slack.world import Channel, Json, Message, Person


def post(pg: Playground, body: Json) -> Json:
    """Write a message, in a channel or a thread, with files."""
    me = who.actor(pg, body)
    place = who.member_place(pg, me, body)
    text, given = body.get("text") or "", body.get("files") or []
    if not text and not given:
        raise Refused("Say text or files.")
    thread = who.message(place, body["thread_ts"]) if body.get("thread_ts") else None
    files = [new_file(pg, me, f, channels=[place.id]) for f in given]
    message = Message(
        ts=pg.world.new_ts(place, pg.clock.now()),
        user=me.id,
        text=typed(pg.world, place, text),
        thread_ts=(thread.thread_ts or thread.ts) if thread else None,
        files=[f.id for f in files],
        subtype=_subtype(body, me, bool(files), thread),
        bot_id=bot_id(pg.world.app.bot_user, me) if me.bot else None,
        extra={} if me.bot else {"client_msg_id": pg.random_id()},
    )
    messages.add(pg, place, message)
    return {"ok": True, "channel": place.id, "ts": message.ts}


def _subtype(body: Json, me: Person, files: bool, thread: Message | None) -> str | None:
    if me.bot:
        return "bot_message"
    if files:
        return "file_share"
    return "thread_broadcast" if thread and body.get("broadcast") else None


def _own(pg: Playground, body: Json) -> tuple[Person, Channel, Message]:
    me = who.actor(pg, body)
    place = who.member_place(pg, me, body)
    message = who.message(place, who.wanted(body, "ts"))
    if message.user != me.id or message.tombstone:
        raise Refused("Only the author can do that.", 403)
    return me, place, message


def edit(pg: Playground, body: Json) -> Json:
    """Change one's own message."""
    me, place, message = _own(pg, body)
    text = typed(pg.world, place, who.wanted(body, "text"))
    messages.edit(pg, place, message, text, me.id)
    return {"ok": True}


def delete(pg: Playground, body: Json) -> Json:
    """Delete one's own message; with ``"any": true`` another's, as admins may."""
    if not body.get("any"):
        me, place, message = _own(pg, body)
    else:
        me = who.actor(pg, body)
        place = who.member_place(pg, me, body)
        message = who.message(place, who.wanted(body, "ts"))
    messages.delete(pg, place, message, me.id)
    return {"ok": True}


def react(pg: Playground, body: Json) -> Json:
    """Add a reaction."""
    return _react(pg, body, add=True)


def unreact(pg: Playground, body: Json) -> Json:
    """Take a reaction back."""
    return _react(pg, body, add=False)


def _react(pg: Playground, body: Json, *, add: bool) -> Json:
    me = who.actor(pg, body)
    place = who.member_place(pg, me, body)
    message = who.message(place, who.wanted(body, "ts"))
    name = str(who.wanted(body, "name")).strip(":")
    if not EMOJI.fullmatch(name):
        raise Refused(f"{name} is not the name of an emoji.")
    if not messages.react(pg, place, message, me.id, name, add):
        raise Refused(f"{me.name} has {'already' if add else 'not'} reacted with {name}.", 409)
    return {"ok": True}


def read(pg: Playground, body: Json) -> Json:
    """Mark a channel as read."""
    me = who.actor(pg, body)
    place = who.place_for(pg, me, who.wanted(body, "channel"))
    place.read[me.id] = max(place.messages, default=place.read.get(me.id, "0"))
    pg.live.tell("channel", {me.id}, channel=place.id)
    return {"ok": True}


def open_home(pg: Playground, body: Json) -> Json:
    """Open the App Home (``tab``: home, the default, or messages)."""
    me = who.actor(pg, body)
    if me.workspace != pg.world.app.workspace:
        raise Refused(f"{me.name} is of another workspace and has no App Home here.", 403)
    place = membership.open_dm(pg, me.id)
    event: Json = {
        "type": "app_home_opened",
        "user": me.id,
        "channel": place.id,
        "tab": body.get("tab") or "home",
        "event_ts": event_ts(pg),
    }
    view = pg.world.homes.get(me.id)
    if view is not None:
        event["view"] = modals.shape(pg, view)
    emit(pg, event)
    return {"ok": True}
