"""Changing a running case: add, skip, reorder, another last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import LANGUAGES, mark
from bot.features.offboarding import owners
from bot.features.offboarding.beginning import due_day
from bot.features.offboarding.dependencies import in_the_way, nodes, reordered
from bot.features.offboarding.flow import go_on, node
from bot.features.offboarding.holding import (
    called,
    running_for,
    seen_case,
    step_for,
    steps_of,
    unsettled,
    words,
)
from bot.features.offboarding.kinds import PHASES, EvidenceKind, Phase, StepState
from bot.features.offboarding.leaving_out import leave_out
from bot.features.offboarding.models import Case, Step, new_id
from bot.features.offboarding.noting import Act, note, note_step, tell_case, tell_step
from bot.features.offboarding.starting import near_enough
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import calendar_of, member_of, person_name


@dataclass(frozen=True)
class New:
    """A step as somebody adds it. ``owner`` None: suggested by its words."""

    name: str
    phase: Phase
    due: date
    owner: str | None = None
    note: str = ""
    needs: Sequence[str] = ()
    """Ids of steps that come first."""
    evidence: Sequence[EvidenceKind] = ()
    irreversible: bool = False
    for_client: bool = False


def add(session: Session, case_id: str, new: New, by: str, now: datetime, *, version: int) -> Step:
    """Add a step at the end of its phase. ``version`` is the case's.

    Kindly for an owner who is no member, and where what comes first stands in a later phase.
    """
    case = running_for(session, case_id, by)
    seen_case(case, version)
    steps = steps_of(session, case.id)
    name = words(new.name, mark("Please give the step a name."), 200)
    place = sum(PHASES.index(one.phase) <= PHASES.index(new.phase) for one in steps)
    _owner_fits(session, case, new.owner)
    step = _step(case, new, name, place)
    step.needs = _needs(session, case, steps[:place], new.needs, steps)
    step.owner = new.owner or _suggested(session, case, steps, name, now)
    _make_room(steps, place)
    session.add(step)
    session.flush()
    after = {"name": name, "phase": str(step.phase), "due": step.due, "owner": step.owner}
    note_step(session, case, step, Act.ADDED, by, now, after=after)
    tell_step(session, case, step, now)
    go_on(session, case, now, by=by)
    return step


def _owner_fits(session: Session, case: Case, owner: str | None) -> None:
    if owner is not None and member_of(session, owner, case.platform_key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."),
            name=person_name(session, owner),
        )


def _step(case: Case, new: New, name: str, place: int) -> Step:
    note = new.note.strip()[:2000]
    return Step(
        case_id=case.id,
        key=f"added-{new_id()}",
        phase=new.phase,
        position=place,
        names=dict.fromkeys(LANGUAGES, name),
        notes=dict.fromkeys(LANGUAGES, note) if note else {},
        talents=[],
        days=(new.due - case.last_day).days,
        due=new.due,
        due_by_hand=True,
        needs=[],
        evidence=[str(kind) for kind in new.evidence if kind != EvidenceKind.CHECK],
        irreversible=new.irreversible,
        for_client=new.for_client,
        state=StepState.WAITING,
    )


def _needs(
    session: Session, case: Case, before: Sequence[Step], ids: Sequence[str], steps: Sequence[Step]
) -> list[str]:
    """The keys of what comes first."""
    for step in steps:
        if step.id in ids and step not in before:
            raise Kindly(
                mark("“{step}” comes later itself: it cannot be waited for here."),
                step=called(session, case, step),
            )
    return [step.key for step in before if step.id in ids]


def _suggested(
    session: Session, case: Case, steps: Sequence[Step], name: str, now: datetime
) -> str | None:
    has = Counter(one.owner for one in steps if one.owner is not None and not one.is_settled)
    client = session.get_one(Client, case.client_key)
    return owners.or_asker(session, owners.suggest(session, client, (), name, has, now), case)


def _make_room(steps: Sequence[Step], place: int) -> None:
    for step in steps[place:]:
        step.position += 1


def skip(session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int) -> Step:
    """Leave a step out, also one that still waits; ``version`` is the step's."""
    return leave_out(session, step_id, by, why, now, version=version, state=StepState.SKIPPED)


def move(
    session: Session, step_id: str, by: str, before: str | None, now: datetime, *, version: int
) -> Step:
    """Put a step before another (None: last), whose phase it joins; ``version`` is the step's.

    Kindly, naming the step that is in the way, where something would stand before what it needs.
    """
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    steps = steps_of(session, case.id)
    order, target = [one.key for one in steps], _target(steps, before)
    if target is step:
        return step
    target_key = target.key if target is not None else None
    among = nodes(node(one) for one in steps)
    blocker = in_the_way(step.key, target_key, order, among)
    if blocker is not None:
        other = next(one for one in steps if one.key == blocker)
        raise Kindly(
            mark("“{step}” cannot stand there: “{other}” depends on the order."),
            step=called(session, case, step),
            other=called(session, case, other),
        )
    was = {"position": step.position, "phase": str(step.phase)}
    step.phase = target.phase if target is not None else steps[-1].phase
    places = {key: n for n, key in enumerate(reordered(step.key, target_key, order))}
    for one in steps:
        one.position = places[one.key]
    step.version += 1
    session.flush()
    after = {"position": step.position, "phase": str(step.phase)}
    note_step(session, case, step, Act.MOVED, by, now, before=was, after=after)
    go_on(session, case, now, by=by)
    return step


def _target(steps: Sequence[Step], before: str | None) -> Step | None:
    if before is None:
        return None
    found = next((one for one in steps if one.id == before), None)
    if found is None:
        raise Kindly(mark("This step no longer exists."))
    return found


def new_last_day(
    session: Session, case_id: str, by: str, day: date, now: datetime, *, version: int
) -> Case:
    """Another last day: open steps follow, apart from those whose day somebody has set."""
    case = running_for(session, case_id, by)
    seen_case(case, version)
    hours = calendar_of(session.get_one(Platform, case.platform_key))
    near_enough(day, hours.local_date(now))
    before = {"last_day": case.last_day}
    case.last_day = day
    moved = []
    for step in steps_of(session, case.id):
        if not step.is_settled and not step.due_by_hand:
            due = due_day(case, step.days, hours, now)
            if due != step.due:
                step.due, step.version = due, step.version + 1
                moved.append(step)
    session.flush()
    note(session, case, Act.LAST_DAY, by, now, before=before, after={"last_day": day})
    tell_case(session, case, now)
    for step in moved:
        tell_step(session, case, step, now)
    go_on(session, case, now, by=by)
    return case
