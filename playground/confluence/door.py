"""The door of the small Confluence: log in, misbehave when told to, answer, write it all down."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from playground.confluence.answers import NOT_KNOWN, Answer, ConfluenceError, shaped, wrong
from playground.confluence.call import Call, Desk, Route
from playground.confluence.page import page_routes
from playground.confluence.seed import Account
from playground.confluence.v1 import CLOUD_ROUTES, DATA_CENTER_ROUTES
from playground.confluence.v2 import V2_ROUTES
from playground.confluence.world import World
from playground.door import OnTraffic, drop, kill, response, tell
from playground.hostile import Deed, Hostile

ROUTES = (*V2_ROUTES, *CLOUD_ROUTES, *DATA_CENTER_ROUTES)
REST = ("/rest/", "/wiki/rest/", "/wiki/api/")
BAD_DAY = {
    "401": ConfluenceError(401, NOT_KNOWN),
    "403": ConfluenceError(403, "Forbidden for now."),
    "500": ConfluenceError(500, "Internal server error"),
}


@dataclass
class Confluence:
    """A small Confluence as an ASGI app, to be mounted anywhere.

    Cloud is below ``/wiki``, Data Center at the root, both with the same spaces and pages.
    """

    desk: Desk
    on_traffic: OnTraffic | None = None
    pages: Starlette = field(init=False)

    def __post_init__(self) -> None:
        self.pages = Starlette(routes=page_routes(self.desk.world))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or not path.startswith(REST):
            await self.pages(scope, receive, send)
            return
        try:
            await self._rest(path, Request(scope, receive), send)
        except ClientDisconnect:
            return

    async def _rest(self, path: str, request: Request, send: Send) -> None:
        started = time.perf_counter()
        base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
        query = {k: ",".join(request.query_params.getlist(k)) for k in request.query_params}
        call = Call(request.method, path, query, await request.body(), base)
        name = next((one.name for one in ROUTES if one.fits(call)), "confluence.unknown")
        deed = self.desk.hostile.next([name, f"{call.verb} {path}"])
        if self.desk.hostile.down:
            deed = Deed("drop_before")
        answer = self._answer(call, request.headers.get("authorization", ""), deed)
        spent = time.perf_counter() - started
        tell(self.on_traffic, "confluence", call, answer, deed, spent)
        if answer is None or (deed is not None and deed.what in ("drop_after", "kill_after")):
            await drop(request.receive, send)
        else:
            await response(answer)(request.scope, request.receive, send)

    def _answer(self, call: Call, authorization: str, deed: Deed | None) -> Answer | None:
        """The answer, or None when the connection breaks before anything is done."""
        what = deed.what if deed else ""
        if what == "kill_before" and deed:
            kill(deed.pid)
        if what in ("drop_before", "kill_before"):
            return None
        if what == "429":
            wait = {"Retry-After": f"{self.desk.hostile.retry_after:g}"}
            return shaped(ConfluenceError(429, "Rate limit exceeded.", wait), call.path)
        if what in BAD_DAY:
            return shaped(BAD_DAY[what], call.path)
        answer = self._carry_out(call, authorization)
        if what == "kill_after" and deed:
            kill(deed.pid)
        return answer

    def _carry_out(self, call: Call, authorization: str) -> Answer:
        try:
            call = replace(call, me=_account(self.desk.world, authorization, cloud=call.cloud))
            route = next((one for one in ROUTES if one.fits(call)), None)
            if route is None or self.desk.hostile.hides(call.path):
                raise ConfluenceError(404, f"No {call.verb} {call.path}")
            return self._route(route, call)
        except ConfluenceError as error:
            return shaped(error, call.path)

    def _route(self, route: Route, call: Call) -> Answer:
        if unknown := set(call.query) - route.query:
            raise wrong(f"Unknown: {', '.join(sorted(unknown))}")
        found = route.path.fullmatch(call.path)
        return route.endpoint(self.desk, call, **(found.groupdict() if found else {}))

    def reset(self) -> None:
        """Back to the seed: its spaces and readers, no other page, nothing hostile."""
        self.desk.world.reset()
        self.desk.hostile.configure({})


def build(
    hostile: Hostile | None = None,
    on_traffic: OnTraffic | None = None,
    now: Callable[[], float] = time.monotonic,
) -> Confluence:
    """A Confluence with the seeded spaces. ``now`` (seconds) measures how far its index lags."""
    return Confluence(Desk(World(now), hostile or Hostile()), on_traffic)


def _account(world: World, authorization: str, *, cloud: bool) -> Account:
    """Whose token it is. Cloud wants e-mail and token, Data Center the token alone. Or a 401."""
    scheme, _, rest = authorization.partition(" ")
    email, token = None, rest.strip()
    if cloud:
        email, _, token = _decoded(token).partition(":")
    if scheme.lower() == ("basic" if cloud else "bearer"):
        for account in world.accounts.values():
            if token and account.token == token and email in (None, account.email):
                return account
    raise ConfluenceError(401, NOT_KNOWN)


def _decoded(basic: str) -> str:
    try:
        return base64.b64decode(basic, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
