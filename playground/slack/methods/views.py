"""views.*: modals (up to three stacked) and the App Home."""

from __future__ import annotations

from playground.slack import modals
from playground.slack.blockkit.check import check_view
from playground.slack.call import Call
from playground.slack.errors import SlackError, with_messages
from playground.slack.tickets import Trigger
from playground.slack.world import Json, View

STACK = 3


def open_(call: Call) -> Json:
    """Open a modal for whoever pressed; their older modals go."""
    trigger = _checked(call)
    view = modals.new_view(call.pg, trigger.user, call.args["view"])
    call.world.modals[trigger.user] = [view]
    call.pg.live.tell("modal", {trigger.user})
    return {"view": modals.shape(call.pg, view)}


def push(call: Call) -> Json:
    """Put a modal on top of the one that the trigger came from."""
    trigger = _checked(call)
    stack = call.world.modals.get(trigger.user, [])
    if trigger.view_id is None or not stack:
        raise SlackError("invalid_trigger_id")
    if len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    view = modals.new_view(call.pg, trigger.user, call.args["view"], below=stack[-1])
    stack.append(view)
    call.pg.live.tell("modal", {trigger.user})
    return {"view": modals.shape(call.pg, view)}


def _checked(call: Call) -> Trigger:
    check_view(call.args["view"], "modal")
    modals.check_external_id(call.pg, call.args["view"], None)
    trigger = call.pg.triggers.take(call.args["trigger_id"])
    if isinstance(trigger, str):
        raise SlackError(trigger)
    return trigger


def update(call: Call) -> Json:
    """Change an open view by its id or its external id."""
    view = _found(call)
    if "hash" in call.args and call.args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    check_view(call.args["view"], view.content["type"])
    modals.check_external_id(call.pg, call.args["view"], view)
    modals.replace_content(call.pg, view, call.args["view"])
    call.pg.live.tell("home" if view.content["type"] == "home" else "modal", {view.user})
    return {"view": modals.shape(call.pg, view)}


def _found(call: Call) -> View:
    view_id, external_id = call.args.get("view_id"), call.args.get("external_id")
    if view_id:
        view = call.world.find_view(view_id)
    elif external_id:
        view = modals.by_external_id(call.world, external_id)
    else:
        raise with_messages("invalid_arguments", ["either view_id or external_id is required"])
    if view is None:
        raise SlackError("not_found")
    return view


def publish(call: Call) -> Json:
    """Set a person's App Home."""
    check_view(call.args["view"], "home")
    if not call.pg.manifest.home:
        raise SlackError("not_enabled")
    user = call.known(call.args["user_id"]).id
    view = call.world.homes.get(user)
    if view is not None and "hash" in call.args and call.args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    modals.check_external_id(call.pg, call.args["view"], view)
    if view is None:
        view = modals.new_view(call.pg, user, call.args["view"])
        call.world.homes[user] = view
    else:
        modals.replace_content(call.pg, view, call.args["view"])
    call.pg.live.tell("home", {user})
    return {"view": modals.shape(call.pg, view)}
