"""Transitions with their screens: what one must fill in to get from one status to another."""

from __future__ import annotations

from typing import Any

from playground.jira.answers import Answer, JiraError
from playground.jira.rest import Call, Desk, route
from playground.jira.rules import RESOLUTIONS, SCREEN

NOT_ON_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."


async def transitions(desk: Desk, call: Call, key: str) -> Answer:
    """The ways from here: none for who may not go them; screens only where asked for."""
    desk.rules.demand(call.who.account, key)
    found = await desk.upstream.call("GET", f"/issue/{key}/transitions")
    ways = found["transitions"]
    if not desk.rules.may(call.who.account, key.rpartition("-")[0], "TRANSITION_ISSUES"):
        ways = []
    if "transitions.fields" in call.query.get("expand", ""):
        ways = [{**way, "fields": _screen(desk, way)} for way in ways]
    return Answer(200, {**found, "transitions": ways})


async def transition(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key, "TRANSITION_ISSUES")
    sent = call.body()
    wanted = str((sent.get("transition") or {}).get("id"))
    ways = (await desk.upstream.call("GET", f"/issue/{key}/transitions"))["transitions"]
    way = next((way for way in ways if way["id"] == wanted), None)
    if way is not None:
        _check_screen(desk.rules.screens.get(way["to"]["name"], {}), sent.get("fields") or {})
    await desk.upstream.call("POST", f"/issue/{key}/transitions", body=sent)
    desk.rules.touch(key)
    return Answer(204)


def _screen(desk: Desk, way: dict[str, Any]) -> dict[str, Any]:
    shown = {}
    for name, required in desk.rules.screens.get(way["to"]["name"], {}).items():
        shown[name] = {"required": required, "name": SCREEN[name], "operations": ["set"]}
    if "resolution" in shown:
        values = [{"id": id_, "name": name} for id_, name in RESOLUTIONS.items()]
        shown["resolution"]["allowedValues"] = values
    return shown


def _check_screen(screen: dict[str, bool], fields: dict[str, Any]) -> None:
    errors = {name: NOT_ON_SCREEN.format(name) for name in fields if name not in screen}
    for name, required in screen.items():
        if required and not fields.get(name):
            errors[name] = f"{SCREEN[name]} is required."
    resolution = fields.get("resolution")
    if resolution and "resolution" in screen and resolution.get("id") not in RESOLUTIONS:
        errors["resolution"] = "The resolution is invalid."
    if errors:
        raise JiraError(400, errors=errors)


WORKFLOW_ROUTES = (
    route("transitions", "GET", "/issue/{key}/transitions", transitions),
    route("transition", "POST", "/issue/{key}/transitions", transition),
)
