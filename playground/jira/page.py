"""What a person sees at ``/`` and ``/browse/KEY``: plain pages to move an issue and log work.

No script, no login: this is the desk of whoever works on the ticket in the demo.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from playground.jira import seed
from playground.jira.answers import JiraError
from playground.jira.page_parts import STYLE, address, frame, said, shown
from playground.jira.page_work import comments, hours, hours_routes
from playground.jira.rest import Desk

__all__ = ["STYLE", "page_routes", "plain"]
URL = re.compile(r"https?://[^\s<>\"]+")


def page_routes(desk: Desk) -> list[Route]:
    """The list of tickets, one ticket, and the deed of moving it."""

    async def overview(request: Request) -> Response:
        issues = await desk.upstream.issues()
        return frame(request, said(request, "Tickets"), _table(request, issues[::-1]))

    async def browse(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            issue = await desk.upstream.call("GET", f"/issue/{key}")
            links = await desk.upstream.call("GET", f"/issue/{key}/remotelink")
            words = await desk.upstream.call("GET", f"/issue/{key}/comment?maxResults=1000")
        except JiraError:
            text = said(request, "There is no ticket {key}.").format(key=key)
            return frame(request, key, f"<article>{html.escape(text)}</article>", 404)
        title = f"{key} {issue['fields']['summary']}"
        texts = [_linked(plain(word["body"])) for word in words["comments"]]
        body = _issue(request, key, issue["fields"], links) + comments(request, texts)
        return frame(request, title, body + hours(request, desk, key))

    async def move(request: Request) -> Response:
        key = request.path_params["key"]
        status = str((await request.form()).get("status"))
        try:
            await desk.upstream.move(key, status)
        except JiraError as error:
            return frame(request, key, f"<article>{html.escape(str(error))}</article>", 400)
        desk.rules.touch(key)
        return RedirectResponse(address(request, f"/browse/{key}"), 303)

    return [
        Route("/", overview),
        Route("/browse/{key}", browse),
        Route("/browse/{key}/move", move, methods=["POST"]),
        *hours_routes(desk),
    ]


def plain(markup: str) -> str:
    """Escaped wiki markup as the text that was meant: ``\\*`` is a star, ``&#92;`` a backslash."""
    text = re.sub(r"\\([^\w\s]|_)", r"\1", markup)
    return re.sub(r"&#?\w+;", lambda entity: html.unescape(entity[0]), text)


def _issue(request: Request, key: str, fields: Mapping[str, Any], links: list[Any]) -> str:
    assignee = (fields.get("assignee") or {}).get("displayName") or said(request, "nobody")
    rows = {
        "Status": _status(request, fields["status"]),
        "Type": shown(request, fields["issuetype"]["name"]),
        "Priority": shown(request, fields["priority"]["name"]),
        "Assignee": html.escape(assignee),
        "Labels": html.escape(", ".join(fields["labels"])),
        "Links": "<br>".join(_link(link["object"]) for link in links),
    }
    facts = "".join(f"<dt>{shown(request, k)}</dt><dd>{v}</dd>" for k, v in rows.items() if v)
    text = _linked(plain(fields.get("description") or ""))
    return (
        f'<article><div class="soft">{html.escape(key)}</div>'
        f"<h1>{html.escape(fields['summary'])}</h1><dl>{facts}</dl>"
        f"{_buttons(request, key, fields['status']['name'])}"
        f'<div class="text">{text}</div></article>'
    )


def _buttons(request: Request, key: str, status: str) -> str:
    others = [name for name, _, _ in seed.STATUSES if name != status]
    buttons = "".join(
        f'<button name="status" value="{html.escape(name)}">{shown(request, name)}</button>'
        for name in others
    )
    target = html.escape(address(request, f"/browse/{key}/move"))
    label = shown(request, "Move to")
    return (
        f'<form method="post" action="{target}"><span class="soft">{label}</span>{buttons}</form>'
    )


def _table(request: Request, issues: list[Any]) -> str:
    if not issues:
        return f"<article>{shown(request, 'No ticket yet.')}</article>"
    rows = "".join(
        f'<tr><td><a href="{html.escape(address(request, "/browse/" + issue["key"]))}">'
        f"{html.escape(issue['key'])}</a></td><td>{html.escape(issue['fields']['summary'])}</td>"
        f"<td>{_status(request, issue['fields']['status'])}</td></tr>"
        for issue in issues
    )
    return f"<table>{rows}</table>"


def _status(request: Request, status: Mapping[str, Any]) -> str:
    category = html.escape(status["statusCategory"]["key"])
    return f'<span class="status {category}">{shown(request, status["name"])}</span>'


def _link(to: Mapping[str, Any]) -> str:
    if not URL.fullmatch(to["url"]):
        return html.escape(to["title"])
    return f'<a href="{html.escape(to["url"])}">{html.escape(to["title"])}</a>'


def _linked(text: str) -> str:
    parts, at = [], 0
    for found in URL.finditer(text):
        url = html.escape(found[0])
        parts += [html.escape(text[at : found.start()]), f'<a href="{url}">{url}</a>']
        at = found.end()
    return "".join([*parts, html.escape(text[at:])])
