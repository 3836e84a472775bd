"""The playground as an ASGI app, and how to run it in a process or a thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from playground import confluence as small_confluence
from playground.confluence import Confluence
from playground.control.routes import Control
from playground.jira import JiraProxy, control_routes
from playground.slack.api import Api
from playground.slack.core import Options, Playground
from playground.slack.delivery import Delivery


def build(
    playground: Playground, jira: JiraProxy | None = None, confluence: Confluence | None = None
) -> ASGIApp:
    """The ASGI app of one playground, with a strict Jira at ``/jira`` when one is handed in.

    That Jira writes into the playground's traffic log and obeys its hostile settings; it is
    reset with the playground, but whoever made it closes it. Likewise a small Confluence at
    ``/confluence``, which has hostile settings of its own, and whose calls the script counts too.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        playground.delivery = Delivery(playground)
        yield
        await playground.delivery.close()

    routes = _jira(playground, jira) if jira is not None else []
    routes += _confluence(playground, confluence) if confluence is not None else []
    routes += _routes(playground, jira, confluence)
    routes += _page(playground)
    return Starlette(routes=routes, lifespan=lifespan)


def _jira(pg: Playground, jira: JiraProxy) -> list[BaseRoute]:
    jira.on_traffic = lambda entry: pg.traffic.add(**entry)
    jira.desk.hostile.script = pg.hostile.for_jira
    jira.desk.clock = pg.clock.now
    return [*control_routes(jira), Mount("/jira", jira)]


def _confluence(pg: Playground, confluence: Confluence) -> list[BaseRoute]:
    confluence.on_traffic = lambda entry: pg.traffic.add(**entry)
    confluence.desk.hostile.script = pg.hostile.for_jira
    return [*small_confluence.control_routes(confluence), Mount("/confluence", confluence)]


def _routes(
    pg: Playground, jira: JiraProxy | None, confluence: Confluence | None
) -> list[BaseRoute]:
    api = Api(pg)

    async def link(socket: WebSocket) -> None:
        await pg.sockets.serve(socket, pg.world.app.id)

    return [
        *Control(pg, jira, confluence).routes,
        Route("/api/{method}", api.method, methods=["GET", "POST"]),
        Route("/response/{id}", api.response_url, methods=["POST"]),
        Route("/upload/{id}", api.upload, methods=["POST", "PUT"]),
        Route("/files/{id}/{name}", api.file, methods=["GET"]),
        Route("/archives/{channel}/{p}", _permalink, methods=["GET"]),
        WebSocketRoute("/link", link),
        WebSocketRoute("/link/", link),
    ]


def _page(pg: Playground) -> list[BaseRoute]:
    folder = pg.options.page
    if not folder.is_dir():
        return []
    return [
        Mount("/page", StaticFiles(directory=folder)),
        Mount("/", StaticFiles(directory=folder, html=True)),
    ]


async def _permalink(request: Request) -> Response:
    """``/archives/<channel>/p<ts>`` leads to that message on the page."""
    digits = request.path_params["p"].removeprefix("p")
    target = f"/#channel={request.path_params['channel']}&message={digits[:-6]}.{digits[-6:]}"
    thread = request.query_params.get("thread_ts")
    return RedirectResponse(target + (f"&thread={thread}" if thread else ""))


class Server(uvicorn.Server):
    """Ends open pages' streams when it is told to stop, so that it can."""

    def __init__(self, playground: Playground, app: ASGIApp, host: str, port: int) -> None:
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self.playground = playground

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Stop; pages that listen are told first."""
        self.playground.live.closing = True
        self.playground.live.tell("clock")
        await super().shutdown(sockets)  # type: ignore[arg-type]


def make(
    options: Options,
    port: int,
    jira: JiraProxy | None = None,
    confluence: Confluence | None = None,
    host: str = "127.0.0.1",
) -> Server:
    """A server ready to ``run()``; its world is in ``.playground``."""
    playground = Playground(options)
    return Server(playground, build(playground, jira, confluence), host, port)
