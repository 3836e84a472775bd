"""REST v2, which only Cloud has: spaces by number, pages, who may read."""

from __future__ import annotations

from collections.abc import Sequence

from playground.confluence.answers import Answer, not_there, wrong
from playground.confluence.call import Call, Desk, Json, page_id, route
from playground.confluence.fields import base, labels, person, subjects, v2_page
from playground.confluence.seed import ANYBODY
from playground.confluence.world import Space

MOST = 250


def _spaces(desk: Desk, call: Call) -> Answer:
    keys = call.query.get("keys")
    wanted = keys.split(",") if keys else None
    shown = [
        {
            "id": str(one.id),
            "key": one.key,
            "name": one.name,
            "type": "global",
            "status": one.status,
        }
        for one in desk.world.seen(call.me, call.query.get("status"))
        if wanted is None or one.key in wanted
    ]
    return Answer(200, _part(call, shown))


def _permissions(desk: Desk, call: Call, id: str) -> Answer:
    space = _space(desk, call, id)
    every: list[Json] = []
    for key, listed in (("read", space.readers), ("create", space.writers)):
        people, groups = subjects(desk, call, listed)
        named = [("user", one["accountId"]) for one in people]
        named += [("group", one["id"]) for one in groups]
        named += [("role", "anonymous")] if ANYBODY in listed else []
        done = {"key": key, "targetType": "space" if key == "read" else "page"}
        every += [
            {"id": f"{key}{number}", "principal": {"type": kind, "id": who}, "operation": done}
            for number, (kind, who) in enumerate(named)
        ]
    return Answer(200, _part(call, every))


def _pages(desk: Desk, call: Call) -> Answer:
    space = _space(desk, call, call.wanted("space-id"))
    body = _wants_body(call)
    if call.query.get("status", "current") != "current":
        raise wrong("This Confluence has current pages only.")
    found = desk.world.titled(call.me, space.key, call.wanted("title"))
    shown = [v2_page(desk, call, one, body=body, alone=False) for one in found]
    return Answer(200, _part(call, shown))


def _page(desk: Desk, call: Call, id: str) -> Answer:
    found = desk.world.page(call.me, page_id(id))
    return Answer(200, v2_page(desk, call, found, body=_wants_body(call)))


def _create(desk: Desk, call: Call) -> Answer:
    body = call.object("spaceId", "title", "body", "status")
    if not str(body["spaceId"]).isdecimal():
        raise wrong("spaceId is a number; a key is not.")
    if body["status"] != "current":
        raise wrong("This Confluence has current pages only.")
    space = _space(desk, call, str(body["spaceId"]))
    parent = page_id(str(body["parentId"])) if body.get("parentId") else None
    made = desk.world.create(call.me, space, str(body["title"]), _storage(body), parent)
    return Answer(200, v2_page(desk, call, made, body=True))


def _update(desk: Desk, call: Call, id: str) -> Answer:
    body = call.object("id", "status", "title", "body", "version")
    page = desk.world.page(call.me, page_id(id))
    if str(body["id"]) != id or body["status"] != "current":
        raise wrong("The id is not that of the path, or the status is not current.")
    number = body["version"].get("number") if isinstance(body["version"], dict) else None
    if not isinstance(number, int):
        raise wrong("Missing: version.number")
    desk.world.update(call.me, page, number, str(body["title"]), _storage(body))
    return Answer(200, v2_page(desk, call, page, body=True))


def _trash(desk: Desk, call: Call, id: str) -> Answer:
    desk.world.throw_away(call.me, desk.world.page(call.me, page_id(id)))
    return Answer(204)


def _labels(desk: Desk, call: Call, id: str) -> Answer:
    return Answer(200, _part(call, labels(desk.world.page(call.me, page_id(id)))))


def _users(desk: Desk, call: Call) -> Answer:
    """Several people at once; those that are not known are left out."""
    asked = call.object("accountIds")["accountIds"]
    if not isinstance(asked, list) or len(asked) > MOST:
        raise wrong(f"accountIds is a list of up to {MOST}.")
    known = [one for one in desk.world.accounts.values() if one.id in asked]
    return Answer(200, {"results": [person(one, cloud=True) for one in known]})


def _space(desk: Desk, call: Call, number: str) -> Space:
    for one in desk.world.seen(call.me):
        if str(one.id) == number:
            return one
    raise not_there(f"space with id {number}")


def _storage(body: Json) -> str:
    """Either ``{representation, value}`` or ``{storage: {representation, value}}``."""
    given = body["body"]
    inner = given.get("storage", given) if isinstance(given, dict) else {}
    if inner.get("representation") != "storage":
        raise wrong("The body is not in storage format.")
    return str(inner.get("value", ""))


def _wants_body(call: Call) -> bool:
    asked = call.query.get("body-format")
    if asked not in (None, "storage"):
        raise wrong("body-format is storage here.")
    return asked is not None


def _part(call: Call, results: Sequence[Json]) -> Json:
    """One page of a v2 list; where it goes on says a cursor."""
    at = call.number("cursor", 0, 10**9)
    limit = call.number("limit", 25, MOST)
    links = {"base": base(call)}
    if at + limit < len(results):
        links["next"] = f"{call.path}?cursor={at + limit}&limit={limit}" + _filters(call)
    return {"results": list(results[at : at + limit]), "_links": links}


def _filters(call: Call) -> str:
    kept = {k: v for k, v in call.query.items() if k not in ("cursor", "limit")}
    return "".join(f"&{key}={value}" for key, value in kept.items())


LIST = "cursor limit"
V2_ROUTES = (
    route("GET", "/wiki/api/v2/spaces", "spaces", _spaces, f"keys type status {LIST}"),
    route("GET", "/wiki/api/v2/spaces/{id}/permissions", "permissions", _permissions, LIST),
    route(
        "GET", "/wiki/api/v2/pages", "pages", _pages, f"space-id title status body-format {LIST}"
    ),
    route("POST", "/wiki/api/v2/pages", "create", _create),
    route("GET", "/wiki/api/v2/pages/{id}", "page", _page, "body-format"),
    route("PUT", "/wiki/api/v2/pages/{id}", "update", _update),
    route("DELETE", "/wiki/api/v2/pages/{id}", "trash", _trash),
    route("GET", "/wiki/api/v2/pages/{id}/labels", "labels", _labels, LIST),
    route("POST", "/wiki/api/v2/users-bulk", "users", _users),
)
