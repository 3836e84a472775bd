"""One call to Slack: sent once, its answer told as one of our three errors."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError, URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.ports import Busy, Refused, Unreachable

TIMEOUT = 10
"""Seconds. Slack answers far sooner; a job that waits longer holds its lane."""
PIECE = 65_536
"""Bytes of an upload that are sent at once."""
PASSING = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack's own trouble, told with a 200."""


def make_client(token: str, api_url: str) -> WebClient:
    """A client that repeats nothing by itself: its default would post a message twice."""
    return WebClient(token=token, base_url=api_url, timeout=TIMEOUT, retry_handlers=[])


def call(method: Callable[..., Any], **arguments: Any) -> dict[str, Any]:
    """What Slack answers to a call, once. Raises what `ask` does."""
    data = ask(method, **arguments).data
    if not isinstance(data, dict):
        raise Unreachable(f"{method.__name__}: no JSON in the answer")
    return data


def ask(method: Callable[..., Any], **arguments: Any) -> SlackResponse:
    """Call once. `Busy`: not carried out; `Unreachable`: unknown; `Refused`: a clear no."""
    name = getattr(method, "__name__", "call")
    try:
        response: SlackResponse = method(**arguments)
    except SlackApiError as error:
        raise _told(name, error) from error
    except (HTTPError, URLError, OSError, http.client.HTTPException, json.JSONDecodeError) as error:
        raise Unreachable(f"{name}: {error!r}") from error
    return response


def send(address: str, content: bytes | memoryview) -> None:
    """Send a file's content to the address that Slack gave for it, once. Raises what `ask` does."""
    head = {"Content-Type": "application/octet-stream", "Content-Length": str(len(content))}
    pieces = _pieces(memoryview(content))
    request = urllib.request.Request(address, data=pieces, headers=head, method="POST")
    with exchanged("upload", refused="upload"), urllib.request.urlopen(request, timeout=TIMEOUT):
        pass


@contextmanager
def exchanged(what: str, *, refused: str) -> Iterator[None]:
    """Plain HTTP with Slack, beside its methods: its failures as our three errors.

    ``what`` names it in messages; ``refused`` is the code of a clear no.
    """
    try:
        yield
    except HTTPError as error:
        if error.code == 429:
            raise Busy(what, float(error.headers.get("Retry-After", 1))) from error
        if error.code >= 500:
            raise Unreachable(f"{what}: {error.code}") from error
        raise Refused(refused, str(error.code)) from error
    except (URLError, OSError, http.client.HTTPException) as error:
        raise Unreachable(f"{what}: {error!r}") from error


def _pieces(content: memoryview) -> Iterator[bytes]:
    """Piece by piece: `TIMEOUT` is for each of them, and a large file takes longer as a whole."""
    for start in range(0, len(content), PIECE):
        yield bytes(content[start : start + PIECE])


def _told(name: str, error: SlackApiError) -> Busy | Unreachable | Refused:
    response = error.response
    status = response.status_code
    code = str(response.get("error") or "")
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Busy(name, float(response.headers.get("Retry-After", 1)), shared=True)
    if status >= 500 or not code or code in PASSING:
        return Unreachable(f"{name}: {status} {code}")
    detail = "; ".join((response.get("response_metadata") or {}).get("messages") or ())
    return Refused(code, f"{name} {detail}".strip())
