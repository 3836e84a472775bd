"""What time does to requests: texts are forgotten, an observed week is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import calendar_of
from bot.features.requests.models import ClosedBy, Message, Request, RequestState
from bot.features.requests.showing import changed

FRIDAY = 4
REPORTED_AT = time(15, 0)
TOMBSTONES_KEPT = timedelta(days=30)
FINISHED = (RequestState.CLOSED, RequestState.NOT_A_REQUEST, RequestState.RESTING)
"""Of what rests, too, the texts go: nothing was said in it for as long."""


@dataclass(frozen=True)
class Week:
    """What was noticed in a week; answers are measured in business time."""

    questions: int
    unanswered: int
    median_answer: timedelta | None
    longest_answer: timedelta | None


def forget_texts(session: Session, now: datetime, days: int) -> None:
    """Delete the texts of requests that were closed ``days`` ago; what they were stays.

    Cards that quote them are drawn anew, without them.
    """
    old = finished_before(now - timedelta(days=days))
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
        delete(Message).where(
            Message.request_id.is_(None), Message.deleted, Message.at < now - TOMBSTONES_KEPT
        )
    )


def finished_before(before: datetime) -> Select[str]:
    """The ids of requests that were over, and in which nothing was said, since ``before``."""
    return select(Request.id).where(
        Request.state.in_(FINISHED),
        Request.last_client_at < before,
        or_(Request.closed_at.is_(None), Request.closed_at < before),
    )


def next_friday(platform: Platform, now: datetime) -> datetime:
    """When an observing platform is told about its week: Friday afternoon in its zone."""
    local = now.astimezone(ZoneInfo(platform.timezone))
    days = (FRIDAY - local.weekday()) % 7
    at = datetime.combine(local.date() + timedelta(days=days), REPORTED_AT, local.tzinfo)
    if at <= local:
        at = datetime.combine(at.date() + timedelta(days=7), REPORTED_AT, local.tzinfo)
    return at.astimezone(UTC)


def report_week(session: Session, platform: Platform, now: datetime) -> None:
    """Tell an observing platform what was noticed in the week that ends now."""
    if platform.mode == PlatformMode.OBSERVE and platform.active:
        subject = f"{platform.key}|{now.isoformat()}"
        cards.show(session, "observe.week", subject, Audience.TEAM, platform.team_channel)


def week_of(session: Session, platform: Platform, until: datetime) -> Week:
    """Count the requests of the seven days before ``until``."""
    rows = session.scalars(
        select(Request).where(
            Request.platform_key == platform.key,
            Request.created_at > until - timedelta(days=7),
            Request.created_at <= until,
            Request.state != RequestState.NOT_A_REQUEST,
            or_(Request.closed_by.is_(None), Request.closed_by != ClosedBy.WITHDRAWN),
        )
    ).all()
    hours = calendar_of(platform)
    took = [
        hours.between(request.created_at, request.answered_at)
        for request in rows
        if request.answered_at is not None
    ]
    return Week(
        questions=len(rows),
        unanswered=sum(request.answered_at is None for request in rows),
        median_answer=sorted(took)[len(took) // 2] if took else None,
        longest_answer=max(took, default=None),
    )
