"""How long things may take: what is usual, what is agreed with a client, in whose hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from bot.features.platforms.calendar import BusinessHours, holidays_of
from bot.features.platforms.models import Client, Platform

THIRD, TWO_THIRDS, ALL = Fraction(1, 3), Fraction(2, 3), Fraction(1)


@dataclass(frozen=True)
class Targets:
    """In business time while it is the team's turn; ``done`` None: no such target."""

    taken: timedelta
    answer: timedelta
    done: timedelta | None


USUAL = Targets(taken=timedelta(minutes=360), answer=timedelta(minutes=540), done=None)
"""Where nothing is agreed."""


def targets_of(client: Client) -> Targets:
    """What counts for a client."""
    return Targets(
        taken=_minutes(client.taken_within) or USUAL.taken,
        answer=_minutes(client.answer_within) or USUAL.answer,
        done=_minutes(client.done_within) or USUAL.done,
    )


def _minutes(minutes: int | None) -> timedelta | None:
    return timedelta(minutes=minutes) if minutes else None


def part_of(target: timedelta, part: Fraction) -> timedelta:
    """A third, two thirds or all of a target, in whole seconds."""
    return timedelta(seconds=int(target.total_seconds() * part))


@dataclass(frozen=True)
class SharedHours(BusinessHours):
    """A platform's business time without the client's own holidays (``theirs``: ``AT-9``)."""

    theirs: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.theirs is not None:
            holidays_of(self.theirs, 2024)

    def is_holiday(self, day: date) -> bool:
        """Whether one of the two has a public holiday."""
        if self.theirs is not None and day in holidays_of(self.theirs, day.year):
            return True
        return super().is_holiday(day)


def shared_hours(platform: Platform, client: Client) -> SharedHours:
    """The time that counts between a platform and one of its clients."""
    return SharedHours(platform.timezone, platform.hours, platform.holidays, client.holidays)
