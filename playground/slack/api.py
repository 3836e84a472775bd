"""The endpoints the app calls: Web API, response URLs, uploads, files."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from playground.slack import arguments
from playground.slack.call import Call
from playground.slack.core import APP_TOKEN, BOT_TOKEN, Playground
from playground.slack.errors import SlackError
from playground.slack.hostile import Mishap, kill
from playground.slack.methods.table import METHODS, Method
from playground.slack.responses import respond
from playground.slack.world import Json


@dataclass
class Exchange:
    """One call on its way, for the log."""

    kind: str
    name: str
    request: Json
    began: float


class Api:
    """Bound to one playground."""

    def __init__(self, pg: Playground) -> None:
        self.pg = pg

    async def method(self, request: Request) -> Response:
        """``/api/<method>``."""
        name = request.path_params["method"]
        exchange = Exchange("api", name, {}, time.monotonic())
        try:
            given = await arguments.read(request)
            exchange.request = given
            return await self._under_fire(
                request, exchange, lambda: self._carried_out(name, given, _token(request, given))
            )
        except SlackError as error:
            return self._answer(exchange, JSONResponse(error.body()))

    def _carried_out(self, name: str, given: Json, token: str | None) -> Response:
        try:
            body = {"ok": True, **self._call(name, given, token)}
        except Limited as limit:
            return _limited(limit.seconds)
        except SlackError as error:
            body = error.body()
        headers = {"x-oauth-scopes": ",".join(sorted(self.pg.manifest.scopes))}
        return JSONResponse(body, headers=headers)

    def _call(self, name: str, given: Json, token: str | None) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        _authorise(method, token)
        call = Call(self.pg, {}, method.scopes)
        if method.scopes and not any(s.startswith("*:") for s in method.scopes):
            call.need(*method.scopes)
        self._limit(method, given)
        call.args = arguments.check(method.arguments, given)
        return method.function(call)

    def _limit(self, method: Method, given: Json) -> None:
        if not self.pg.hostile.rate_limits:
            return
        wait = self.pg.limits.wait(method.name, method.tier, str(given.get("channel")))
        if wait:
            raise Limited(wait)

    async def response_url(self, request: Request) -> Response:
        """``/response/<id>``."""
        exchange = Exchange("response_url", "response_url", {}, time.monotonic())
        try:
            body = arguments.json_body(await request.body())
        except SlackError as error:
            return self._answer(exchange, JSONResponse(error.body(), 400))
        exchange.request = body
        key = request.path_params["id"]
        return await self._under_fire(request, exchange, lambda: self._respond(key, body))

    def _respond(self, key: str, body: Json) -> Response:
        url = self.pg.response_urls.take(key)
        if isinstance(url, str):
            return JSONResponse({"ok": False, "error": url}, 404)
        try:
            respond(self.pg, url, body)
        except SlackError as error:
            return JSONResponse(error.body(), 400)
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        """``/upload/<id>``: the content of a file, raw or as a form."""
        exchange = Exchange("upload", "upload", {}, time.monotonic())
        content = await _content(request)
        file = request.path_params["id"]
        return await self._under_fire(request, exchange, lambda: self._uploaded(file, content))

    def _uploaded(self, file: str, content: bytes) -> Response:
        item = self.pg.world.files.get(file)
        if item is None or item.complete:
            return PlainTextResponse("no such upload", 404)
        if len(content) != item.announced:
            return PlainTextResponse("not the length that was announced", 400)
        item.content = content
        return PlainTextResponse(f"OK - {item.size}")

    async def file(self, request: Request) -> Response:
        """``/files/<id>/<name>``: needs the bot's token and files:read."""
        item = self.pg.world.files.get(request.path_params["id"])
        if item is None:
            return PlainTextResponse("no such file", 404)
        scopes = self.pg.manifest.scopes
        if _token(request, {}) != BOT_TOKEN or "files:read" not in scopes:
            return PlainTextResponse("not allowed", 403)
        self.pg.manifest.used.add("files:read")
        return Response(item.content, media_type=item.mimetype)

    async def _under_fire(
        self, request: Request, exchange: Exchange, work: Callable[[], Response]
    ) -> Response:
        """Carry a call out, or what the hostile settings have for it."""
        mishap = self.pg.hostile.judge(exchange.name)
        if mishap is None:
            return self._answer(exchange, work())
        note = mishap.deed
        if mishap.deed in ("429", "500"):
            refusal = _limited(mishap.retry_after) if mishap.deed == "429" else _broken()
            return self._answer(exchange, refusal, note=note)
        answer: Response = _broken()
        if mishap.deed == "kill_before":
            kill(mishap.pid)
        elif mishap.deed in ("drop_after", "kill_after"):
            answer = work()
        self._finish(exchange, answer, note)
        await _dropped(request, mishap)
        return answer

    def _answer(self, exchange: Exchange, answer: Response, note: str = "") -> Response:
        self._finish(exchange, answer, note)
        return answer

    def _finish(self, exchange: Exchange, answer: Response, note: str) -> None:
        self.pg.traffic.add(
            "from_bot",
            exchange.kind,
            exchange.name,
            status=answer.status_code,
            ms=(time.monotonic() - exchange.began) * 1000,
            request=exchange.request,
            response=_readable(answer),
            note=note or None,
        )


async def _content(request: Request) -> bytes:
    """A file's content, raw or as a form."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.body()
    form = await request.form()
    part = next(iter(form.values()), "")
    return part.encode() if isinstance(part, str) else await part.read()


class Limited(Exception):
    """Too many calls; wait ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _readable(answer: Response) -> object:
    text = bytes(answer.body).decode()
    return json.loads(text) if isinstance(answer, JSONResponse) else text


def _limited(seconds: int) -> Response:
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, 429, {"Retry-After": str(seconds)})


def _broken() -> Response:
    return PlainTextResponse("Something went wrong on the playground's side, as asked for.", 500)


async def _dropped(request: Request, mishap: Mishap) -> None:
    """Kill where asked, and close the connection without an answer (ASGI has no word for it)."""
    if mishap.deed == "kill_after":
        kill(mishap.pid)
    transport: asyncio.Transport = request.receive.__self__.transport  # type: ignore[attr-defined]
    transport.abort()
    while not await request.is_disconnected():
        await asyncio.sleep(0)


def _authorise(method: Method, token: str | None) -> None:
    if method.name == "api.test":
        return
    if token is None:
        raise SlackError("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise SlackError("invalid_auth")
    if (token == APP_TOKEN) is not method.app_token:
        raise SlackError("not_allowed_token_type")


def _token(request: Request, given: Json) -> str | None:
    header = request.headers.get("authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ")
    token = given.get("token")
    return token if isinstance(token, str) else None
