"""A platform that only observed begins to act: what it has noted meanwhile is not made up for."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import calendar_of
from bot.features.requests.lifecycle import close
from bot.features.requests.models import ClosedBy, Request, RequestState
from bot.features.requests.showing import (
    client_card_comes,
    look_at_the_clock,
    look_for_somebody,
    show_team_card,
)

RECENT = timedelta(hours=8)
"""Business time: who has waited no longer is looked after from now on, like anybody new."""
OPEN = (RequestState.OPEN, RequestState.TAKEN, RequestState.RESTING)


def begin(session: Session, platform_key: str, now: datetime) -> None:
    """What the team never saw as a card: the newest is shown, the rest ends without a word.

    Otherwise weeks of questions, most of them long answered, would be called late all at once.
    Whatever a client writes about one of them opens it again. Twice changes nothing.
    """
    platform = session.get_one(Platform, platform_key)
    if platform.mode != PlatformMode.ACTIVE or not platform.active:
        return
    shown = select(Card.subject).where(Card.kind == "request.team")
    observed = session.scalars(
        select(Request)
        .where(
            Request.platform_key == platform_key,
            Request.state.in_(OPEN),
            Request.id.not_in(shown),
        )
        .order_by(Request.created_at, Request.id)
    )
    hours = calendar_of(platform)
    for request in observed.all():
        if request.client_waits and hours.between(request.last_client_at, now) <= RECENT:
            _look_after(session, request, now)
        else:
            close(session, request, ClosedBy.QUIET, now)


def _look_after(session: Session, request: Request, now: datetime) -> None:
    show_team_card(session, request)
    look_at_the_clock(session, request, now)
    if request.assignee is None:
        look_for_somebody(session, request)
        client_card_comes(session, request, now)
