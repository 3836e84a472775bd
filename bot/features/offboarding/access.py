"""Who of the client can reach what: inactive first; deleted after the grace period, by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding import noting
from bot.features.offboarding.dates import grace_end
from bot.features.offboarding.flow import changed, go_on
from bot.features.offboarding.holding import hold, running_for
from bot.features.offboarding.kinds import AccessState, CaseState, Does, System, Touched
from bot.features.offboarding.models import Access, Case, Step
from bot.features.offboarding.noting import ACCESS, PERRON, Act
from bot.features.offboarding.over import GRACE
from bot.features.offboarding.putting_back import remember
from bot.features.offboarding.settling import no_way_back, require_turn
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of

WIDTH = 200


@dataclass(frozen=True)
class Held:
    """What somebody of the client can reach, as Perron found it or a member typed it."""

    system: System
    who: str
    name: str
    what: str


def note(
    session: Session, case_id: str, held: Sequence[Held], by: str | None, now: datetime
) -> list[Access]:
    """Put it on the list; what is there already stays as it is. ``by`` None: Perron found it.

    What a job brings after the end of the case is left out.
    """
    case = running_for(session, case_id, by) if by is not None else hold(session, case_id)
    if case is None or case.state != CaseState.RUNNING:
        return []
    known = {(row.system, row.who, row.what) for row in of_case(session, case.id)}
    fresh = []
    for one in held:
        key = (one.system, one.who[:120], one.what[:WIDTH])
        if key not in known:
            known.add(key)
            system, who, what = key
            name = one.name[:WIDTH]
            fresh.append(Access(case_id=case.id, system=system, who=who, name=name, what=what))
    session.add_all(fresh)
    session.flush()
    for row in fresh:
        note_row(session, case, row, Act.ACCESS_NOTED, by or PERRON, now, None)
    if fresh:
        changed(session, case)
    return fresh


def note_row(
    session: Session,
    case: Case,
    row: Access,
    act: Act,
    who: str,
    now: datetime,
    before: AccessState | None,
    why: str = "",
) -> None:
    """Who had what, in which state, is kept in the record."""
    noting.note(
        session,
        case,
        act,
        who,
        now,
        about=(ACCESS, row.id),
        before={"state": str(before)} if before is not None else None,
        after={
            "state": str(row.state),
            "system": str(row.system),
            "who": row.who,
            "name": row.name,
            "what": row.what,
            "delete_from": row.delete_from,
            "reason": why,
        },
    )


def set_inactive(
    session: Session, case_id: str, ids: Sequence[str], by: str, now: datetime
) -> list[Access]:
    """A member has set these inactive: who had what is recorded, and the grace period begins.

    What is inactive already stays so. Kindly while the step *set inactive* is not possible yet.
    """
    case = running_for(session, case_id, by)
    step = step_that(session, case, Does.ACCESS_INACTIVE)
    if step is not None and not step.is_settled:
        require_turn(session, case, step, now)
    rows = [row for row in chosen_from(session, case, ids) if row.state == AccessState.ACTIVE]
    end = grace_end(now, case.grace_days, _hours(session, case))
    for row in rows:
        row.state, row.inactive_by, row.inactive_at, row.delete_from = (
            AccessState.INACTIVE,
            by,
            now,
            end,
        )
        row.version += 1
        remember(
            session,
            case,
            step,
            Touched.ACCESS,
            row.id,
            before={"state": str(AccessState.ACTIVE)},
            after={"state": str(row.state)},
            now=now,
        )
        note_row(session, case, row, Act.ACCESS_INACTIVE, by, now, AccessState.ACTIVE)
    if step is not None and step.is_settled:
        grace_begins(session, case, step, now)
    go_on(session, case, now, by=by)
    return rows


def _hours(session: Session, case: Case) -> BusinessHours:
    return calendar_of(session.get_one(Platform, case.platform_key))


def chosen_from(session: Session, case: Case, ids: Sequence[str]) -> list[Access]:
    """These lines of the list; Kindly where one is not on it."""
    rows = [row for row in of_case(session, case.id) if row.id in set(ids)]
    if not rows or len(rows) != len(set(ids)):
        raise Kindly(mark("Please choose from the list."))
    return rows


def step_that(session: Session, case: Case, does: Does) -> Step | None:
    """The case's first step of a kind, if it has one."""
    found = select(Step).where(Step.case_id == case.id, Step.does == does)
    return session.scalars(found.order_by(Step.position)).first()


def grace_begins(session: Session, case: Case, step: Step, now: datetime) -> None:
    """*Set inactive* is settled, however: nothing is deleted before the end of the grace period.

    With several times at which access was set inactive, the last one counts.
    """
    if step.does != Does.ACCESS_INACTIVE:
        return
    deletion = step_that(session, case, Does.ACCESS_DELETED)
    if deletion is None or deletion.is_settled:
        return
    ends = [row.delete_from for row in of_case(session, case.id) if row.delete_from is not None]
    if not ends:
        ends = [grace_end(now, case.grace_days, _hours(session, case))]
    deletion.not_before = max(ends)
    session.flush()
    schedule.at(session, GRACE, case.id, deletion.not_before)


def grace_over(session: Session, case_id: str, now: datetime) -> None:
    """The grace period is over (due row `GRACE`): the step asks its owner. Deletes nothing."""
    case = hold(session, case_id)
    if case is None or case.state != CaseState.RUNNING:
        return
    deletion = step_that(session, case, Does.ACCESS_DELETED)
    if deletion is not None and deletion.not_before is not None and deletion.not_before > now:
        schedule.at(session, GRACE, case.id, deletion.not_before)
        return
    go_on(session, case, now)


def delete(
    session: Session, case_id: str, ids: Sequence[str], by: str, now: datetime, *, sure: bool
) -> list[Access]:
    """A member has deleted these. Kindly before the end of the grace period, always.

    What is deleted already stays so; what is active has to be set inactive first.
    """
    case = running_for(session, case_id, by)
    if not sure:
        raise Kindly(mark("What is deleted cannot be brought back. Please confirm."))
    rows = [row for row in chosen_from(session, case, ids) if row.state != AccessState.DELETED]
    for row in rows:
        _may_be_deleted(row, _hours(session, case), now)
    step = step_that(session, case, Does.ACCESS_DELETED)
    if step is not None and not step.is_settled:
        require_turn(session, case, step, now)
    for row in rows:
        row.state, row.deleted_by, row.deleted_at = AccessState.DELETED, by, now
        row.version += 1
        note_row(session, case, row, Act.ACCESS_DELETED, by, now, AccessState.INACTIVE)
    if rows and step is not None:
        no_way_back(case, step, now)
    changed(session, case)
    return rows


def _may_be_deleted(row: Access, hours: BusinessHours, now: datetime) -> None:
    if row.state != AccessState.INACTIVE or row.delete_from is None:
        raise Kindly(mark("Access is set inactive first, and deleted after the grace period."))
    if row.delete_from > now:
        raise Kindly(
            mark("The grace period runs until {date}. Nothing is deleted before."),
            date=hours.local_date(row.delete_from),
        )


def of_case(session: Session, case_id: str) -> list[Access]:
    """Everything on the list, by system and name."""
    found = select(Access).where(Access.case_id == case_id)
    return list(session.scalars(found.order_by(Access.system, Access.name, Access.what, Access.id)))
