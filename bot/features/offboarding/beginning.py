"""Laying a case out: the template's steps with their dates, and who could have each."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.offboarding import owners
from bot.features.offboarding.dates import due_on
from bot.features.offboarding.kinds import NO_WAY_BACK
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.template_values import TemplateStep
from bot.features.offboarding.templates import DEFAULT, template
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import calendar_of


def lay_out(session: Session, case: Case, now: datetime) -> list[Step]:
    """The steps of the case's template, all waiting, in order, each with a suggested owner.

    A template that was taken away between question and confirmation gives way to the default.
    """
    platform = session.get_one(Platform, case.platform_key)
    client = session.get_one(Client, case.client_key)
    hours = calendar_of(platform)
    has: Counter[str] = Counter()
    people = owners.people_of(session, platform)
    steps = []
    for position, source in enumerate((template(session, case.template) or DEFAULT).steps):
        step = _step(case, source, position, due_day(case, source.days, hours, now))
        text = " ".join(source.names.values())
        found = owners.suggest(session, client, source.talents, text, has, now, people)
        step.owner = owners.or_asker(session, found, case)
        if step.owner is not None:
            has[step.owner] += 1
        steps.append(step)
    session.add_all(steps)
    session.flush()
    return steps


def due_day(case: Case, days: int, hours: BusinessHours, now: datetime) -> date:
    """When a step is due; never before the day on which that is decided."""
    today = hours.business_days_later(hours.local_date(now), 0)
    return max(today, due_on(case.last_day, days, hours))


def _step(case: Case, source: TemplateStep, position: int, due: date) -> Step:
    return Step(
        case_id=case.id,
        key=source.key,
        phase=source.phase,
        position=position,
        names=dict(source.names),
        notes=dict(source.notes),
        talents=list(source.talents),
        days=source.days,
        due=due,
        needs=list(source.needs),
        evidence=[str(kind) for kind in source.evidence],
        does=source.does,
        irreversible=source.irreversible or source.does in NO_WAY_BACK,
        for_client=source.for_client,
    )
