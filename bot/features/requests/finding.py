"""Which request it is: by its id, or by the thread it lives in."""

from __future__ import annotations

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from bot.features.requests.models import Request, RequestState


def locked(session: Session, request_id: str) -> Request:
    """The request, held against others until the transaction ends."""
    return session.get_one(Request, request_id, with_for_update=True)


def request_of_thread(
    session: Session, channel: str, thread_ts: str, *, answering: str | None = None
) -> Request | None:
    """The request of a thread; where it was split in two, the open one, then the newest.

    ``answering``: who answers there; what is in their own hands comes first, then in nobody's.
    """
    hands = case((Request.assignee == answering, 0), (Request.assignee.is_(None), 1), else_=2)
    first = [hands] if answering is not None else []
    in_work = Request.state.in_([RequestState.OPEN, RequestState.TAKEN])
    is_open = case((in_work, 0), (Request.state == RequestState.RESTING, 1), else_=2)
    found = (
        select(Request)
        .where(Request.channel == channel, Request.thread_ts == thread_ts)
        .order_by(is_open, *first, Request.created_at.desc(), Request.id)
        .limit(1)
        .with_for_update()
    )
    return session.scalars(found).first()
