"""What lies outside, as Perron sees it: protocols, values and errors, nothing that knows a vendor.

Adapters under ``integrations/`` implement the protocols; everything else speaks to these only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

Block = Mapping[str, Any]
"""One Block Kit block as Slack's JSON has it."""


class OutsideError(Exception):
    """A call to the outside did not do what was asked."""


class Busy(OutsideError):
    """Told to come back later; nothing was carried out. ``retry_after`` in seconds.

    ``shared``: a limit that concerns everybody who would make the same call now.
    """

    def __init__(self, what: str, retry_after: float, *, shared: bool = False) -> None:
        super().__init__(f"{what}: asked to wait {retry_after:g} s")
        self.retry_after = retry_after
        self.shared = shared


class Unreachable(OutsideError):
    """No usable answer (connection, timeout, 5xx): *it may have been carried out*."""


class Refused(OutsideError):
    """A clear no. ``code`` is the vendor's; ``fields`` names what is wrong with which field."""

    def __init__(self, code: str, detail: str = "", fields: Mapping[str, str] | None = None):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.fields = dict(fields or {})


@dataclass(frozen=True)
class Identity:
    """Who we are: our workspace, the bot's user, the bot, and the workspace's address (``…/``)."""

    team_id: str
    bot_user_id: str
    bot_id: str
    url: str


@dataclass(frozen=True)
class ChannelInfo:
    """A conversation as the chat knows it now; a pending share counts as outside, too."""

    id: str
    name: str
    is_member: bool
    is_ext_shared: bool
    is_pending_ext_shared: bool
    is_im: bool
    is_archived: bool


@dataclass(frozen=True)
class UserInfo:
    """A person as the chat knows them. ``team_id`` is their home; ``locale`` may be missing."""

    id: str
    team_id: str
    name: str
    locale: str | None = None
    timezone: str | None = None
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    says_away: bool = False
    """Whether their status is one of being away (or busy), until ``says_away_until`` if given."""
    says_away_until: datetime | None = None


@dataclass(frozen=True)
class HistoryMessage:
    """One message read back: the raw payload as an event would carry it."""

    channel: str
    ts: str
    raw: Mapping[str, Any]


class Chat(Protocol):
    """Slack, as far as Perron needs it. Every method may raise `Busy`, `Unreachable`, `Refused`."""

    def whoami(self) -> Identity:
        """Who the token belongs to."""

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        opaque_id: str,
        thread_ts: str | None = None,
    ) -> str:
        """Post once (never repeated by the adapter) and return the message's ts."""

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None: ...

    def delete(self, channel: str, ts: str) -> None: ...

    def find(
        self, channel: str, opaque_id: str, *, thread_ts: str | None, since: float
    ) -> str | None:
        """The ts of our message that carries ``opaque_id``, not older than ``since`` (epoch s)."""

    def whisper(self, channel: str, user: str, text: str, blocks: Sequence[Block]) -> None:
        """An ephemeral message: seen by ``user`` alone, delivery not guaranteed."""

    def respond(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Answer a command or click to its author alone, by its response URL."""

    def react(self, channel: str, ts: str, name: str) -> None:
        """Add a reaction; already there is fine."""

    def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take a reaction back; not there is fine."""

    def pin(self, channel: str, ts: str) -> None:
        """Pin a message; already pinned is fine."""

    def open_dm(self, user: str) -> str: ...

    def publish_home(self, user: str, blocks: Sequence[Block]) -> None: ...

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None: ...

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None: ...

    def channel(self, channel: str) -> ChannelInfo: ...

    def members(self, channel: str) -> list[str]: ...

    def channels(self) -> list[ChannelInfo]:
        """The channels (no DMs) the bot is a member of."""

    def channels_in_sight(self) -> list[ChannelInfo]:
        """Every channel (no DMs) that can be seen, also those the bot is no member of."""

    def user(self, user: str) -> UserInfo: ...

    def users(self) -> list[UserInfo]:
        """Everybody in our own workspace."""

    def undisturbed(self, user: str) -> tuple[datetime, datetime] | None:
        """From when until when they do not want to be disturbed, next or now; None for never."""

    def history(
        self, channel: str, *, oldest: str, thread_ts: str | None = None
    ) -> list[HistoryMessage]:
        """Messages after ``oldest`` (exclusive), in order; of a thread where one is named."""

    def permalink(self, channel: str, ts: str) -> str: ...

    def file_name(self, file: str) -> str:
        """A file's name; `Refused` (``file_not_found`` …) where it is gone or out of reach."""

    def upload(self, name: str, content: bytes, alt_text: str) -> str:
        """Upload a picture that is shared with nobody yet; returns its id, for an image block.

        After `Unreachable` there may be one that nobody sees: uploading again does no harm.
        """

    def is_shown(self, file: str) -> bool:
        """Whether an uploaded picture can be used in a message by now: that takes a moment."""

    def scopes(self) -> frozenset[str]:
        """The scopes that the token was granted."""


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


class Calendars(Protocol):
    """Members' own calendars, read over the network: busy or free, and nothing else.

    May raise `Unreachable` (come back later) and `Refused`, whose code is one of ``address`` (not
    https, or not an address that is open to everybody), ``missing`` (no calendar there, or not
    for us), ``calendar`` (not an iCalendar, or one too large); its text holds no address.
    """

    def busy(
        self, address: str, since: datetime, until: datetime, timezone: str
    ) -> list[tuple[datetime, datetime]]:
        """The times marked as busy, from (inclusive) and until (exclusive), in UTC, in order.

        ``timezone`` is for whole days and times without a zone.
        """
