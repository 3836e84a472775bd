"""What the strict Jira says: an answer, or an error in Jira's own shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NO_ISSUE = "Issue Does Not Exist"
NOT_KNOWN = "You are not authenticated. Authentication required to perform this operation."


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; ``body`` None is an empty one."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class JiraError(Exception):
    """A refusal, with Jira's body: ``{"errorMessages": […], "errors": {field: text}}``."""

    def __init__(
        self,
        status: int,
        messages: Sequence[str] = (),
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("; ".join([*messages, *(errors or {}).values()]))
        body = {"errorMessages": list(messages), "errors": dict(errors or {})}
        self.answer = Answer(status, body, headers or {})


def unauthenticated() -> JiraError:
    headers = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
    return JiraError(401, [NOT_KNOWN], headers=headers)


def no_such_path(path: str) -> Answer:
    """What Jira answers for a REST path that this version does not have."""
    return Answer(404, {"message": f"null for uri: {path}", "status-code": 404})
