"""Possible and blocked steps in the list of what people have in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.core.i18n import Translator, language_of
from bot.features.offboarding import walking
from bot.features.offboarding.holding import hold_with_step, in_language
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import PERRON
from bot.features.platforms.calendar import DAY, zone
from bot.features.platforms.models import Platform
from bot.features.platforms.owning import Matter
from bot.features.platforms.service import locale_of, member_of

IN_HAND = (StepState.POSSIBLE, StepState.BLOCKED)


class OwnedSteps:
    """Steps of running cases: what is possible waits for its owner, what is blocked does not."""

    kind = "offboarding"

    def matters(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - the contract's; what is open does not depend on the hour
        *,
        owners: Collection[str],
    ) -> Iterable[Matter]:
        """What these people have to do, in their own language."""
        return _matters(session, Step.owner.in_(owners))

    def of_platform(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - as above
        platform: str,
    ) -> Iterable[Matter]:
        """Every such step of a platform, also those that nobody has, in its language."""
        language = session.get_one(Platform, platform).language
        return _matters(session, Case.platform_key == platform, language)

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put a step into somebody else's hands, as an absence does; they get it as their next."""
        held = hold_with_step(session, ref)
        if held is None:
            return False
        case, step = held
        is_over = case.state != CaseState.RUNNING or step.is_settled
        if is_over or step.owner == to or member_of(session, to, case.platform_key) is None:
            return False
        walking.give(session, case, step, to, PERRON, now)
        return True


OWNED = OwnedSteps()


def _matters(
    session: Session, which: ColumnElement[bool], language: str | None = None
) -> list[Matter]:
    rows = session.execute(
        select(Step, Case)
        .join(Case, Case.id == Step.case_id)
        .where(which, Case.state == CaseState.RUNNING, Step.state.in_(IN_HAND))
        .order_by(Step.due, Step.position)
    )
    return [_matter(session, step, case, language) for step, case in rows]


def _matter(session: Session, step: Step, case: Case, language: str | None) -> Matter:
    if language is None:
        known = locale_of(session, step.owner) if step.owner is not None else None
        language = Translator(language_of(known)).language
    platform = session.get_one(Platform, case.platform_key)
    return Matter(
        kind=OwnedSteps.kind,
        ref=step.id,
        owner=step.owner,
        platform=case.platform_key,
        client=case.client_key,
        words=in_language(step.names, language),
        link=None,
        ours=step.state == StepState.POSSIBLE,
        since=step.possible_at or case.started_at or case.asked_at,
        due=end_of_day(step.due, platform.timezone),
    )


def end_of_day(day: date, timezone: str) -> datetime:
    """The instant at which a day is over there."""
    return datetime.combine(day + DAY, time(), zone(timezone)).astimezone(UTC)
