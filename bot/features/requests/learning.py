"""What happened with requests, as an append-only list, and what is read from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.features.requests.models import Message, Outcome, OutcomeKind, Request
from bot.features.requests.sense import Correction

REMEMBERED = 200
"""Corrections of a client that are looked at, the newest first."""
TASTED = 60
"""Corrections of a platform that are looked at; they are read anew for each message."""


def note(
    session: Session, request_id: str, kind: OutcomeKind, at: datetime, person: str | None = None
) -> None:
    """Append what happened."""
    session.add(Outcome(request_id=request_id, kind=kind, person=person, at=at))


def corrections(session: Session, client_key: str) -> list[Correction]:
    """Texts of this client that the team has called a request, or not one.

    What was said later in the thread is left out: it taught nothing about how the client asks.
    """
    return _judged(session, Request.client_key == client_key, REMEMBERED)


def of_platform(session: Session, platform_key: str) -> list[Correction]:
    """The same of all clients of a platform, the newest few."""
    return _judged(session, Request.platform_key == platform_key, TASTED)


def _judged(session: Session, whose: ColumnElement[bool], at_most: int) -> list[Correction]:
    rows = session.execute(
        select(Message.text, Outcome.kind)
        .join(Outcome, Outcome.request_id == Message.request_id)
        .join(Request, Request.id == Message.request_id)
        .where(
            whose,
            Outcome.kind.in_([OutcomeKind.NOT_A_REQUEST, OutcomeKind.IS_A_REQUEST]),
            Message.from_client,
            (Message.in_thread.is_(False)) | (Message.at == Request.created_at),
            Message.text.is_not(None),
        )
        .order_by(Outcome.id.desc())
        .limit(at_most)
    )
    newest_last = reversed(rows.all())
    return [
        Correction(text=row.text, is_request=row.kind == OutcomeKind.IS_A_REQUEST)
        for row in newest_last
    ]
