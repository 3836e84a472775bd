"""The endpoints below ``/control``."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.confluence import Confluence
from playground.control import acts, clockwork, directory, presses, reads, submits, who
from playground.control.refused import Refused
from playground.jira import JiraProxy
from playground.slack.core import Playground
from playground.slack.world import Json, Person

Act = Callable[[Playground, Json], Json | Awaitable[Json]]
ALIVE = 15.0

POSTS: dict[str, Act] = {
    "post": acts.post,
    "edit": acts.edit,
    "delete": acts.delete,
    "react": acts.react,
    "unreact": acts.unreact,
    "read": acts.read,
    "home": acts.open_home,
    "click": presses.click,
    "command": presses.command,
    "shortcut": presses.shortcut,
    "typeahead": presses.typeahead,
    "submit": submits.submit,
    "close": submits.close,
    "workspaces": directory.new_workspace,
    "people": directory.new_person,
    "channels": directory.new_channel,
    "invite": directory.invite,
    "kick": directory.kick,
    "share": directory.share,
    "unshare": directory.unshare,
    "status": directory.status,
    "rename": directory.rename,
    "archive": directory.archive,
    "clock": clockwork.move,
    "settle": clockwork.settle,
}


class Control:
    """Bound to one playground."""

    def __init__(
        self, pg: Playground, jira: JiraProxy | None = None, confluence: Confluence | None = None
    ) -> None:
        self.pg = pg
        self.jira = jira
        self.confluence = confluence
        posts: dict[str, Act] = POSTS | {
            "hostile": self._set_hostile,
            "bot": self._set_bot,
            "jobs": self._job,
            "reset": self._reset,
            "sockets": self._sockets,
        }
        gets: dict[str, Callable[[Request], object]] = {
            "people": lambda _: reads.people(pg),
            "state": lambda r: reads.state(pg, self._me(r)),
            "attention": lambda _: reads.attention(pg),
            "messages": self._messages,
            "home": lambda r: reads.home(pg, self._me(r)),
            "modals": lambda r: reads.stack(pg, self._me(r)),
            "clock": lambda _: reads.clock(pg),
            "scopes": lambda _: reads.scopes(pg),
            "hostile": lambda _: pg.hostile.settings,
            "traffic": self._traffic,
            "notices": lambda r: self._notices(self._me(r).id),
        }
        self.routes = [
            Route("/control/live", self._live, methods=["GET"]),
            Route("/control/files/{id}/{name}", self._file, methods=["GET"]),
            *(Route(f"/control/{n}", self._getter(f), methods=["GET"]) for n, f in gets.items()),
            *(Route(f"/control/{n}", self._poster(f), methods=["POST"]) for n, f in posts.items()),
            Route("/control/{rest:path}", self._nothing, methods=["GET", "POST"]),
        ]

    def _getter(self, read: Callable[[Request], object]) -> Callable[..., Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return JSONResponse(read(request))
            except Refused as error:
                return _refusal(error.sentence, error.status)

        return endpoint

    def _poster(self, act: Act) -> Callable[..., Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                done = act(self.pg, _object(await request.body()))
                return JSONResponse(await done if inspect.isawaitable(done) else done)
            except Refused as error:
                return _refusal(error.sentence, error.status)
            except ValueError as error:
                return _refusal(str(error), 400)

        return endpoint

    def _me(self, request: Request) -> Person:
        return who.person(self.pg, who.wanted(dict(request.query_params), "as"))

    def _messages(self, request: Request) -> Json:
        name = who.wanted(dict(request.query_params), "channel")
        thread_ts = request.query_params.get("thread_ts")
        return reads.messages(self.pg, self._me(request), name, thread_ts)

    def _traffic(self, request: Request) -> Json:
        try:
            after = int(request.query_params.get("after") or 0)
            limit = int(request.query_params.get("limit") or 500)
        except ValueError as error:
            raise Refused("after and limit are whole numbers.") from error
        entries = self.pg.traffic.after(after, limit)
        return {"entries": entries, "last": self.pg.traffic.last}

    def _notices(self, user: str) -> Json:
        return {"notices": [n["text"] for n in self.pg.live.notices if n["user"] == user]}

    def _set_hostile(self, pg: Playground, body: Json) -> Json:
        pg.hostile.replace(body)
        if self.jira is not None:
            self.jira.desk.hostile.configure(body.get("jira", {}), seed=body.get("seed", 0))
        return pg.hostile.settings

    def _set_bot(self, pg: Playground, body: Json) -> Json:
        pg.request_url = body.get("request_url", pg.request_url)
        pg.status_url = body.get("status_url", pg.status_url)
        return {"request_url": pg.request_url, "status_url": pg.status_url}

    def _job(self, pg: Playground, body: Json) -> Json:
        name = str(who.wanted(body, "name"))
        rest = {k: v for k, v in body.items() if k not in ("name", "status", "ms", "note")}
        pg.traffic.add(
            "job",
            "job",
            name,
            status=body.get("status"),
            ms=body.get("ms"),
            request=rest,
            note=body.get("note"),
        )
        return {"ok": True}

    async def _reset(self, pg: Playground, body: Json) -> Json:
        pg.delivery.forget()
        if self.jira is not None:
            await self._reset_jira(self.jira)
        if self.confluence is not None:
            self.confluence.reset()
        pg.reset(body.get("seed"))
        return {"ok": True}

    async def _reset_jira(self, jira: JiraProxy) -> None:
        try:
            await jira.reset()
        except httpx.HTTPError as error:
            raise Refused("Jira does not answer and was not reset.", 409) from error

    async def _sockets(self, pg: Playground, body: Json) -> Json:
        """``{"disconnect": reason}`` closes all Socket Mode connections."""
        return {"closed": await pg.sockets.disconnect(str(who.wanted(body, "disconnect")))}

    async def _file(self, request: Request) -> Response:
        item = self.pg.world.files.get(request.path_params["id"])
        if item is None:
            return _refusal("There is no such file.", 404)
        return Response(item.content, media_type=item.mimetype)

    async def _nothing(self, request: Request) -> Response:
        return _refusal(f"There is no {request.method} {request.url.path}.", 404)

    async def _live(self, request: Request) -> Response:
        try:
            me = self._me(request)
        except Refused as error:
            return _refusal(error.sentence, error.status)
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(
            _stream(self.pg, me.id), media_type="text/event-stream", headers=headers
        )


async def _stream(pg: Playground, user: str) -> AsyncIterator[str]:
    queue = pg.live.open(user)
    try:
        yield ": here\n\n"
        while not pg.live.closing:
            try:
                async with asyncio.timeout(ALIVE):
                    change = await queue.get()
            except TimeoutError:
                yield ": still here\n\n"
                continue
            yield f"event: change\ndata: {json.dumps(change)}\n\n"
    finally:
        pg.live.close(queue)


def _object(body: bytes) -> Json:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError as error:
        raise Refused("The body is not JSON.") from error
    if not isinstance(parsed, dict):
        raise Refused("The body is not a JSON object.")
    return parsed


def _refusal(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status)
