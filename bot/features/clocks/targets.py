"""How long things may take: what is usual, and what is agreed with a client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.features.platforms.models import Client


@dataclass(frozen=True)
class Targets:
    """In business time while it is the team's turn; ``done`` None: no such target."""

    taken: timedelta
    answer: timedelta
    done: timedelta | None


USUAL = Targets(taken=timedelta(hours=6), answer=timedelta(hours=9), done=None)
"""Where nothing is agreed: taken within six hours of business time, answered within nine."""


def targets_of(client: Client) -> Targets:
    """What counts for a client."""
    return Targets(
        taken=_minutes(client.taken_within) or USUAL.taken,
        answer=_minutes(client.answer_within) or USUAL.answer,
        done=_minutes(client.done_within) or USUAL.done,
    )


def _minutes(minutes: int | None) -> timedelta | None:
    return timedelta(minutes=minutes) if minutes else None
