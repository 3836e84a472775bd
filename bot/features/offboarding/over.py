"""A case is over: nothing of it is due, asked or reminded any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.features.offboarding import reminding
from bot.features.offboarding.kinds import CaseState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import Act, note, tell_case

GRACE = "offboarding.grace"
"""The due row of the end of a grace period; its subject is the case's id."""
UNBLOCK = "offboarding.unblock"
"""The due row of a blocked step that comes back; its subject is the step's id."""
HAND = "offboarding.hand"
"""The due row of handing out a step in its owner's hours; its subject is ``case:owner``."""


def end(
    session: Session, case: Case, state: CaseState, by: str, now: datetime, why: str = ""
) -> None:
    """End it as finished or called off."""
    before = {"state": str(case.state)}
    case.state, case.live = state, None
    case.ended_by, case.ended_at, case.end_note = by, now, why
    session.flush()
    steps = session.scalars(select(Step).where(Step.case_id == case.id)).all()
    _forget_due(session, case, steps)
    for owner in {step.owner for step in steps if step.owner is not None}:
        reminding.plan(session, owner, now)
    act = Act.FINISHED if state == CaseState.FINISHED else Act.CALLED_OFF
    after = {"state": str(state), "reason": why}
    note(session, case, act, by, now, before=before, after=after)
    tell_case(session, case, now)


def _forget_due(session: Session, case: Case, steps: Iterable[Step]) -> None:
    schedule.cancel(session, GRACE, case.id)
    for step in steps:
        schedule.cancel(session, UNBLOCK, step.id)
        if step.owner is not None:
            schedule.cancel(session, HAND, f"{case.id}:{step.owner}")
