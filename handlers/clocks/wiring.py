"""The clock's cards and its job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.cards import Audience, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing, JobHandler
from bot.features.clocks import service as clocks
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import platforms
from bot.features.requests import reading
from bot.features.requests.models import Request, RequestState, Whose
from bot.features.requests.turns import turn_of
from bot.features.tickets.service import ticket_of
from handlers.clocks import client_views, oncall, views
from handlers.slack import readers
from handlers.slack.due import by_the_clock
from handlers.slack.feature import Feature, nothing
from handlers.upkeep.wiring import REPLAN

TeamView = Callable[[views.Waiting, Translator, str | None], Drawing]
StillSo = Callable[[Session, Request], bool]


def feature() -> Feature:
    """The feature, for the registry."""
    return Feature(
        "clocks", nothing, DRAWS, JOBS, oncall.COMMANDS, plan=plan, replan=clocks.recompute
    )


def plan(session: Session, _now: datetime) -> None:
    """Have every clock computed anew; as often as one likes."""
    for platform in platforms(session):
        payload, lane = {"subject": platform.key}, f"platform:{platform.key}"
        jobs.enqueue_once(session, REPLAN, payload, lane=lane)


def _told(view: TeamView, still_so: StillSo | None = None) -> Draw:
    """What is told to the team, or to one of it; not at all if it is settled before it is told."""

    def draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
        request = session.get(Request, card.subject.partition(":")[0])
        if request is None:
            return None
        if card.ts is None and still_so is not None and not still_so(session, request):
            return None
        reader = card.place if card.audience is Audience.MEMBER else None
        if reader is not None:
            t = readers.person(session, reader)
        else:
            t = readers.team(session.get_one(Platform, request.platform_key))
        waiting = views.Waiting(
            request=reading.for_team(session, request),
            ticket=ticket_of(session, request.id),
            since=turn_of(session, request).since,
            by=clocks.awaited_by(session, request),
        )
        return view(waiting, t, reader)

    return draw


def _reminder(view: Callable[[Translator], Drawing]) -> Draw:
    """In the client's thread; not if they have written a moment before it."""

    def draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
        request = session.get(Request, card.subject.partition(":")[0])
        if request is None:
            return None
        if card.ts is None and turn_of(session, request).whose != Whose.CLIENT:
            return None
        return view(readers.client(session.get_one(Client, request.client_key)))

    return draw


def _nobody_has_it(_session: Session, request: Request) -> bool:
    return request.state == RequestState.OPEN


def _is_our_turn(session: Session, request: Request) -> bool:
    return turn_of(session, request).whose == Whose.TEAM


def _waits_for_an_answer(session: Session, request: Request) -> bool:
    return clocks.awaited_by(session, request) is not None


DRAWS: dict[str, Draw] = {
    "clocks.not_taken": _told(views.not_taken, _nobody_has_it),
    "clocks.no_answer": _told(views.no_answer, _waits_for_an_answer),
    "clocks.not_done": _told(views.not_done, _is_our_turn),
    "clocks.answer_nears": _told(views.answer_nears, _waits_for_an_answer),
    "clocks.end_nears": _told(views.end_nears, _is_our_turn),
    "clocks.on_call": _told(views.on_call),
    "clocks.goes_on": _told(views.goes_on),
    "clocks.first_reminder": _reminder(client_views.first_reminder),
    "clocks.last_reminder": _reminder(client_views.last_reminder),
    "clocks.week": oncall.draw_week,
}
JOBS: dict[str, JobHandler] = {clocks.LOOK: by_the_clock(clocks.look)}
