"""`bot.ports.Tracker` for Jira Data Center and Jira Cloud."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.ports import ProjectInfo, ProjectName, Refused, TicketDraft, TicketRef, TicketState
from integrations.jira.client import Client, Clients
from integrations.jira.errors import mapped
from integrations.jira.markup import escape_within, one_line
from integrations.jira.metadata import read_project
from integrations.jira.search import quoted

SUMMARY = 255
DESCRIPTION = 32_767
BATCH = 50
KEY = re.compile(r"[A-Z][A-Z0-9_]*-[0-9]+")
STATE = ("status", "assignee", "duedate")
"""The fields that say where a ticket stands."""


class JiraTracker:
    """Jira by its REST API, version 2. Calls nothing while being built; any thread may use it.

    ``url`` may have a path. With ``email`` it is a Cloud (e-mail and API token; people are
    accountIds), without it a Data Center (personal access token; people are user names).
    ``timeout`` in seconds, for connecting and between two bytes.
    """

    def __init__(
        self, url: str, token: str, email: str | None = None, timeout: float = 10.0
    ) -> None:
        self.url = url.rstrip("/")
        self._person = "accountId" if email else "name"
        self._clients = Clients(self.url, token, email, timeout)

    def whoami(self) -> str:
        """The display name of the account that the token belongs to."""
        with mapped("myself"):
            return str(self._client.get("myself")["displayName"])

    def create(self, draft: TicketDraft) -> TicketRef:
        """Create once, with exactly one POST; whether it arrived after `Unreachable` says `find`.

        Summary and description are plain text; what exceeds Jira's fields (255 and 32,767
        characters) is cut with "…".
        """
        with mapped("create"):
            made = self._client.post("issue", {"fields": self._fields(draft)})
            return self._ref(made["key"])

    def find(self, project: str, label: str) -> TicketRef | None:
        """The oldest ticket with our label (a clone carries it too). The index may lag.

        A project that is gone or out of sight is a refusal (``query``), never "not there": else a
        caller would create the ticket a second time.
        """
        jql = f"project = {quoted(project)} AND labels = {quoted(label)} ORDER BY created, key"
        issues = self._search(jql, ["status"])
        keys = sorted((issue["key"] for issue in issues), key=_number)
        return self._ref(keys[0]) if keys else None

    def link(self, key: str, url: str, title: str, global_id: str) -> None:
        """Link back to the conversation; Jira replaces the link with the same ``global_id``."""
        shown = {"url": url, "title": one_line(title, SUMMARY)}
        with mapped("link"):
            self._client.post(f"issue/{key}/remotelink", {"globalId": global_id, "object": shown})

    def set_due(self, key: str, due: date) -> None:
        """Set the due date; a refusal (``field``) where no screen of the project has the field."""
        with mapped("due date"):
            self._client.put(f"issue/{key}", {"fields": {"duedate": due.isoformat()}})

    def states(self, keys: Sequence[str]) -> list[TicketState]:
        """Where the tickets stand, in the order asked; those gone or out of sight are left out.

        What the search does not find (its index lags, a ticket was moved) is asked for by name.
        """
        wanted = [key for key in dict.fromkeys(keys) if KEY.fullmatch(key)]
        found: dict[str, TicketState] = {}
        for at in range(0, len(wanted), BATCH):
            found |= self._searched(wanted[at : at + BATCH])
        asked = (found.get(key) or self._state(key) for key in wanted)
        return [state for state in asked if state is not None]

    def projects(self) -> list[ProjectName]:
        """The projects that the account can see, in one call: neither dialect pages this list."""
        with mapped("projects"):
            return [ProjectName(one["key"], one["name"]) for one in self._client.get("project")]

    def project(self, key: str) -> ProjectInfo:
        """Issue types, priorities and our rights in the project."""
        return read_project(self._client, key)

    @property
    def _client(self) -> Client:
        return self._clients.here()

    def _ref(self, key: str) -> TicketRef:
        return TicketRef(key, f"{self.url}/browse/{key}")

    def _fields(self, draft: TicketDraft) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "project": {"key": draft.project},
            "summary": one_line(draft.summary, SUMMARY),
            "description": _description(draft),
            "issuetype": _by_id_or_name(draft.issue_type),
            "labels": [draft.label],
        }
        if draft.priority:
            fields["priority"] = _by_id_or_name(draft.priority)
        if draft.assignee:
            fields["assignee"] = {self._person: draft.assignee}
        return fields

    def _searched(self, keys: Sequence[str]) -> dict[str, TicketState]:
        """The states by key as the index has them; Jira refuses a key that it does not know."""
        jql = f"key in ({', '.join(keys)})"
        try:
            issues = self._search(jql, list(STATE), len(keys), validate=False)
        except Refused as refusal:
            if refusal.code != "query":
                raise
            return {}
        with mapped("search"):
            return {issue["key"]: self._stands(issue["key"], issue) for issue in issues}

    def _state(self, key: str) -> TicketState | None:
        try:
            with mapped("issue"):
                issue = self._client.get(f"issue/{key}", {"fields": ",".join(STATE)})
                return self._stands(key, issue)
        except Refused as refusal:
            if refusal.code != "missing":
                raise
            return None

    def _stands(self, key: str, issue: Mapping[str, Any]) -> TicketState:
        """``key`` is the one asked for: a moved ticket answers with a new one."""
        fields = issue["fields"]
        status, due = fields["status"], fields.get("duedate")
        assignee = (fields.get("assignee") or {}).get(self._person)
        return TicketState(
            key,
            status["name"],
            status["statusCategory"]["key"],
            assignee,
            date.fromisoformat(due) if due else None,  # left out where no screen has the field
        )

    def _search(
        self, jql: str, fields: list[str], size: int = BATCH, validate: bool = True
    ) -> list[Mapping[str, Any]]:
        """One page. Cloud has a search of its own; only Data Center can be told not to mind keys
        that it does not know."""
        with mapped("search", refused_as="query"):
            if self._client.deploymentType == "Cloud":
                answer = self._client.enhanced_search_issues(
                    jql, maxResults=size, fields=fields, json_result=True
                )
            else:
                answer = self._client.search_issues(
                    jql, maxResults=size, fields=fields, validate_query=validate, json_result=True
                )
            issues: list[Mapping[str, Any]] = answer["issues"]
            return issues


def _description(draft: TicketDraft) -> str:
    source = f"\n\n{draft.source_url}" if draft.source_url else ""
    return escape_within(draft.description, DESCRIPTION - len(source)) + source


def _by_id_or_name(value: str) -> dict[str, str]:
    """Ids are numbers in Jira; what the operator wrote in a file is a name."""
    return {"id": value} if value.isdecimal() else {"name": value}


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])
