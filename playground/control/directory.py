"""Workspaces, people, channels: created, joined, shared, changed."""

from __future__ import annotations

from playground.control import who
from playground.control.refused import Refused
from playground.slack import membership, seeds
from playground.slack.core import Playground
from playground.slack.world import Channel, Json

PROFILE = {
    "name",
    "title",
    "locale",
    "tz",
    "email",
    "guest",
    "status_text",
    "status_emoji",
    "status_expiration",
    "dnd",
    "deleted",
}


def new_workspace(pg: Playground, body: Json) -> Json:
    """Create a workspace."""
    workspace = seeds.add_workspace(pg.world, body)
    pg.live.tell("people")
    return {"id": workspace.id}


def new_person(pg: Playground, body: Json) -> Json:
    """Create a person (``team_join`` when of the app's workspace)."""
    person = seeds.add_person(pg.world, body, pg.clock.now())
    if person.workspace == pg.world.app.workspace:
        membership.changed(pg, person, "team_join")
    pg.live.tell("people")
    return {"id": person.id}


def new_channel(pg: Playground, body: Json) -> Json:
    """Create a channel with its members; nobody is told of them joining."""
    place = seeds.add_channel(pg.world, body, pg.clock.now())
    pg.live.tell("channel", channel=place.id)
    return {"id": place.id}


def invite(pg: Playground, body: Json) -> Json:
    """Somebody becomes a member."""
    place, user = _place(pg, body), who.person(pg, who.wanted(body, "user"))
    if user.id in place.members:
        raise Refused(f"{user.name} is in #{place.name} already.", 409)
    seeds.check_member(pg.world, place, user.id)
    inviter = who.actor(pg, body).id if body.get("as") else None
    membership.join(pg, place, user.id, inviter)
    return {"ok": True}


def kick(pg: Playground, body: Json) -> Json:
    """Somebody leaves."""
    place, user = _place(pg, body), who.person(pg, who.wanted(body, "user"))
    if user.id not in place.members:
        raise Refused(f"{user.name} is not in #{place.name}.", 409)
    membership.leave(pg, place, user.id)
    return {"ok": True}


def rename(pg: Playground, body: Json) -> Json:
    """Give a channel another name."""
    membership.rename(pg, _place(pg, body), str(who.wanted(body, "name")))
    return {"ok": True}


def archive(pg: Playground, body: Json) -> Json:
    """Archive a channel; ``"archived": false`` brings it back."""
    me = who.actor(pg, body)
    membership.archive(pg, _place(pg, body), me.id, bool(body.get("archived", True)))
    return {"ok": True}


def _place(pg: Playground, body: Json) -> Channel:
    place = who.channel(pg, who.wanted(body, "channel"))
    if place.kind == "dm":
        raise Refused("A DM stays between two.", 409)
    return place


def share(pg: Playground, body: Json) -> Json:
    """Share a channel with a workspace, or only invite it (``pending``)."""
    place, team = _place(pg, body), _team(pg, body)
    if team in place.teams:
        raise Refused(f"#{place.name} is shared with {team} already.", 409)
    new_id = body.get("new_id")
    if new_id in pg.world.channels:
        raise Refused(f"{new_id} is there already.", 409)
    if body.get("pending") and (team in place.pending or new_id):
        raise Refused("It is pending already, or an id only changes when it is accepted.", 409)
    membership.share(pg, place, team, bool(body.get("pending")), new_id)
    return {"ok": True, "channel": place.id}


def unshare(pg: Playground, body: Json) -> Json:
    """End the sharing, or withdraw the invitation."""
    place, team = _place(pg, body), _team(pg, body)
    if team not in [*place.shared_with, *place.pending]:
        raise Refused(f"#{place.name} is not shared with {team}.", 409)
    membership.unshare(pg, place, team)
    return {"ok": True}


def _team(pg: Playground, body: Json) -> str:
    team = str(who.wanted(body, "workspace"))
    if team not in pg.world.workspaces:
        raise Refused(f"There is no workspace {team}.", 404)
    return team


def status(pg: Playground, body: Json) -> Json:
    """Change a person's profile (``user_change``), or whether they may be disturbed."""
    person = who.person(pg, who.wanted(body, "user"))
    fields = {k: v for k, v in body.items() if k != "user"}
    unknown = sorted(set(fields) - PROFILE)
    if unknown:
        raise Refused(f"There is no {', '.join(unknown)}; there is {', '.join(sorted(PROFILE))}.")
    seeds.must_be_zone(fields.get("tz", person.tz))
    for name, value in fields.items():
        setattr(person, name, value)
    if set(fields) - {"dnd"}:
        membership.changed(pg, person)
    if "dnd" in fields:
        membership.disturbance_changed(pg, person)
    return {"ok": True}
