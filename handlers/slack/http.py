"""The WSGI application: Slack's payloads, health, metrics."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.response import BoltResponse

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
LARGEST = 2_000_000
"""Bytes of a body at most; Slack's payloads are far smaller."""


@dataclass(frozen=True)
class Answer:
    """Status, content type and body of a plain page."""

    status: int
    content_type: str
    body: str


Page = Callable[[], Answer]


def plain(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", text + "\n")


def as_json(value: Mapping[str, Any]) -> Answer:
    return Answer(200, "application/json", json.dumps(value))


class Site:
    """``POST /slack/events`` for everything from Slack; ``GET`` for the named pages."""

    def __init__(self, app: App | None, pages: Mapping[str, Page]) -> None:
        self._app = app
        self._pages = pages

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == "/slack/events" and method == "POST" and self._app is not None:
            return _send(start_response, self._app.dispatch(_request(environ)))
        page = self._pages.get(path)
        if page is None:
            answer = plain(404, "There is nothing here.")
        elif method not in ("GET", "HEAD"):
            answer = plain(405, "Only GET is possible here.")
        else:
            answer = page()
        headers = [("Content-Type", answer.content_type)]
        start_response(_status(answer.status), headers)
        return [answer.body.encode()]


def _request(environ: Mapping[str, Any]) -> BoltRequest:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), LARGEST)
    headers = {
        key[5:].replace("_", "-").lower(): value
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return BoltRequest(
        body=environ["wsgi.input"].read(length).decode(),
        query=environ.get("QUERY_STRING", ""),
        headers=headers,
    )


def _send(start_response: StartResponse, response: BoltResponse) -> Iterable[bytes]:
    headers = [
        (name, value)
        for name, values in response.headers.items()
        for value in values
        if name.lower() != "content-length"
    ]
    start_response(_status(response.status), headers)
    return [response.body.encode()]


def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}"
