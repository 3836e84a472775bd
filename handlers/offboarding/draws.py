"""The cards about an ending, each drawn from how things stand now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.worker import Draw, Drawing
from bot.features.offboarding import cards, reading
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Case, EndingWish, Step
from bot.features.platforms.models import Platform
from handlers.offboarding import case_views, step_views, wish_views
from handlers.slack import readers


def _case(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    case = session.get(Case, card.subject)
    if case is None:
        return None
    t = readers.team(session.get_one(Platform, case.platform_key))
    return case_views.case_card(reading.case_view(session, case.id, t.language, now), t)


def _wish(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    wish = session.get(EndingWish, card.subject)
    if wish is None:
        return None
    t = readers.team(session.get_one(Platform, wish.platform_key))
    return wish_views.wish_card(reading.wish_view(session, wish.id), t)


def _step(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    step = session.get(Step, cards.step_id_of(card.subject))
    if step is None:
        return None
    t = readers.person(session, card.place)
    view = reading.step_view(session, step.id, t.language, now)
    is_here = cards.subject_of(step) == card.subject and step.owner == card.place
    is_on = view.case_state is CaseState.RUNNING and step.state == StepState.POSSIBLE
    if is_here and is_on:
        return step_views.step_card(view, t)
    return step_views.over(view, t, card.place)


def _waits(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    step = session.get(Step, cards.step_id_of(card.subject))
    if step is None:
        return None
    t = readers.person(session, card.place)
    return step_views.waits(reading.step_view(session, step.id, t.language, now), t)


def _reminder(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    t = readers.person(session, card.place)
    steps = reading.reminder_view(session, card.subject, t.language, now)
    return step_views.reminder(steps, t)


DRAWS: dict[str, Draw] = {
    cards.CASE: _case,
    cards.WISH: _wish,
    cards.STEP: _step,
    cards.WAITS: _waits,
    cards.REMINDER: _reminder,
}
