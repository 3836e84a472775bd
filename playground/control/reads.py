"""What a given person sees."""

from __future__ import annotations

from playground.control import who
from playground.slack import modals
from playground.slack.core import Playground
from playground.slack.texts import mentioned
from playground.slack.world import Channel, Ephemeral, Json, Message, Person


def people(pg: Playground) -> list[Json]:
    """Everybody, the app aside."""
    return [_card(pg, p) for p in pg.world.people.values() if p.id != pg.world.app.bot_user]


def _card(pg: Playground, person: Person) -> Json:
    workspace = pg.world.workspaces[person.workspace]
    return {
        "id": person.id,
        "name": person.name,
        "workspace": {"id": workspace.id, "name": workspace.name, "kind": workspace.kind},
        "locale": person.locale,
        "tz": person.tz,
        "guest": person.guest,
        "bot": person.bot,
        "avatar": None,
        "deleted": person.deleted,
    }


def state(pg: Playground, me: Person) -> Json:
    """What the page needs to draw itself for a person."""
    world = pg.world
    places = [c for c in world.channels.values() if me.id in c.members]
    return {
        "me": me.id,
        "team": {"id": me.workspace, "name": world.workspaces[me.workspace].name},
        "clock": clock(pg),
        "preparing": pg.preparing,
        "app": _app(pg, me),
        "channels": [_channel(pg, me, c) for c in places],
        "people": {p.id: _seen(pg, me, p) for p in world.people.values()},
    }


def clock(pg: Playground) -> Json:
    """The present instant."""
    offset = pg.clock.offset
    return {"now": pg.clock.iso(), "offset": offset, "moved": abs(offset) > 0.001}


def _app(pg: Playground, me: Person) -> Json:
    app = pg.world.app
    home = pg.world.workspaces[app.workspace]
    shape: Json = {
        "id": app.id,
        "name": app.name,
        "bot_user": app.bot_user,
        "workspace": {"id": home.id, "name": home.name},
    }
    if me.workspace == app.workspace:
        shape["shortcuts"] = pg.manifest.shortcuts
        shape["commands"] = pg.manifest.commands
    return shape


def _seen(pg: Playground, me: Person, person: Person) -> Json:
    workspace = pg.world.workspaces[person.workspace]
    return {
        "id": person.id,
        "name": person.name,
        "locale": person.locale,
        "tz": person.tz,
        "team": {"id": workspace.id, "name": workspace.name},
        "external": person.workspace != me.workspace,
        "guest": person.guest,
        "bot": person.bot,
        "deleted": person.deleted,
        "status": {"text": person.status_text, "emoji": person.status_emoji},
    }


def _channel(pg: Playground, me: Person, place: Channel) -> Json:
    unread, called = _new_to(me, place)
    teams = [t for t in place.teams if t != me.workspace]
    return {
        "id": place.id,
        "name": pg.world.app.name if place.kind == "dm" else place.name,
        "kind": place.kind,
        "shared": place.is_ext_shared,
        "shared_with": [pg.world.workspaces[t].name for t in teams],
        "pending": [pg.world.workspaces[t].name for t in place.pending],
        "archived": place.archived,
        "members": len(place.members),
        "member_ids": list(place.members),
        "unread": unread,
        "mentions": called,
        "external_people": [u for u in place.members if pg.world.is_external(u, me.workspace)],
        "read_until": place.read.get(me.id),
    }


def _new_to(me: Person, place: Channel) -> tuple[int, int]:
    """How many messages they have not read, those in threads aside, and how many call them."""
    read = place.read.get(me.id, "0")
    fresh = [m for m in place.messages.values() if m.ts > read and m.user != me.id]
    shown = [m for m in fresh if m.subtype != "channel_join"]
    called = [m for m in shown if me.id in mentioned(m.text) or place.kind == "dm"]
    return sum(_top_level(m) for m in shown), len(called)


def attention(pg: Playground) -> Json:
    """What calls for each person's eyes: private words and mentions count, the rest is a dot."""
    return {p.id: _calls(pg, p) for p in pg.world.people.values() if not p.bot}


def _calls(pg: Playground, me: Person) -> Json:
    places = [c for c in pg.world.channels.values() if me.id in c.members]
    new = [(place.kind, *_new_to(me, place)) for place in places]
    return {
        "any": any(unread for _, unread, _ in new),
        "personal": sum(unread if kind == "dm" else called for kind, unread, called in new),
    }


def _top_level(message: Message) -> bool:
    return not message.is_reply or message.subtype == "thread_broadcast"


def messages(pg: Playground, me: Person, name: str, thread_ts: str | None) -> Json:
    """A channel's messages or a whole thread, with what only this person sees."""
    place = who.place_for(pg, me, name)
    if thread_ts:
        parent = who.message(place, thread_ts)
        shown = [parent, *place.thread(parent.ts)]
    else:
        shown = [m for m in place.messages.values() if _top_level(m)]
    notes = [e for e in place.ephemerals if e.reader == me.id and e.thread_ts == thread_ts]
    merged = [(m.ts, message(pg, place, m)) for m in shown]
    merged += [(e.ts, _note(pg, e)) for e in notes]
    listed = [shape for _, shape in sorted(merged, key=lambda pair: pair[0])]
    return {"channel": place.id, "messages": listed}


def message(pg: Playground, place: Channel, item: Message) -> Json:
    """One message as the page draws it."""
    person = pg.world.people[item.user]
    replies = place.thread(item.ts)
    shape: Json = {
        "ts": item.ts,
        "user": item.user,
        "bot": person.bot,
        "name": item.username or person.name,
        "text": item.text,
        "reactions": [{"name": n, "users": list(u)} for n, u in item.reactions.items()],
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(r.user for r in replies)),
        "latest_reply": replies[-1].ts if replies else None,
        "files": [_file(pg, f) for f in item.files],
    }
    optional: Json = {
        "thread_ts": item.thread_ts or (item.ts if replies else None),
        "blocks": item.blocks,
        "edited": item.edited,
        "deleted": item.tombstone,
        "pinned": item.pinned,
        "subtype": item.subtype,
        "metadata": item.metadata,
        "icon": item.icon,
    }
    return shape | {k: v for k, v in optional.items() if v}


def _note(pg: Playground, item: Ephemeral) -> Json:
    app = pg.world.app
    shape: Json = {
        "ts": item.ts,
        "user": item.author or app.bot_user,
        "bot": True,
        "name": app.name,
        "text": item.text,
        "reactions": [],
        "reply_count": 0,
        "reply_users": [],
        "latest_reply": None,
        "files": [],
        "ephemeral": True,
        "ephemeral_id": item.id,
    }
    optional: Json = {"thread_ts": item.thread_ts, "blocks": item.blocks}
    return shape | {k: v for k, v in optional.items() if v}


def _file(pg: Playground, file_id: str) -> Json:
    item = pg.world.files[file_id]
    return {
        "id": item.id,
        "name": item.name,
        "mimetype": item.mimetype,
        "size": item.size,
        "url": f"/control/files/{item.id}/{item.name}",
    }


def home(pg: Playground, me: Person) -> Json:
    """The App Home as published, or null."""
    view = pg.world.homes.get(me.id)
    return {"view": modals.shape(pg, view) if view else None}


def stack(pg: Playground, me: Person) -> Json:
    """The open modals, the top one last."""
    views = pg.world.modals.get(me.id, [])
    return {"stack": [modals.shape(pg, v) | _errors(v.errors) for v in views]}


def _errors(errors: dict[str, str]) -> Json:
    return {"errors": errors} if errors else {}


def scopes(pg: Playground) -> Json:
    """What the manifest grants, and what of it was ever used since the last reset."""
    return {"granted": sorted(pg.manifest.scopes), "used": sorted(pg.manifest.used)}
