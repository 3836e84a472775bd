"""What follows from a change: steps become possible or wait, and each owner gets their next one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience, Card
from bot.features.offboarding import owners, reminding
from bot.features.offboarding.cards import CASE, REMINDER, STEP, WAITS, occasion, subject_of
from bot.features.offboarding.dependencies import Node, is_possible, nodes
from bot.features.offboarding.holding import hold, speaks, steps_of
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import PERRON, Act, note_step, tell_step
from bot.features.offboarding.over import HAND, end
from bot.features.platforms.availability import Why
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.owning import redraw_homes
from bot.features.platforms.service import available

NOT_NOW = (Why.OUTSIDE_HOURS, Why.HOLIDAY)


def node(step: Step) -> Node:
    """The step as far as its order matters."""
    return Node(step.key, tuple(step.needs), step.is_settled, step.not_before)


def go_on(session: Session, case: Case, now: datetime, *, by: str | None = None) -> None:
    """Bring every step to what it can be, and hand out what its owners should see next.

    ``by`` has just pressed something: they get their next step at any hour.
    """
    steps = steps_of(session, case.id)
    if case.state == CaseState.RUNNING:
        among = nodes(node(step) for step in steps)
        for step in steps:
            _turn(session, case, step, is_possible(among[step.key], among, now), now)
        session.flush()
        hand_out(session, case, now, by=by)
        for owner in {step.owner for step in steps if step.owner is not None}:
            reminding.plan(session, owner, now)
        if all(step.is_settled for step in steps):
            end(session, case, CaseState.FINISHED, by or PERRON, now)
    changed(session, case)


def _turn(session: Session, case: Case, step: Step, possible: bool, now: datetime) -> None:
    """From waiting to possible, and back."""
    if step.is_settled:
        return
    if not possible:
        waits_again(session, case, step, now)
    elif step.state == StepState.WAITING:
        step.state, step.possible_at = StepState.POSSIBLE, now
        step.version += 1
        tell_step(session, case, step, now)


def waits_again(session: Session, case: Case, step: Step, now: datetime) -> None:
    """What was possible, blocked or even done waits for something; its owner is told."""
    if step.state == StepState.WAITING:
        return
    told = step.handed_at is not None or step.is_settled
    step.state, step.handed_at, step.possible_at = StepState.WAITING, None, None
    step.reason, step.blocked_until = "", None
    step.version += 1
    tell_step(session, case, step, now)
    if told and step.owner is not None and speaks(session, case):
        cards.show(session, WAITS, occasion(step, now), Audience.MEMBER, step.owner)


def hand_out(session: Session, case: Case, now: datetime, *, by: str | None = None) -> None:
    """Put before each owner the first of their possible steps, unless they have one in hand."""
    steps = steps_of(session, case.id)
    fresh = [s for s in steps if s.state == StepState.POSSIBLE and s.handed_at is None]
    _see_to_owners(session, case, fresh, steps, now)
    for owner in sorted({step.owner for step in fresh if step.owner is not None}):
        theirs = [s for s in steps if s.owner == owner and s.state == StepState.POSSIBLE]
        if all(step.handed_at is None for step in theirs):
            hand(session, case, min(theirs, key=_turn_of), now, at_once=owner == by)


def _turn_of(step: Step) -> tuple[object, ...]:
    return step.due, step.position


def _see_to_owners(
    session: Session, case: Case, fresh: list[Step], steps: list[Step], now: datetime
) -> None:
    """Who is away is covered; whose owner has left is somebody else's, if anybody can."""
    platform = session.get_one(Platform, case.platform_key)
    there: dict[str, str | None] = {}
    for owner in {step.owner for step in fresh if step.owner is not None}:
        there[owner] = owners.there(session, owner, platform, now)
        if there[owner] is None and not _has_left(session, owner, platform, now):
            there[owner] = owner
    for step in fresh:
        known = there.get(step.owner) if step.owner is not None else None
        found = known or _another(session, case, step, steps, now)
        if found != step.owner:
            before = {"owner": step.owner}
            put_into_hands(session, case, step, found, now)
            step.version += 1
            after = {"owner": found}
            note_step(session, case, step, Act.GIVEN, PERRON, now, before=before, after=after)


def put_into_hands(
    session: Session, case: Case, step: Step, owner: str | None, now: datetime
) -> None:
    """Make it somebody else's: who had it is not woken for it any more."""
    before, step.owner = step.owner, owner
    session.flush()
    if before is None:
        return
    if all(one.case_id != case.id for one in reminding.open_steps(session, before)):
        schedule.cancel(session, HAND, f"{case.id}:{before}")
    reminding.plan(session, before, now)


def _another(
    session: Session, case: Case, step: Step, steps: list[Step], now: datetime
) -> str | None:
    has = Counter(one.owner for one in steps if one.owner is not None and not one.is_settled)
    client = session.get_one(Client, case.client_key)
    text = " ".join(step.names.values())
    suggested = owners.suggest(session, client, step.talents, text, has, now)
    return owners.or_asker(session, suggested, case)


def morning(session: Session, user_id: str, now: datetime) -> None:
    """An owner's morning (due row `reminding.REMIND`): what is theirs, unless they have left."""
    for case_id in {step.case_id for step in reminding.open_steps(session, user_id)}:
        case = hold(session, case_id)
        if case is not None and case.state == CaseState.RUNNING:
            _take_from_who_left(session, case, user_id, now)
    reminding.remind(session, user_id, now)


def _take_from_who_left(session: Session, case: Case, owner: str, now: datetime) -> None:
    """What they had in hand is handed out anew, to somebody who is there."""
    if not _has_left(session, owner, session.get_one(Platform, case.platform_key), now):
        return
    for step in steps_of(session, case.id):
        if step.owner == owner and step.state == StepState.POSSIBLE:
            step.handed_at = None
    go_on(session, case, now)


def _has_left(session: Session, person: str, platform: Platform, now: datetime) -> bool:
    return available(session, person, now, platform=platform).why == Why.GONE


def hand(session: Session, case: Case, step: Step, now: datetime, *, at_once: bool = False) -> None:
    """Put a step before its owner as a message of its own: in their hours, unless ``at_once``."""
    if step.owner is None:
        return
    platform = session.get_one(Platform, case.platform_key)
    standing = available(session, step.owner, now, platform=platform)
    if standing.why in NOT_NOW and standing.until is not None and not at_once:
        schedule.at(session, HAND, f"{case.id}:{step.owner}", standing.until)
        return
    step.handed_at = now
    session.flush()
    if speaks(session, case):
        cards.show(session, STEP, subject_of(step), Audience.MEMBER, step.owner)


def hand_back(session: Session, case: Case, step: Step, by: str, now: datetime) -> None:
    """What they had before comes to its owner whatever else they have in hand."""
    if step.state == StepState.POSSIBLE and step.handed_at is None:
        hand(session, case, step, now, at_once=step.owner == by)


def hand_later(session: Session, subject: str, now: datetime) -> None:
    """The owner's hours have begun (due row `HAND`): ``case:owner``."""
    case = hold(session, subject.partition(":")[0])
    if case is not None and case.state == CaseState.RUNNING:
        go_on(session, case, now)


def changed(session: Session, case: Case) -> None:
    """Something of the case has changed: every message about it is drawn anew, homes included."""
    case.version += 1
    session.flush()
    cards.touch(session, case.id, kind=CASE)
    theirs = select(Card.subject).where(
        Card.kind.in_([STEP, WAITS]), Card.subject.startswith(f"{case.id}:")
    )
    for subject in session.scalars(theirs.distinct()).all():
        cards.touch(session, subject)
    owners = select(Step.owner).where(Step.case_id == case.id, Step.owner.is_not(None))
    newest = select(func.max(Card.subject)).where(Card.kind == REMINDER, Card.place.in_(owners))
    for subject in session.scalars(newest.group_by(Card.place)).all():
        cards.touch(session, subject, kind=REMINDER)
    redraw_homes(session, case.platform_key)
