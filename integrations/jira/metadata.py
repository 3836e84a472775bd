"""What Jira says about a project, made into what the ticket modal offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.ports import FieldInfo, IssueTypeInfo, ProjectInfo, Refused
from integrations.jira.client import Client
from integrations.jira.errors import mapped

RIGHTS = (
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "ASSIGN_ISSUES",
    "LINK_ISSUES",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
)
FILLED = {
    "project",
    "issuetype",
    "summary",
    "description",
    "labels",
    "priority",
    "assignee",
    "reporter",  # Jira fills in the account that creates
}
PAGE = 100


def read_project(client: Client, key: str) -> ProjectInfo:
    """Name, issue types with what they demand, priorities and rights; several calls.

    Without the right to create, or on a Jira without the createmeta endpoints (before 8.4), the
    issue types come from the project and nothing is known about their fields.
    """
    with mapped("project"):
        project = client.get(f"project/{key}")
    rights = read_rights(client, key)
    fields = _creatable(client, key) if "CREATE_ISSUES" in rights else None
    with mapped("project"):
        if fields is None:
            kinds = [_issue_type(kind, ()) for kind in project.get("issueTypes", ())]
            priorities = _pairs(client.get("priority"))
        else:
            kinds = [_issue_type(kind, demanded) for kind, demanded in fields]
            priorities = _priorities(every for _, every in fields)
        return ProjectInfo(project["key"], project["name"], tuple(kinds), priorities, rights)


def read_rights(client: Client, key: str, rights: Sequence[str] = RIGHTS) -> frozenset[str]:
    """What the account may do in the project, out of ``rights``."""
    asked = {"projectKey": key, "permissions": ",".join(rights)}
    with mapped("mypermissions"):
        answer = client.get("mypermissions", asked)["permissions"]
        return frozenset(name for name in rights if answer.get(name, {}).get("havePermission"))


Fields = list[Mapping[str, Any]]


def _creatable(client: Client, key: str) -> list[tuple[Mapping[str, Any], Fields]] | None:
    """Issue types with the fields of their create screens; None where Jira does not tell."""
    at = f"issue/createmeta/{key}/issuetypes"
    try:
        with mapped("createmeta"):
            kinds = read_pages(client, at, "issueTypes")
            return [(kind, read_pages(client, f"{at}/{kind['id']}", "fields")) for kind in kinds]
    except Refused as refusal:
        if refusal.code != "missing":
            raise
        return None


def read_pages(client: Client, path: str, cloud_name: str = "values", **asked: str) -> Fields:
    """All items of a paged list: ``values``, or what Cloud calls them. ``asked``: parameters."""
    items: Fields = []
    while True:
        page = client.get(path, {**asked, "startAt": len(items), "maxResults": PAGE})
        more = page["values"] if "values" in page else page[cloud_name]
        items += more
        if not more or len(items) >= page.get("total", 0):
            return items


def _issue_type(kind: Mapping[str, Any], fields: Iterable[Mapping[str, Any]]) -> IssueTypeInfo:
    demands = tuple(
        FieldInfo(_id(field), field["name"])
        for field in fields
        if field["required"] and not field.get("hasDefaultValue") and _id(field) not in FILLED
    )
    return IssueTypeInfo(str(kind["id"]), kind["name"], demands, bool(kind.get("subtask")))


def _priorities(screens: Iterable[Fields]) -> tuple[tuple[str, str], ...]:
    """Those that the create screens allow; a project whose screens have none gets none."""
    found: dict[str, str] = {}
    for fields in screens:
        for field in fields:
            if _id(field) == "priority":
                found |= dict(_pairs(field.get("allowedValues", ())))
    return tuple(found.items())


def _pairs(items: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(item["id"]), str(item["name"])) for item in items)


def _id(field: Mapping[str, Any]) -> str:
    return str(field.get("fieldId") or field["key"])
