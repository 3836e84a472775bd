"""``/control/confluence``: what a test, a story or a person behind the scenes does to Confluence.

Errors are 400 or 404 with ``{"error": "a sentence"}``.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.confluence.answers import ConfluenceError, not_there
from playground.confluence.door import Confluence
from playground.confluence.world import Page, World
from playground.hostile import SETTINGS

Action = Callable[[Confluence, dict[str, Any]], None]


def control_routes(confluence: Confluence, prefix: str = "/control/confluence") -> list[Route]:
    """Routes for the playground's server.

    | call | body or query | answer |
    |---|---|---|
    | GET ``/pages`` | ``?space=`` ``?label=`` | ``{pages: [Page]}`` oldest first |
    | GET ``/readers`` | | ``{readers: {space: [who]}}`` |
    | POST ``/grant`` | ``{space, who}`` | ``{ok}`` |
    | POST ``/revoke`` | ``{space, who}`` | ``{ok}`` |
    | POST ``/restrict`` | ``{page, only: [who]}`` (empty: whoever reads the space) | ``{ok}`` |
    | POST ``/write`` | ``{space, title, storage}``: a new page, as a person would | ``{ok}`` |
    | POST ``/edit`` | ``{page, title, storage}``: as a person would | ``{ok}`` |
    | POST ``/archive`` | ``{page}`` or ``{space}`` | ``{ok}`` |
    | POST ``/hostile`` | ``{confluence: {…}, script: […], seed}``, as Jira's | ``{ok}`` |
    | POST ``/reset`` | | ``{ok}`` |

    Who: a person's name (``anke``), a group's with an at sign (``@gleiswerk-team``), ``*`` anybody.
    Page: ``{id, space, title, storage, version, parent, labels, only}``.
    """
    posts: dict[str, Action] = {
        "/grant": _grant,
        "/revoke": _revoke,
        "/restrict": _restrict,
        "/write": _write,
        "/edit": _edit,
        "/archive": _archive,
        "/hostile": _hostile,
        "/reset": _reset,
    }

    async def pages(request: Request) -> Response:
        space, label = request.query_params.get("space"), request.query_params.get("label")
        found = [
            _shown(one)
            for one in confluence.desk.world.pages.values()
            if space in (None, one.space) and (label is None or label in one.labels)
        ]
        return JSONResponse({"pages": found})

    async def readers(_request: Request) -> Response:
        spaces = confluence.desk.world.spaces.values()
        return JSONResponse({"readers": {one.key: one.readers for one in spaces}})

    return [
        Route(f"{prefix}/pages", pages),
        Route(f"{prefix}/readers", readers),
        *(
            Route(prefix + path, _post(confluence, deed), methods=["POST"])
            for path, deed in posts.items()
        ),
    ]


def _post(confluence: Confluence, deed: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            deed(confluence, json.loads(await request.body() or b"{}"))
        except KeyError as error:
            return JSONResponse({"error": f"{error.args[0]} is missing"}, 400)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400)
        except ConfluenceError as error:
            return JSONResponse({"error": error.text}, error.status)
        return JSONResponse({"ok": True})

    return endpoint


def _grant(confluence: Confluence, body: dict[str, Any]) -> None:
    confluence.desk.world.add_reader(body["space"], body["who"])


def _revoke(confluence: Confluence, body: dict[str, Any]) -> None:
    confluence.desk.world.remove_reader(body["space"], body["who"])


def _restrict(confluence: Confluence, body: dict[str, Any]) -> None:
    world = confluence.desk.world
    _page(world, body["page"]).only = [_known(world, who) for who in body["only"]]


def _write(confluence: Confluence, body: dict[str, Any]) -> None:
    world = confluence.desk.world
    mara = world.accounts["mara"]
    space = world.space(mara, body["space"])
    world.create(mara, space, body["title"], body["storage"], None)


def _archive(confluence: Confluence, body: dict[str, Any]) -> None:
    world = confluence.desk.world
    if "space" in body:
        world.space(world.accounts["mara"], body["space"]).status = "archived"
    else:
        _page(world, body["page"]).status = "archived"


def _edit(confluence: Confluence, body: dict[str, Any]) -> None:
    world = confluence.desk.world
    page = _page(world, body["page"])
    mara = world.accounts["mara"]
    world.update(mara, page, page.version + 1, body["title"], body["storage"])


def _hostile(confluence: Confluence, body: dict[str, Any]) -> None:
    settings = body.get("confluence", {})
    if unknown := set(settings) - SETTINGS:
        raise ValueError(f"hostile.confluence: unknown {', '.join(sorted(unknown))}")
    confluence.desk.hostile.configure(settings, body.get("script", ()), body.get("seed"))


def _reset(confluence: Confluence, _body: dict[str, Any]) -> None:
    confluence.reset()


def _page(world: World, number: str) -> Page:
    if int(number) not in world.pages:
        raise not_there(f"page {number}")
    return world.pages[int(number)]


def _known(world: World, who: str) -> str:
    if who.removeprefix("@") not in (world.groups if who.startswith("@") else world.accounts):
        raise not_there(f"person or group {who}")
    return who


def _shown(page: Page) -> dict[str, Any]:
    return {
        "id": str(page.id),
        "space": page.space,
        "title": page.title,
        "storage": page.storage,
        "version": page.version,
        "parent": str(page.parent) if page.parent else None,
        "labels": page.labels,
        "only": page.only,
    }
