"""What an export is made of. Texts are plain words here: nothing in them is markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Said:
    """A message. ``files`` are ids in Slack; ``replies`` its thread, in order."""

    at: datetime
    who: str
    words: str
    files: Sequence[str] = ()
    edited: bool = False
    replies: Sequence[Said] = ()


@dataclass(frozen=True)
class Talk:
    """A channel with its messages, oldest first. ``trouble``: why it could not be read, or not
    to its end."""

    id: str
    name: str
    messages: Sequence[Said]
    trouble: str = ""

    @property
    def count(self) -> int:
        """Messages, those in threads included."""
        return sum(1 + len(one.replies) for one in self.messages)


@dataclass(frozen=True)
class Kept:
    """A file in the zip: its name in Slack and its ``path`` there."""

    name: str
    path: str


@dataclass(frozen=True)
class Packed:
    """What came of it. ``left_out``: files that are not in the zip, id to why."""

    messages: int
    files: int
    left_out: dict[str, str] = field(default_factory=dict)
    closed: Sequence[str] = ()
    """Channels that could not be read, or not to their end."""

    @property
    def is_whole(self) -> bool:
        """Nothing is missing."""
        return not self.left_out and not self.closed
