"""A case or a step in somebody's hands: held until the commit, seen as it is, theirs to change.

Whoever changes anything of a case holds the case first: two people never change it at once, and
the second sees what the first has done.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Case, Step
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import person_name, require_member

WHY = mark("Please write why, in a few words.")
"""Where a reason is asked for and none is written."""


def hold(session: Session, case_id: str) -> Case | None:
    """The case, held and read anew; None where there is none."""
    session.flush()
    return session.get(Case, case_id, with_for_update=True, populate_existing=True)


def hold_with_step(session: Session, step_id: str) -> tuple[Case, Step] | None:
    """A step and its case, held and read anew; None where there is none."""
    case_id = session.scalar(select(Step.case_id).where(Step.id == step_id))
    case = hold(session, case_id) if case_id is not None else None
    if case is None:
        return None
    return case, session.get_one(Step, step_id, populate_existing=True)


def case_for(session: Session, case_id: str, by: str) -> Case:
    """The case, held, for a member of its platform."""
    case = hold(session, case_id)
    if case is None:
        raise Kindly(mark("This offboarding no longer exists."))
    require_member(session, by, case.platform_key)
    return case


def running_for(session: Session, case_id: str, by: str) -> Case:
    """The same, while it is walked."""
    case = case_for(session, case_id, by)
    require_running(case)
    return case


def require_running(case: Case) -> None:
    """Kindly where there is nothing to walk: not confirmed yet, or over."""
    if case.state == CaseState.ASKED:
        raise Kindly(mark("A second member has to confirm the start first."))
    if case.state == CaseState.CALLED_OFF:
        raise Kindly(mark("This offboarding was called off. Nothing was changed."))
    if case.state == CaseState.FINISHED:
        raise Kindly(mark("This offboarding is finished. Nothing was changed."))


def seen_case(case: Case, version: int) -> None:
    """Kindly where the case has changed since somebody looked at it."""
    if case.version != version:
        raise Kindly(mark("Somebody has changed this offboarding meanwhile. Please look again."))


def step_for(session: Session, step_id: str, by: str, version: int) -> tuple[Case, Step]:
    """A step of a running case, held, for a member who has seen it as it is."""
    held = hold_with_step(session, step_id)
    if held is None:
        raise Kindly(mark("This step no longer exists."))
    case, step = held
    require_member(session, by, case.platform_key)
    require_running(case)
    if step.version != version:
        raise _somebody_was_faster(session, case, step)
    return case, step


def _somebody_was_faster(session: Session, case: Case, step: Step) -> Kindly:
    name = called(session, case, step)
    who = person_name(session, step.settled_by) if step.settled_by else "Perron"
    if step.state == StepState.DONE:
        return Kindly(mark("{who} was faster: “{step}” is done already."), who=who, step=name)
    if step.is_settled:
        return Kindly(mark("{who} was faster: “{step}” is not needed."), who=who, step=name)
    return Kindly(mark("“{step}” has changed meanwhile. Please look at it again."), step=name)


def unsettled(session: Session, case: Case, step: Step) -> None:
    """Kindly where nothing is left to do about it."""
    if step.is_settled:
        raise _somebody_was_faster(session, case, step)


def called(session: Session, case: Case, step: Step) -> str:
    """The step's name in the team's language."""
    return in_language(step.names, team_language(session, case))


def team_language(session: Session, case: Case) -> str:
    """The language of the team channel."""
    return session.get_one(Platform, case.platform_key).language


def in_language(texts: dict[str, str], language: str) -> str:
    """A text in that language, else in the first that there is."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


def steps_of(session: Session, case_id: str) -> list[Step]:
    """The steps of a case, in order."""
    return list(
        session.scalars(select(Step).where(Step.case_id == case_id).order_by(Step.position))
    )


def words(text: str, otherwise: str, limit: int = 1000) -> str:
    """Typed words in one line; Kindly with the marked msgid ``otherwise`` where there are none."""
    line = " ".join(text.split())[:limit]
    if not line:
        raise Kindly(otherwise)
    return line


def speaks(session: Session, case: Case) -> bool:
    """Whether anything is posted at all: a platform that observes stays silent."""
    return session.get_one(Platform, case.platform_key).mode == PlatformMode.ACTIVE
