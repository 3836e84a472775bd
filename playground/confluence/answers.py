"""What the small Confluence says: an answer, or a refusal in the shape of its deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NOT_KNOWN = "You are not authenticated."


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; ``body`` None is an empty one."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class ConfluenceError(Exception):
    """A refusal; `shaped` makes it an answer."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})


def shaped(error: ConfluenceError, path: str) -> Answer:
    """As v2 says it below ``/wiki/api/v2``, as v1 says it elsewhere."""
    body: dict[str, Any] = {"statusCode": error.status, "message": error.text}
    if "/api/v2/" in path:
        what = {"status": error.status, "code": CODES.get(error.status, "ERROR")}
        body = {"errors": [what | {"title": error.text, "detail": None}]}
    return Answer(error.status, body, error.headers)


CODES = {
    400: "INVALID_REQUEST_PARAMETER",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    409: "CONFLICT",
    429: "RATE_LIMITED",
}


def not_there(what: str) -> ConfluenceError:
    """404: what is hidden is not there either."""
    return ConfluenceError(404, f"No {what} found, or no permission to see it.")


def wrong(why: str) -> ConfluenceError:
    return ConfluenceError(400, why)
