"""What time does to requests: texts are forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.features.requests.models import Message, Request, RequestState
from bot.features.requests.showing import changed

FINISHED = (RequestState.CLOSED, RequestState.NOT_A_REQUEST, RequestState.RESTING)
"""Of what rests, too, the texts go: nothing was said in it for as long."""


def forget_texts(session: Session, before: datetime) -> None:
    """Delete the texts of requests that were over ``before``; what they were stays.

    Cards that quote them are drawn anew, without them.
    """
    old = finished_before(before)
    has_text = select(Message.request_id).where(Message.text.is_not(None))
    for request in session.scalars(
        select(Request).where(
            Request.id.in_(old), or_(Request.words.is_not(None), Request.id.in_(has_text))
        )
    ).all():
        session.execute(
            update(Message).where(Message.request_id == request.id).values(text=None, files=[])
        )
        request.words = None
        changed(session, request)
    session.execute(
        delete(Message).where(Message.request_id.is_(None), Message.deleted, Message.at < before)
    )


def finished_before(before: datetime) -> Select[str]:
    """The ids of requests that were over, and in which nothing was said, since ``before``."""
    return select(Request.id).where(
        Request.state.in_(FINISHED),
        Request.last_client_at < before,
        or_(Request.closed_at.is_(None), Request.closed_at < before),
    )
