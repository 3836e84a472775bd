"""Searching Jira: every page of an answer, in both dialects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from integrations.jira.client import Client
from integrations.jira.errors import mapped

PAGE = 100
Found = Mapping[str, Any]


def quoted(value: str) -> str:
    """A value in JQL."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def one_of(field: str, values: Sequence[str]) -> str:
    """A clause in JQL: the field has one of the values."""
    return f"{field} in ({', '.join(map(quoted, values))})"


def every_issue(client: Client, jql: str, fields: Sequence[str]) -> list[Found]:
    """All issues that the index has for a query, each once, however many pages they take.

    A refusal (``query``) where it names a project that is gone or out of sight.
    """
    pages = _cloud if client.deploymentType == "Cloud" else _data_center
    with mapped("search", refused_as="query"):
        found = (issue for page in pages(client, jql, list(fields)) for issue in page)
        return list({issue["key"]: issue for issue in found}.values())


def _data_center(client: Client, jql: str, fields: list[str]) -> Iterator[list[Found]]:
    seen = 0
    while True:
        answer = client.search_issues(
            jql, startAt=seen, maxResults=PAGE, fields=fields, json_result=True
        )
        yield answer["issues"]
        seen += len(answer["issues"])
        if not answer["issues"] or seen >= answer["total"]:
            return


def _cloud(client: Client, jql: str, fields: list[str]) -> Iterator[list[Found]]:
    """Cloud counts nothing: each page has the token of the next, the last has none."""
    token: str | None = None
    while True:
        answer = client.enhanced_search_issues(
            jql, nextPageToken=token, maxResults=PAGE, fields=fields, json_result=True
        )
        yield answer["issues"]
        token = answer.get("nextPageToken")
        if token is None:
            return
