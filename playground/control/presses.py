"""What people press: buttons, menus, shortcuts, slash commands."""

from __future__ import annotations

from typing import Any

from playground.control import who
from playground.control.given import new_file
from playground.control.refused import Refused
from playground.slack import inputs, interactions, modals, shapes, texts
from playground.slack.core import Playground
from playground.slack.delivery import Answer
from playground.slack.errors import SlackError
from playground.slack.responses import respond
from playground.slack.tickets import ResponseUrl
from playground.slack.world import Channel, Ephemeral, Json, Message, Person, View


async def click(pg: Playground, body: Json) -> Json:
    """Press a button or choose from a menu, in a message, an ephemeral message or a view."""
    me = who.actor(pg, body)
    _must_be_interactive(pg)
    if body.get("view_id"):
        return await _click_view(pg, me, who.view(pg, me, body["view_id"]), body)
    place = who.member_place(pg, me, body)
    source: Message | Ephemeral
    if body.get("ephemeral_id"):
        source = who.note(place, me, body["ephemeral_id"])
    else:
        source = who.message(place, who.wanted(body, "ts"))
    return await _click_message(pg, me, place, source, body)


def _must_be_interactive(pg: Playground) -> None:
    if not pg.manifest.interactivity:
        raise Refused("The app's manifest has interactivity switched off.", 409)


async def _click_message(
    pg: Playground, me: Person, place: Channel, source: Message | Ephemeral, body: Json
) -> Json:
    touched = pg.world.inputs.setdefault(f"{me.id} {source.ts}", {})
    action = _chosen(source.blocks, touched, body)
    if action is None:
        return {"ok": True, "status": None, "answered_ms": None}
    payload = interactions.click_in_message(pg, me, place, source, action)
    return _reported(pg, me, await pg.delivery.interaction(payload))


async def _click_view(pg: Playground, me: Person, view: View, body: Json) -> Json:
    if body.get("values"):
        fill(pg, me, view, body["values"])
    action = _chosen(view.content["blocks"], view.values, body)
    if action is None:
        return {"ok": True, "status": None, "answered_ms": None}
    payload = interactions.click_in_view(pg, me, view, action)
    return _reported(pg, me, await pg.delivery.interaction(payload))


def _chosen(blocks: list[Json] | None, touched: Json, body: Json) -> Json | None:
    """The action to send; None when the element only remembers (an input that is not sent)."""
    choice = body["selected"] if "selected" in body else body.get("value")
    try:
        block, element = inputs.find(blocks, who.wanted(body, "action_id"), body.get("block_id"))
        state = inputs.state_of(element, choice)
    except inputs.NoSuchChoice as error:
        raise Refused(str(error), 404) from error
    if element["type"] not in inputs.STATELESS:
        touched.setdefault(block["block_id"], {})[element["action_id"]] = state
    if block["type"] == "input" and not block.get("dispatch_action"):
        return None
    action = {**state, "action_id": element["action_id"], "block_id": block["block_id"]}
    kept = ("text", "value", "style", "url", "placeholder")
    return {k: element[k] for k in kept if k in element} | action


def fill(pg: Playground, me: Person, view: View, values: Json) -> None:
    """Type into a view: ``{block_id: {action_id: value}}`` or ``{action_id: value}``."""
    flat: list[tuple[str | None, str, Any]] = []
    actions = {e["action_id"] for _, e in inputs.elements(view.content["blocks"])}
    for key, value in values.items():
        if key in actions:
            flat.append((None, key, value))
        elif isinstance(value, dict):
            flat += [(key, action, inner) for action, inner in value.items()]
        else:
            raise Refused(f"There is nothing called {key} to fill in.", 404)
    for block_id, action_id, value in flat:
        try:
            block, element = inputs.find(view.content["blocks"], action_id, block_id)
            chosen = _files(pg, me, value) if element["type"] == "file_input" else value
            state = inputs.state_of(element, chosen)
        except inputs.NoSuchChoice as error:
            raise Refused(str(error), 404) from error
        view.values.setdefault(block["block_id"], {})[action_id] = state


def _files(pg: Playground, me: Person, given: Any) -> list[Json]:
    """Files put into a window, as its submission names them: the app may read them."""
    files = [new_file(pg, me, fields, given=True) for fields in given or ()]
    return [shapes.file(item, pg.base_url) for item in files]


def _reported(pg: Playground, me: Person, answer: Answer) -> Json:
    """What the caller learns; when it failed, the person sees Slack's warning."""
    report: Json = {"ok": answer.ok, "status": answer.status, "answered_ms": round(answer.ms, 1)}
    if not answer.ok:
        report["error"] = answer.error
        warn(pg, me, answer)
    return report


def warn(pg: Playground, me: Person, answer: Answer) -> None:
    """Show Slack's small warning triangle, as a notice."""
    what = "did not respond in time" if answer.error == "http_timeout" else "could not do that"
    pg.live.notice(me.id, f"{pg.world.app.name} {what}. Try again.")


def _colleague(pg: Playground, me: Person, what: str) -> None:
    if me.workspace != pg.world.app.workspace:
        home = pg.world.workspaces[pg.world.app.workspace].name
        raise Refused(f"{me.name} is not of {home} and cannot use {what} of its apps.", 403)


async def command(pg: Playground, body: Json) -> Json:
    """Type a slash command; what the app answers at once is shown."""
    me = who.actor(pg, body)
    place = who.member_place(pg, me, body)
    name, _, text = str(who.wanted(body, "text")).partition(" ")
    _colleague(pg, me, "slash commands")
    if name not in [c["command"] for c in pg.manifest.commands]:
        raise Refused(f"{name} is not a valid command.", 404)
    if body.get("thread_ts"):
        raise Refused("Slash commands do not work in threads.", 409)
    pg.manifest.used.add("commands")
    form = interactions.slash_command(pg, me, place, name, _typed(pg, place, name, text.strip()))
    answer = await pg.delivery.command(form)
    report: Json = {"ok": answer.ok, "status": answer.status}
    if not answer.ok:
        failure = "operation_timeout" if answer.error == "http_timeout" else "dispatch_failed"
        pg.live.notice(me.id, f"{name} failed with the error “{failure}”.")
        return report | {"error": failure}
    response = answer.json if answer.json is not None else answer.body
    if response:
        _show(pg, me, place, response if isinstance(response, dict) else {"text": response})
        report["response"] = response
    return report


def _typed(pg: Playground, place: Channel, name: str, text: str) -> str:
    """What the app reads: mentions as such, where its manifest asks for escaped text."""
    [command, *_] = [one for one in pg.manifest.commands if one["command"] == name]
    return texts.typed(pg.world, place, text) if command.get("should_escape") else text


def _show(pg: Playground, me: Person, place: Channel, response: Json) -> None:
    url = ResponseUrl(me.id, place.id, pg.clock.now())
    try:
        respond(pg, url, response)
    except SlackError as error:
        raise Refused(f"The app's answer is not one Slack takes: {error.code}.", 422) from error


async def shortcut(pg: Playground, body: Json) -> Json:
    """Use a shortcut: of a message when ``ts`` is given, otherwise a global one."""
    me = who.actor(pg, body)
    _colleague(pg, me, "shortcuts")
    _must_be_interactive(pg)
    callback_id = who.wanted(body, "callback_id")
    kind = "message" if body.get("ts") else "global"
    known = [(s.get("type"), s.get("callback_id")) for s in pg.manifest.shortcuts]
    if (kind, callback_id) not in known:
        raise Refused(f"There is no {kind} shortcut {callback_id}.", 404)
    pg.manifest.used.add("commands")
    if kind == "message":
        place = who.member_place(pg, me, body)
        message = who.message(place, body["ts"])
        payload = interactions.message_shortcut(pg, me, place, message, callback_id)
    else:
        payload = interactions.global_shortcut(pg, me, callback_id)
    return _reported(pg, me, await pg.delivery.interaction(payload))


async def typeahead(pg: Playground, body: Json) -> Json:
    """What an external menu offers for what was typed."""
    me = who.actor(pg, body)
    query, action_id = str(body.get("query") or ""), who.wanted(body, "action_id")
    if body.get("view_id"):
        view = who.view(pg, me, body["view_id"])
        blocks = view.content["blocks"]
        container: Json = {"type": "view", "view_id": view.id}
        source: Json = {"container": container, "view": modals.shape(pg, view)}
    else:
        place = who.member_place(pg, me, body)
        message = who.message(place, who.wanted(body, "ts"))
        blocks = message.blocks or []
        container = {"type": "message", "message_ts": message.ts, "channel_id": place.id}
        source = {"container": container, "channel": {"id": place.id, "name": place.name}}
    try:
        block, _ = inputs.find(blocks, action_id, body.get("block_id"))
    except inputs.NoSuchChoice as error:
        raise Refused(str(error), 404) from error
    payload = interactions.suggestion(pg, me, source, block["block_id"], action_id, query)
    answer = await pg.delivery.interaction(payload)
    offered = answer.json or {}
    return {
        "ok": answer.ok,
        "options": offered.get("options", []),
        "option_groups": offered.get("option_groups", []),
    }
