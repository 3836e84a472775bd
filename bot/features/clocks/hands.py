"""Whether a question is in the hands of somebody who is not there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.clocks.standing import hours_of
from bot.features.platforms.models import Absence, Client, Platform
from bot.features.platforms.service import Why, available
from bot.features.platforms.targets import THIRD, part_of, targets_of
from bot.features.requests.models import Request, Whose
from bot.features.requests.turns import turn_of

LONG = timedelta(hours=4)
"""Of business time: who is back sooner keeps what they have in hand."""


def abandoned_at(session: Session, request: Request, now: datetime) -> datetime | None:
    """When a question is put into other hands; None where somebody is there to answer it.

    At once where the assignee has left. Where they are away and nobody covers, the team, which is
    asked about it, has as long for it as a silence may take.
    """
    if request.assignee is None or not request.client_waits:
        return None
    if turn_of(session, request).whose != Whose.TEAM:
        return None
    platform = session.get_one(Platform, request.platform_key)
    standing = available(session, request.assignee, now, platform=platform)
    if standing.why is Why.GONE:
        return now
    if not standing.is_away or standing.cover is not None or standing.until is None:
        return None
    hours = hours_of(session, request)
    if hours.between(now, standing.until) < LONG:
        return None
    targets = targets_of(session.get_one(Client, request.client_key))
    since = max(_away_since(session, request.assignee, now), request.last_client_at)
    return hours.add(since, part_of(targets.taken, THIRD))


def _away_since(session: Session, user_id: str, now: datetime) -> datetime:
    starts = select(Absence.starts_at).where(
        Absence.user_id == user_id, Absence.starts_at <= now, Absence.ends_at > now
    )
    return min(session.scalars(starts), default=now)
