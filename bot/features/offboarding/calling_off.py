"""Calling off: all that the case has changed is put back, until something cannot be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.flow import changed
from bot.features.offboarding.holding import WHY, called, case_for, seen_case, words
from bot.features.offboarding.kinds import CaseState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.over import end
from bot.features.offboarding.putting_back import put_all_back


def call_off(
    session: Session, case_id: str, by: str, why: str, now: datetime, *, version: int
) -> Case:
    """End the case as if it had not been: also a question that nobody has confirmed yet.

    What is Perron's own is put back here; what is outside, by a job for each change, latest
    first. Kindly from the first step on that cannot be undone, and names it.
    """
    case = case_for(session, case_id, by)
    if not case.is_live:
        raise Kindly(mark("This offboarding is over. Nothing was changed."))
    _can_be(session, case)
    seen_case(case, version)
    why = words(why, WHY)
    put_all_back(session, case, by, now)
    end(session, case, CaseState.CALLED_OFF, by, now, why)
    changed(session, case)
    return case


def _can_be(session: Session, case: Case) -> None:
    if case.irreversible_at is None:
        return
    found = select(Step).where(Step.case_id == case.id, Step.key == case.irreversible_step)
    step = session.scalars(found).first()
    if step is None:
        raise Kindly(mark("This cannot be called off any more: something cannot be undone."))
    raise Kindly(
        mark("This cannot be called off any more: “{step}” cannot be undone."),
        step=called(session, case, step),
    )
