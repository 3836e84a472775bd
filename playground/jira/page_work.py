"""The lower part of an issue's page: what was said, hours, and a form to write more of them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from playground.jira.answers import JiraError
from playground.jira.ledger import BERLIN, Entry
from playground.jira.page_parts import address, frame, is_german, said, shown
from playground.jira.rest import Desk

HOUR = 3600
TECHNICAL = {"perron", "reader"}
"""Accounts that nobody works with."""


def hours_routes(desk: Desk) -> list[Route]:
    """Writing hours down, and deleting an entry."""

    async def log(request: Request) -> Response:
        key, form = request.path_params["key"], await request.form()
        try:
            author = desk.rules.accounts[str(form["author"])]
            seconds = _seconds(str(form["hours"]))
            desk.rules.demand(author, key, "WORK_ON_ISSUES")
            issue = await desk.upstream.call("GET", f"/issue/{key}", query={"fields": "summary"})
        except (JiraError, KeyError, ValueError) as error:
            return frame(request, key, f"<article>{html.escape(str(error))}</article>", 400)
        now = desk.clock()
        started = datetime.fromtimestamp(now - seconds, UTC)
        words = str(form.get("comment", ""))
        desk.ledger.write(key, issue["id"], author.name, started, seconds, words, now)
        return RedirectResponse(address(request, f"/browse/{key}"), 303)

    async def unlog(request: Request) -> Response:
        key, id_ = request.path_params["key"], int(request.path_params["id"])
        desk.ledger.entries.pop(id_, None)
        return RedirectResponse(address(request, f"/browse/{key}"), 303)

    return [
        Route("/browse/{key}/worklog", log, methods=["POST"]),
        Route("/browse/{key}/worklog/{id:int}/delete", unlog, methods=["POST"]),
    ]


def _seconds(said: str) -> int:
    seconds = round(float(said) * HOUR)
    if not 60 <= seconds <= 24 * HOUR:
        raise ValueError("Between a minute and a day.")
    return seconds


def comments(request: Request, texts: Sequence[str]) -> str:
    """What was said on the issue, as HTML; nothing where nothing was."""
    if not texts:
        return ""
    rows = "".join(f'<tr><td class="words">{text}</td></tr>' for text in texts)
    return f"<article><h2>{shown(request, 'Comments')}</h2><table>{rows}</table></article>"


def hours(request: Request, desk: Desk, key: str) -> str:
    """The issue's hours, and the form where somebody may still write some."""
    rows = "".join(_row(request, desk, entry) for entry in desk.ledger.of(key))
    table = f"<table>{rows}</table>" if rows else ""
    project = key.rpartition("-")[0]
    people = [
        account
        for account in desk.rules.accounts.values()
        if account.name not in TECHNICAL and desk.rules.may(account, project, "WORK_ON_ISSUES")
    ]
    options = "".join(
        f'<option value="{one.name}">{html.escape(one.display)}</option>' for one in people
    )
    closed = shown(request, "Nobody may write hours here any more.")
    form = _form(request, key, options) if people else f'<p class="soft">{closed}</p>'
    return f"<article><h2>{shown(request, 'Hours')}</h2>{table}{form}</article>"


def _form(request: Request, key: str, options: str) -> str:
    target = html.escape(address(request, f"/browse/{key}/worklog"))
    number = shown(request, "Hours")
    words = shown(request, "What was done")
    return (
        f'<form method="post" action="{target}"><select name="author">{options}</select>'
        f'<input name="hours" type="number" value="1" min="0.25" max="24" step="0.25" '
        f'aria-label="{number}"><input name="comment" placeholder="{words}" aria-label="{words}">'
        f"<button>{shown(request, 'Log work')}</button></form>"
    )


def _row(request: Request, desk: Desk, entry: Entry) -> str:
    who = html.escape(desk.rules.accounts[entry.author].display)
    day = f"{entry.started.astimezone(BERLIN):{'%d.%m.%Y' if is_german(request) else '%Y-%m-%d'}}"
    time = f"{entry.seconds / HOUR:.2f}&nbsp;h"
    if is_german(request):
        time = time.replace(".", ",")
    target = html.escape(address(request, f"/browse/{entry.key}/worklog/{entry.id}/delete"))
    delete = (
        f'<form method="post" action="{target}"><button>{said(request, "Delete")}</button></form>'
    )
    return (
        f"<tr><td>{day}</td><td>{who}</td><td>{time}</td>"
        f"<td>{html.escape(entry.comment)}</td><td>{delete}</td></tr>"
    )
