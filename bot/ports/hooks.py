"""The agency's own software, which wants to know what happens."""

from __future__ import annotations

from typing import Protocol


class Hook(Protocol):
    """Tells the agency's software of an event, signed."""

    def send(self, *, event: str, delivery: str, body: bytes) -> None:
        """Deliver ``body`` (JSON) once; ``delivery`` is the same each time it is tried again.

        Raises `Busy` where it was asked to wait, `Unreachable` for every other answer but a yes:
        it may have been received all the same.
        """
