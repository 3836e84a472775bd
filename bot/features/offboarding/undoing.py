"""Undoing what was set inactive, within the grace period: they have their access again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.access import chosen_from, grace_begins, note_row, step_that
from bot.features.offboarding.flow import go_on, hand_back
from bot.features.offboarding.holding import WHY, running_for, words
from bot.features.offboarding.kinds import AccessState, Does, StepState, Touched
from bot.features.offboarding.models import Access, Case, Change, Step
from bot.features.offboarding.noting import Act
from bot.features.offboarding.over import GRACE
from bot.features.offboarding.reopening import open_again
from bot.features.platforms.models import Client, ClientStatus


def undo(
    session: Session, case_id: str, ids: Sequence[str], by: str, why: str, now: datetime
) -> list[Access]:
    """Within the grace period: they have it again. The step is opened again, the end moves.

    Kindly where it was deleted, the grace period is over, or the delivery block stands: then it
    is given back with a lift of the block (`blocks.giving_back`).
    """
    case = running_for(session, case_id, by)
    why = words(why, WHY)
    client = session.get_one(Client, case.client_key)
    if client.status == ClientStatus.DELIVERY_BLOCK:
        raise Kindly(
            mark(
                "The delivery block stands: choose this again, and ask for it together with a "
                "lift of the block. A second member confirms both at once."
            )
        )
    rows = in_time(session, case, ids, now)
    for row in rows:
        row.state, row.inactive_by, row.inactive_at, row.delete_from = (
            AccessState.ACTIVE,
            None,
            None,
            None,
        )
        row.version += 1
        _is_back(session, case, row, now)
        note_row(session, case, row, Act.ACCESS_UNDONE, by, now, AccessState.INACTIVE, why)
    opened = _open_step(session, case, by, why, now)
    go_on(session, case, now, by=by)
    if opened is not None:
        hand_back(session, case, opened, by, now)
    return rows


def in_time(session: Session, case: Case, ids: Sequence[str], now: datetime) -> list[Access]:
    """Those of them that are not active; Kindly where one cannot be given back any more."""
    rows = [row for row in chosen_from(session, case, ids) if row.state != AccessState.ACTIVE]
    for row in rows:
        _is_in_time(row, now)
    return rows


def _is_in_time(row: Access, now: datetime) -> None:
    if row.state == AccessState.DELETED:
        raise Kindly(mark("This was deleted: it cannot be brought back."))
    if row.delete_from is None or row.delete_from <= now:
        raise Kindly(mark("The grace period is over: this cannot be undone here any more."))


def _is_back(session: Session, case: Case, row: Access, now: datetime) -> None:
    """A call-off has nothing to put back about it any more."""
    found = select(Change).where(
        Change.case_id == case.id,
        Change.kind == Touched.ACCESS,
        Change.ref == row.id,
        Change.put_back_at.is_(None),
    )
    for change in session.scalars(found):
        change.put_back_at = now


def _open_step(session: Session, case: Case, by: str, why: str, now: datetime) -> Step | None:
    """What is active again has to be set inactive once more, and its time begins anew.

    Where that step was left out it stays so, and the others' time runs on.
    """
    step = step_that(session, case, Does.ACCESS_INACTIVE)
    if step is not None and step.is_settled and step.state != StepState.DONE:
        grace_begins(session, case, step, now)
        return None
    deletion = step_that(session, case, Does.ACCESS_DELETED)
    if deletion is not None and not deletion.is_settled:
        deletion.not_before = None
        schedule.cancel(session, GRACE, case.id)
    if step is None or not step.is_settled:
        return None
    open_again(session, case, step, by, why, now)
    return step
