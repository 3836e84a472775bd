"""Endpoints about projects: what there is, what may be done, what an issue must have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playground.jira import seed
from playground.jira.answers import Answer, JiraError, no_such_path
from playground.jira.rest import Call, Desk, route

NO_PROJECT = "No project could be found with key '{}'."


async def projects(desk: Desk, call: Call) -> Answer:
    seen = [key for key in seed.PROJECTS if desk.rules.sees(call.who.account, key)]
    return Answer(200, [project_json(desk, call, key) for key in seen])


ACTIONS = {"view": "BROWSE_PROJECTS", "browse": "BROWSE_PROJECTS", "create": "CREATE_ISSUES"}


async def found_projects(desk: Desk, call: Call) -> Answer:
    """Cloud's paged list, of those in which the caller may do something."""
    if not call.who.cloud:
        return no_such_path(call.path)
    right = ACTIONS.get(call.query.get("action", "view"))
    if right is None:
        raise JiraError(400, ["The action is not valid."])
    account = call.who.account
    found = [
        project_json(desk, call, key)
        for key in seed.PROJECTS
        if desk.rules.sees(account, key) and desk.rules.may(account, key, right)
    ]
    start = int(call.query.get("startAt", 0))
    size = desk.rules.page(int(call.query.get("maxResults", 50)), 100)
    page = {"startAt": start, "maxResults": size, "total": len(found)}
    shown, last = found[start : start + size], start + size >= len(found)
    return Answer(200, {**page, "isLast": last, "values": shown})


async def project(desk: Desk, call: Call, key: str) -> Answer:
    visible(desk, call, key)
    types = [_issue_type(name) for name in seed.types_of(key)]
    return Answer(200, {**project_json(desk, call, key), "issueTypes": types})


async def permissions(desk: Desk, call: Call) -> Answer:
    """What the caller may do, in a project when one is named. Cloud wants the rights listed."""
    asked = [name for name in call.query.get("permissions", "").split(",") if name]
    if call.who.cloud and not asked:
        raise JiraError(400, ["The 'permissions' query parameter is required."])
    if unknown := [name for name in asked if name not in seed.ALL_RIGHTS]:
        raise JiraError(400, [f"Unrecognized permission: {', '.join(unknown)}"])
    key = call.query.get("projectKey", "")
    if key:
        visible(desk, call, key)
    places = [key] if key else list(seed.PROJECTS)

    def have(right: str) -> bool:
        return any(desk.rules.may(call.who.account, place, right) for place in places)

    return Answer(200, {"permissions": {name: _right(name, have(name)) for name in seed.RIGHTS}})


async def fields(_desk: Desk, _call: Call) -> Answer:
    """All fields: those of `creatable_fields` that are Jira's own, and the custom ones."""
    own = {"summary": "Summary", "labels": "Labels", "duedate": "Due Date"}
    every = {**own, **seed.CUSTOM_FIELDS}
    return Answer(
        200, [{"id": id_, "name": name, "custom": id_ not in own} for id_, name in every.items()]
    )


async def creatable_types(desk: Desk, call: Call, key: str) -> Answer:
    _may_create(desk, call, key)
    types = [_issue_type(name) for name in seed.types_of(key)]
    return Answer(200, _page(call, types, "issueTypes"))


async def creatable_fields(desk: Desk, call: Call, key: str, type_id: str) -> Answer:
    _may_create(desk, call, key)
    kinds = (name for name in seed.types_of(key) if seed.ISSUE_TYPES[name] == type_id)
    kind = next(kinds, None)
    if kind is None:
        raise JiraError(404, [f"There is no issue type with the id '{type_id}'."])
    priorities = [{"id": id_, "name": name} for name, id_ in seed.PRIORITIES.items()]
    fields = [
        _field("summary", "Summary", required=True),
        _field("issuetype", "Issue Type", required=True),
        _field("project", "Project", required=True),
        _field("reporter", "Reporter", required=True),
        _field("description", "Description"),
        _field("labels", "Labels"),
        _field("assignee", "Assignee"),
        _field("priority", "Priority", hasDefaultValue=True, allowedValues=priorities),
    ]
    demanded = desk.rules.required.get((key, kind), {})
    fields = [field for field in fields if field["fieldId"] not in demanded]
    fields += [_field(id_, name, required=True) for id_, name in demanded.items()]
    return Answer(200, _page(call, fields, "fields"))


def visible(desk: Desk, call: Call, key: str) -> None:
    """The project is there and the caller sees it, or a 404."""
    if key not in seed.PROJECTS or not desk.rules.sees(call.who.account, key):
        raise JiraError(404, [NO_PROJECT.format(key)])


def _may_create(desk: Desk, call: Call, key: str) -> None:
    visible(desk, call, key)
    if not desk.rules.may(call.who.account, key, "CREATE_ISSUES"):
        raise JiraError(403, ["You do not have permission to create issues in this project."])


def project_json(desk: Desk, call: Call, key: str) -> dict[str, Any]:
    """A project as Jira shows it; its category only where it has one."""
    id_ = str(10_000 + list(seed.PROJECTS).index(key))
    at = f"{call.base}/rest/api/2/project/{key}"
    shown = {"self": at, "id": id_, "key": key, "name": seed.PROJECTS[key], "simplified": False}
    category = desk.rules.categories[key]
    if category is None:
        return shown
    named = {"id": str(category), "name": seed.CATEGORIES[category]}
    return {**shown, "projectCategory": named}


def _issue_type(name: str) -> dict[str, Any]:
    return {"id": seed.ISSUE_TYPES[name], "name": name, "subtask": False, "description": ""}


def _right(name: str, have: bool) -> dict[str, Any]:
    shown = name.replace("_", " ").title()
    return {"key": name, "name": shown, "type": "PROJECT", "havePermission": have}


def _field(id_: str, name: str, required: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "fieldId": id_,
        "key": id_,
        "name": name,
        "required": required,
        "hasDefaultValue": False,
        "operations": ["set"],
        **more,
    }


def _page(call: Call, items: Sequence[Any], cloud_name: str) -> dict[str, Any]:
    """One page of a list; Data Center calls the items ``values``, Cloud by what they are."""
    start = int(call.query.get("startAt", 0))
    size = min(int(call.query.get("maxResults", 50)), 200)
    shown = list(items[start : start + size])
    last = start + size >= len(items)
    name = cloud_name if call.who.cloud else "values"
    page = {"startAt": start, "maxResults": size, "total": len(items), name: shown}
    return page if call.who.cloud else {**page, "isLast": last}


PROJECT_ROUTES = (
    route("projects", "GET", "/project", projects),
    route("projectSearch", "GET", "/project/search", found_projects),
    route("project", "GET", "/project/{key}", project),
    route("fields", "GET", "/field", fields),
    route("mypermissions", "GET", "/mypermissions", permissions),
    route("createmeta", "GET", "/issue/createmeta/{key}/issuetypes", creatable_types),
    route("createmeta", "GET", "/issue/createmeta/{key}/issuetypes/{type_id}", creatable_fields),
)
