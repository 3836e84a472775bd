"""What a person sees at ``/`` and ``/browse/KEY``: plain pages with buttons to move an issue.

No script, no login: this is the desk of whoever works on the ticket in the demo.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from playground.jira import seed
from playground.jira.answers import JiraError
from playground.jira.rest import Desk

GERMAN = {
    "Tickets": "Tickets",
    "No ticket yet.": "Noch kein Ticket.",
    "All tickets": "Alle Tickets",
    "Status": "Status",
    "Type": "Typ",
    "Priority": "Priorität",
    "Assignee": "Zuständig",
    "nobody": "niemand",
    "Labels": "Stichwörter",
    "Links": "Links",
    "Move to": "Weiter nach",
    "There is no ticket {key}.": "Ein Ticket {key} gibt es nicht.",
    "Open": "Offen",
    "In Progress": "In Arbeit",
    "In Review": "In Prüfung",
    "Done": "Fertig",
    "Task": "Aufgabe",
    "Bug": "Fehler",
    "Story": "Story",
    "Highest": "Höchste",
    "High": "Hoch",
    "Medium": "Mittel",
    "Low": "Niedrig",
    "Lowest": "Niedrigste",
}
STYLE = """
:root{color-scheme:light dark;--ink:#1d2433;--soft:#5b6478;--line:#d9dde6;--ground:#f6f7f9;
--sheet:#fff;--accent:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0;--soft:#a3abbd;--line:#363d4d;
--ground:#171b24;--sheet:#1f2430;--accent:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:46rem;margin:2.5rem auto;padding:0 1rem}
article,table{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem}
article{padding:1.5rem 1.75rem}table{width:100%;border-collapse:collapse}
td,th{padding:.6rem 1rem;text-align:left;border-top:1px solid var(--line)}tr:first-child>*{border:0}
h1{font-size:1.4rem;line-height:1.3;margin:.2rem 0 1rem}th,dt,.soft{color:var(--soft)}
a{color:var(--accent)}dl{display:grid;grid-template-columns:8rem 1fr;gap:.35rem 1rem;margin:0}
dd{margin:0;overflow-wrap:anywhere}.text{white-space:pre-wrap;overflow-wrap:anywhere;
border-top:1px solid var(--line);margin-top:1.25rem;padding-top:1.25rem}
form{display:flex;gap:.5rem;align-items:center;flex-wrap:wrap;margin:1.25rem 0 0}
button{font:inherit;padding:.4rem .9rem;border-radius:.4rem;border:1px solid var(--accent);
background:transparent;color:var(--accent);cursor:pointer}
button:hover,button:focus-visible{background:var(--accent);color:var(--sheet)}
.status{display:inline-block;padding:.05rem .6rem;border-radius:1rem;background:var(--line)}
.indeterminate{background:#cfe0ff;color:#0b3474}.done{background:#cdebd3;color:#0f4a1f}
"""
URL = re.compile(r"https?://[^\s<>\"]+")


def page_routes(desk: Desk) -> list[Route]:
    """The list of tickets, one ticket, and the deed of moving it."""

    async def overview(request: Request) -> Response:
        issues = await desk.upstream.issues()
        return _page(request, _t(request, "Tickets"), _table(request, issues[::-1]))

    async def browse(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            issue = await desk.upstream.call("GET", f"/issue/{key}")
            links = await desk.upstream.call("GET", f"/issue/{key}/remotelink")
        except JiraError:
            text = _t(request, "There is no ticket {key}.").format(key=key)
            return _page(request, key, f"<article>{html.escape(text)}</article>", 404)
        title = f"{key} {issue['fields']['summary']}"
        return _page(request, title, _issue(request, key, issue["fields"], links))

    async def move(request: Request) -> Response:
        key = request.path_params["key"]
        status = str((await request.form()).get("status"))
        try:
            await desk.upstream.move(key, status)
        except JiraError as error:
            return _page(request, key, f"<article>{html.escape(str(error))}</article>", 400)
        desk.rules.touch(key)
        return RedirectResponse(_at(request, f"/browse/{key}"), 303)

    return [
        Route("/", overview),
        Route("/browse/{key}", browse),
        Route("/browse/{key}/move", move, methods=["POST"]),
    ]


def plain(markup: str) -> str:
    """Escaped wiki markup as the text that was meant: ``\\*`` is a star, ``&#92;`` a backslash."""
    text = re.sub(r"\\([^\w\s]|_)", r"\1", markup)
    return re.sub(r"&#?\w+;", lambda entity: html.unescape(entity[0]), text)


def _issue(request: Request, key: str, fields: Mapping[str, Any], links: list[Any]) -> str:
    assignee = (fields.get("assignee") or {}).get("displayName") or _t(request, "nobody")
    rows = {
        "Status": _status(request, fields["status"]),
        "Type": _e(request, fields["issuetype"]["name"]),
        "Priority": _e(request, fields["priority"]["name"]),
        "Assignee": html.escape(assignee),
        "Labels": html.escape(", ".join(fields["labels"])),
        "Links": "<br>".join(_link(link["object"]) for link in links),
    }
    facts = "".join(f"<dt>{_e(request, k)}</dt><dd>{v}</dd>" for k, v in rows.items() if v)
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
        f'<button name="status" value="{html.escape(name)}">{_e(request, name)}</button>'
        for name in others
    )
    target = html.escape(_at(request, f"/browse/{key}/move"))
    label = _e(request, "Move to")
    return (
        f'<form method="post" action="{target}"><span class="soft">{label}</span>{buttons}</form>'
    )


def _table(request: Request, issues: list[Any]) -> str:
    if not issues:
        return f"<article>{_e(request, 'No ticket yet.')}</article>"
    rows = "".join(
        f'<tr><td><a href="{html.escape(_at(request, "/browse/" + issue["key"]))}">'
        f"{html.escape(issue['key'])}</a></td><td>{html.escape(issue['fields']['summary'])}</td>"
        f"<td>{_status(request, issue['fields']['status'])}</td></tr>"
        for issue in issues
    )
    return f"<table>{rows}</table>"


def _status(request: Request, status: Mapping[str, Any]) -> str:
    category = html.escape(status["statusCategory"]["key"])
    return f'<span class="status {category}">{_e(request, status["name"])}</span>'


def _link(shown: Mapping[str, Any]) -> str:
    if not URL.fullmatch(shown["url"]):
        return html.escape(shown["title"])
    return f'<a href="{html.escape(shown["url"])}">{html.escape(shown["title"])}</a>'


def _linked(text: str) -> str:
    parts, at = [], 0
    for found in URL.finditer(text):
        url = html.escape(found[0])
        parts += [html.escape(text[at : found.start()]), f'<a href="{url}">{url}</a>']
        at = found.end()
    return "".join([*parts, html.escape(text[at:])])


def _page(request: Request, title: str, body: str, status: int = 200) -> HTMLResponse:
    language = "de" if _german(request) else "en"
    home = f'<a href="{html.escape(_at(request, "/"))}">{_e(request, "All tickets")}</a>'
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
        f"<main><p>{home}</p>{body}</main></html>",
        status,
    )


def _at(request: Request, path: str) -> str:
    """A path below wherever this app is mounted."""
    return str(request.scope.get("root_path", "")) + path


def _german(request: Request) -> bool:
    first = request.headers.get("accept-language", "").split(",")[0]
    return first.strip().lower().startswith("de")


def _t(request: Request, text: str) -> str:
    return GERMAN.get(text, text) if _german(request) else text


def _e(request: Request, text: str) -> str:
    return html.escape(_t(request, text))
