"""Every action on an ending is an entry in the record, and told to the agency's own software."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding.models import Case, Step
from bot.features.record import service as record
from bot.features.webhook import service as webhook
from bot.features.webhook.service import Event

PERRON = record.PERRON


class Act(StrEnum):
    """What an entry says that somebody did. Codes: they are stored for good."""

    WISHED = "offboarding wished"
    WISH_DROPPED = "offboarding wish dropped"
    ASKED = "offboarding asked"
    CONFIRMED = "offboarding confirmed"
    CALLED_OFF = "offboarding called off"
    PUT_BACK = "offboarding put back"
    NOT_PUT_BACK = "offboarding not put back"
    LAST_DAY = "offboarding last day"
    PLATFORM = "offboarding platform"
    FINISHED = "offboarding finished"
    STATUS = "client status"
    ADDED = "step added"
    DONE = "step done"
    NOT_NEEDED = "step not needed"
    SKIPPED = "step skipped"
    OUT_ASKED = "step out asked"
    OUT_DROPPED = "step out dropped"
    BLOCKED = "step blocked"
    UNBLOCKED = "step unblocked"
    GIVEN = "step given"
    NEW_DATE = "step new date"
    MOVED = "step moved"
    REOPENED = "step reopened"
    WAITS_AGAIN = "step waits again"
    LOOKED = "step looked"
    FOUND = "step found"
    CHOSE = "step chose"
    DID = "step did"
    FAILED = "step failed"
    DECIDED = "ending decided"
    ACCOUNT_PUT = "account put"
    ACCOUNT_EDITED = "account edited"
    ACCOUNT_STATE = "account state"
    ACCOUNT_REMOVED = "account removed"
    ACCESS_NOTED = "access noted"
    ACCESS_INACTIVE = "access inactive"
    ACCESS_UNDONE = "access undone"
    ACCESS_DELETED = "access deleted"


CASE, STEP, WISH = "offboarding", "offboarding step", "offboarding wish"
ACCOUNT, ACCESS = "offboarding account", "offboarding access"
"""What entries are about; the ids are those of the rows."""


def note(
    session: Session,
    case: Case,
    act: Act,
    who: str,
    now: datetime,
    *,
    about: tuple[str, str] | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> None:
    """Write an entry about the case, or about a part of it as (kind, id)."""
    kind, ref = about or (CASE, case.id)
    record.write(
        session,
        record.About(kind, ref),
        platform_key=case.platform_key,
        client_key=case.client_key,
        who=who,
        what=act,
        before=before,
        after={**(after or {}), "case": case.id},
        evidence=evidence,
        now=now,
    )


def note_step(
    session: Session,
    case: Case,
    step: Step,
    act: Act,
    who: str,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> None:
    """Write an entry about a step; ``after`` always says which one and its state."""
    is_now = {"step": step.key, "state": str(step.state), **(after or {})}
    about = (STEP, step.id)
    note(session, case, act, who, now, about=about, before=before, after=is_now, evidence=evidence)


def tell_case(session: Session, case: Case, now: datetime) -> None:
    """The agency's own software hears the state of the case."""
    data = {"case": case.id, "state": str(case.state), "last_day": case.last_day.isoformat()}
    webhook.announce(session, Event.CASE_CHANGED, client_key=case.client_key, data=data, now=now)


def tell_step(session: Session, case: Case, step: Step, now: datetime) -> None:
    """The same of a step."""
    data = {
        "case": case.id,
        "step": step.key,
        "phase": str(step.phase),
        "state": str(step.state),
        "due": step.due.isoformat(),
    }
    webhook.announce(session, Event.STEP_CHANGED, client_key=case.client_key, data=data, now=now)


def tell_status(session: Session, case: Case, status: str, now: datetime) -> None:
    """The same of the client's status."""
    data = {"status": status}
    webhook.announce(session, Event.CLIENT_STATUS, client_key=case.client_key, data=data, now=now)
