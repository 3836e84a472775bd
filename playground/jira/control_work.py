"""The part of ``/control/jira`` about hours, fields and settings; see `playground.jira.control`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.jira import seed, work
from playground.jira.ledger import BERLIN, Entry
from playground.jira.proxy import JiraProxy


def routes(jira: JiraProxy, prefix: str) -> list[Route]:
    """What can be read."""

    async def worklogs(request: Request) -> Response:
        project = request.query_params.get("project")
        entries = jira.desk.ledger.entries.values()
        kept = [e for e in entries if project in (None, e.key.rpartition("-")[0])]
        return JSONResponse({"worklogs": [_entry(entry) for entry in kept]})

    async def settings(_request: Request) -> Response:
        rules = jira.desk.rules
        shown = {
            project: {
                "scheme": seed.SCHEMES[rules.schemes[project]],
                "category": seed.CATEGORIES.get(rules.categories[project] or 0),
            }
            for project in seed.PROJECTS
        }
        return JSONResponse({"settings": shown})

    return [Route(f"{prefix}/worklogs", worklogs), Route(f"{prefix}/settings", settings)]


async def _worklog(jira: JiraProxy, body: dict[str, Any]) -> None:
    started = _instant(body["started"])
    created = _instant(body["created"]).timestamp() if "created" in body else jira.desk.clock()
    words = body["key"], body["author"], started, body["seconds"], body.get("comment", "")
    await _write(jira, *words, created)


async def _unlog(jira: JiraProxy, body: dict[str, Any]) -> None:
    if jira.desk.ledger.entries.pop(int(body["id"]), None) is None:
        raise ValueError(f"there is no worklog {body['id']}")


async def _worked(jira: JiraProxy, body: dict[str, Any]) -> None:
    """Each entry is written down at the end of its hours."""
    until, keys = date.fromisoformat(body["until"]), {}
    for name, labels in work.ISSUES.items():
        sent = {"project": {"key": body["project"]}, "summary": name, "labels": list(labels)}
        fields = {**sent, "issuetype": {"name": "Task"}, "reporter": {"name": "perron"}}
        made = await jira.desk.upstream.call("POST", "/issue", body={"fields": fields})
        keys[name] = made["key"]
        if name in work.INVOICES:
            values = jira.desk.rules.values.setdefault(made["key"], {})
            values[next(iter(seed.CUSTOM_FIELDS))] = work.INVOICES[name]
    for done in work.DONE:
        day = _weekday(until - timedelta(days=done.days_ago))
        started = datetime.combine(day, time(done.hour), BERLIN)
        ended = started.timestamp() + done.seconds
        await _write(
            jira, keys[done.issue], done.author, started, done.seconds, done.comment, ended
        )


async def _field(jira: JiraProxy, body: dict[str, Any]) -> None:
    if body["field"] not in seed.CUSTOM_FIELDS:
        raise ValueError(f"there is no field '{body['field']}'")
    jira.desk.rules.values.setdefault(body["key"], {})[body["field"]] = body["value"]


async def _label(jira: JiraProxy, body: dict[str, Any]) -> None:
    issue = await jira.desk.upstream.call("GET", f"/issue/{body['key']}")
    fields = {"labels": [*issue["fields"]["labels"], body["label"]]}
    await jira.desk.upstream.call("PUT", f"/issue/{body['key']}", body={"fields": fields})


async def _screen(jira: JiraProxy, body: dict[str, Any]) -> None:
    jira.desk.rules.show(body["status"], body["fields"])


async def _pages(jira: JiraProxy, body: dict[str, Any]) -> None:
    jira.desk.rules.most = body["most"]


async def _tasks(jira: JiraProxy, body: dict[str, Any]) -> None:
    jira.desk.moves.ends_as = body["end"]


async def _write(
    jira: JiraProxy,
    key: str,
    author: str,
    started: datetime,
    seconds: int,
    comment: str,
    created: float,
) -> None:
    if author not in jira.desk.rules.accounts:
        raise ValueError(f"there is no account '{author}'")
    issue = await jira.desk.upstream.call("GET", f"/issue/{key}", query={"fields": "summary"})
    jira.desk.ledger.write(key, issue["id"], author, started, seconds, comment, created)


def _weekday(day: date) -> date:
    """The day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _instant(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "key": entry.key,
        "author": entry.author,
        "started": entry.started.isoformat(),
        "seconds": entry.seconds,
        "comment": entry.comment,
        "created": datetime.fromtimestamp(entry.created, UTC).isoformat(),
    }


POSTS = {
    "/worklog": _worklog,
    "/unlog": _unlog,
    "/worked": _worked,
    "/field": _field,
    "/label": _label,
    "/screen": _screen,
    "/pages": _pages,
    "/tasks": _tasks,
}
