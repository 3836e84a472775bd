"""conversations.* but for what was said in them."""

from __future__ import annotations

from playground.slack import membership, shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Channel, Json

TYPES = {"public_channel": "channel", "private_channel": "private", "im": "dm", "mpim": "mpim"}
WRITE = {"channel": "channels:manage", "private": "groups:write", "mpim": "mpim:write"}
READ = {"channel": "channels:read", "private": "groups:read", "dm": "im:read", "mpim": "mpim:read"}


def info(call: Call) -> Json:
    """One conversation."""
    place = call.channel()
    shape = shapes.channel(call.world, place)
    if call.args.get("include_num_members"):
        shape["num_members"] = len(place.members)
    if call.args.get("include_locale"):
        shape["locale"] = "en-US"
    return {"channel": shape}


def members(call: Call) -> Json:
    """The ids of all members, the other side's included."""
    page, fields = call.page(call.channel().members, 100, 1000)
    return {"members": page, **fields}


def all_(call: Call) -> Json:
    """Conversations of our workspace."""
    return _listed(call, [c for c in call.world.channels.values() if _ours(call, c)])


def of_user(call: Call) -> Json:
    """Conversations that a person (without one: the bot) is in and the bot can see."""
    user = call.known(call.args.get("user") or call.bot).id
    mine = [c for c in call.world.channels.values() if user in c.members and _ours(call, c)]
    return _listed(call, mine)


def _ours(call: Call, place: Channel) -> bool:
    public = place.kind == "channel" and call.world.app.workspace in place.teams
    return public or call.world.bot_in(place)


def _listed(call: Call, places: list[Channel]) -> Json:
    kinds = _kinds(call)
    wanted = [c for c in places if c.kind in kinds]
    if call.args.get("exclude_archived"):
        wanted = [c for c in wanted if not c.archived]
    page, fields = call.page(wanted, 100, 1000)
    return {"channels": [shapes.channel(call.world, c) for c in page], **fields}


def _kinds(call: Call) -> set[str]:
    types = call.args.get("types") or ["public_channel"]
    if any(t not in TYPES for t in types):
        raise SlackError("invalid_types")
    kinds = {TYPES[t] for t in types}
    for kind in sorted(kinds):
        call.need(READ[kind])
    return kinds


def join(call: Call) -> Json:
    """The bot joins a public channel."""
    place = call.channel()
    if place.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if place.archived:
        raise SlackError("is_archived")
    if not call.world.bot_in(place):
        membership.join(call.pg, place, call.bot)
    return {"channel": shapes.channel(call.world, place)}


def leave(call: Call) -> Json:
    """The bot leaves."""
    place = call.channel()
    if place.kind == "dm":
        raise SlackError("method_not_supported_for_channel_type")
    call.need(WRITE[place.kind])
    if not call.world.bot_in(place):
        return {"not_in_channel": True}
    membership.leave(call.pg, place, call.bot)
    return {}


def archive(call: Call) -> Json:
    """Nobody writes there any more; what was said stays to be read."""
    place = call.channel()
    if place.kind == "dm":
        raise SlackError("method_not_supported_for_channel_type")
    call.need(WRITE[place.kind])
    if not call.world.bot_in(place):
        raise SlackError("not_in_channel")
    if place.archived:
        raise SlackError("already_archived")
    membership.archive(call.pg, place, call.bot, True)
    return {}


def open_(call: Call) -> Json:
    """The DM with one person; made when needed."""
    if call.args.get("channel"):
        place = call.channel()
        return {"channel": {"id": place.id}}
    users = call.args.get("users") or []
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("too_many_users")
    call.need("im:write")
    place = dm_with(call, users[0])
    shape = shapes.channel(call.world, place) if call.args.get("return_im") else {"id": place.id}
    return {"channel": shape}


def dm_with(call: Call, user: str) -> Channel:
    """The DM with a person, if Slack lets the bot write to them."""
    person = call.known(user)
    if person.bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    if not call.world.workspaces[person.workspace].bot_dms:
        raise SlackError("restricted_action")
    return membership.open_dm(call.pg, user)
