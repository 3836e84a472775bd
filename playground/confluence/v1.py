"""REST v1: all of the Data Center, and what Cloud still needs it for."""

from __future__ import annotations

from typing import Any

from playground.confluence import cql
from playground.confluence.answers import Answer, ConfluenceError, wrong
from playground.confluence.call import Call, Desk, Json, Route, page_id, part, route
from playground.confluence.fields import (
    EXPANDABLE,
    by,
    group,
    labels,
    person,
    subjects,
    v1_page,
)
from playground.confluence.seed import ANYBODY
from playground.confluence.textsearch import indexed
from playground.confluence.world import Page, Space

WHOLE = {"body.storage", "version", "space", "ancestors"}
"""What comes back with a page that was just written."""


def _me(_desk: Desk, call: Call) -> Answer:
    return Answer(200, person(call.me, cloud=call.cloud))


def _user(desk: Desk, call: Call) -> Answer:
    if "key" in call.query:
        return Answer(200, person(by(desk, "key", call.query["key"], "key"), cloud=False))
    name = call.wanted("username")
    return Answer(200, person(by(desk, "name", name, "name"), cloud=False))


def _spaces(desk: Desk, call: Call) -> Answer:
    shown = [_space_json(one) for one in desk.world.seen(call.me, call.query.get("status"))]
    return Answer(200, part(call, shown))


def _space(desk: Desk, call: Call, key: str) -> Answer:
    found = desk.world.space(call.me, key)
    return Answer(200, _space_json(found))


def _space_json(one: Space) -> Json:
    named = {"id": one.id, "key": one.key, "name": one.name}
    return named | {"type": "global", "status": one.status.upper()}


def _permissions(desk: Desk, call: Call, key: str) -> Answer:
    """Told to those only who administer the space (Data Center 9.1 and later)."""
    space = desk.world.space(call.me, key)
    if not desk.world.administers(call.me, space):
        raise ConfluenceError(403, f"You may not administer the space {key}.")
    every = []
    for operation, listed in (("read", space.readers), ("create", space.writers)):
        people, groups = subjects(desk, call, listed)
        named = [{"type": "user", "userKey": one["userKey"]} for one in people] + groups
        named += [{"type": "anonymous"}] if ANYBODY in listed else []
        kind = "space" if operation == "read" else "page"
        done = {"targetType": kind, "operationKey": operation}
        every += [
            {"operation": done, "subject": one, "spaceKey": key, "spaceId": space.id}
            for one in named
        ]
    return Answer(200, every)


def _pages(desk: Desk, call: Call) -> Answer:
    if call.query.get("type", "page") != "page":
        raise wrong("This Confluence has pages only.")
    expand = _expand(call)
    found = desk.world.titled(call.me, call.wanted("spaceKey"), call.wanted("title"))
    return Answer(200, part(call, [v1_page(desk, call, one, expand, alone=False) for one in found]))


def _page(desk: Desk, call: Call, id: str) -> Answer:
    found = desk.world.page(call.me, page_id(id))
    return Answer(200, v1_page(desk, call, found, _expand(call)))


def _create(desk: Desk, call: Call) -> Answer:
    body = call.object("type", "title", "space", "body")
    if body["type"] != "page":
        raise wrong("This Confluence has pages only.")
    space = desk.world.space(call.me, str(_inner(body, "space", "key")))
    above = body.get("ancestors") or []
    parent = page_id(str(above[-1]["id"])) if above else None
    made = desk.world.create(call.me, space, str(body["title"]), _storage(body), parent)
    return Answer(200, v1_page(desk, call, made, WHOLE))


def _update(desk: Desk, call: Call, id: str) -> Answer:
    body = call.object("type", "title", "version", "body")
    page = desk.world.page(call.me, page_id(id))
    version = _inner(body, "version", "number")
    if not isinstance(version, int):
        raise wrong("version.number is a number.")
    desk.world.update(call.me, page, version, str(body["title"]), _storage(body))
    return Answer(200, v1_page(desk, call, page, WHOLE))


def _trash(desk: Desk, call: Call, id: str) -> Answer:
    desk.world.throw_away(call.me, desk.world.page(call.me, page_id(id)))
    return Answer(204)


def _storage(body: Json) -> str:
    storage = _inner(body, "body", "storage")
    if not isinstance(storage, dict) or storage.get("representation") != "storage":
        raise wrong("The body is not in storage format.")
    return str(storage.get("value", ""))


def _inner(body: Json, outer: str, inner: str) -> Any:
    found = body[outer].get(inner) if isinstance(body[outer], dict) else None
    if found is None:
        raise wrong(f"Missing: {outer}.{inner}")
    return found


def _read_labels(desk: Desk, call: Call, id: str) -> Answer:
    return Answer(200, part(call, labels(desk.world.page(call.me, page_id(id)))))


def _label(desk: Desk, call: Call, id: str) -> Answer:
    page: Page = desk.world.page(call.me, page_id(id))
    given = call.json()
    if not isinstance(given, list) or not all(one.get("prefix") == "global" for one in given):
        raise wrong("Labels are a list of {prefix: global, name}.")
    desk.world.label(call.me, page, [str(one.get("name", "")) for one in given])
    return Answer(200, part(call, labels(page)))


def _restrictions(desk: Desk, call: Call, id: str) -> Answer:
    page = desk.world.page(call.me, page_id(id))
    people, groups = subjects(desk, call, page.only)
    nobody = {"user": {"results": [], "size": 0}, "group": {"results": [], "size": 0}}
    named = {
        "user": {"results": people, "size": len(people)},
        "group": {"results": groups, "size": len(groups)},
    }
    body = {"read": {"operation": "read", "restrictions": named}}
    return Answer(200, body | {"update": {"operation": "update", "restrictions": nobody}})


def _search(desk: Desk, call: Call) -> Answer:
    """The best first."""
    wanted = cql.read(call.wanted("cql"))
    space = desk.world.space(call.me, wanted.space)
    known = desk.world.in_index(call.me, space.key, desk.hostile.search_lag)
    fitting = [(wanted.query.hits(indexed(one)), one) for one in known]
    best = sorted((one for one in fitting if one[0]), key=lambda one: (-one[0], one[1].id))
    shown = [v1_page(desk, call, one, _expand(call), alone=False) for _, one in best]
    return Answer(200, part(call, shown))


def _members(desk: Desk, call: Call, name: str) -> Answer:
    listed = desk.world.group(name).members
    return Answer(200, part(call, subjects(desk, call, listed)[0]))


def _group_by_id(desk: Desk, call: Call) -> Answer:
    wanted = call.wanted("id")
    for one in desk.world.groups.values():
        if one.id == wanted:
            return Answer(200, group(one, cloud=True))
    raise ConfluenceError(404, f"No group {wanted}.")


def _members_by_id(desk: Desk, call: Call, id: str) -> Answer:
    for one in desk.world.groups.values():
        if one.id == id:
            return Answer(200, part(call, subjects(desk, call, one.members)[0]))
    raise ConfluenceError(404, f"No group {id}.")


def _expand(call: Call) -> set[str]:
    asked = set(filter(None, call.query.get("expand", "").split(",")))
    if unknown := asked - EXPANDABLE:
        raise wrong(f"expand has no {', '.join(sorted(unknown))}.")
    return asked


LIST = "start limit"


def _both(root: str) -> tuple[Route, ...]:
    """What Cloud and Data Center have alike."""
    return (
        route("GET", f"{root}/user/current", "myself", _me),
        route("GET", f"{root}/content/search", "search", _search, f"cql expand {LIST}"),
        route("POST", f"{root}/content/{{id}}/label", "label", _label),
        route(
            "GET", f"{root}/content/{{id}}/restriction/byOperation", "restrictions", _restrictions
        ),
    )


CLOUD_ROUTES = (
    *_both("/wiki/rest/api"),
    route("GET", "/wiki/rest/api/group/by-id", "group", _group_by_id, "id"),
    route("GET", "/wiki/rest/api/group/{id}/membersByGroupId", "members", _members_by_id, LIST),
)
DATA_CENTER_ROUTES = (
    *_both("/rest/api"),
    route("GET", "/rest/api/user", "user", _user, "key username"),
    route("GET", "/rest/api/space", "spaces", _spaces, f"type status {LIST}"),
    route("GET", "/rest/api/space/{key}", "space", _space),
    route("GET", "/rest/api/space/{key}/permissions", "permissions", _permissions),
    route("GET", "/rest/api/content", "pages", _pages, f"type spaceKey title expand {LIST}"),
    route("POST", "/rest/api/content", "create", _create),
    route("GET", "/rest/api/content/{id}", "page", _page, "expand"),
    route("PUT", "/rest/api/content/{id}", "update", _update),
    route("DELETE", "/rest/api/content/{id}", "trash", _trash),
    route("GET", "/rest/api/content/{id}/label", "labels", _read_labels, LIST),
    route("GET", "/rest/api/group/{name}/member", "members", _members, LIST),
)
