"""Who acts, and where: a person by id or first name, a channel by id, name or ``dm``."""

from __future__ import annotations

from typing import Any

from playground.control.refused import Refused
from playground.slack import membership
from playground.slack.core import Playground
from playground.slack.world import Channel, Ephemeral, Json, Message, Person, View


def wanted(body: Json, name: str) -> Any:
    """A field that must be given."""
    value = body.get(name)
    if value is None or value == "":
        raise Refused(f"Say {name}.")
    return value


def person(pg: Playground, name: str) -> Person:
    """A person by id or by a first name that only one has."""
    people = pg.world.people
    if name in people:
        return people[name]
    found = [p for p in people.values() if p.first_name == str(name).lower()]
    if len(found) != 1:
        what = "nobody" if not found else "more than one person"
        raise Refused(f"There is {what} called {name}.", 404)
    return found[0]


def actor(pg: Playground, body: Json) -> Person:
    """The person in ``as``."""
    found = person(pg, wanted(body, "as"))
    if found.deleted:
        raise Refused(f"{found.name} has been deactivated.", 403)
    return found


def channel(pg: Playground, name: str) -> Channel:
    """A channel by id or name."""
    places = pg.world.channels
    if name in places:
        return places[name]
    found = [c for c in places.values() if c.kind != "dm" and c.name == str(name).lstrip("#")]
    if len(found) != 1:
        raise Refused(f"There is no channel {name}.", 404)
    return found[0]


def sees(me: Person, place: Channel) -> bool:
    """Whether a person may look into a channel: members, and colleagues into public ones."""
    if me.id in place.members:
        return True
    return place.kind == "channel" and place.workspace == me.workspace and me.guest is None


def place_for(pg: Playground, me: Person, name: str) -> Channel:
    """The channel a person means, if they may look into it; ``dm`` is theirs with the app."""
    if name == "dm":
        if not pg.world.known_to_app(me.id):
            raise Refused(f"{me.name} shares no channel with the app.", 403)
        return membership.open_dm(pg, me.id)
    place = channel(pg, name)
    if not sees(me, place):
        raise Refused(f"{me.name} is not in {name}.", 403)
    return place


def member_place(pg: Playground, me: Person, body: Json) -> Channel:
    """The channel in ``channel``; the person must be a member, and it must not be archived."""
    place = place_for(pg, me, wanted(body, "channel"))
    if me.id not in place.members:
        raise Refused(f"{me.name} is not a member of #{place.name}.", 403)
    if place.archived:
        raise Refused(f"#{place.name} is archived.", 409)
    return place


def message(place: Channel, ts: str) -> Message:
    """A message by its ts."""
    found = place.messages.get(ts)
    if found is None:
        raise Refused(f"There is no message {ts} in {place.name or place.id}.", 404)
    return found


def note(place: Channel, me: Person, ephemeral_id: str) -> Ephemeral:
    """An ephemeral message that this person sees."""
    for found in place.ephemerals:
        if found.id == ephemeral_id and found.reader == me.id:
            return found
    raise Refused(f"{me.name} sees no ephemeral message {ephemeral_id}.", 404)


def view(pg: Playground, me: Person, view_id: str) -> View:
    """An open modal or the home of this person."""
    found = pg.world.find_view(view_id)
    if found is None or found.user != me.id:
        raise Refused(f"{me.name} has no open view {view_id}.", 404)
    return found
