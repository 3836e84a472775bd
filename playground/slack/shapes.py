"""The JSON objects that Slack hands out, field by field as documented."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from playground.slack.texts import rich_text
from playground.slack.world import Channel, File, Json, Message, Person, World


def team(world: World, team_id: str) -> Json:
    """``{id, name, domain}`` of a workspace."""
    workspace = world.workspaces[team_id]
    return {"id": workspace.id, "name": workspace.name, "domain": workspace.domain}


def profile(person: Person, *, email: bool, external: bool) -> Json:
    """The profile part; an external person's e-mail is missing, as with Connect."""
    fields: Json = {
        "title": person.title,
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.name.split()[0],
        "display_name_normalized": person.name.split()[0],
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": person.status_expiration,
        "avatar_hash": "g" + person.id.lower(),
        "team": person.workspace,
    }
    if email and person.email and not external:
        fields["email"] = person.email
    return fields


def zone(tz: str, now: float) -> Json:
    """A time zone at an instant (seconds): its name, what people call it, seconds east of UTC."""
    at = datetime.fromtimestamp(now, ZoneInfo(tz))
    label = get_timezone_name(at, locale="en_US").replace("European Standard", "European")
    offset = at.utcoffset() or timedelta()
    return {"tz": tz, "tz_label": label, "tz_offset": int(offset.total_seconds())}


def user(
    world: World, person: Person, now: float, *, email: bool = False, locale: bool = False
) -> Json:
    """A user object as the app's workspace sees it ``now`` (seconds)."""
    external = world.is_external(person.id, world.app.workspace)
    shape: Json = {
        "id": person.id,
        "team_id": person.workspace,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "is_bot": person.bot,
        "is_app_user": False,
        "updated": int(person.updated),
        "profile": profile(person, email=email, external=external),
    }
    if external:
        shape["is_stranger"] = not world.known_to_app(person.id)
        return shape
    shape |= {
        "color": "4bbe2e",
        **zone(person.tz, now),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest is not None,
        "is_ultra_restricted": person.guest == "ultra_restricted",
    }
    if locale:
        shape["locale"] = person.locale
    return shape


def channel(world: World, place: Channel) -> Json:
    """A conversation object as the app's bot sees it."""
    if place.kind == "dm":
        return _dm(world, place)
    private = place.kind == "private"
    return {
        "id": place.id,
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": place.archived,
        "is_general": place.name == "general",
        "is_member": world.bot_in(place),
        "is_shared": place.is_ext_shared,
        "is_ext_shared": place.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": bool(place.pending),
        "pending_shared": list(place.pending),
        "pending_connected_team_ids": list(place.pending),
        "context_team_id": world.app.workspace,
        "conversation_host_id": place.workspace,
        "parent_conversation": None,
        "created": int(place.created),
        "updated": int(place.created * 1000),
        "creator": place.creator,
        "unlinked": 0,
        "previous_names": [],
        "topic": {"value": place.topic, "creator": "", "last_set": 0},
        "purpose": {"value": place.purpose, "creator": "", "last_set": 0},
    }


def _dm(world: World, place: Channel) -> Json:
    other = next((m for m in place.members if m != world.app.bot_user), "")
    return {
        "id": place.id,
        "created": int(place.created),
        "is_im": True,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_archived": False,
        "context_team_id": world.app.workspace,
        "user": other,
        "is_user_deleted": bool(other) and world.people[other].deleted,
    }


def bot_profile(world: World, message: Message) -> Json:
    """Who posted, for a message of an app."""
    ours = message.user == world.app.bot_user
    person = world.people[message.user]
    return {
        "id": message.bot_id,
        "app_id": world.app.id if ours else "A0" + message.user[2:],
        "user_id": message.user,
        "name": person.name,
        "icons": {},
        "deleted": False,
        "updated": int(person.updated),
        "team_id": person.workspace,
    }


def message(world: World, place: Channel, item: Message, *, metadata: bool = True) -> Json:
    """A message as in history, and as the ``message`` of events and interactions."""
    shape: Json = {"type": "message", **_author(world, item), "text": item.text, "ts": item.ts}
    if item.subtype:
        shape["subtype"] = item.subtype
    optional: Json = {
        "hidden": item.tombstone,
        "blocks": _blocks(item),
        "attachments": item.attachments,
        "metadata": item.metadata if metadata else None,
        "edited": item.edited,
        "reactions": reactions(item),
        "pinned_to": [place.id] if item.pinned else None,
    }
    shape |= {key: value for key, value in optional.items() if value}
    if item.files:
        shape["files"] = [event_file(world, world.files[f]) for f in item.files]
        shape |= {"upload": False, "display_as_bot": False}
    return shape | _thread(place, item) | item.extra


def _blocks(item: Message) -> list[Json] | None:
    """What the app sent; for what people typed the ``rich_text`` that Slack makes of it."""
    by_hand = item.bot_id is None and item.subtype in (None, "file_share", "thread_broadcast")
    if item.blocks is None and by_hand and item.text:
        return rich_text(item.text, "t" + item.ts.replace(".", "")[-6:])
    return item.blocks


def reactions(item: Message) -> list[Json]:
    """``[{name, users, count}]``."""
    return [{"name": n, "users": list(u), "count": len(u)} for n, u in item.reactions.items()]


def _author(world: World, item: Message) -> Json:
    if item.tombstone:
        return {"user": "USLACKBOT"}
    person = world.people[item.user]
    if item.subtype == "bot_message":
        return {"bot_id": item.bot_id, "username": item.username or person.name, "icons": {}}
    author: Json = {"user": item.user, "team": person.workspace}
    if item.bot_id:
        profile_ = bot_profile(world, item)
        author |= {"bot_id": item.bot_id, "app_id": profile_["app_id"], "bot_profile": profile_}
    return author


def _thread(place: Channel, item: Message) -> Json:
    if item.is_reply:
        parent = place.messages.get(item.thread_ts or "")
        fields: Json = {"thread_ts": item.thread_ts}
        if parent is not None:
            fields["parent_user_id"] = parent.user
        return fields
    replies = place.thread(item.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(r.user for r in replies))
    return {
        "thread_ts": item.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def event_file(world: World, item: File) -> Json:
    """A file inside a message; one of the other side only says that it must be asked for."""
    if item.team != world.app.workspace:
        return {"id": item.id, "mode": "file_access", "file_access": "check_file_info"}
    return file(item, world.base_url)


def file(item: File, base: str) -> Json:
    """A full file object; ``base`` is put before its addresses."""
    address = f"{base}/files/{item.id}/{item.name}"
    return {
        "id": item.id,
        "created": int(item.created),
        "timestamp": int(item.created),
        "name": item.name,
        "title": item.title or item.name,
        "mimetype": item.mimetype,
        "filetype": item.name.rsplit(".", 1)[-1] if "." in item.name else "text",
        "pretty_type": item.mimetype,
        "user": item.user,
        "user_team": item.team,
        "editable": False,
        "size": item.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "file_access": "visible",
        "channels": list(item.channels),
        "groups": [],
        "ims": [],
        "comments_count": 0,
    }


def disturbance(person: Person, now: float) -> Json:
    """Whether somebody does not want to be disturbed, as ``dnd.info`` and its event tell it."""
    if not person.dnd:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    began = int(now) - 60
    return {"dnd_enabled": True, "next_dnd_start_ts": began, "next_dnd_end_ts": began + 8 * 3600}
