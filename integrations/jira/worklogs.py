"""Work written down in Jira: of a span, and what was written or changed lately."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.ports import BilledBy, Refused, Worklog
from integrations.jira.client import Client
from integrations.jira.errors import mapped
from integrations.jira.search import every_issue, one_of

PAGE = 1000
MARGIN = timedelta(days=1)
"""``worklogDate`` counts days in the zone of our account, which may be any: ask for more."""
Raw = Mapping[str, Any]


class Worklogs:
    """Reads entries for one client. ``person`` is how people are named (``name``, ``accountId``).

    ``billed`` is looked up once: a field by its name costs one call.
    """

    def __init__(self, client: Client, person: str, billed: BilledBy | None) -> None:
        self._client = client
        self._person = person
        self._billed = billed or BilledBy()
        self._field = _field_id(client, self._billed.field)
        self._fields = ["summary", "labels", "project", *filter(None, [self._field])]

    def of_span(self, projects: Sequence[str], since: datetime, until: datetime) -> list[Worklog]:
        """What began from ``since`` until (exclusive) ``until``; a call for each issue and page."""
        first, last = _day(since - MARGIN), _day(until + MARGIN)
        days = f'worklogDate >= "{first}" AND worklogDate <= "{last}"'
        jql = f"{one_of('project', projects)} AND {days} ORDER BY key"
        issues = every_issue(self._client, jql, self._fields)
        found = [
            self._worklog(raw, issue)
            for issue in issues
            for raw in _of_issue(self._client, issue["key"])
        ]
        kept = [one for one in found if since <= one.started < until]
        return sorted(kept, key=lambda one: (one.started, one.id))

    def changed_since(self, projects: Sequence[str], since: datetime) -> list[Worklog]:
        """What was written or edited from ``since`` on; a call for each issue concerned.

        Jira lists the entries of all projects and names their issues by id only.
        """
        listed = {raw["id"]: raw for raw in self._listed(since)}  # pages overlap by an entry
        issues = {id_: self._issue(id_) for id_ in {str(r["issueId"]) for r in listed.values()}}
        found = []
        for raw in listed.values():
            issue = issues[str(raw["issueId"])]
            if issue is not None and _project(issue) in projects:
                found.append(self._worklog(raw, issue))
        return sorted(found, key=lambda one: (one.changed, one.id))

    def _listed(self, since: datetime) -> list[Raw]:
        found: list[Raw] = []
        for ids in _changed(self._client, since):
            with mapped("worklog/list"):
                found += self._client.post("worklog/list", {"ids": ids})
        return found

    def _issue(self, id_: str) -> Raw | None:
        """The issue by its id; None where it is gone or out of sight."""
        try:
            with mapped("issue"):
                fields = ",".join(self._fields)
                issue: Raw = self._client.get(f"issue/{id_}", {"fields": fields})
                return issue
        except Refused as refusal:
            if refusal.code != "missing":
                raise
            return None

    def _worklog(self, raw: Raw, issue: Raw) -> Worklog:
        author = raw.get("author") or {}  # none where the account was removed
        with mapped("worklog"):
            return Worklog(
                id=str(raw["id"]),
                issue=issue["key"],
                summary=issue["fields"]["summary"],
                author=str(author.get(self._person) or ""),
                author_name=str(author.get("displayName") or author.get(self._person) or ""),
                started=_instant(raw["started"]),
                seconds=int(raw["timeSpentSeconds"]),
                comment=str(raw.get("comment") or ""),
                written=_instant(raw["created"]),
                changed=_instant(raw["updated"]),
                billed=self._is_billed(issue["fields"]),
            )

    def _is_billed(self, fields: Raw) -> bool:
        label, value = self._billed.label, self._billed.value
        if label is not None and label in (fields.get("labels") or ()):
            return True
        said = fields.get(self._field) if self._field else None
        if value is None:
            return bool(said)
        return value in (_text(one) for one in (said if isinstance(said, list) else [said]))


def _of_issue(client: Client, key: str) -> Iterator[Raw]:
    """All entries of an issue. Data Center gives them at once, whatever page is asked for."""
    seen = 0
    while True:
        with mapped("worklog"):
            page = client.get(f"issue/{key}/worklog", {"startAt": seen, "maxResults": PAGE})
            entries, total = page["worklogs"], page["total"]
        yield from entries
        seen += len(entries)
        if not entries or seen >= total:
            return


def _changed(client: Client, since: datetime) -> Iterator[list[int]]:
    """The ids of entries changed from ``since`` on, at most 1,000 at a time; oldest first."""
    at = int(since.timestamp() * 1000)
    while True:
        with mapped("worklog/updated"):
            page = client.get("worklog/updated", {"since": at})
            ids = [int(value["worklogId"]) for value in page["values"]]
            until = int(page.get("until") or at)
            last = bool(page.get("lastPage", "nextPage" not in page))
        if ids:
            yield ids
        if last:
            return
        at = max(until, at + 1)  # a page may be all of one millisecond


def _field_id(client: Client, said: str | None) -> str | None:
    """A field's id; of several with the same name the first, in Jira's order."""
    if said is None or said.startswith("customfield_"):
        return said
    with mapped("field"):
        for field in client.get("field"):
            if said in (field["id"], field["name"]):
                return str(field["id"])
    raise Refused("missing", f"there is no field '{said}'")


def _text(value: object) -> str:
    """A field's content as people read it: of an option its value or name."""
    if isinstance(value, Mapping):
        return str(value.get("value") or value.get("name") or "")
    return "" if value is None else str(value)


def _project(issue: Raw) -> str:
    with mapped("issue"):
        return str(issue["fields"]["project"]["key"])


def _instant(said: str) -> datetime:
    """``2026-11-03T09:00:00.000+0100`` in UTC."""
    return datetime.fromisoformat(said).astimezone(UTC)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
