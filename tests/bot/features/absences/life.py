"""An absence's life in an agency: what people enter, and the schedule carried out in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core import schedule
from bot.features.absences import entering, handover, notices, returning
from bot.features.absences.owned import AllOwned
from bot.features.platforms.models import Absence
from bot.features.requests import actions
from bot.features.requests.models import Request
from tests.bot.features.house import JONAS, House

FRIDAY = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(hours=1)
"""Friday's beginning in Berlin; the house wakes on Wednesday at ten."""
NEXT_FRIDAY = FRIDAY + timedelta(days=7)


def taken(house: House, who: str = JONAS, text: str = "") -> Request:
    house.pass_time(minutes=5)  # what follows sooner is the same request
    request = house.ask(text) if text else house.ask()
    actions.take(house.session, request.id, who, house.now)
    return request


def enter(
    house: House,
    owned: AllOwned,
    who: str = JONAS,
    start: datetime = FRIDAY,
    end: datetime = NEXT_FRIDAY,
    cover: str | None = None,
) -> Absence:
    return entering.enter(house.session, owned, who, start, end, cover, house.now)


def live_until(house: House, owned: AllOwned, when: datetime) -> None:
    """Carry out what is due, in order, up to ``when``."""
    rules = {
        "absences.eve": lambda one: notices.eve(house.session, int(one), house.now),
        "absences.warn": lambda one: notices.warn(house.session, int(one), house.now),
        "absences.begin": lambda one: handover.begin(house.session, owned, int(one), house.now),
        "absences.back": lambda one: returning.back(house.session, int(one), house.now),
        "absences.forget": lambda one: returning.forget(house.session, int(one)),
        "absences.tell": lambda one: handover.tell(house.session, one),
    }
    while True:
        rows = [(at, k, one) for k in rules for one, at in house.due(k).items() if at <= when]
        if not rows:
            house.now = when
            return
        at, kind, subject = min(rows)
        house.now = max(house.now, at)
        schedule.cancel(house.session, kind, subject)
        rules[kind](subject)
