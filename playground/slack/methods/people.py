"""users.*, bots.*, dnd.*."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Json, Person


def info(call: Call) -> Json:
    """One person; of another workspace only if we share a channel with them."""
    person = call.person()
    return {"user": _shape(call, person)}


def all_(call: Call) -> Json:
    """The people of our workspace."""
    ours = call.world.app.workspace
    people = [p for p in call.world.people.values() if p.workspace == ours]
    page, fields = call.page(people, 1000, 1000)
    return {
        "members": [_shape(call, p) for p in page],
        "cache_ts": int(call.pg.clock.now()),
        **fields,
    }


def _shape(call: Call, person: Person) -> Json:
    locale = call.args.get("include_locale", False)
    return shapes.user(call.world, person, call.pg.clock.now(), email=_email(call), locale=locale)


def _email(call: Call) -> bool:
    manifest = call.pg.manifest
    if "users:read.email" not in manifest.scopes:
        return False
    manifest.used.add("users:read.email")
    return True


def profile(call: Call) -> Json:
    """The profile alone."""
    person = call.known(call.args.get("user") or call.bot)
    external = call.world.is_external(person.id, call.world.app.workspace)
    return {"profile": shapes.profile(person, email=_email(call), external=external)}


def bot_info(call: Call) -> Json:
    """A bot by its B… id."""
    bots = [p for p in call.world.people.values() if p.bot]
    found = next((b for b in bots if bot_id(call.world.app.bot_user, b) == call.args["bot"]), None)
    if found is None:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": call.args["bot"],
            "deleted": found.deleted,
            "name": found.name,
            "updated": int(found.updated),
            "app_id": "A" + found.id[1:],
            "user_id": found.id,
            "icons": {},
        }
    }


def bot_id(our_bot: str, person: Person) -> str:
    """The B… id of a bot user; ours has the same letters, too."""
    return "B" + (our_bot if person.id == our_bot else person.id)[1:]


def dnd_info(call: Call) -> Json:
    """Whether a person does not want to be disturbed."""
    return shapes.disturbance(call.known(call.args.get("user") or call.bot), call.pg.clock.now())


def dnd_team(call: Call) -> Json:
    """The same for up to 50 people; unknown ones are left out."""
    wanted = call.args["users"]
    if len(wanted) > 50:
        raise SlackError("too_many_users")
    known = [u for u in wanted if call.world.known_to_app(u)]
    now = call.pg.clock.now()
    return {"users": {u: shapes.disturbance(call.world.people[u], now) for u in known}}
