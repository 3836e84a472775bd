"""Tells open pages what changed, each only what its person may see."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from playground.slack.world import Json

QUEUE = 1000


class Live:
    """Server-Sent Events: one queue an open page."""

    def __init__(self) -> None:
        self._open: list[tuple[str, asyncio.Queue[Json]]] = []
        self.notices: list[Json] = []
        self.closing = False

    def open(self, user: str) -> asyncio.Queue[Json]:
        """A queue of changes for a person's eyes."""
        queue: asyncio.Queue[Json] = asyncio.Queue(maxsize=QUEUE)
        self._open.append((user, queue))
        return queue

    def close(self, queue: asyncio.Queue[Json]) -> None:
        """The page went away."""
        self._open = [pair for pair in self._open if pair[1] is not queue]

    def tell(self, kind: str, readers: Collection[str] | None = None, **fields: str) -> None:
        """Tell everybody, or only ``readers``. A page that does not read loses changes."""
        change: Json = {"kind": kind, **fields}
        for user, queue in self._open:
            if (readers is None or user in readers) and not queue.full():
                queue.put_nowait(change)

    def notice(self, user: str, text: str) -> None:
        """What Slackbot would tell a person, such as that the app did not respond."""
        self.notices.append({"user": user, "text": text})
        self.tell("notice", {user}, text=text)
