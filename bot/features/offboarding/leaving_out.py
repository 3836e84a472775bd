"""Leaving a step out: by one person, with a reason; the delivery block by two together.

Two members begin an ending, and two lift a block. Without the block the client stays active, for
good: that is not less than a lift, so it is not decided by one person either.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding import access
from bot.features.offboarding.flow import changed, go_on
from bot.features.offboarding.holding import WHY, step_for, unsettled, words
from bot.features.offboarding.kinds import Does, StepState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import Act, note_step
from bot.features.offboarding.over import UNBLOCK
from bot.features.offboarding.settling import settle
from bot.features.offboarding.showing import StepLine
from bot.features.platforms.service import person_name


def needs_two(step: Step | StepLine) -> bool:
    """Whether a second member has to confirm that it is left out."""
    return step.does == Does.BLOCK


def leave_out(
    session: Session,
    step_id: str,
    by: str,
    why: str,
    now: datetime,
    *,
    version: int,
    state: StepState,
) -> Step:
    """Settle a step without doing it, also one that still waits; where that needs two, ask."""
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    why = words(why, WHY)
    if needs_two(step):
        _ask(session, case, step, by, why, now)
    else:
        _settle(session, case, step, by, why, now, state)
    return step


def _ask(session: Session, case: Case, step: Step, by: str, why: str, now: datetime) -> None:
    if step.out_by is not None:
        raise Kindly(
            mark("{who} has asked for this already: a second member has to confirm it."),
            who=person_name(session, step.out_by),
        )
    step.out_by, step.out_why, step.version = by, why, step.version + 1
    session.flush()
    note_step(session, case, step, Act.OUT_ASKED, by, now, after={"reason": why})
    changed(session, case)


def confirm(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """A second member confirms: it is left out. Kindly for who has asked."""
    case, step = _asked(session, step_id, by, version)
    if by == step.out_by:
        raise Kindly(mark("You have asked for this yourself: a second member has to confirm it."))
    _settle(session, case, step, by, step.out_why or "", now, StepState.SKIPPED)
    return step


def stays(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """Any member says that it is not left out: nothing has changed."""
    case, step = _asked(session, step_id, by, version)
    step.out_by, step.out_why, step.version = None, None, step.version + 1
    session.flush()
    note_step(session, case, step, Act.OUT_DROPPED, by, now)
    changed(session, case)
    return step


def _asked(session: Session, step_id: str, by: str, version: int) -> tuple[Case, Step]:
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    if step.out_by is None:
        raise Kindly(mark("This is over by now."))
    return case, step


def _settle(
    session: Session, case: Case, step: Step, by: str, why: str, now: datetime, state: StepState
) -> None:
    schedule.cancel(session, UNBLOCK, step.id)
    settle(session, case, step, state, by, now, reason=why)
    access.grace_begins(session, case, step, now)
    go_on(session, case, now, by=by)
