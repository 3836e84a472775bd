"""The door in front of jira820: log in, misbehave when told to, answer, write it all down."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import httpx
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from playground.door import OnTraffic, drop, kill, response, tell
from playground.hostile import Deed, Hostile
from playground.jira.answers import Answer, JiraError, no_such_path, unauthenticated
from playground.jira.fields import Author
from playground.jira.metadata import PROJECT_ROUTES
from playground.jira.moving import MOVE_ROUTES
from playground.jira.page import page_routes
from playground.jira.rest import ISSUE_ROUTES, Call, Desk, Route
from playground.jira.rules import Rules
from playground.jira.search import SEARCH_ROUTES
from playground.jira.settings import SETTING_ROUTES
from playground.jira.upstream import Upstream
from playground.jira.workflow import WORKFLOW_ROUTES
from playground.jira.worklogs import WORKLOG_ROUTES

ROUTES = (
    *PROJECT_ROUTES,
    *SETTING_ROUTES,
    *SEARCH_ROUTES,
    *ISSUE_ROUTES,
    *WORKFLOW_ROUTES,
    *WORKLOG_ROUTES,
    *MOVE_ROUTES,
)
BAD_DAY = {
    "401": Answer(401, unauthenticated().answer.body, {"WWW-Authenticate": "OAuth"}),
    "403": JiraError(403, ["Forbidden for now."]).answer,
    "500": JiraError(500, ["Internal server error"]).answer,
}


@dataclass
class JiraProxy:
    """A strict Jira as an ASGI app, to be mounted anywhere. ``desk`` is what control changes."""

    desk: Desk
    on_traffic: OnTraffic | None = None
    pages: Starlette = field(init=False)

    def __post_init__(self) -> None:
        self.pages = Starlette(routes=page_routes(self.desk))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or not path.startswith("/rest/"):
            await self.pages(scope, receive, send)
            return
        try:
            await self._rest(path, Request(scope, receive), send)
        except ClientDisconnect:
            return

    async def _rest(self, path: str, request: Request, send: Send) -> None:
        started = time.perf_counter()
        base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
        query = _query(request)
        call = Call(request.method, path, query, await request.body(), base)
        name = next((r.name for r in ROUTES if _fits(r, call)), "jira.unknown")
        deed = self.desk.hostile.next([name, f"{call.verb} {path}"])
        if self.desk.hostile.down:
            deed = Deed("drop_before")
        answer = await self._answer(call, request.headers.get("authorization", ""), deed)
        spent = time.perf_counter() - started
        tell(self.on_traffic, "jira", call, answer, deed, spent)
        if answer is None or (deed is not None and deed.what in ("drop_after", "kill_after")):
            await drop(request.receive, send)
        else:
            await response(answer)(request.scope, request.receive, send)

    async def _answer(self, call: Call, authorization: str, deed: Deed | None) -> Answer | None:
        """The answer, or None when the connection breaks before anything is done."""
        what = deed.what if deed else ""
        if what == "kill_before" and deed:
            kill(deed.pid)
        if what in ("drop_before", "kill_before"):
            return None
        if what == "429":
            wait = {"Retry-After": f"{self.desk.hostile.retry_after:g}"}
            return replace(JiraError(429, ["Rate limit exceeded."]).answer, headers=wait)
        if what in BAD_DAY:
            return BAD_DAY[what]
        answer = await self._carry_out(call, authorization)
        if what == "kill_after" and deed:
            kill(deed.pid)
        return answer

    async def _carry_out(self, call: Call, authorization: str) -> Answer:
        route = next((route for route in ROUTES if _fits(route, call)), None)
        try:
            if route is None or not route.open:
                author = Author(*self.desk.rules.account(authorization))
                call = replace(call, author=author)
            if route is None or self.desk.hostile.hides(call.path):
                return no_such_path(call.path)
            found = route.path.fullmatch(call.path)
            named = found.groupdict() if found else {}
            named |= {name: self.desk.moves.key_now(named[name]) for name in named if name == "key"}
            return await route.endpoint(self.desk, call, **named)
        except JiraError as error:
            return error.answer
        except httpx.TransportError:
            return JiraError(503, ["jira820 does not answer."]).answer

    async def reset(self) -> None:
        """Back to the seed: no issues, seeded rights, nothing required, nothing hostile."""
        for issue in await self.desk.upstream.issues(fields="summary"):
            await self.desk.upstream.call("DELETE", f"/issue/{issue['key']}")
        self.desk.rules.reset()
        self.desk.ledger.clear()
        self.desk.moves.clear()
        self.desk.hostile.configure({})

    async def close(self) -> None:
        """Let go of the connections to jira820."""
        await self.desk.upstream.close()


def build(
    jira820_url: str,
    hostile: Hostile | None = None,
    on_traffic: OnTraffic | None = None,
    now: Callable[[], float] = time.monotonic,
) -> JiraProxy:
    """The strict Jira before the jira820 at this address. ``now`` (seconds) measures search lag."""
    desk = Desk(Upstream(jira820_url), Rules(now), hostile or Hostile())
    return JiraProxy(desk, on_traffic)


def _fits(route: Route, call: Call) -> bool:
    return route.verb == call.verb and route.path.fullmatch(call.path) is not None


def _query(request: Request) -> Mapping[str, str]:
    """Repeated parameters (``fields=a&fields=b``) joined by commas, as Jira takes them."""
    query = request.query_params
    return {key: ",".join(query.getlist(key)) for key in query}
