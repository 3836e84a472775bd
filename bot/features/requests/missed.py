"""What is known of messages, to be compared with what Slack has after an absence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.features.requests.intake import message_deleted
from bot.features.requests.models import Message, Request, RequestState

CLOSED_LOOKED_AT = timedelta(days=7)
"""A thread that was closed longer ago is read again only where somebody has answered in it."""
RESTING_LOOKED_AT = timedelta(days=60)
"""So long after our last word in a thread that rests."""
COMPARED = timedelta(days=7)
COMPARED_AFTER_ABSENCE = timedelta(days=30)
ABSENT = timedelta(hours=2)
"""Read back hourly, a watermark that is older than this means that nobody was there."""
UNSETTLED = timedelta(minutes=1)
"""What is younger may not be in the history yet."""
HISTORY_IS_KEPT = timedelta(days=7)
"""What is older and missing may have been hidden by Slack's plan, or deleted by a workspace's
retention: unless something even older is still there."""


def compared(now: datetime, watermark: float) -> timedelta:
    """How far back a channel's messages are compared with what is known of them."""
    absent = now - datetime.fromtimestamp(watermark, UTC) > ABSENT
    return COMPARED_AFTER_ABSENCE if absent else COMPARED


def known(session: Session, channel: str, since: float) -> dict[str, str | None]:
    """What we have of a channel's messages after ``since``: ts → when it was edited last (ts)."""
    rows = session.execute(
        select(Message.ts, Message.edited_ts).where(
            Message.channel == channel,
            Message.at > datetime.fromtimestamp(since, UTC),
            Message.deleted.is_(False),
        )
    )
    return {row.ts: row.edited_ts for row in rows}


def threads_to_read(session: Session, channel: str, now: datetime) -> list[str]:
    """Threads of requests in which something may have been said, changed or deleted."""
    found = session.scalars(
        select(Request.thread_ts).where(
            Request.channel == channel,
            or_(
                Request.state.in_([RequestState.OPEN, RequestState.TAKEN]),
                Request.closed_at > now - CLOSED_LOOKED_AT,
                and_(
                    Request.state == RequestState.RESTING,
                    Request.last_team_at > now - RESTING_LOOKED_AT,
                ),
            ),
        )
    )
    return sorted(set(found))


def deleted_in_channel(
    session: Session, channel: str, since: float, asked_at: datetime, seen: Collection[str]
) -> None:
    """Follow deletions: messages of the channel itself after ``since`` that are not in ``seen``."""
    known = select(Message.ts).where(
        Message.channel == channel,
        Message.in_thread.is_(False),
        Message.deleted.is_(False),
        Message.at > datetime.fromtimestamp(since, UTC),
    )
    _gone(session, channel, list(session.scalars(known)), since, asked_at, seen)


def deleted_in_thread(
    session: Session, channel: str, thread_ts: str, asked_at: datetime, seen: Collection[str]
) -> None:
    """Follow deletions: messages of a thread that are not in ``seen``, which is all of it."""
    known = (
        select(Message.ts)
        .join(Request, Request.id == Message.request_id)
        .where(
            Message.channel == channel,
            Request.thread_ts == thread_ts,
            or_(Message.in_thread, Message.ts == thread_ts),
            Message.deleted.is_(False),
        )
    )
    _gone(session, channel, list(session.scalars(known)), 0.0, asked_at, seen)


def _gone(
    session: Session,
    channel: str,
    known: Collection[str],
    since: float,
    asked_at: datetime,
    seen: Collection[str],
) -> None:
    kept_since = min([(asked_at - HISTORY_IS_KEPT).timestamp(), *map(float, seen)])
    oldest = max(since, kept_since)
    newest = (asked_at - UNSETTLED).timestamp()
    for ts in sorted(set(known) - set(seen)):
        is_slacks = ":" not in ts  # a request that was split off by words has a mark of our own
        if is_slacks and oldest < float(ts) < newest:
            message_deleted(session, channel, ts, asked_at)
