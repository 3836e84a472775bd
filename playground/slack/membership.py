"""Who is in which channel, and with whom it is shared."""

from __future__ import annotations

from playground.slack import messages, shapes
from playground.slack.core import Playground
from playground.slack.events import emit, event_ts
from playground.slack.world import Channel, Json, Message, Person, dm_id


def open_dm(pg: Playground, user: str) -> Channel:
    """The DM of a person with the app; made when it is not there."""
    place = pg.world.dm_of(user)
    if place is None:
        app = pg.world.app
        place = Channel(dm_id(user), "", "dm", app.workspace, [user, app.bot_user])
        place.created = place.last_ts = pg.clock.now()
        pg.world.channels[place.id] = place
        pg.live.tell("channel", {user}, channel=place.id)
    return place


def join(pg: Playground, place: Channel, user: str, inviter: str | None = None) -> None:
    """Somebody becomes a member."""
    place.members.append(user)
    event: Json = {
        "type": "member_joined_channel",
        "user": user,
        "channel": place.id,
        "channel_type": "G" if place.kind == "private" else "C",
        "team": pg.world.team_of(user),
        "event_ts": event_ts(pg),
    }
    if inviter:
        event["inviter"] = inviter
    emit(pg, event, place)
    extra = {"inviter": inviter} if inviter else {}
    notice = Message(
        ts=pg.world.new_ts(place, pg.clock.now()),
        user=user,
        text=f"<@{user}> has joined the channel",
        subtype="channel_join",
        extra=extra,
    )
    messages.add(pg, place, notice)
    pg.live.tell("channel", channel=place.id)


def leave(pg: Playground, place: Channel, user: str) -> None:
    """Somebody leaves or is removed; the app is told of its own going, too."""
    event = {
        "type": "member_left_channel",
        "user": user,
        "channel": place.id,
        "channel_type": "G" if place.kind == "private" else "C",
        "team": pg.world.team_of(user),
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    if user == pg.world.app.bot_user:
        left = "group_left" if place.kind == "private" else "channel_left"
        emit(pg, {"type": left, "channel": place.id, "event_ts": event_ts(pg)}, place)
    place.members.remove(user)
    pg.live.tell("channel", channel=place.id)


def share(pg: Playground, place: Channel, team: str, pending: bool, new_id: str | None) -> None:
    """Invite another workspace (``pending``), or let it in; the channel's id may change."""
    if pending:
        place.pending.append(team)
        pg.live.tell("channel", channel=place.id)
        return
    if team in place.pending:
        place.pending.remove(team)
    place.shared_with.append(team)
    if new_id:
        _rename(pg, place, new_id)
    event = {
        "type": "channel_shared",
        "connected_team_id": team,
        "channel": place.id,
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    pg.live.tell("channel", channel=place.id)


def _rename(pg: Playground, place: Channel, new_id: str) -> None:
    old = place.id
    del pg.world.channels[old]
    place.id = new_id
    pg.world.channels[new_id] = place
    event = {
        "type": "channel_id_changed",
        "old_channel_id": old,
        "new_channel_id": new_id,
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)


def unshare(pg: Playground, place: Channel, team: str) -> None:
    """Another workspace goes (or its invitation is withdrawn); its people leave silently."""
    if team in place.pending:
        place.pending.remove(team)
        pg.live.tell("channel", channel=place.id)
        return
    place.shared_with.remove(team)
    place.members = [u for u in place.members if pg.world.team_of(u) != team]
    event = {
        "type": "channel_unshared",
        "previously_connected_team_id": team,
        "channel": place.id,
        "is_ext_shared": place.is_ext_shared,
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    pg.live.tell("channel", channel=place.id)


def rename(pg: Playground, place: Channel, name: str) -> None:
    """Give a channel another name."""
    place.name = name
    private = place.kind == "private"
    event = {
        "type": "group_rename" if private else "channel_rename",
        "channel": {
            "id": place.id,
            "name": name,
            "name_normalized": name,
            "created": int(place.created),
            "is_channel": not private,
            "is_mpim": False,
        },
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    pg.live.tell("channel", channel=place.id)


def archive(pg: Playground, place: Channel, user: str, archived: bool) -> None:
    """Archive a channel, or bring it back."""
    place.archived = archived
    kind = "group" if place.kind == "private" else "channel"
    event = {
        "type": f"{kind}_archive" if archived else f"{kind}_unarchive",
        "channel": place.id,
        "user": user,
        "event_ts": event_ts(pg),
    }
    emit(pg, event, place)
    pg.live.tell("channel", channel=place.id)


def changed(pg: Playground, person: Person, kind: str = "user_change") -> None:
    """A profile changed (``user_change``), or somebody is new here (``team_join``)."""
    person.updated = pg.clock.now()
    if pg.world.known_to_app(person.id):
        email = "users:read.email" in pg.manifest.scopes
        user = shapes.user(pg.world, person, person.updated, email=email, locale=True)
        event: Json = {"type": kind, "user": user, "event_ts": event_ts(pg)}
        if kind == "user_change":
            event["cache_ts"] = int(person.updated)
        emit(pg, event)
    pg.live.tell("people")


def disturbance_changed(pg: Playground, person: Person) -> None:
    """Somebody wants to be left in peace, or no more (``dnd_updated_user``)."""
    if pg.world.known_to_app(person.id):
        event: Json = {
            "type": "dnd_updated_user",
            "user": person.id,
            "dnd_status": shapes.disturbance(person, pg.clock.now()),
            "event_ts": event_ts(pg),
        }
        emit(pg, event)
    pg.live.tell("people")
