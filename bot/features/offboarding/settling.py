"""What must be so before a step can be called done, and what being done brings with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding import own_checks
from bot.features.offboarding.dependencies import nodes, waits_for
from bot.features.offboarding.flow import node
from bot.features.offboarding.given import Given
from bot.features.offboarding.holding import called, steps_of, team_language
from bot.features.offboarding.kinds import EvidenceKind, StepState
from bot.features.offboarding.models import Case, Evidence, Step
from bot.features.offboarding.noting import Act, note_step, tell_step
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of


def require_turn(session: Session, case: Case, step: Step, now: datetime) -> None:
    """Kindly, naming what comes first, where it is not the step's turn yet."""
    steps = steps_of(session, case.id)
    among = nodes(node(one) for one in steps)
    first = waits_for(among[step.key], among)
    if first:
        names = [called(session, case, one) for one in steps if one.key in first]
        raise Kindly(
            mark("“{step}” waits for: {others}."),
            step=called(session, case, step),
            others=", ".join(f"“{name}”" for name in names),
        )
    if step.not_before is not None and step.not_before > now:
        platform = session.get_one(Platform, case.platform_key)
        raise Kindly(
            mark("The grace period runs until {date}. Nothing is deleted before."),
            date=calendar_of(platform).local_date(step.not_before),
        )


def require_sure(session: Session, case: Case, step: Step, *, sure: bool) -> None:
    """Kindly where it cannot be undone and nobody has said that they know."""
    if step.irreversible and not sure:
        raise Kindly(
            mark("“{step}” cannot be undone. Please confirm that you are sure."),
            step=called(session, case, step),
        )


def no_way_back(case: Case, step: Step | None, now: datetime) -> None:
    """Something is done that cannot be undone: from now on the case cannot be called off."""
    if case.irreversible_at is None:
        case.irreversible_at = now
        case.irreversible_step = step.key if step is not None else None


def add_evidence(
    session: Session, step: Step, given: Sequence[Given], by: str | None, now: datetime
) -> None:
    """Keep what somebody gave; Kindly for what is no link, number or text."""
    for one in given:
        words = one.checked()
        session.add(
            Evidence(
                step_id=step.id,
                kind=one.kind,
                words=words,
                ref=one.ref,
                for_client=one.for_client,
                by=by,
                at=now,
            )
        )
    session.flush()


def check_for_itself(session: Session, case: Case, step: Step, now: datetime) -> None:
    """What Perron can see in its own tables has to be so; that is evidence then."""
    found = own_checks.check(session, case, step, now)
    if found is None:
        return
    step.checked_at = now if found.holds else None
    if not found.holds:
        raise Kindly(found.words, **found.params)
    keep_check(
        session,
        step,
        found.in_words(team_language(session, case)),
        now,
        once=f"{step.id}:{step.version}:own",
    )


def keep_check(session: Session, step: Step, words: str, now: datetime, *, once: str) -> None:
    """Keep what Perron found as evidence; the same again changes nothing."""
    if session.scalar(select(Evidence.id).where(Evidence.once == once)) is None:
        session.add(
            Evidence(step_id=step.id, kind=EvidenceKind.CHECK, words=words, at=now, once=once)
        )
        session.flush()


def require_evidence(session: Session, case: Case, step: Step) -> None:
    """Kindly where evidence is wanted and none of the wanted kinds is there.

    A check counts only while it holds: what was found before a reopening does not.
    """
    if not step.evidence:
        return
    kinds = {one.kind for one in evidence_of(session, step.id)}
    if step.checked_at is None:
        kinds.discard(EvidenceKind.CHECK)
    if not kinds & {EvidenceKind(kind) for kind in step.evidence}:
        raise Kindly(
            mark("“{step}” is done once there is evidence for it."),
            step=called(session, case, step),
        )


def evidence_of(session: Session, step_id: str) -> list[Evidence]:
    """What was given, in order."""
    return list(
        session.scalars(
            select(Evidence).where(Evidence.step_id == step_id).order_by(Evidence.at, Evidence.id)
        )
    )


def settle(
    session: Session,
    case: Case,
    step: Step,
    state: StepState,
    by: str,
    now: datetime,
    *,
    reason: str = "",
) -> None:
    """Nothing is left to do about it. What follows is for `flow.go_on`."""
    before = {"state": str(step.state)}
    step.state, step.settled_by, step.settled_at = state, by, now
    step.reason, step.blocked_until, step.check_again = reason, None, False
    step.handed_at = step.handed_at or now
    step.out_by = step.out_why = None
    step.version += 1
    session.flush()
    act = {
        StepState.DONE: Act.DONE,
        StepState.NOT_NEEDED: Act.NOT_NEEDED,
        StepState.SKIPPED: Act.SKIPPED,
    }[state]
    after = {"reason": reason} if reason else None
    evidence = told(session, step) if state == StepState.DONE else None
    note_step(session, case, step, act, by, now, before=before, after=after, evidence=evidence)
    tell_step(session, case, step, now)


def told(session: Session, step: Step) -> Mapping[str, Any]:
    """The evidence as an entry keeps it."""
    return {
        "given": [
            {
                "kind": str(one.kind),
                "words": one.words,
                "ref": one.ref,
                "for_client": one.for_client,
                "by": one.by,
                "at": one.at,
            }
            for one in evidence_of(session, step.id)
        ]
    }
