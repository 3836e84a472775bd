"""The look at the clock: one job a request, whose next time is computed from the state each time.

Nothing is added up and nothing is remembered but what was said: after a restart, changed hours or
a moved holiday the next look comes when it should.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.features.clocks import saying
from bot.features.clocks.hands import abandoned_at
from bot.features.clocks.models import Stage
from bot.features.clocks.stages import Step, due
from bot.features.clocks.standing import awaited_by, hours_of, is_running, promise, steps_of
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import available
from bot.features.requests import beginning, lifecycle, showing
from bot.features.requests.models import Request, RequestState
from bot.features.routing import service as routing

__all__ = ["awaited_by", "look", "promise", "recompute"]

LOOK = showing.LOOK


def look(session: Session, request_id: str, now: datetime) -> None:
    """Say what is due about a request, once, and see to the next look."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None or not is_running(session, request):
        schedule.cancel(session, LOOK, request_id)
        return
    left_at = abandoned_at(session, request, now)
    if left_at is not None and left_at <= now:
        lifecycle.let_go(session, request, now)
    if hours_of(session, request).is_open(now):
        for step in due(steps_of(session, request), now):
            if _can_be_heard(session, request, step, now) is None:
                saying.say(session, request, step, now)
    plan(session, request, now)


def plan(session: Session, request: Request, now: datetime) -> None:
    """See to the next look at a request, or to none; what is promised is shown as it is now."""
    when = _next_look(session, request, now) if is_running(session, request) else None
    if session.get_one(Client, request.client_key).show_targets:
        cards.touch(session, request.id, kind="request.client")
    if when is None:
        schedule.cancel(session, LOOK, request.id)
    else:
        schedule.at(session, LOOK, request.id, when)


def recompute(session: Session, platform_key: str, now: datetime) -> None:
    """Hours, holidays, targets or mode of a platform have changed: whatever is due follows."""
    beginning.begin(session, platform_key, now)
    running = [RequestState.OPEN, RequestState.TAKEN]
    requests = session.scalars(
        select(Request).where(Request.platform_key == platform_key, Request.state.in_(running))
    )
    for request in requests.all():
        plan(session, request, now)
        cards.touch(session, request.id, kind="request.client")
        routing.replan(session, request, now)
        showing.replan(session, request, now)


def _next_look(session: Session, request: Request, now: datetime) -> datetime | None:
    """The next stage; where a question stands in somebody's hands, the next opening at the latest.

    What was due and could not be said yet is looked at when it can.
    """
    hours = hours_of(session, request)
    found = [
        step.at
        if step.at > now
        else _can_be_heard(session, request, step, now) or hours.next_open(now)
        for step in steps_of(session, request)
    ]
    promised = promise(session, request, now)
    if promised is not None:
        found.append(promised)
    if request.state == RequestState.TAKEN and request.client_waits:
        left_at = abandoned_at(session, request, now)
        found += [_next_opening(hours, now), *([left_at] if left_at is not None else [])]
    return min(found, default=None)


def _next_opening(hours: BusinessHours, now: datetime) -> datetime:
    """When business begins again, after what is going on now or begins next."""
    return hours.next_open(hours.next_change(now) if hours.is_open(now) else now)


def _can_be_heard(session: Session, request: Request, step: Step, now: datetime) -> datetime | None:
    """When whom a stage is for can be told: None for now; one who is off duty hears it later."""
    if step.stage not in (Stage.ANSWER_NEARS, Stage.END_NEARS) or request.assignee is None:
        return None
    platform = session.get_one(Platform, request.platform_key)
    standing = available(session, request.assignee, now, platform=platform)
    if standing.free:
        return None
    return standing.until or _next_opening(hours_of(session, request), now)
