"""Walking a step: done, not needed, blocked, given, moved to a date.

Everybody of the platform may; the step's ``version`` is the one that was seen: where somebody else
was faster, Kindly says who and what, and nothing is changed. Opening again is in `reopening`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding import access, finishing, owners
from bot.features.offboarding.dates import opens_on
from bot.features.offboarding.flow import go_on, hand, hand_back, put_into_hands
from bot.features.offboarding.given import Given
from bot.features.offboarding.holding import WHY, hold_with_step, step_for, unsettled, words
from bot.features.offboarding.kinds import CaseState, Does, StepState
from bot.features.offboarding.leaving_out import leave_out
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import PERRON, Act, note_step, tell_step
from bot.features.offboarding.over import UNBLOCK
from bot.features.offboarding.settling import (
    add_evidence,
    check_for_itself,
    no_way_back,
    require_evidence,
    require_sure,
    require_turn,
    settle,
)
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of, hours_of, member_of, person_name

__all__ = [
    "Given",
    "blocked",
    "come_back",
    "done",
    "give_to",
    "new_date",
    "not_needed",
    "unblocked",
]


def done(
    session: Session,
    step_id: str,
    by: str,
    now: datetime,
    *,
    version: int,
    given: Sequence[Given] = (),
    sure: bool = False,
) -> Step:
    """It is done; what waited for it becomes possible, its owners get the next one.

    Kindly: it waits for another; evidence is wanted and none is there; it cannot be undone and
    nobody has said that they are ``sure``; what belongs to it (accounts, promises, projects in
    spe, access) is still open.
    """
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    require_turn(session, case, step, now)
    require_sure(session, case, step, sure=sure)
    add_evidence(session, step, given, by, now)
    check_for_itself(session, case, step, now)
    require_evidence(session, case, step)
    if step.irreversible:
        no_way_back(case, step, now)
    if step.does == Does.BLOCK:
        finishing.set_block(session, case, step, by, now)
    schedule.cancel(session, UNBLOCK, step.id)
    settle(session, case, step, StepState.DONE, by, now)
    access.grace_begins(session, case, step, now)
    go_on(session, case, now, by=by)
    return step


def not_needed(
    session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int
) -> Step:
    """It is not needed with this client, and why: what waited for it goes on."""
    return leave_out(session, step_id, by, why, now, version=version, state=StepState.NOT_NEEDED)


def blocked(
    session: Session,
    step_id: str,
    by: str,
    why: str,
    until: date,
    now: datetime,
    *,
    version: int,
) -> Step:
    """It cannot go on, why, and until which day: then it comes back by itself.

    Again, with other words or another day: these hold from then on.
    """
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    require_turn(session, case, step, now)
    why = words(why, WHY)
    hours = calendar_of(session.get_one(Platform, case.platform_key))
    if until <= hours.local_date(now):
        raise Kindly(mark("Until when? Please choose a day that is still to come."))
    before = _standing(step)
    step.state, step.reason, step.blocked_until = StepState.BLOCKED, why, until
    step.handed_at = None
    schedule.at(session, UNBLOCK, step.id, opens_on(until, hours))
    _changed(session, case, step, Act.BLOCKED, by, now, before)
    go_on(session, case, now, by=by)
    return step


def _standing(step: Step) -> dict[str, object]:
    return {
        "state": str(step.state),
        "owner": step.owner,
        "due": step.due,
        "until": step.blocked_until,
    }


def _changed(
    session: Session,
    case: Case,
    step: Step,
    act: Act,
    by: str,
    now: datetime,
    before: dict[str, object],
) -> None:
    """Count, note and tell a change of the step; what follows is for `flow.go_on`."""
    step.version += 1
    session.flush()
    after = {**_standing(step), "reason": step.reason}
    note_step(session, case, step, act, by, now, before=before, after=after)
    tell_step(session, case, step, now)


def unblocked(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """It can go on before its date."""
    case, step = step_for(session, step_id, by, version)
    if step.state != StepState.BLOCKED:
        raise Kindly(mark("This step is not blocked any more."))
    schedule.cancel(session, UNBLOCK, step.id)
    _goes_on(session, case, step, by, now)
    return step


def come_back(session: Session, step_id: str, now: datetime) -> None:
    """Its date has come (due row `UNBLOCK`). Twice, or too early, changes nothing."""
    held = hold_with_step(session, step_id)
    if held is None:
        return
    case, step = held
    if case.state != CaseState.RUNNING or step.state != StepState.BLOCKED:
        return
    hours = calendar_of(session.get_one(Platform, case.platform_key))
    until = step.blocked_until
    if until is not None and (at := opens_on(until, hours)) > now:
        schedule.at(session, UNBLOCK, step.id, at)
        return
    _goes_on(session, case, step, PERRON, now)


def _goes_on(session: Session, case: Case, step: Step, by: str, now: datetime) -> None:
    """Possible again, and before its owner at once, whatever else they have in hand."""
    before = _standing(step)
    step.state, step.reason, step.blocked_until = StepState.POSSIBLE, "", None
    _changed(session, case, step, Act.UNBLOCKED, by, now, before)
    go_on(session, case, now, by=by)
    hand_back(session, case, step, by, now)


def give_to(
    session: Session, step_id: str, by: str, to: str, now: datetime, *, version: int
) -> Step:
    """Put it into other hands; into one's own: take it. Who is away: their cover gets it."""
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    if member_of(session, to, case.platform_key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."),
            name=person_name(session, to),
        )
    platform = session.get_one(Platform, case.platform_key)
    there = owners.there(session, to, platform, now)
    if there is None:
        raise Kindly(mark("{name} is away, and nobody covers."), name=person_name(session, to))
    if there == step.owner:
        raise Kindly(mark("{name} has it already."), name=person_name(session, there))
    give(session, case, step, there, by, now)
    return step


def give(session: Session, case: Case, step: Step, to: str, by: str, now: datetime) -> None:
    """Put an open step of a held case into other hands, and before these."""
    before = _standing(step)
    put_into_hands(session, case, step, to, now)
    step.handed_at = None
    _changed(session, case, step, Act.GIVEN, by, now, before)
    if step.state == StepState.POSSIBLE:
        hand(session, case, step, now, at_once=to == by)
    go_on(session, case, now, by=by)


def new_date(
    session: Session, step_id: str, by: str, due: date, now: datetime, *, version: int
) -> Step:
    """Another day; it does not follow the last day any more."""
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    platform = session.get_one(Platform, case.platform_key)
    if due < hours_of(session, by, platform).local_date(now):
        raise Kindly(mark("This date has passed. Please choose one that is still to come."))
    before = _standing(step)
    step.due, step.due_by_hand = due, True
    _changed(session, case, step, Act.NEW_DATE, by, now, before)
    go_on(session, case, now, by=by)
    return step
