"""What Perron asks of Jira when the work for a client ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.ports.moving import Moving
from bot.ports.tracker import FieldInfo, ProjectName


@dataclass(frozen=True)
class OpenIssue:
    """An issue that is not finished. ``assignee`` is a display name; ``due`` has no zone."""

    key: str
    summary: str
    status: str
    assignee: str | None
    due: date | None
    url: str


@dataclass(frozen=True)
class Way:
    """A transition that finishes an issue, and the ``status`` it leads to.

    ``resolutions`` are ``(id, name)`` where its screen demands one; ``demands`` is what it demands
    beyond that: with any, only a person can go this way.
    """

    id: str
    name: str
    status: str
    resolutions: tuple[tuple[str, str], ...] = ()
    demands: tuple[FieldInfo, ...] = ()


@dataclass(frozen=True)
class Finishing:
    """Where an issue stands now, read from itself, not from the index. Finished: no ``ways``."""

    key: str
    status: str
    finished: bool
    ways: tuple[Way, ...] = ()


class Closed(StrEnum):
    """What closing came to: by us (now or the time before), or finished by others already."""

    CLOSED = "closed"
    ALREADY = "already"


@dataclass(frozen=True)
class BilledBy:
    """What says on an issue that its work has been invoiced; either of the two is enough.

    ``field`` is an id (``customfield_10300``) or a name. Without ``value`` any content counts but
    empty, false and 0; with it, the content (or one of its options) has to be this text.
    """

    label: str | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Worklog:
    """Work written down on an issue. ``author`` is a user name, on Cloud an accountId.

    ``started`` is when the work began; ``written`` and ``changed`` when the entry was made and
    last edited: instants in UTC. ``billed`` is the issue's, see `BilledBy`.
    """

    id: str
    issue: str
    summary: str
    author: str
    author_name: str
    started: datetime
    seconds: int
    comment: str
    written: datetime
    changed: datetime
    billed: bool = False


@dataclass(frozen=True)
class Setting:
    """A permission scheme or a category, by id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Standing:
    """What a project is set to. ``scheme`` is None where we may not see it or there is none."""

    project: str
    scheme: Setting | None
    category: Setting | None


@dataclass(frozen=True)
class ArchiveTo:
    """How the agency marks a project as over: a permission scheme, a category, by name, or both."""

    scheme: str | None = None
    category: str | None = None


class TrackerEnding(Protocol):
    """Jira at the end. Every method may raise `Busy`, `Unreachable`, `Refused` as `Tracker` does.

    `Refused.code` is one of those of `Tracker`, or ``unsupported`` (this Jira cannot: a person
    does it) or ``way`` (no transition from here leads there).
    """

    def rights(self, project: str) -> frozenset[str]:
        """What we may do in a project, by Jira's names (``TRANSITION_ISSUES``, ``ADMINISTER`` …)"""

    def open_issues(self, projects: Sequence[str]) -> list[OpenIssue]:
        """All issues of the projects that are not finished. The index may lag some seconds."""

    def count_open(self, projects: Sequence[str]) -> int:
        """How many `open_issues` would list."""

    def finishing(self, key: str) -> Finishing:
        """Where an issue stands, and the ways to finish it."""

    def close(
        self, key: str, comment: str, mark: str, *, way: str = "", resolution: str = ""
    ) -> Closed:
        """Comment and finish an issue; repeated with the same ``mark``, it goes on where it was.

        ``mark`` (letters, digits, ``-``) stands at the comment's end, by which it is found again.
        ``way`` is a `Way.id`, without one the first that demands nothing; ``resolution`` the id of
        one of its resolutions, without one the first. An issue that others have finished is left
        as it is. Nothing is written when it cannot be finished: `Refused` ``way`` or ``field``
        (``fields`` names what a person must fill in).
        """

    def reopen(self, key: str, status: str, comment: str, mark: str) -> bool:
        """Comment and bring an issue back to a status, named; False when others did already.

        Repeated as `close`, with a ``mark`` of its own. `Refused` (``way``) where no transition
        that demands nothing leads there.
        """

    def places(self, source: str) -> list[ProjectName]:
        """Projects to which issues of this one can be moved: where we may create, by name.

        `Refused` ``unsupported`` where the API cannot move (Data Center), ``right`` where we may
        not move what is in ``source``: ``fields`` then has Jira's names of what is missing.
        """

    def move(
        self, keys: Sequence[str], project: str, comment: str, mark: str, task: str = ""
    ) -> Moving:
        """Comment on issues and move them, with their types, to another project.

        Jira takes its time: ask again with the `Moving.task` that came back, until it is empty.
        Repeated with the same ``mark`` (as in `close`) it goes on where it was. Only what still
        has the key that is asked for is moved. Refused as `places` does, ``types`` (``fields``:
        the issue types that the project lacks, by name) and ``missing``, before a word is written.
        """

    def worklogs(
        self,
        projects: Sequence[str],
        since: datetime,
        until: datetime,
        billed: BilledBy | None = None,
    ) -> list[Worklog]:
        """Work on the projects that began from (inclusive) until (exclusive), in that order."""

    def worklogs_changed(
        self, projects: Sequence[str], since: datetime, billed: BilledBy | None = None
    ) -> list[Worklog]:
        """Entries written or edited from ``since`` (inclusive) on, in that order.

        Jira keeps back those of the last minute: ask again from two minutes before the last call,
        and know entries by their id.
        """

    def standing(self, project: str) -> Standing:
        """What a project is set to: to be kept before `archive`, for `put_back`."""

    def archive(self, project: str, to: ArchiveTo) -> None:
        """Set a project's permission scheme and category; what is so already changes nothing.

        Rights are checked first. `Refused` ``right``, ``unsupported`` or ``missing`` (no scheme or
        category of this name): ``fields`` then has, for ``scheme`` and ``category``, the address
        of the page where an administrator sets it.
        """

    def put_back(self, standing: Standing) -> None:
        """Set a project to what it was; what is so already changes nothing. Refuses as `archive`.

        Without a category the category is taken away; an unknown scheme is left as it is.
        """
