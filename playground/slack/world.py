"""What exists in the playground: workspaces, people, channels, messages. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["channel", "private", "dm"]


@dataclass
class App:
    """The one app under test, installed in one workspace."""

    id: str
    name: str
    bot_user: str
    workspace: str
    bot_id: str


@dataclass
class Workspace:
    """A company. ``bot_dms`` false: its policy forbids apps of others to write DMs.

    ``tz`` is the time zone of its people, where they have none of their own.
    """

    id: str
    name: str
    kind: str = "client"
    bot_dms: bool = True
    tz: str = "Europe/Berlin"

    @property
    def domain(self) -> str:
        """The name as Slack would put it before its domain."""
        return "".join(c for c in self.name.lower() if c.isalnum())


@dataclass
class Person:
    """Somebody in one workspace, or a bot. ``guest``: ``restricted``, ``ultra_restricted``."""

    id: str
    name: str
    workspace: str
    locale: str = "en-GB"
    tz: str = "Europe/Berlin"
    guest: str | None = None
    email: str | None = None
    bot: bool = False
    deleted: bool = False
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    dnd: bool = False
    updated: float = 0.0

    @property
    def first_name(self) -> str:
        """The first word of the name, in lower case."""
        return self.name.split()[0].lower()

    @property
    def handle(self) -> str:
        """The user name."""
        return ".".join(self.name.lower().split())


@dataclass
class File:
    """An uploaded file; ``channels`` are those it was shared in."""

    id: str
    name: str
    mimetype: str
    user: str
    team: str
    created: float
    content: bytes = b""
    title: str = ""
    channels: list[str] = field(default_factory=list)
    given: bool = False
    """Put into a window of the app: it may read the file without sharing a channel with it."""
    complete: bool = True
    announced: int = 0
    """Bytes that were said to come."""
    shown_at: float = 0.0
    """Wall clock: from then on Slack has looked at it, and blocks may show it."""

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


@dataclass
class Message:
    """A message; ``user`` is its author's id, also for bots."""

    ts: str
    user: str
    text: str
    thread_ts: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    subtype: str | None = None
    bot_id: str | None = None
    username: str | None = None
    icon: Json | None = None
    edited: Json | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned: bool = False
    tombstone: bool = False
    extra: Json = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Ephemeral:
    """A message that only ``reader`` sees, until the page is loaded anew or it is deleted."""

    id: str
    ts: str
    reader: str
    text: str
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    author: str = ""


@dataclass
class Channel:
    """A conversation. ``shared_with``: other workspaces; ``pending``: invited, not yet in."""

    id: str
    name: str
    kind: Kind
    workspace: str
    members: list[str] = field(default_factory=list)
    shared_with: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    archived: bool = False
    created: float = 0.0
    creator: str = ""
    topic: str = ""
    purpose: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    last_ts: float = 0.0

    @property
    def is_ext_shared(self) -> bool:
        """Whether another workspace is in (an invitation alone does not count)."""
        return bool(self.shared_with)

    @property
    def teams(self) -> list[str]:
        """All workspaces whose people can be members."""
        return [self.workspace, *self.shared_with]

    def thread(self, ts: str) -> list[Message]:
        """The replies below ``ts``, oldest first."""
        return [self.messages[reply] for reply in self.threads.get(ts, ())]

    def add(self, message: Message) -> None:
        """Put a message at the end."""
        self.messages[message.ts] = message
        if message.is_reply and message.thread_ts:
            self.threads.setdefault(message.thread_ts, []).append(message.ts)

    def remove(self, ts: str) -> None:
        """Take a message out."""
        message = self.messages.pop(ts)
        if message.is_reply and message.thread_ts:
            self.threads[message.thread_ts].remove(ts)


@dataclass
class View:
    """An open modal or an App Home; ``content`` is what the app handed in."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class World:
    """Everything that a reset throws away."""

    app: App
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    inputs: dict[str, Json] = field(default_factory=dict)
    counter: int = 0
    base_url: str = ""

    def new_id(self, prefix: str) -> str:
        """A new id such as ``C00000001A``."""
        self.counter += 1
        return f"{prefix}0{self.counter:08X}"

    def new_ts(self, channel: Channel, now: float) -> str:
        """The next message's ``ts``: unique and growing in its channel."""
        channel.last_ts = max(round(now, 6), round(channel.last_ts + 0.000001, 6))
        return f"{channel.last_ts:.6f}"

    def team_of(self, user: str) -> str:
        """The workspace id of a person."""
        return self.people[user].workspace

    def is_external(self, user: str, team: str) -> bool:
        """Whether a person belongs to another workspace than ``team``."""
        return self.team_of(user) != team

    def bot_in(self, channel: Channel) -> bool:
        """Whether the app under test is a member."""
        return self.app.bot_user in channel.members

    def known_to_app(self, user: str) -> bool:
        """Whether the app's workspace can see a person: its own, or one in a channel shared."""
        person = self.people.get(user)
        if person is None:
            return False
        ours = self.app.workspace
        return person.workspace == ours or any(
            ours in c.teams and user in c.members for c in self.channels.values()
        )

    def dm_of(self, user: str) -> Channel | None:
        """The DM of a person with the app, if it was ever opened."""
        return self.channels.get(dm_id(user))

    def find_view(self, view_id: str) -> View | None:
        """An open modal or a home, by its id."""
        views = [*self.homes.values(), *(v for stack in self.modals.values() for v in stack)]
        return next((v for v in views if v.id == view_id), None)


def dm_id(user: str) -> str:
    """The id of the DM between a person and the app: the person's with another letter."""
    return "D" + user[1:]
