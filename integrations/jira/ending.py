"""`bot.ports.TrackerEnding` for Jira Data Center and Jira Cloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.ports import (
    ArchiveTo,
    BilledBy,
    Closed,
    Finishing,
    Moving,
    OpenIssue,
    ProjectName,
    Standing,
    Worklog,
)
from integrations.jira.archive import archive_project, put_back, read_standing
from integrations.jira.client import Client, Clients
from integrations.jira.closing import close_issue, read_finishing, reopen_issue
from integrations.jira.errors import mapped
from integrations.jira.metadata import read_rights
from integrations.jira.moving import Order, move_issues, read_places
from integrations.jira.search import Found, every_issue, one_of
from integrations.jira.worklogs import Worklogs

RIGHTS = (
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
    "MOVE_ISSUES",
    "WORK_ON_ISSUES",
    "ADMINISTER_PROJECTS",
    "ADMINISTER",
)


class JiraEnding:
    """What Jira does when the work for a client ends; built and used as `JiraTracker`.

    Reading takes as many calls as there are pages, and one for each issue that has worklogs.
    """

    def __init__(
        self, url: str, token: str, email: str | None = None, timeout: float = 10.0
    ) -> None:
        self.url = url.rstrip("/")
        self._person = "accountId" if email else "name"
        self._clients = Clients(self.url, token, email, timeout)

    def rights(self, project: str) -> frozenset[str]:
        """What we may do in a project, out of `RIGHTS`."""
        return read_rights(self._client, project, RIGHTS)

    def open_issues(self, projects: Sequence[str]) -> list[OpenIssue]:
        """All issues of the projects that are not finished, by their keys."""
        found = self._unfinished(projects, ("summary", "status", "assignee", "duedate"))
        with mapped("search"):
            return [self._open(issue) for issue in found]

    def count_open(self, projects: Sequence[str]) -> int:
        """Counted one by one: Cloud's own count is only approximate."""
        return len(self._unfinished(projects, ("status",)))

    def finishing(self, key: str) -> Finishing:
        """Where an issue stands, and the ways to finish it."""
        return read_finishing(self._client, key)

    def close(
        self, key: str, comment: str, mark: str, *, way: str = "", resolution: str = ""
    ) -> Closed:
        """Comment and finish an issue; each POST is sent once, and not at all when it was."""
        return close_issue(self._client, key, comment, mark, way, resolution)

    def reopen(self, key: str, status: str, comment: str, mark: str) -> bool:
        """Comment and bring an issue back to a status."""
        return reopen_issue(self._client, key, status, comment, mark)

    def places(self, source: str) -> list[ProjectName]:
        """Projects to which issues of this one can be moved, by name; Cloud only."""
        return read_places(self._client, source)

    def move(
        self, keys: Sequence[str], project: str, comment: str, mark: str, task: str = ""
    ) -> Moving:
        """Comment on issues and have Cloud move them; each comment once, each issue once."""
        order = Order(keys, project, comment, mark)
        return move_issues(self._client, self.url, order, task)

    def worklogs(
        self,
        projects: Sequence[str],
        since: datetime,
        until: datetime,
        billed: BilledBy | None = None,
    ) -> list[Worklog]:
        """Work that began in the span, oldest first."""
        if not projects:
            return []
        return Worklogs(self._client, self._person, billed).of_span(projects, since, until)

    def worklogs_changed(
        self, projects: Sequence[str], since: datetime, billed: BilledBy | None = None
    ) -> list[Worklog]:
        """Entries written or edited after a moment, oldest first."""
        if not projects:
            return []
        return Worklogs(self._client, self._person, billed).changed_since(projects, since)

    def standing(self, project: str) -> Standing:
        """What a project is set to."""
        return read_standing(self._client, project)

    def archive(self, project: str, to: ArchiveTo) -> None:
        """Set a project's permission scheme and category."""
        archive_project(self._client, self.url, project, to)

    def put_back(self, standing: Standing) -> None:
        """Set a project to what it was."""
        put_back(self._client, self.url, standing)

    @property
    def _client(self) -> Client:
        return self._clients.here()

    def _unfinished(self, projects: Sequence[str], fields: Sequence[str]) -> list[Found]:
        if not projects:
            return []
        jql = f"{one_of('project', projects)} AND statusCategory != Done ORDER BY key"
        return every_issue(self._client, jql, fields)

    def _open(self, issue: Found) -> OpenIssue:
        fields, key = issue["fields"], issue["key"]
        due = fields.get("duedate")
        return OpenIssue(
            key,
            fields["summary"],
            fields["status"]["name"],
            (fields.get("assignee") or {}).get("displayName"),
            date.fromisoformat(due) if due else None,
            f"{self.url}/browse/{key}",
        )
