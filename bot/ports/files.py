"""Files in Slack: what people gave, and what they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class StoredFile:
    """A file with its content; ``kind`` is its media type."""

    name: str
    kind: str
    content: bytes


class Files(Protocol):
    """Files of the chat. Every method may raise `Busy`, `Unreachable`, `Refused`.

    `Refused.code` is ``file_not_found`` where a file is gone or out of reach (those of the other
    side are, after a disconnection), ``external`` where it lies elsewhere and not in the chat,
    ``too_large`` where it is larger than was asked for.
    """

    def read(self, file: str, limit: int) -> StoredFile:
        """A file's content, of at most ``limit`` bytes."""

    def send(self, channel: str, name: str, content: bytes | memoryview, comment: str) -> str:
        """Send a file with a line of text, once; returns its id. After `Unreachable` see `sent`.

        A ``memoryview`` may be of something that is larger than the memory.
        """

    def sent(self, channel: str, name: str, since: float) -> bool:
        """Whether a file of ours with this name was sent there since then (epoch s)."""
