"""Jira, as far as Perron needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class TicketRef:
    """A ticket: its key (``NORD-1``) and the address a person opens."""

    key: str
    url: str


@dataclass(frozen=True)
class TicketState:
    """Where a ticket stands. ``category`` is Jira's: ``new``, ``indeterminate`` or ``done``."""

    key: str
    status: str
    category: str
    assignee: str | None = None
    due: date | None = None
    """The day it is due, a date of the calendar without a zone."""


@dataclass(frozen=True)
class TicketDraft:
    """What a ticket is made of. ``label`` is our own id, by which it is found again."""

    project: str
    summary: str
    description: str
    issue_type: str
    label: str
    priority: str | None = None
    assignee: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class FieldInfo:
    """A field that an issue type demands beyond what `TicketDraft` fills."""

    key: str
    name: str


@dataclass(frozen=True)
class IssueTypeInfo:
    """An issue type of a project, by its id, with the fields it demands that we cannot fill."""

    id: str
    name: str
    demands: tuple[FieldInfo, ...] = ()
    subtask: bool = False


@dataclass(frozen=True)
class ProjectInfo:
    """What the modal offers for a project. ``priorities`` are ``(id, name)`` pairs."""

    key: str
    name: str
    issue_types: tuple[IssueTypeInfo, ...]
    priorities: tuple[tuple[str, str], ...] = ()
    rights: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class ProjectName:
    """A project by its key (``NORD``) and what people call it."""

    key: str
    name: str


class Tracker(Protocol):
    """Jira, as far as Perron needs it. Every method may raise `Busy`, `Unreachable`, `Refused`.

    `Refused.code` is one of ``auth`` (token), ``right`` (may not), ``missing`` (no such project
    or ticket), ``field`` (see ``fields``), ``query``, ``other``.
    """

    def whoami(self) -> str:
        """The display name of the account that the token belongs to."""

    def create(self, draft: TicketDraft) -> TicketRef:
        """Create once; never repeated by the adapter. After `Unreachable` call `find` first."""

    def find(self, project: str, label: str) -> TicketRef | None:
        """The ticket that carries our label. The search index may lag some seconds behind."""

    def link(self, key: str, url: str, title: str, global_id: str) -> None:
        """Link back to the conversation; the same ``global_id`` again changes nothing."""

    def set_due(self, key: str, due: date) -> None:
        """Set the day a ticket is due; the same again changes nothing."""

    def states(self, keys: Sequence[str]) -> list[TicketState]:
        """Where the tickets stand; those that are gone or out of sight are left out."""

    def projects(self) -> list[ProjectName]:
        """The projects that the account can see."""

    def project(self, key: str) -> ProjectInfo:
        """Issue types, priorities and our rights (``CREATE_ISSUES``, ``BROWSE_PROJECTS`` …)."""
