"""One message a day to each owner, about all their steps, in their business hours.

Not every day: when one of their steps is late or due within two business days, or a week has
passed since the last message. What is blocked is not named; it comes back on its date.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.offboarding.cards import REMINDER
from bot.features.offboarding.dates import soon
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Case, Reminded, Step
from bot.features.platforms.calendar import DAY, BusinessHours, zone
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import available, hours_of

REMIND = "offboarding.remind"
"""The due row of a person's next message; its subject is their user id."""
AT = time(10, 0)
NEAR = 2
"""Business days before a step is due from which on it is named every day."""
AGAIN = timedelta(days=7)


def open_steps(session: Session, user_id: str) -> list[Step]:
    """What somebody has to do on platforms that Perron speaks to: what is due first comes first."""
    return list(
        session.scalars(
            select(Step)
            .join(Case, Case.id == Step.case_id)
            .join(Platform, Platform.key == Case.platform_key)
            .where(
                Step.owner == user_id,
                Step.state == StepState.POSSIBLE,
                Case.state == CaseState.RUNNING,
                Platform.mode == PlatformMode.ACTIVE,
                Platform.active,
            )
            .order_by(Step.due, Step.position, Step.id)
        )
    )


def plan(session: Session, user_id: str, now: datetime) -> None:
    """Have somebody reminded on their next working day, while a step of theirs is possible."""
    steps = open_steps(session, user_id)
    if not steps:
        schedule.cancel(session, REMIND, user_id)
        return
    hours = hours_of(session, user_id, _platform_of(session, steps[0]))
    schedule.at(session, REMIND, user_id, next_morning(now, hours))


def next_morning(now: datetime, hours: BusinessHours) -> datetime:
    """10:00 on the next day of work; where nobody works then, when they begin after it."""
    day = hours.business_days_later(hours.local_date(now) + DAY, 0)
    return hours.next_open(datetime.combine(day, AT, zone(hours.timezone)))


def _platform_of(session: Session, step: Step) -> Platform:
    return session.get_one(Platform, session.get_one(Case, step.case_id).platform_key)


def remind(session: Session, user_id: str, now: datetime) -> bool:
    """Send the day's message, once; whether one was sent.

    Not while they are away or their day is over: then the next working day is tried.
    """
    steps = open_steps(session, user_id)
    sent = bool(steps) and _send(session, user_id, steps, now)
    plan(session, user_id, now)
    return sent


def _send(session: Session, user_id: str, steps: list[Step], now: datetime) -> bool:
    platform = _platform_of(session, steps[0])
    hours = hours_of(session, user_id, platform)
    day = hours.local_date(now)
    standing = available(session, user_id, now, platform=platform)
    if standing.is_away or not hours.is_open(now):
        return False
    if session.get(Reminded, (user_id, day)) is not None:
        return False
    near = any(soon(step.due, day, hours, NEAR) for step in steps)
    if not near and now - _last_heard(session, user_id, steps) < AGAIN:
        return False
    session.add(Reminded(user_id=user_id, day=day, steps=[step.id for step in steps], at=now))
    session.flush()
    cards.show(session, REMINDER, f"{user_id}:{day.isoformat()}", Audience.MEMBER, user_id)
    return True


def _last_heard(session: Session, user_id: str, steps: list[Step]) -> datetime:
    """When they were last told of any of these: by a reminder, or by the step itself."""
    told = [step.handed_at or step.possible_at for step in steps]
    last = session.scalar(select(func.max(Reminded.at)).where(Reminded.user_id == user_id))
    return max(at for at in [*told, last, _LONG_AGO] if at is not None)


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
