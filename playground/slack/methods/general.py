"""api.*, auth.*, apps.*, team.*."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.world import Json


def api_test(call: Call) -> Json:
    """Give back what was given."""
    if "error" in call.args:
        raise SlackError(call.args["error"], args=call.args)
    return {"args": call.args}


def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    app = call.world.app
    return {
        "url": call.pg.base_url + "/",
        "team": call.world.workspaces[app.workspace].name,
        "user": call.world.people[app.bot_user].handle,
        "team_id": app.workspace,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    """The address of a websocket for Socket Mode."""
    base = call.pg.base_url.replace("http", "ws", 1)
    ticket = call.pg.sockets.new_ticket()
    return {"url": f"{base}/link/?ticket={ticket}&app_id={call.world.app.id}"}


def team_info(call: Call) -> Json:
    """Our workspace, or one that shares a channel with us."""
    ours = call.world.app.workspace
    wanted = call.args.get("team") or ours
    reachable = {t for c in call.world.channels.values() if ours in c.teams for t in c.teams}
    if wanted not in reachable | {ours}:
        raise SlackError("team_not_found")
    shape = shapes.team(call.world, wanted)
    return {"team": shape | {"email_domain": "", "icon": {"image_default": True}}}
