"""What a case has changed, and putting it back: here at once, outside by a job or a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.features.offboarding.cards import CASE
from bot.features.offboarding.holding import hold
from bot.features.offboarding.kinds import AccessState, AccountState, Touched
from bot.features.offboarding.models import Access, Account, Case, Change, Step
from bot.features.offboarding.noting import PERRON, Act, note

PUT_BACK = "offboarding.put_back"
"""The job that puts something back outside: ``{"change": Change.id}``."""


def remember(
    session: Session,
    case: Case,
    step: Step | None,
    kind: Touched,
    ref: str,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
    once: str | None = None,
) -> Change | None:
    """Note a change with its past; None where ``once`` was noted before."""
    if once is not None and session.scalar(select(Change.id).where(Change.once == once)):
        return None
    change = Change(
        case_id=case.id,
        step_id=step.id if step is not None else None,
        kind=kind,
        ref=ref,
        before=dict(before),
        after=dict(after),
        at=now,
        once=once,
    )
    session.add(change)
    session.flush()
    return change


def not_put_back_yet(session: Session, case_id: str) -> list[Change]:
    """What is as the case has left it, latest first."""
    return list(
        session.scalars(
            select(Change)
            .where(Change.case_id == case_id, Change.put_back_at.is_(None))
            .order_by(Change.id.desc())
        )
    )


def put_all_back(session: Session, case: Case, by: str, now: datetime) -> None:
    """Put back what the case has changed, latest first."""
    for change in not_put_back_yet(session, case.id):
        start(session, change, by, now)


def start(session: Session, change: Change, by: str, now: datetime) -> None:
    """Perron's own lists are put back here; what is outside follows, by a job or by a person."""
    if change.putting_back:
        return
    change.putting_back = True
    if change.kind == Touched.OUTSIDE:
        lane = f"offboarding:{change.step_id}"
        jobs.enqueue(session, PUT_BACK, {"change": change.id}, lane=lane)
    elif change.kind == Touched.ACCESS:
        _access(session, change)
    elif change.kind == Touched.ACCOUNT:
        _account(session, change, by, now)
    session.flush()


def _access(session: Session, change: Change) -> None:
    row = session.get_one(Access, change.ref)
    row.state = AccessState(change.before["state"])
    row.inactive_by = row.inactive_at = row.delete_from = None
    row.version += 1


def _account(session: Session, change: Change, by: str, now: datetime) -> None:
    row = session.get_one(Account, change.ref)
    row.state, row.to = AccountState(change.before["state"]), change.before["to"]
    row.changed_by, row.changed_at = by, now
    row.version += 1


def put_back(
    session: Session, change_id: int, now: datetime, words: str = "", by: str = PERRON
) -> None:
    """It is as it was: a job has done it, or a person says so. Safe to repeat."""
    found = _held(session, change_id)
    if found is None or found[1].put_back_at is not None:
        return
    case, change = found
    change.put_back_at = now
    session.flush()
    note(session, case, Act.PUT_BACK, by, now, before=change.after, after=_after(change, words))
    cards.touch(session, case.id, kind=CASE)


def not_put_back(session: Session, change_id: int, why: str, now: datetime) -> None:
    """It could not be put back outside: a person has to; the case's card says so."""
    found = _held(session, change_id)
    if found is None or found[1].put_back_at is not None:
        return
    case, change = found
    change.after = {**change.after, "trouble": why[:500]}
    session.flush()
    note(session, case, Act.NOT_PUT_BACK, PERRON, now, after=_after(change, why))
    cards.touch(session, case.id, kind=CASE)


def _after(change: Change, words: str) -> dict[str, Any]:
    return {**change.before, "kind": str(change.kind), "ref": change.ref, "words": words}


def _held(session: Session, change_id: int) -> tuple[Case, Change] | None:
    case_id = session.scalar(select(Change.case_id).where(Change.id == change_id))
    case = hold(session, case_id) if case_id is not None else None
    if case is None:
        return None
    return case, session.get_one(Change, change_id, populate_existing=True)
