"""jira820 as the proxy calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from playground import loopback
from playground.jira.answers import Answer, JiraError
from playground.patience import patiently

API = "/rest/api/2"


class Upstream:
    """A thin asynchronous client; what jira820 refuses comes back as `JiraError`."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client: httpx.AsyncClient | None = None

    async def call(
        self, verb: str, path: str, *, query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Any:
        """The JSON of jira820's answer (None for an empty one); ``path`` starts after /rest/api/2.

        Raises `JiraError` for its refusals and httpx.TransportError when it is not there.
        """
        if self._client is None:
            self._client = loopback.async_client(base_url=self.url, timeout=patiently(10))
        answer = await self._client.request(verb, API + path, params=query, json=body)
        if answer.is_success:
            return answer.json() if answer.content else None
        raise _refusal(answer)

    async def issues(self, jql: str = "", fields: str = "") -> list[dict[str, Any]]:
        """All issues that match, in jira820's order."""
        query = {"jql": jql, "maxResults": 100_000, "fields": fields}
        found: list[dict[str, Any]] = (await self.call("GET", "/search", query=query))["issues"]
        return found

    async def move(self, key: str, status: str) -> None:
        """Move an issue to the status of this name; a 400 when there is no way there."""
        ways = (await self.call("GET", f"/issue/{key}/transitions"))["transitions"]
        for way in ways:
            if way["to"]["name"] == status:
                body = {"transition": {"id": way["id"]}}
                await self.call("POST", f"/issue/{key}/transitions", body=body)
                return
        raise JiraError(400, [f"There is no way from here to the status '{status}'."])

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def _refusal(answer: httpx.Response) -> JiraError:
    error = JiraError(answer.status_code, [f"jira820: HTTP {answer.status_code}"])
    if answer.headers.get("content-type", "").startswith("application/json"):
        error.answer = Answer(answer.status_code, answer.json())
    return error
