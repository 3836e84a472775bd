"""Jira Cloud's bulk move: what is sent to it, and how far it is.

Source of the rules here: "Issue bulk operations" of Atlassian's reference of the Jira Cloud
platform REST API, version 3, and its page of additional examples and frequent questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.ports import Refused
from integrations.jira.client import Client
from integrations.jira.errors import mapped

UNDER_WAY = ("ENQUEUED", "RUNNING", "CANCEL_REQUESTED")
INFERRED = {
    "inferClassificationDefaults": True,
    "inferFieldDefaults": True,
    "inferStatusDefaults": True,
    "inferSubtaskTypeDefault": True,
}
"""What the target demands comes from the issue, or is the target's default; each must be said."""


@dataclass(frozen=True)
class Progress:
    """A task's. ``failed``: Jira's words by the issue's id."""

    is_under_way: bool
    failed: Mapping[str, str] = field(default_factory=dict)


def submit(client: Client, keys: Sequence[str], project: str, type_id: str) -> str:
    """Have Jira move issues to a type of a project; returns the task's id.

    One type in each task: the reference wants "a single project, issue type, and parent". At most
    1,000 issues, subtasks included, or it is a 400.
    """
    target = {f"{project},{type_id}": {"issueIdsOrKeys": list(keys), **INFERRED}}
    body = {"sendBulkNotification": False, "targetToSourcesMapping": target}
    with mapped("bulk move"):
        return str(client.post("bulk/issues/move", body, version=3)["taskId"])


def read_progress(client: Client, task: str) -> Progress:
    """How far a task is; one that Jira has forgotten, after 14 days, is over."""
    try:
        with mapped("bulk progress"):
            said = client.get(f"bulk/queue/{task}", version=3)
            words = said.get("failedAccessibleIssues") or {}
            failed = {str(id_): "; ".join(why) for id_, why in words.items()}
            return Progress(said["status"] in UNDER_WAY, failed)
    except Refused as refusal:
        if refusal.code != "missing":
            raise
        return Progress(is_under_way=False)
