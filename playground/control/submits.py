"""Submitting and closing modals, and what the app answers to it."""

from __future__ import annotations

from playground.control import who
from playground.control.presses import fill, warn
from playground.control.refused import Refused
from playground.slack import inputs, interactions, modals
from playground.slack.blockkit.check import check_view
from playground.slack.core import Playground
from playground.slack.errors import SlackError
from playground.slack.methods.views import STACK
from playground.slack.world import Json, Person, View

MISSING = "Please complete this required field."


async def submit(pg: Playground, body: Json) -> Json:
    """Fill in and submit the top modal; required inputs are checked first, as Slack does."""
    me = who.actor(pg, body)
    view = who.view(pg, me, who.wanted(body, "view_id"))
    _must_be_top(pg, me, view)
    fill(pg, me, view, body.get("values") or {})
    view.errors = _unfit(view)
    if view.errors:
        pg.live.tell("modal", {me.id})
        return {"ok": False, "errors": view.errors, "closed": False}
    answer = await pg.delivery.interaction(interactions.submission(pg, me, view))
    if not answer.ok:
        warn(pg, me, answer)
        return {"ok": False, "closed": False, "status": answer.status, "error": answer.error}
    try:
        report = _follow(pg, me, view, answer.json or {})
    except SlackError as error:
        raise Refused(f"The app's answer is not one Slack takes: {error.body()}", 422) from error
    pg.live.tell("modal", {me.id})
    return report


def _must_be_top(pg: Playground, me: Person, view: View) -> None:
    stack = pg.world.modals.get(me.id, [])
    if not stack or stack[-1] is not view:
        raise Refused(f"{view.id} is not the modal on top.", 409)


def _unfit(view: View) -> dict[str, str]:
    """What Slack itself objects to before sending: required fields and lengths."""
    values = inputs.full_state(view.content["blocks"], view.values)
    errors = {}
    for block in view.content["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        problem = _problem(element, state, bool(block.get("optional")))
        if problem:
            errors[block["block_id"]] = problem
    return errors


def _problem(element: Json, state: Json, optional: bool) -> str | None:
    if inputs.is_empty(state):
        return None if optional else MISSING
    text = str(state.get("value") or "")
    if len(text) > element.get("max_length", 3000):
        return f"Please enter no more than {element.get('max_length', 3000)} characters."
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return None


def _follow(pg: Playground, me: Person, view: View, answer: Json) -> Json:
    """Do what ``response_action`` says; without one the modal closes."""
    action = answer.get("response_action")
    stack = pg.world.modals.get(me.id, [])
    if action == "errors":
        return _show_errors(view, answer.get("errors") or {})
    if action in ("update", "push"):
        content = answer.get("view") or {}
        check_view(content, "modal")
        modals.check_external_id(pg, content, view)
        if action == "update":
            modals.replace_content(pg, view, content)
        elif len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        else:
            stack.append(modals.new_view(pg, me.id, content, below=view))
        return {"ok": True, "closed": False}
    if action not in (None, "clear"):
        raise SlackError("invalid_response_action")
    if action == "clear":
        stack.clear()
    elif view in stack:
        stack.remove(view)
    return {"ok": True, "closed": True}


def _show_errors(view: View, errors: dict[str, str]) -> Json:
    inputs_there = {b["block_id"] for b in view.content["blocks"] if b["type"] == "input"}
    unknown = sorted(set(errors) - inputs_there)
    if unknown or not errors:
        raise SlackError("invalid_errors", detail=f"no input block {', '.join(unknown)}")
    view.errors = errors
    return {"ok": False, "errors": errors, "closed": False}


async def close(pg: Playground, body: Json) -> Json:
    """Close the top modal; the app hears of it if it asked to."""
    me = who.actor(pg, body)
    view = who.view(pg, me, who.wanted(body, "view_id"))
    _must_be_top(pg, me, view)
    stack = pg.world.modals[me.id]
    cleared = bool(view.content.get("clear_on_close"))
    closed = list(reversed(stack)) if cleared else [view]
    for gone in closed:
        stack.remove(gone)
        if gone.content.get("notify_on_close"):
            await pg.delivery.interaction(interactions.closing(pg, me, gone, cleared))
    pg.live.tell("modal", {me.id})
    return {"ok": True}
