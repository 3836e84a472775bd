"""How a request stands by the clock, read from its state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.clocks.models import Nudge, Stage
from bot.features.clocks.stages import Standing, Step, answer_due, steps
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Client, ClientStatus, Platform, PlatformMode
from bot.features.platforms.targets import shared_hours, targets_of
from bot.features.requests.models import Request, RequestState
from bot.features.requests.turns import turns_of


def is_running(session: Session, request: Request) -> bool:
    """Whether the clock concerns anybody: open, served, and not merely observed."""
    if request.state not in (RequestState.OPEN, RequestState.TAKEN):
        return False
    client = session.get_one(Client, request.client_key)
    platform = session.get_one(Platform, request.platform_key)
    is_served = client.active and client.status == ClientStatus.ACTIVE
    return is_served and platform.active and platform.mode == PlatformMode.ACTIVE


def hours_of(session: Session, request: Request) -> BusinessHours:
    """The time that counts for a request: the platform's, without the client's holidays."""
    platform = session.get_one(Platform, request.platform_key)
    return shared_hours(platform, session.get_one(Client, request.client_key))


def standing_of(session: Session, request: Request) -> Standing:
    """What the clock has to know of a request."""
    return Standing(
        opened=request.opened_at,
        turns=turns_of(session, request),
        taken_at=request.taken_at if request.state == RequestState.TAKEN else None,
        spoken_at=request.last_team_at,
        rests=request.state == RequestState.RESTING,
        said=_said(session, request),
    )


def _said(session: Session, request: Request) -> Mapping[Stage, datetime]:
    rows = session.execute(
        select(Nudge.stage, func.max(Nudge.at))
        .where(Nudge.request_id == request.id)
        .group_by(Nudge.stage)
    )
    return {Stage(stage): at for stage, at in rows}


def steps_of(session: Session, request: Request) -> list[Step]:
    """What is still to come of a request."""
    targets = targets_of(session.get_one(Client, request.client_key))
    return steps(standing_of(session, request), targets, hours_of(session, request))


def awaited_by(session: Session, request: Request) -> datetime | None:
    """By when an answer should be there, for the team's eyes; None where none is awaited."""
    targets = targets_of(session.get_one(Client, request.client_key))
    return answer_due(standing_of(session, request), targets, hours_of(session, request))


def promise(session: Session, request: Request, now: datetime) -> datetime | None:
    """By when the client is promised an answer.

    None where the agency shows no targets, no answer is awaited, or time has gone over it.
    """
    client = session.get_one(Client, request.client_key)
    if not client.show_targets or not is_running(session, request):
        return None
    by = awaited_by(session, request)
    return by if by is not None and by > now else None
