"""What is said when a stage is reached, to whom, and that it was said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.clocks.models import Nudge, Stage
from bot.features.clocks.stages import SUPERSEDED, Step
from bot.features.platforms.models import Platform
from bot.features.requests import lifecycle
from bot.features.requests.models import Request
from bot.features.requests.showing import occasion
from bot.features.routing import service as routing

TO_ONE = {Stage.ANSWER_NEARS: "clocks.answer_nears", Stage.END_NEARS: "clocks.end_nears"}
TO_TEAM = {
    Stage.NOT_TAKEN: "clocks.not_taken",
    Stage.NO_ANSWER: "clocks.no_answer",
    Stage.NOT_DONE: "clocks.not_done",
}
TO_CLIENT = {
    Stage.FIRST_REMINDER: "clocks.first_reminder",
    Stage.LAST_REMINDER: "clocks.last_reminder",
}
"""The cards, by stage and by who reads them."""


def say(session: Session, request: Request, step: Step, now: datetime) -> None:
    """Say it, note it, and, with the last reminder to a client, let the request rest."""
    _note(session, request, step, now)
    subject = occasion(request.id, now)
    if step.stage == Stage.CALL:
        routing.call(session, request, now)
    elif step.stage in TO_ONE:
        assert request.assignee is not None, "this comes to who has taken it"
        cards.show(session, TO_ONE[step.stage], subject, Audience.MEMBER, request.assignee)
    elif step.stage in TO_TEAM:
        place = session.get_one(Platform, request.platform_key).team_channel
        cards.show(session, TO_TEAM[step.stage], subject, Audience.TEAM, place)
    else:
        place = request.channel
        kind, thread_ts = TO_CLIENT[step.stage], request.thread_ts
        cards.show(
            session, kind, subject, Audience.CLIENT, place, channel=place, thread_ts=thread_ts
        )
    if step.stage == Stage.LAST_REMINDER:
        lifecycle.rest(session, request, now)


def _note(session: Session, request: Request, step: Step, now: datetime) -> None:
    """Said, and with it what would have come before and was left out."""
    stages = {step.stage, SUPERSEDED.get(step.stage, step.stage)}
    known = session.scalars(
        select(Nudge.stage).where(Nudge.request_id == request.id, Nudge.since == step.since)
    )
    for stage in sorted(stages.difference(known)):
        session.add(Nudge(request_id=request.id, stage=stage, since=step.since, at=now))
    session.flush()
