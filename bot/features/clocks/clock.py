"""How much of the team's business time has passed, and when it will be a given amount. Pure.

Everything is computed from turns and calendars each time, never added up: changed hours, new
holidays and nights on which the clocks change count from the first moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.requests.models import Whose
from bot.features.requests.turns import TurnAt

Stretch = tuple[datetime, datetime | None]
"""A team's turn: from, until; None while it lasts."""


def passed(
    turns: Sequence[TurnAt], hours: BusinessHours, since: datetime, until: datetime
) -> timedelta:
    """Business time between ``since`` and ``until`` in which it was the team's turn."""
    total = timedelta()
    for start, end in _of_the_team(turns, since):
        stop = until if end is None else min(end, until)
        if start < stop:
            total += hours.between(start, stop)
    return total


def reached(
    turns: Sequence[TurnAt], hours: BusinessHours, since: datetime, amount: timedelta
) -> datetime | None:
    """When ``amount`` of the team's business time since ``since`` has passed or will have.

    None while it is not the team's turn and the amount was not reached before.
    """
    left = amount
    for start, end in _of_the_team(turns, since):
        if end is None:
            return hours.add(start, left)
        within = hours.between(start, end)
        if left <= within:
            return hours.add(start, left)
        left -= within
    return None


def _of_the_team(turns: Sequence[TurnAt], since: datetime) -> Iterator[Stretch]:
    """The team's turns from ``since`` on; each ends where the next turn begins."""
    ends: list[datetime | None] = [turn.since for turn in turns[1:]]
    for turn, end in zip(turns, [*ends, None], strict=True):
        start = max(turn.since, since)
        if turn.whose == Whose.TEAM and (end is None or start < end):
            yield start, end


def days_later(hours: BusinessHours, since: datetime, days: int) -> datetime:
    """So many business days after ``since``: at the same time of day, or when it opens next."""
    local = since.astimezone(zone(hours.timezone))
    day = hours.business_days_later(local.date(), days)
    return hours.next_open(datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC))
