"""Opening a step again: what builds on it notices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.dependencies import followers, nodes
from bot.features.offboarding.flow import go_on, hand_back, node, waits_again
from bot.features.offboarding.holding import WHY, called, step_for, steps_of, words
from bot.features.offboarding.kinds import AccessState, Does, StepState, Turn
from bot.features.offboarding.models import Access, Case, Step
from bot.features.offboarding.noting import PERRON, Act, note_step, tell_step


def reopen(
    session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int
) -> Step:
    """It was not done after all: what builds on it waits again, and whoever has that is told.

    What builds on it and cannot be undone stays done, and says so. Kindly for a step that cannot
    be undone itself, for the delivery block (it is lifted), and for access (it is undone).
    """
    case, step = step_for(session, step_id, by, version)
    if not step.is_settled:
        raise Kindly(mark("This step is open already."))
    why = words(why, WHY)
    if step.state == StepState.DONE:
        _can_be_undone(session, case, step)
    open_again(session, case, step, by, why, now)
    go_on(session, case, now, by=by)
    hand_back(session, case, step, by, now)
    return step


def can_be_opened(session: Session, case: Case, step: Step) -> bool:
    """Whether `reopen` opens it: what is offered to people does something."""
    if not step.is_settled:
        return False
    if step.state == StepState.DONE:
        try:
            _can_be_undone(session, case, step)
        except Kindly:
            return False
    return True


def _can_be_undone(session: Session, case: Case, step: Step) -> None:
    name = called(session, case, step)
    if step.irreversible:
        raise Kindly(mark("“{step}” cannot be undone. Add a step for what is left."), step=name)
    if step.does == Does.BLOCK:
        raise Kindly(mark("The delivery block is not opened again here: two members can lift it."))
    if step.does == Does.ACCESS_INACTIVE and _has_inactive(session, case):
        raise Kindly(mark("To open “{step}” again, undo what was set inactive."), step=name)


def _has_inactive(session: Session, case: Case) -> bool:
    held = session.query(Access).filter(
        Access.case_id == case.id, Access.state == AccessState.INACTIVE
    )
    return held.first() is not None


def open_again(session: Session, case: Case, step: Step, by: str, why: str, now: datetime) -> None:
    """Open a settled step of a held case; what follows is for `flow.go_on`."""
    before = {"state": str(step.state), "settled_by": step.settled_by, "at": step.settled_at}
    _unsettle(step)
    step.reopened_at, step.version = now, step.version + 1
    session.flush()
    note_step(session, case, step, Act.REOPENED, by, now, before=before, after={"reason": why})
    tell_step(session, case, step, now)
    _tell_followers(session, case, step, now)


def _unsettle(step: Step) -> None:
    """What Perron had found does not count any more; what people gave stays.

    What Perron is about to do stays as well: what it has changed has to be known, to be put back.
    """
    step.state, step.handed_at, step.possible_at = StepState.WAITING, None, None
    step.settled_by, step.settled_at, step.reason = None, None, ""
    step.checked_at = None
    if step.turn != Turn.DOING:
        step.turn, step.found, step.found_at = Turn.NONE, [], None
        step.chosen, step.chosen_by, step.trouble = {}, None, ""


def _tell_followers(session: Session, case: Case, step: Step, now: datetime) -> None:
    """Whatever builds on it, over however many steps, until one that stays settled."""
    steps = {one.key: one for one in steps_of(session, case.id)}
    among = nodes(node(one) for one in steps.values())
    waiting, seen = followers(step.key, among), {step.key}
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if _notices(session, case, steps[key], now):
            waiting += followers(key, among)


def _notices(session: Session, case: Case, step: Step, now: datetime) -> bool:
    """Whether it waits again; what was left out stays so, and what cannot be undone, too."""
    if step.state in (StepState.NOT_NEEDED, StepState.SKIPPED):
        return False
    if step.state == StepState.DONE and (step.irreversible or step.does == Does.BLOCK):
        step.check_again, step.version = True, step.version + 1
        return False
    was_done = step.state == StepState.DONE
    before = {"state": str(step.state)}
    waits_again(session, case, step, now)
    if was_done:
        _unsettle(step)
        step.check_again = True
        note_step(session, case, step, Act.WAITS_AGAIN, PERRON, now, before=before)
    return True
