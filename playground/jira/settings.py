"""Permission schemes and project categories: what an administrator may set, and how it acts."""

from __future__ import annotations

from typing import Any

from playground.jira import seed
from playground.jira.answers import Answer, JiraError
from playground.jira.metadata import project_json, visible
from playground.jira.rest import Call, Desk, route

NOT_ADMIN = "You must have global administration rights to do this."
NO_SCHEME = "The permission scheme was not found."
NO_CATEGORY = -1


async def schemes(desk: Desk, call: Call) -> Answer:
    """All schemes; for those who administer Jira or a project."""
    if not any(_administers(desk, call, project) for project in seed.PROJECTS):
        raise JiraError(403, [NOT_ADMIN])
    return Answer(200, {"permissionSchemes": [_scheme(call, id_) for id_ in seed.SCHEMES]})


async def scheme(desk: Desk, call: Call, key: str) -> Answer:
    visible(desk, call, key)
    if not _administers(desk, call, key):
        raise JiraError(403, [NOT_ADMIN])
    return Answer(200, _scheme(call, desk.rules.schemes[key]))


async def categories(_desk: Desk, call: Call) -> Answer:
    at = f"{call.base}/rest/api/2/projectCategory"
    return Answer(
        200,
        [
            {"self": f"{at}/{id_}", "id": str(id_), "name": name, "description": ""}
            for id_, name in seed.CATEGORIES.items()
        ],
    )


async def update(desk: Desk, call: Call, key: str) -> Answer:
    """Set the scheme, the category, or both. All is checked before anything is changed."""
    visible(desk, call, key)
    sent = call.body()
    if unknown := set(sent) - {"permissionScheme", "categoryId"}:
        raise JiraError(400, [f"This Jira cannot change {', '.join(sorted(unknown))}."])
    is_small = call.who.cloud and "permissionScheme" not in sent
    if not (_administers(desk, call, key) if is_small else _is_admin(desk, call, key)):
        raise JiraError(403, [NOT_ADMIN])
    scheme_id, category = sent.get("permissionScheme"), sent.get("categoryId")
    if scheme_id not in (None, *seed.SCHEMES):
        raise JiraError(400, errors={"permissionScheme": NO_SCHEME})
    if category not in (None, NO_CATEGORY, *seed.CATEGORIES):
        raise JiraError(400, errors={"categoryId": "The project category does not exist."})
    if scheme_id is not None:
        desk.rules.schemes[key] = scheme_id
    if category is not None:
        desk.rules.categories[key] = None if category == NO_CATEGORY else category
    return Answer(200, project_json(desk, call, key))


def _is_admin(desk: Desk, call: Call, key: str) -> bool:
    return desk.rules.may(call.who.account, key, "ADMINISTER")


def _administers(desk: Desk, call: Call, key: str) -> bool:
    may_project = desk.rules.may(call.who.account, key, "ADMINISTER_PROJECTS")
    return may_project or _is_admin(desk, call, key)


def _scheme(call: Call, id_: int) -> dict[str, Any]:
    at = f"{call.base}/rest/api/2/permissionscheme/{id_}"
    return {"self": at, "id": id_, "name": seed.SCHEMES[id_], "description": ""}


SETTING_ROUTES = (
    route("permissionSchemes", "GET", "/permissionscheme", schemes),
    route("permissionScheme", "GET", "/project/{key}/permissionscheme", scheme),
    route("projectCategories", "GET", "/projectCategory", categories),
    route("updateProject", "PUT", "/project/{key}", update),
)
