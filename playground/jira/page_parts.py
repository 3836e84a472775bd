"""What all pages are made of: words in the reader's language, addresses, the frame."""

from __future__ import annotations

import html

from starlette.requests import Request
from starlette.responses import HTMLResponse

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
    "Comments": "Kommentare",
    "Hours": "Stunden",
    "Log work": "Zeit erfassen",
    "What was done": "Was getan wurde",
    "Delete": "Löschen",
    "Nobody may write hours here any more.": "Hier kann niemand mehr Stunden erfassen.",
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
input,select{font:inherit;padding:.35rem .5rem;border-radius:.4rem;border:1px solid var(--line);
background:var(--sheet);color:var(--ink)}article+article{margin-top:1rem}
h2{font-size:1.05rem;margin:0 0 .75rem}td form{margin:0}
.words{white-space:pre-wrap;overflow-wrap:anywhere}
.status{display:inline-block;padding:.05rem .6rem;border-radius:1rem;background:var(--line)}
.indeterminate{background:#cfe0ff;color:#0b3474}.done{background:#cdebd3;color:#0f4a1f}
"""


def frame(request: Request, title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page around a body of HTML."""
    language = "de" if is_german(request) else "en"
    home = f'<a href="{html.escape(address(request, "/"))}">{shown(request, "All tickets")}</a>'
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
        f"<main><p>{home}</p>{body}</main></html>",
        status,
    )


def address(request: Request, path: str) -> str:
    """A path below wherever this app is mounted."""
    return str(request.scope.get("root_path", "")) + path


def is_german(request: Request) -> bool:
    """Whether the browser asks for German first; English otherwise."""
    first = request.headers.get("accept-language", "").split(",")[0]
    return first.strip().lower().startswith("de")


def said(request: Request, text: str) -> str:
    """One of our own texts in the reader's language."""
    return GERMAN.get(text, text) if is_german(request) else text


def shown(request: Request, text: str) -> str:
    """The same as HTML."""
    return html.escape(said(request, text))
