"""Slack, as far as Perron needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Block = Mapping[str, Any]
"""One Block Kit block as Slack's JSON has it."""


@dataclass(frozen=True)
class Identity:
    """Who we are: our workspace, the bot's user, the bot, and the workspace's address (``…/``)."""

    team_id: str
    bot_user_id: str
    bot_id: str
    url: str
    team: str = ""
    """The workspace's name: the agency's."""


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

    def respond(
        self, response_url: str, text: str, blocks: Sequence[Block], *, in_place: bool = False
    ) -> None:
        """Answer a command or click to its author alone, by its response URL.

        ``in_place``: instead, the message that was pressed is replaced, for all who see it.
        """

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

    def leave(self, channel: str) -> None:
        """Leave a channel; not being in it is fine."""

    def archive(self, channel: str) -> None:
        """Archive a channel; archived already is fine. `Refused` where Slack does not let us."""

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
