"""Who may do what, and what an issue must have: the strictness that jira820 lacks."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable
from typing import Any

from playground.jira import seed
from playground.jira.answers import NO_ISSUE, JiraError, unauthenticated
from playground.jira.seed import Account

RESOLUTIONS = {"1": "Done", "2": "Won't Do", "3": "Duplicate"}
SCREEN = {"resolution": "Resolution", "worklog": "Log Work"}
"""What a transition's screen may ask for."""
FORBIDDEN = "You do not have the permission to see or change this ({right})."


class Rules:
    """Accounts, rights, required fields, and what changed lately. Changed by /control/jira."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.reset()

    def reset(self) -> None:
        """Back to the seed."""
        self.accounts = {account.name: account for account in seed.ACCOUNTS}
        self.rights = {
            (account.name, project): rights
            for account in seed.ACCOUNTS
            for project, rights in account.rights.items()
        }
        self.required: dict[tuple[str, str], dict[str, str]] = {}
        self.screens: dict[str, dict[str, bool]] = {}
        self.values: dict[str, dict[str, Any]] = {}
        self.schemes = dict.fromkeys(seed.PROJECTS, next(iter(seed.SCHEMES)))
        self.categories: dict[str, int | None] = dict.fromkeys(seed.PROJECTS)
        self.most: int | None = None
        self.changed: dict[str, float] = {}

    def set_rights(self, account: str, project: str, rights: frozenset[str]) -> None:
        """Replace what an account may do in a project; nothing at all hides the project."""
        if account not in self.accounts or project not in seed.PROJECTS:
            raise ValueError(f"there is no account '{account}' or no project '{project}'")
        if unknown := rights - seed.ALL_RIGHTS:
            raise ValueError(f"unknown rights: {', '.join(sorted(unknown))}")
        self.rights[account, project] = rights

    def require(self, project: str, issue_type: str, field: str, name: str | None) -> None:
        """Make a field required for an issue type of a project, or, without a name, not."""
        if project not in seed.PROJECTS or issue_type not in seed.ISSUE_TYPES:
            raise ValueError(f"there is no issue type '{issue_type}' in a project '{project}'")
        fields = self.required.setdefault((project, issue_type), {})
        if name is None:
            fields.pop(field, None)
        else:
            fields[field] = name

    def show(self, status: str, fields: dict[str, bool]) -> None:
        """Give the transition to a status a screen: its fields, and whether each is required."""
        if status not in [name for name, _, _ in seed.STATUSES]:
            raise ValueError(f"there is no status '{status}'")
        if unknown := set(fields) - set(SCREEN):
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        self.screens[status] = fields

    def account(self, authorization: str) -> tuple[Account, bool]:
        """Whose token it is, and whether it came the Cloud way (e-mail and token). Or a 401."""
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() == "bearer":
            return self._by_token(rest.strip(), None), False
        if scheme.lower() == "basic":
            email, _, token = _decoded(rest).partition(":")
            return self._by_token(token, email), True
        raise unauthenticated()

    def _by_token(self, token: str, email: str | None) -> Account:
        for account in self.accounts.values():
            if token and account.token == token and email in (None, account.email):
                return account
        raise unauthenticated()

    def may(self, account: Account, project: str, right: str) -> bool:
        held = self.rights.get((account.name, project), frozenset())
        if self.schemes.get(project) == seed.READ_ONLY:
            held &= seed.READING
        return right in held

    def page(self, asked: int, most: int) -> int:
        """How many items a page has: what was asked for, within Jira's limit and our own."""
        return min(asked, most, self.most or most)

    def sees(self, account: Account, project: str) -> bool:
        return self.may(account, project, "BROWSE_PROJECTS")

    def demand(self, account: Account, key: str, right: str = "BROWSE_PROJECTS") -> None:
        """The account may do this with the issue: or 404 when it cannot see it, or 403."""
        project = key.rpartition("-")[0]
        if not self.sees(account, project):
            raise JiraError(404, [NO_ISSUE])
        if not self.may(account, project, right):
            raise JiraError(403, [FORBIDDEN.format(right=right)])

    def touch(self, key: str) -> None:
        """The issue was created or changed just now: the index does not know it yet."""
        self.changed[key] = self.now()

    def indexed(self, key: str, lag: float) -> bool:
        """Whether the search index has caught up with the issue; ``lag`` in seconds."""
        return self.now() - self.changed.get(key, float("-inf")) >= lag


def _decoded(basic: str) -> str:
    try:
        return base64.b64decode(basic, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise unauthenticated() from None
