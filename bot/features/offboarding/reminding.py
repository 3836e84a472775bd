"""One message a day to each owner, about all their steps, in their business hours."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

REMIND = "offboarding.remind"
"""The due row of a person's next message; its subject is their user id."""


def plan(session: Session, user_id: str, now: datetime) -> None:
    """Have somebody reminded on their next working day, while a step of theirs is possible."""
    raise NotImplementedError


def remind(session: Session, user_id: str, now: datetime) -> bool:
    """Send the day's message, once; whether one was sent.

    Not on a day on which they are away: their cover has the steps by then.
    """
    raise NotImplementedError
