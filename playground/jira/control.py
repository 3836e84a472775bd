"""``/control/jira``: what a test, a story or a person behind the scenes does to Jira.

Errors are 400 or 404 with ``{"error": "a sentence"}``.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.jira import control_work, seed
from playground.jira.answers import JiraError
from playground.jira.proxy import JiraProxy

Action = Callable[[JiraProxy, dict[str, Any]], Awaitable[Any]]


def control_routes(jira: JiraProxy, prefix: str = "/control/jira") -> list[Route]:
    """Routes for the playground's server.

    | call | body or query | answer |
    |---|---|---|
    | GET ``/issues`` | ``?project=`` ``?label=`` | ``{issues: [Issue]}`` oldest first |
    | POST ``/transition`` | ``{key, status}`` | ``{ok}`` |
    | POST ``/due`` | ``{key, due: "2026-11-30"}`` (null: none) | ``{ok}`` |
    | POST ``/delete`` | ``{key}`` | ``{ok}`` |
    | GET ``/rights`` | | ``{rights: {account: {project: [right]}}}`` |
    | POST ``/rights`` | ``{account, project, rights: […]}`` or ``{…, without: […]}`` | ``{ok}`` |
    | POST ``/required`` | ``{project, issue_type, field, name}`` (null: not so) | ``{ok}`` |
    | POST ``/hostile`` | ``{jira: {…}, script: […], seed}`` as POST /control/hostile | ``{ok}`` |
    | GET ``/worklogs`` | ``?project=`` | ``{worklogs: [Worklog]}`` oldest first |
    | POST ``/worklog`` | ``{key, author, started, seconds, comment?, created?}`` | ``{ok}`` |
    | POST ``/unlog`` | ``{id}`` | ``{ok}`` |
    | POST ``/worked`` | ``{project, until: "2026-11-20"}``: issues and hours of three months | |
    | POST ``/field`` | ``{key, field: "customfield_10300", value}`` | ``{ok}`` |
    | POST ``/label`` | ``{key, label}`` | ``{ok}`` |
    | POST ``/screen`` | ``{status, fields: {"resolution": true}}`` | ``{ok}`` |
    | POST ``/pages`` | ``{most: 2}``: items on a page, null as Jira | ``{ok}`` |
    | POST ``/tasks`` | ``{end: "FAILED"}``: what bulk moves come to, else COMPLETE | ``{ok}`` |
    | GET ``/settings`` | | ``{settings: {project: {scheme, category}}}`` |
    | POST ``/reset`` | | ``{ok}`` |

    Issue: ``{key, project, type, summary, description, status, category, priority, assignee,
    reporter, due, labels, links: [{url, title, global_id}], comments: [text]}``.
    Worklog: ``{id, key, author, started, seconds, comment, created}``.
    """
    posts: dict[str, Action] = {
        "/transition": _transition,
        "/delete": _delete,
        "/due": _set_due,
        "/rights": _set_rights,
        "/required": _require,
        "/hostile": _hostile,
        "/reset": _reset,
        **control_work.POSTS,
    }

    async def issues(request: Request) -> Response:
        project, label = request.query_params.get("project"), request.query_params.get("label")
        every = await jira.desk.upstream.issues()
        shown = [await _issue(jira, issue) for issue in every]
        kept = [one for one in shown if project in (None, one["project"])]
        return JSONResponse({"issues": [i for i in kept if label is None or label in i["labels"]]})

    async def rights(_request: Request) -> Response:
        shown: dict[str, dict[str, list[str]]] = {}
        for (account, project), held in jira.desk.rules.rights.items():
            shown.setdefault(account, {})[project] = sorted(held)
        return JSONResponse({"rights": shown})

    return [
        *control_work.routes(jira, prefix),
        Route(f"{prefix}/issues", issues),
        Route(f"{prefix}/rights", rights),
        *(
            Route(prefix + path, _post(jira, deed), methods=["POST"])
            for path, deed in posts.items()
        ),
    ]


def _post(jira: JiraProxy, deed: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
            await deed(jira, body)
        except KeyError as error:
            return JSONResponse({"error": f"{error.args[0]} is missing"}, 400)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400)
        except JiraError as error:
            return JSONResponse({"error": str(error)}, error.answer.status)
        return JSONResponse({"ok": True})

    return endpoint


async def _transition(jira: JiraProxy, body: dict[str, Any]) -> None:
    await jira.desk.upstream.move(body["key"], body["status"])
    jira.desk.rules.touch(body["key"])


async def _set_due(jira: JiraProxy, body: dict[str, Any]) -> None:
    due = None if body["due"] is None else date.fromisoformat(body["due"]).isoformat()
    fields = {"fields": {"duedate": due}}
    await jira.desk.upstream.call("PUT", f"/issue/{body['key']}", body=fields)
    jira.desk.rules.touch(body["key"])


async def _delete(jira: JiraProxy, body: dict[str, Any]) -> None:
    await jira.desk.upstream.call("DELETE", f"/issue/{body['key']}")
    jira.desk.ledger.forget_issue(body["key"])


async def _set_rights(jira: JiraProxy, body: dict[str, Any]) -> None:
    without = frozenset(body.get("without", ()))
    rights = frozenset(body["rights"]) if "rights" in body else seed.ALL_RIGHTS - without
    jira.desk.rules.set_rights(body["account"], body["project"], rights)


async def _require(jira: JiraProxy, body: dict[str, Any]) -> None:
    names = body["project"], body["issue_type"], body["field"]
    jira.desk.rules.require(*names, body.get("name"))


async def _hostile(jira: JiraProxy, body: dict[str, Any]) -> None:
    jira.desk.hostile.configure(body.get("jira", {}), body.get("script", ()), body.get("seed"))


async def _reset(jira: JiraProxy, _body: dict[str, Any]) -> None:
    await jira.reset()


async def _issue(jira: JiraProxy, issue: dict[str, Any]) -> dict[str, Any]:
    fields, key = issue["fields"], issue["key"]
    links = await jira.desk.upstream.call("GET", f"/issue/{key}/remotelink")
    said = await jira.desk.upstream.call("GET", f"/issue/{key}/comment?maxResults=1000")
    return {
        "key": key,
        "project": key.rpartition("-")[0],
        "type": fields["issuetype"]["name"],
        "summary": fields["summary"],
        "description": fields["description"],
        "status": fields["status"]["name"],
        "category": fields["status"]["statusCategory"]["key"],
        "priority": fields["priority"]["name"],
        "assignee": (fields["assignee"] or {}).get("name"),
        "reporter": (fields["reporter"] or {}).get("name"),
        "due": fields.get("duedate"),
        "labels": fields["labels"],
        "links": [
            {
                "url": link["object"]["url"],
                "title": link["object"]["title"],
                "global_id": link.get("globalId"),
            }
            for link in links
        ],
        "comments": [comment["body"] for comment in said["comments"]],
    }
