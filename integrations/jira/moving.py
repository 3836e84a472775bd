"""Moving issues to another project of Jira Cloud, with a word, once, however often it is tried.

Data Center's REST API cannot: there a person moves them (JRASERVER-61359, still open). What became
of an issue is always read from the issue itself; a task only tells when Jira is done, and why some
stayed. A task whose id was lost is begun again: what it has moved meanwhile is not sent again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.ports import Came, MovedIssue, Moving, ProjectName, Refused
from integrations.jira.bulk import read_progress, submit
from integrations.jira.client import Client
from integrations.jira.closing import is_marked, write_comment
from integrations.jira.errors import mapped
from integrations.jira.metadata import read_pages, read_rights

LEAVING = {
    "BULK_CHANGE": "Make bulk changes",
    "MOVE_ISSUES": "Move issues",
    "ADD_COMMENTS": "Add comments",
}
"""What moving takes in the project that they leave, with Jira's names; the first is global."""
COMING = {"CREATE_ISSUES": "Create issues"}


@dataclass(frozen=True)
class Order:
    """What is to be moved where, with which word; ``mark`` as in `close_issue`."""

    keys: Sequence[str]
    project: str
    comment: str
    mark: str


@dataclass(frozen=True)
class There:
    """An issue as it stands; ``was`` is the key that was asked for. ``parent`` of subtasks."""

    was: str
    id: str
    key: str
    project: str
    kind: str
    parent: str | None

    @property
    def stands(self) -> bool:
        """Nobody has moved it: the key is the same."""
        return self.key == self.was


def read_places(client: Client, source: str) -> list[ProjectName]:
    """Where we may create issues, without the project itself; as many calls as pages, and one."""
    _only_cloud(client)
    _demand(client, source, LEAVING)
    with mapped("projects"):
        pages = read_pages(client, "project/search", action="create")
        found = [ProjectName(one["key"], one["name"]) for one in pages if one["key"] != source]
    return sorted(found, key=lambda one: one.name.lower())


def move_issues(client: Client, url: str, order: Order, task: str) -> Moving:
    """One step on: begin a task for the next issue type, or, after the last, what became of each.

    ``task`` has the type and the task's id of each that was begun: ``"6:10779 1:10780"``.
    """
    _only_cloud(client)
    begun = dict(one.split(":") for one in task.split())
    failed: dict[str, str] = {}
    for id_ in begun.values():
        progress = read_progress(client, id_)
        if progress.is_under_way:
            return Moving(task)
        failed |= progress.failed
    there = [_there(client, key) for key in order.keys]
    issues = [one for one in there if isinstance(one, There)]
    try:
        more = _begin(client, order, issues, begun)
    except Refused as refusal:
        came = any(one.project == order.project for one in issues)
        if refusal.code == "auth" or not (begun or came):
            raise  # nothing was moved; else what was moved has to be told
        failed = {one.id: refusal.detail for one in issues} | failed
        more = ""
    if more:
        return Moving(f"{task} {more}".strip())
    return Moving("", tuple(_became(client, url, order, one, failed) for one in there))


def _begin(client: Client, order: Order, issues: Sequence[There], begun: Mapping[str, str]) -> str:
    """Begin the next task, as ``type:id``; empty where nothing is left to begin.

    First the comment, which shows later that it was us; subtasks go with their parents.
    """
    project, mark = order.project, order.mark
    left = [one for one in issues if one.stands and one.project != project]
    leading = [one for one in left if one.parent is None]
    if not leading:
        return ""
    types = _types(client, leading, project)
    groups = {types[one.kind] for one in leading} - set(begun)
    if not groups:
        return ""
    for source in sorted({one.project for one in leading}):
        _demand(client, source, LEAVING)
    _demand(client, project, COMING)
    group = min(groups)
    going = [one.was for one in leading if types[one.kind] == group]
    for one in left:
        if (one.was in going or one.parent in going) and not is_marked(client, one.key, mark):
            write_comment(client, one.key, order.comment, mark)
    return f"{group}:{submit(client, going, project, group)}"


def _became(
    client: Client, url: str, order: Order, one: There | str, failed: Mapping[str, str]
) -> MovedIssue:
    if isinstance(one, str):
        return MovedIssue(one, one, f"{url}/browse/{one}", Came.GONE)
    came = _came(one, order)
    if came is Came.MOVED and not is_marked(client, one.key, order.mark):
        came = Came.ALREADY
    why = failed.get(one.id, "") if came is Came.STAYED else ""
    return MovedIssue(one.was, one.key, f"{url}/browse/{one.key}", came, why)


def _came(one: There, order: Order) -> Came:
    if one.project == order.project:
        return Came.MOVED if one.parent is None else Came.ALONG
    if not one.stands:
        return Came.ELSEWHERE
    if one.parent is not None and one.parent not in order.keys:
        return Came.PARENT
    return Came.STAYED


def _there(client: Client, key: str) -> There | str:
    """An old key answers with the moved issue; one that is not there any more is its key alone."""
    try:
        with mapped("issue"):
            asked = {"fields": "project,issuetype,parent"}
            return there_of(key, client.get(f"issue/{key}", asked))
    except Refused as refusal:
        if refusal.code != "missing":
            raise
        return key


def there_of(was: str, raw: Mapping[str, Any]) -> There:
    """From Jira's JSON. An epic is no parent here: what belongs to it can go by itself."""
    fields = raw["fields"]
    kind, parent = fields["issuetype"], fields.get("parent")
    above = parent["key"] if parent and kind.get("subtask") else None
    return There(was, str(raw["id"]), raw["key"], fields["project"]["key"], kind["name"], above)


def _types(client: Client, issues: Sequence[There], project: str) -> dict[str, str]:
    """The ids that the issues' types have in the project, by name."""
    with mapped("project"):
        known = client.get(f"project/{project}")["issueTypes"]
        ids = {kind["name"]: str(kind["id"]) for kind in known if not kind.get("subtask")}
    lacks = sorted({one.kind for one in issues} - set(ids))
    if lacks:
        text = f"{project} has no issue type {', '.join(lacks)}"
        raise Refused("types", text, {name: name for name in lacks})
    return ids


def _demand(client: Client, project: str, rights: Mapping[str, str]) -> None:
    held = read_rights(client, project, tuple(rights))
    lacks = {right: name for right, name in rights.items() if right not in held}
    if lacks:
        raise Refused("right", f"{', '.join(lacks.values())} is needed in {project}", lacks)


def _only_cloud(client: Client) -> None:
    if client.deploymentType != "Cloud":
        text = "Jira Data Center's API cannot move issues; on their pages it is More, Move"
        raise Refused("unsupported", text)
