"""Search as Jira does it: strict about the query, and some seconds behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.jira import jql, seed
from playground.jira.answers import Answer, JiraError, no_such_path
from playground.jira.rest import Call, Desk, route, shown_issue

GONE = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction."


async def data_center(desk: Desk, call: Call) -> Answer:
    """GET or POST /search: ``startAt``, ``maxResults``, ``total``; removed from Cloud."""
    if call.who.cloud:
        raise JiraError(410, [GONE])
    asked = _asked(call)
    found = await _found(desk, call, asked)
    start = int(asked.get("startAt") or 0)
    size = desk.rules.page(int(asked.get("maxResults") or 50), 1000)
    shown = found[start : start + size]
    page = {"startAt": start, "maxResults": size, "total": len(found), "issues": shown}
    return Answer(200, page)


async def cloud(desk: Desk, call: Call) -> Answer:
    """GET or POST /search/jql: pages by ``nextPageToken``, no total; not on Data Center."""
    if not call.who.cloud:
        return no_such_path(call.path)
    asked = _asked(call)
    if not str(asked.get("jql") or "").strip():
        raise JiraError(400, [UNBOUNDED])
    found = await _found(desk, call, asked)
    start = int(asked.get("nextPageToken") or 0)
    end = start + desk.rules.page(int(asked.get("maxResults") or 50), 5000)
    page: dict[str, Any] = {"issues": found[start:end], "isLast": end >= len(found)}
    return Answer(200, page if page["isLast"] else {**page, "nextPageToken": str(end)})


def _asked(call: Call) -> Mapping[str, Any]:
    return call.body() if call.verb == "POST" else call.query


async def _found(desk: Desk, call: Call, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All issues that match, that the caller may see, and that the index knows already."""
    account = call.who.account
    every = {issue["key"] for issue in await desk.upstream.issues(fields="summary")}

    def sees(key: str) -> bool:
        return desk.rules.sees(account, key.rpartition("-")[0])

    def exists(field: str, value: str) -> bool:
        known = {
            "project": [key for key in seed.PROJECTS if desk.rules.sees(account, key)],
            "key": [key for key in every if sees(key)],
            "status": [name for name, _, _ in seed.STATUSES],
            "statuscategory": ["To Do", "In Progress", "Done", "new", "indeterminate"],
            "issuetype": list(seed.ISSUE_TYPES),
            "type": list(seed.ISSUE_TYPES),
        }
        return field not in known or value.lower() in {name.lower() for name in known[field]}

    query = str(asked.get("jql") or "")
    jql.check(query, exists, strict=str(asked.get("validateQuery", True)).lower() != "false")
    wanted = asked.get("fields") or ""
    fields = ",".join(wanted) if isinstance(wanted, list) else str(wanted)
    query = jql.replaced(query, "worklogdate", desk.ledger.keys_dated)
    issues = await desk.upstream.issues(query, fields)
    lag = desk.hostile.search_lag
    known = [i for i in issues if sees(i["key"]) and desk.rules.indexed(i["key"], lag)]
    return [shown_issue(desk, call, issue, fields) for issue in known]


SEARCH_ROUTES = (
    route("search", "GET", "/search", data_center),
    route("search", "POST", "/search", data_center),
    route("search", "GET", "/search/jql", cloud),
    route("search", "POST", "/search/jql", cloud),
)
