"""What a person sees: spaces, pages, and who may read, with a button to take the right away.

No script, no login: this is the desk of whoever administers Confluence in the demo.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from playground.confluence.answers import ConfluenceError
from playground.confluence.seed import ANYBODY
from playground.confluence.storage import shown
from playground.confluence.world import Page, Space, World
from playground.jira.page_parts import STYLE, address, is_german

GERMAN = {
    "All spaces": "Alle Bereiche",
    "Confluence": "Confluence",
    "Pages": "Seiten",
    "Who may read": "Wer lesen darf",
    "Version {number}": "Version {number}",
    "Only for {names}": "Nur für {names}",
    "group": "Gruppe",
    "anybody": "alle",
    "from outside": "von außerhalb",
    "Take the right away": "Recht entziehen",
    "Let them read": "Lesen lassen",
    "Used to read": "Durfte lesen",
    "Nobody may read this space.": "Niemand darf diesen Bereich lesen.",
    "There is no such page.": "Diese Seite gibt es nicht.",
    "There is no such space.": "Diesen Bereich gibt es nicht.",
}
TEXT_STYLE = """
.text{white-space:normal}.text table{margin:1rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .6rem}
button{white-space:nowrap}article+article,article+table,h2+table{margin-top:1rem}
td form{margin:0;justify-content:flex-end}
"""


def page_routes(world: World) -> list[Route]:
    """Routes below wherever this Confluence is mounted; each deployment links to its own."""

    async def overview(request: Request) -> Response:
        rows = "".join(
            f"<tr><td>{_link(request, f'/spaces/{one.key}', one.name)}</td>"
            f"<td>{html.escape(one.key)}</td></tr>"
            for one in world.spaces.values()
        )
        return _page(request, "Confluence", f"<h1>Confluence</h1><table>{rows}</table>")

    async def space(request: Request) -> Response:
        found = world.spaces.get(request.path_params["key"])
        if found is None:
            return _missing(request, "There is no such space.")
        return _page(request, found.name, _space(request, world, found))

    async def remove(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            world.remove_reader(key, str((await request.form()).get("who")))
        except ConfluenceError as error:
            return _page(request, key, f"<article>{html.escape(error.text)}</article>", 404)
        return RedirectResponse(address(request, f"/spaces/{key}"), 303)

    async def give(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            world.add_reader(key, str((await request.form()).get("who")))
        except ConfluenceError as error:
            return _page(request, key, f"<article>{html.escape(error.text)}</article>", 404)
        return RedirectResponse(address(request, f"/spaces/{key}"), 303)

    async def by_path(request: Request) -> Response:
        return _one(request, world, int(request.path_params["id"]))

    async def by_query(request: Request) -> Response:
        number = request.query_params.get("pageId", "")
        return _one(request, world, int(number) if number.isdecimal() else 0)

    return [
        Route("/", overview),
        Route("/pages/viewpage.action", by_query),
        Route("/pages/{id:int}", by_path),
        *_twice("/spaces/{key}", space),
        *_twice("/spaces/{key}/pages/{id:int}", by_path),
        *_twice("/spaces/{key}/pages/{id:int}/{title:path}", by_path),
        Route("/spaces/{key}/readers/remove", remove, methods=["POST"]),
        Route("/spaces/{key}/readers/add", give, methods=["POST"]),
    ]


def _twice(path: str, endpoint: Callable[..., object]) -> list[Route]:
    """At the root and below Cloud's ``/wiki``."""
    return [Route(path, endpoint), Route(f"/wiki{path}", endpoint)]


def _one(request: Request, world: World, number: int) -> Response:
    page = world.pages.get(number)
    if page is None:
        return _missing(request, "There is no such page.")
    return _page(request, page.title, _article(request, world, page))


def _article(request: Request, world: World, page: Page) -> str:
    space = world.spaces[page.space]
    facts = [_t(request, "Version {number}").format(number=page.version)]
    if page.only:
        names = ", ".join(_name(request, world, one) for one in page.only)
        facts.append(_t(request, "Only for {names}").format(names=names))
    facts += page.labels
    return (
        f'<article><div class="soft">{_link(request, f"/spaces/{space.key}", space.name)}</div>'
        f"<h1>{html.escape(page.title)}</h1>"
        f'<div class="soft">{html.escape(" · ".join(facts))}</div>'
        f'<div class="text">{shown(page.storage)}</div></article>'
    )


def _space(request: Request, world: World, space: Space) -> str:
    pages = [one for one in world.pages.values() if one.space == space.key]
    rows = "".join(
        f"<tr><td>{_link(request, f'/pages/{one.id}', one.title)}</td></tr>" for one in pages
    )
    readers = "".join(
        _reader(request, world, space, one, "remove", "Take the right away")
        for one in space.readers
    )
    before = [one for one in space.before if one not in space.readers]
    gone = "".join(_reader(request, world, space, one, "add", "Let them read") for one in before)
    past = f"<h2>{_e(request, 'Used to read')}</h2><table>{gone}</table>" if gone else ""
    if not readers:
        readers = f"<tr><td>{_e(request, 'Nobody may read this space.')}</td></tr>"
    return (
        f"<h1>{html.escape(space.name)}</h1><h2>{_e(request, 'Pages')}</h2><table>{rows}</table>"
        f"<h2>{_e(request, 'Who may read')}</h2><table>{readers}</table>{past}"
    )


def _reader(request: Request, world: World, space: Space, who: str, deed: str, label: str) -> str:
    target = html.escape(address(request, f"/spaces/{space.key}/readers/{deed}"))
    return (
        f"<tr><td>{html.escape(_name(request, world, who))}</td><td>"
        f'<form method="post" action="{target}"><button name="who" value="{html.escape(who)}">'
        f"{_e(request, label)}</button></form></td></tr>"
    )


def _name(request: Request, world: World, who: str) -> str:
    if who == ANYBODY:
        return _t(request, "anybody")
    if who.startswith("@"):
        names = ", ".join(world.accounts[one].display for one in world.groups[who[1:]].members)
        return f"{who[1:]} ({_t(request, 'group')}: {names})"
    account = world.accounts[who]
    if not account.outside:
        return account.display
    return f"{account.display} ({_t(request, 'from outside')})"


def _link(request: Request, path: str, text: str) -> str:
    return f'<a href="{html.escape(address(request, path))}">{html.escape(text)}</a>'


def _missing(request: Request, text: str) -> Response:
    return _page(request, "Confluence", f"<article>{_e(request, text)}</article>", 404)


def _page(request: Request, title: str, body: str, status: int = 200) -> HTMLResponse:
    language = "de" if is_german(request) else "en"
    home = _link(request, "/", _t(request, "All spaces"))
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}{TEXT_STYLE}</style>"
        f"<main><p>{home}</p>{body}</main></html>",
        status,
    )


def _t(request: Request, text: str) -> str:
    return GERMAN[text] if is_german(request) else text


def _e(request: Request, text: str) -> str:
    return html.escape(_t(request, text))
