"""Which messages there are about a block: their kinds and subjects. Drawn from state by handlers.

None of them but `ANSWER` is ever for a client.
"""

from __future__ import annotations

from datetime import datetime

ANSWER = "blocks.answer"
"""To the client: with whom they may speak; its subject is the answer's id."""
HEARD = "blocks.heard"
"""To that person: who has written, and where; the same subject."""
HOURS = "blocks.hours"
"""To an author: hours that were found; subject as `batch`, with the time they were shown."""
BOOKED = "blocks.booked"
"""To the team, without a name: hours that are still there; subject as `batch`, when it was told."""
LIFT = "blocks.lift"
"""To the team: a lift from the question to its end; its subject is the lift's id."""
BACK = "blocks.back"
"""To the team: the block is back; the same subject."""


def batch(client_key: str, at: datetime) -> str:
    """The subject of what was found or told at one time."""
    return f"{client_key}:{int(at.timestamp())}"


def batch_of(subject: str) -> tuple[str, int]:
    """The client's key and the epoch seconds of such a subject."""
    client_key, _, at = subject.rpartition(":")
    return client_key, int(at)
