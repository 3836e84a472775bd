"""The REST endpoints that this Jira has: each checks rights and fields, then asks jira820.

Whatever is not in `ENDPOINTS` does not exist (404). Data Center's and Cloud's dialects differ in
how one searches and how people are named; which one is spoken depends on how the caller logged in.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.hostile import Hostile
from playground.jira import seed
from playground.jira.answers import Answer, JiraError
from playground.jira.fields import Author, edited, new_issue
from playground.jira.ledger import Ledger
from playground.jira.moves import Moves
from playground.jira.rules import Rules
from playground.jira.upstream import Upstream


@dataclass(frozen=True)
class Call:
    """One request: the path starts with ``/rest``; ``author`` is None for a stranger."""

    verb: str
    path: str
    query: Mapping[str, str]
    raw: bytes
    base: str
    author: Author | None = None

    @property
    def who(self) -> Author:
        if self.author is None:
            raise TypeError("an endpoint that needs an account was reached without one")
        return self.author

    def body(self) -> dict[str, Any]:
        """The JSON object that was sent, or Jira's 400."""
        try:
            sent = json.loads(self.raw)
        except ValueError as error:
            raise JiraError(400, [f"Unexpected input: {error}"]) from None
        if not isinstance(sent, dict):
            raise JiraError(400, ["Can not deserialize instance of object out of this token"])
        return sent


@dataclass
class Desk:
    """What endpoints work with."""

    upstream: Upstream
    rules: Rules = field(default_factory=Rules)
    hostile: Hostile = field(default_factory=Hostile)
    ledger: Ledger = field(default_factory=Ledger)
    moves: Moves = field(default_factory=Moves)
    clock: Callable[[], float] = time.time
    """Seconds since the epoch, of the playground's people."""

    def gone(self, old: str, new: str, id_: str) -> None:
        """An issue was moved: hours and fields go with it, and the old key answers for it."""
        self.moves.note(old, new, id_)
        for entry in self.ledger.of(old):
            entry.key = new
        if old in self.rules.values:
            self.rules.values[new] = self.rules.values.pop(old)
        self.rules.touch(new)


async def server_info(desk: Desk, call: Call) -> Answer:
    info = await desk.upstream.call("GET", "/serverInfo")
    return Answer(200, {**info, "baseUrl": call.base, "serverTitle": "Jira in the playground"})


async def myself(_desk: Desk, call: Call) -> Answer:
    account = call.who.account
    person = {"displayName": account.display, "emailAddress": account.email, "active": True}
    name = {"name": account.name, "key": account.name}
    own = {"accountId": account.account_id} if call.who.cloud else name
    return Answer(200, {**own, **person, "timeZone": "Europe/Berlin"})


async def named_list(desk: Desk, call: Call) -> Answer:
    """Priorities, statuses, issue types: what jira820 says."""
    return Answer(200, await desk.upstream.call("GET", call.path.removeprefix("/rest/api/2")))


async def create(desk: Desk, call: Call) -> Answer:
    fields = new_issue(desk.rules, call.who, call.body().get("fields") or {})
    made = await desk.upstream.call("POST", "/issue", body={"fields": fields})
    desk.rules.touch(made["key"])
    return Answer(201, {**made, "self": f"{call.base}/rest/api/2/issue/{made['id']}"})


async def read(desk: Desk, call: Call, key: str) -> Answer:
    """``key`` may be the issue's id, too."""
    if key.isdecimal():
        every = await desk.upstream.issues(fields="summary")
        key = next((issue["key"] for issue in every if issue["id"] == key), key)
    desk.rules.demand(call.who.account, key)
    issue = await desk.upstream.call("GET", f"/issue/{key}", query=call.query)
    return Answer(200, shown_issue(desk, call, issue, call.query.get("fields", "")))


def shown_issue(desk: Desk, call: Call, issue: dict[str, Any], asked: str) -> dict[str, Any]:
    """An issue in the caller's dialect, with those custom fields that were asked for."""
    found: dict[str, Any] = dressed(issue, desk.rules, call.who.cloud)
    values = desk.rules.values.get(issue["key"], {})
    wanted = asked.split(",") if asked not in ("", "*all") else list(seed.CUSTOM_FIELDS)
    custom = {id_: values.get(id_) for id_ in seed.CUSTOM_FIELDS if id_ in wanted}
    id_ = desk.moves.ids.get(issue["key"], found["id"])
    return {**found, "id": id_, "fields": {**found["fields"], **custom}}


async def edit(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key, "EDIT_ISSUES")
    await desk.upstream.call("GET", f"/issue/{key}", query={"fields": "summary"})
    project = key.rpartition("-")[0]
    fields = edited(desk.rules, call.who, project, call.body().get("fields") or {})
    await desk.upstream.call("PUT", f"/issue/{key}", body={"fields": fields})
    desk.rules.touch(key)
    return Answer(204)


async def comments(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key)
    found = await desk.upstream.call("GET", f"/issue/{key}/comment", query=call.query)
    return Answer(200, dressed(found, desk.rules, call.who.cloud))


async def comment(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key, "ADD_COMMENTS")
    if not str(call.body().get("body") or "").strip():
        raise JiraError(400, errors={"comment": "Comment body can not be empty!"})
    made = await desk.upstream.call("POST", f"/issue/{key}/comment", body=call.body())
    return Answer(201, dressed(made, desk.rules, call.who.cloud))


async def links(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key)
    return Answer(200, await desk.upstream.call("GET", f"/issue/{key}/remotelink"))


async def link(desk: Desk, call: Call, key: str) -> Answer:
    """Create a remote link, or replace the one with the same globalId (then 200, not 201)."""
    desk.rules.demand(call.who.account, key, "LINK_ISSUES")
    sent = call.body()
    shown = sent.get("object") or {}
    missing = [name for name in ("url", "title") if not shown.get(name)]
    if missing:
        raise JiraError(400, errors={name: f"'{name}' is required." for name in missing})
    if len(str(sent.get("globalId") or "")) > 255:
        raise JiraError(400, errors={"globalId": "'globalId' is longer than 255 characters."})
    known = await desk.upstream.call("GET", f"/issue/{key}/remotelink")
    again = any(old.get("globalId") == sent.get("globalId") for old in known)
    made = await desk.upstream.call("POST", f"/issue/{key}/remotelink", body=sent)
    return Answer(200 if again else 201, made)


def dressed(value: Any, rules: Rules, cloud: bool) -> Any:
    """People in Cloud's dialect where asked for, and projects with their own names."""
    if isinstance(value, list):
        return [dressed(item, rules, cloud) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("key") in seed.PROJECTS and "projectTypeKey" in value:
        return {**value, "name": seed.PROJECTS[value["key"]]}
    if cloud and "displayName" in value and value.get("name") in rules.accounts:
        account = rules.accounts[value["name"]]
        shown = {key: value[key] for key in ("displayName", "active") if key in value}
        return {"accountId": account.account_id, **shown}
    return {key: dressed(item, rules, cloud) for key, item in value.items()}


Endpoint = Callable[..., Awaitable[Answer]]


@dataclass(frozen=True)
class Route:
    """``name`` is what scripts and the traffic log call it; ``open`` needs no account."""

    name: str
    verb: str
    path: re.Pattern[str]
    endpoint: Endpoint
    open: bool = False


def route(name: str, verb: str, path: str, endpoint: Endpoint, open: bool = False) -> Route:
    """``{key}`` in a path stands for one segment."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(f"jira.{name}", verb, re.compile("/rest/api/2" + pattern), endpoint, open)


ISSUE_ROUTES = (
    route("create", "POST", "/issue", create),
    route("issue", "GET", "/issue/{key}", read),
    route("edit", "PUT", "/issue/{key}", edit),
    route("comments", "GET", "/issue/{key}/comment", comments),
    route("comment", "POST", "/issue/{key}/comment", comment),
    route("links", "GET", "/issue/{key}/remotelink", links),
    route("link", "POST", "/issue/{key}/remotelink", link),
    route("serverInfo", "GET", "/serverInfo", server_info, open=True),
    route("myself", "GET", "/myself", myself),
    route("priority", "GET", "/priority", named_list),
    route("status", "GET", "/status", named_list),
    route("issuetype", "GET", "/issuetype", named_list),
)
