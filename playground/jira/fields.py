"""The fields of an issue: what Jira checks about them, and how jira820 wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from playground.jira import seed
from playground.jira.answers import JiraError
from playground.jira.rules import Rules
from playground.jira.seed import Account

CREATABLE = {"project", "issuetype", "summary", "description", "labels", "priority", "assignee"}
EDITABLE = CREATABLE - {"project", "issuetype"} | {"duedate"}
NOT_ON_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TOO_LONG = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."


@dataclass(frozen=True)
class Author:
    """Who writes, and whether in Cloud's dialect (accountId) or Data Center's (user names)."""

    account: Account
    cloud: bool


def new_issue(rules: Rules, author: Author, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new issue as jira820 takes them; 400 or 403 as Jira would."""
    project = _project(rules, author.account, fields)
    kind = named(fields.get("issuetype"), seed.ISSUE_TYPES)
    if kind not in seed.types_of(project):
        raise JiraError(400, errors={"issuetype": "valid issue type is required"})
    required = rules.required.get((project, kind), {})
    changed, wrong = picked(rules, author, project, fields)
    errors = {
        **{key: NOT_ON_SCREEN.format(key) for key in fields if key not in CREATABLE | {*required}},
        **{key: f"{name} is required." for key, name in required.items() if not fields.get(key)},
        **text_errors(fields, new=True),
        **wrong,
    }
    if errors:
        raise JiraError(400, errors=errors)
    own = {"project": {"key": project}, "issuetype": {"name": kind}}
    return {**fields, **changed, **own, "reporter": {"name": author.account.name}}


def edited(rules: Rules, author: Author, project: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The changed fields of an issue as jira820 takes them, or a 400."""
    changed, wrong = picked(rules, author, project, fields)
    unknown = set(fields) - EDITABLE
    errors = {
        **{key: NOT_ON_SCREEN.format(key) for key in sorted(unknown)},
        **text_errors(fields, new=False),
        **_due_errors(fields.get("duedate")),
        **wrong,
    }
    if errors:
        raise JiraError(400, errors=errors)
    return {**fields, **changed}


def _due_errors(said: object) -> dict[str, str]:
    """What is wrong with a due date; null takes it away."""
    if said is None or (isinstance(said, str) and is_day(said)):
        return {}
    return {"duedate": f"Error parsing date string: {said}"}


def is_day(said: str) -> bool:
    """Whether this is a day as Jira writes it, ``2026-11-30``."""
    if not DAY.fullmatch(said):
        return False
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def picked(
    rules: Rules, author: Author, project: str, fields: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Priority and assignee by name, and what is wrong with them by field."""
    changed: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    if fields.get("priority") is not None:
        priority = named(fields["priority"], seed.PRIORITIES)
        changed["priority"] = {"name": priority}
        if priority is None:
            wrong["priority"] = "The priority selected is invalid."
    if fields.get("assignee") is not None:
        person = _person(rules, fields["assignee"], author.cloud)
        changed["assignee"] = {"name": person.name if person else None}
        if person is None or not rules.may(person, project, "ASSIGNABLE_USER"):
            wrong["assignee"] = f"User '{_said(fields['assignee'])}' cannot be assigned issues."
        elif not rules.may(author.account, project, "ASSIGN_ISSUES"):
            wrong["assignee"] = "You do not have permission to assign issues."
    return changed, wrong


def named(said: object, known: Mapping[str, str]) -> str | None:
    """The name of a thing that was given by id or by name; None for an unknown one."""
    if not isinstance(said, dict):
        return None
    if "id" in said:
        return next((name for name, id_ in known.items() if id_ == str(said["id"])), None)
    return said["name"] if said.get("name") in known else None


def text_errors(fields: Mapping[str, Any], *, new: bool) -> dict[str, str]:
    """What is wrong with summary, description and labels, in Jira's words."""
    errors = {}
    if new or "summary" in fields:
        errors["summary"] = _summary_error(fields.get("summary"))
    if len(fields.get("description") or "") > 32_767:
        errors["description"] = TOO_LONG
    for label in fields.get("labels") or ():
        if not isinstance(label, str) or not label or any(char.isspace() for char in label):
            errors["labels"] = f"The label '{label}' contains spaces which is invalid."
        elif len(label) > 255:
            errors["labels"] = f"The label '{label[:20]}…' exceeds 255 characters."
    return {key: text for key, text in errors.items() if text}


def _summary_error(summary: object) -> str:
    if not isinstance(summary, str) or not summary.strip():
        return "You must specify a summary of the issue."
    if len(summary) > 255:
        return "Summary must be less than 255 characters."
    if "\n" in summary or "\r" in summary:
        return "The summary is invalid because it contains newline characters."
    return ""


def _project(rules: Rules, account: Account, fields: Mapping[str, Any]) -> str:
    project = str((fields.get("project") or {}).get("key") or "")
    if not rules.sees(account, project):
        raise JiraError(400, errors={"project": "valid project is required"})
    if not rules.may(account, project, "CREATE_ISSUES"):
        raise JiraError(403, ["You do not have permission to create issues in this project."])
    return project


def _person(rules: Rules, said: object, cloud: bool) -> Account | None:
    """Data Center knows people by name, Cloud by accountId; the other way finds nobody."""
    for account in rules.accounts.values():
        known = account.account_id if cloud else account.name
        if isinstance(said, dict) and known == said.get("accountId" if cloud else "name"):
            return account
    return None


def _said(person: object) -> str:
    return str(next(iter(person.values()), "")) if isinstance(person, dict) else str(person)
