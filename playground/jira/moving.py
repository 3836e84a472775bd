"""Cloud's bulk move: ``POST /rest/api/3/bulk/issues/move``, and the task that carries it out.

As Atlassian's reference "Issue bulk operations" has it: the answer is a task's id; while nobody has
asked twice the task is under way. Data Center has none of this.
"""

from __future__ import annotations

import re
from typing import Any

from playground.jira import seed
from playground.jira.answers import Answer, JiraError, no_such_path
from playground.jira.moves import Group, Task
from playground.jira.rest import Call, Desk, Route

MOST = 1000
KNOWN = {"sendBulkNotification", "targetToSourcesMapping"}
INFERRED = (
    "inferClassificationDefaults",
    "inferFieldDefaults",
    "inferStatusDefaults",
    "inferSubtaskTypeDefault",
)
FORBIDDEN = "You do not have the permission to move these issues ({right})."


async def submit(desk: Desk, call: Call) -> Answer:
    """All is checked before anything is begun; what was begun before goes on meanwhile."""
    if not call.who.cloud:
        return no_such_path(call.path)
    groups = tuple(_group(said, to) for said, to in _mapping(call.body()).items())
    if sum(len(group.keys) for group in groups) > MOST:
        raise JiraError(400, [f"You can move up to {MOST} issues in a single operation."])
    for group in groups:
        _allowed(desk, call, group)
    for task in desk.moves.tasks.values():
        await _carry_out(desk, task)
    task = desk.moves.add(call.who.account.name, groups, desk.clock())
    return Answer(201, {"taskId": task.id})


async def progress(desk: Desk, call: Call, task: str) -> Answer:
    """Under way when asked for the first time; afterwards what became of it."""
    found = desk.moves.tasks.get(task)
    if not call.who.cloud:
        return no_such_path(call.path)
    if found is None or found.account != call.who.account.name:
        raise JiraError(404, [f"Could not find a task with id {task}."])
    found.polls += 1
    shown = {
        "taskId": found.id,
        "submittedBy": {"accountId": call.who.account.account_id},
        "created": int(found.created * 1000),
    }
    if found.polls == 1:
        return Answer(200, {**shown, "status": "ENQUEUED", "progressPercent": 0})
    await _carry_out(desk, found)
    done = {
        "status": found.status,
        "progressPercent": 100,
        "totalIssueCount": found.total,
        "invalidOrInaccessibleIssueCount": found.invalid,
        "processedAccessibleIssues": found.processed,
    }
    failed = {"failedAccessibleIssues": found.failed} if found.failed else {}
    return Answer(200, {**shown, **done, **failed})


def _mapping(sent: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(sent) - KNOWN:
        raise JiraError(400, [f"Unrecognized field: {', '.join(sorted(unknown))}"])
    if not isinstance(sent.get("sendBulkNotification", True), bool):
        raise JiraError(400, ["sendBulkNotification has to be a boolean."])
    mapping = sent.get("targetToSourcesMapping")
    if not isinstance(mapping, dict) or not mapping:
        raise JiraError(400, ["targetToSourcesMapping must not be empty."])
    return mapping


def _group(said: str, to: Any) -> Group:
    """From ``"WERK,6"`` and what belongs to it; all four defaults have to be said."""
    project, _, type_id = said.partition(",")
    if not (project and type_id.isdecimal()):
        raise JiraError(400, [f"Invalid target '{said}': <project>,<issue type id> is expected."])
    keys = to.get("issueIdsOrKeys") if isinstance(to, dict) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
        raise JiraError(400, ["issueIdsOrKeys must not be empty."])
    if wrong := [name for name in INFERRED if not isinstance(to.get(name), bool)]:
        raise JiraError(400, [f"{name} is required." for name in wrong])
    if unknown := set(to) - {"issueIdsOrKeys", *INFERRED}:
        raise JiraError(400, [f"This Jira cannot take {', '.join(sorted(unknown))}."])
    return Group(project, type_id, tuple(keys))


def _allowed(desk: Desk, call: Call, group: Group) -> None:
    rules, account = desk.rules, call.who.account
    if group.project not in seed.PROJECTS or not rules.sees(account, group.project):
        raise JiraError(400, [f"The target project '{group.project}' is invalid."])
    if not rules.may(account, group.project, "CREATE_ISSUES"):
        raise JiraError(403, [FORBIDDEN.format(right="CREATE_ISSUES")])
    for key in group.keys:
        source = desk.moves.key_now(key).rpartition("-")[0]
        for right in ("BULK_CHANGE", "MOVE_ISSUES"):
            if rules.sees(account, source) and not rules.may(account, source, right):
                raise JiraError(403, [FORBIDDEN.format(right=right)])


async def _carry_out(desk: Desk, task: Task) -> None:
    """Once; a task that is to end badly has moved nothing."""
    if task.status != "ENQUEUED":
        return
    task.status = desk.moves.ends_as
    if task.status != "COMPLETE":
        return
    for group in task.groups:
        for key in group.keys:
            await _move(desk, task, group, desk.moves.key_now(key))


async def _move(desk: Desk, task: Task, group: Group, key: str) -> None:
    """One issue: it keeps its id, and what hangs on it goes with it."""
    account, rules = desk.rules.accounts[task.account], desk.rules
    try:
        rules.demand(account, key)
        issue = await desk.upstream.call("GET", f"/issue/{key}", query={"fields": "issuetype"})
    except JiraError as error:
        if error.answer.status != 404:
            raise
        task.invalid += 1
        return
    id_ = desk.moves.ids.get(key, issue["id"])
    types = {seed.ISSUE_TYPES[name]: name for name in seed.types_of(group.project)}
    kind = types.get(group.type_id)
    demanded = rules.required.get((group.project, kind or ""), {})
    lacking = [name for id_, name in demanded.items() if not rules.values.get(key, {}).get(id_)]
    if kind is None or lacking:
        why = [f"{name} is required." for name in lacking]
        task.failed[id_] = why or ["The issue type is not available in the target project."]
        return
    if key.rpartition("-")[0] != group.project:
        body = {"project": group.project, "type": kind}
        moved = await desk.upstream.call("POST", f"/issue/{key}/move", body=body)
        desk.gone(key, moved["key"], id_)
    task.processed.append(int(id_))


def _route(name: str, verb: str, path: str, endpoint: Any) -> Route:
    return Route(f"jira.{name}", verb, re.compile("/rest/api/3" + path), endpoint)


MOVE_ROUTES = (
    _route("bulkMove", "POST", "/bulk/issues/move", submit),
    _route("bulkProgress", "GET", r"/bulk/queue/(?P<task>[^/]+)", progress),
)
