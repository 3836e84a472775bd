"""A platform's own figures, month by month: how often the right person was suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import in_parts
from bot.features.accuracy.models import Predicted
from bot.features.accuracy.service import places
from bot.features.platforms.calendar import zone
from bot.features.platforms.models import Platform
from bot.features.platforms.service import members
from bot.features.requests.models import Outcome, OutcomeKind

MONTHS = 6
"""Months that are shown, the one that goes on among them."""
ENOUGH = 20
"""Questions that were answered; with fewer, a share says nothing."""
FEWEST = 4
"""Of fewer members passes are not told: each would know whose they are …"""
SOME = 5
"""… nor of fewer passes, nor of the month that goes on: who looks before and after one question
was answered would know whether that one was passed on."""


@dataclass(frozen=True)
class Month:
    """Questions that came in a month and were answered. They add up to ``all``."""

    first: date
    right: int = 0
    """Who was thought of first answered it."""
    near: int = 0
    """The second or the third did."""
    other: int = 0
    """Somebody else did."""
    team: int = 0
    """Nobody was guessed, and the team was asked."""
    passed: int = 0
    """Of all of them, those that somebody passed on."""

    @property
    def all(self) -> int:
        """How many there were."""
        return self.guessed + self.team

    @property
    def guessed(self) -> int:
        """For how many somebody was guessed."""
        return self.right + self.near + self.other


@dataclass(frozen=True)
class Figures:
    """What a platform reads of itself; nothing in it is about a person."""

    platform: str
    months: Sequence[Month]
    passes: bool
    """Whether passes may be told."""

    @property
    def whole(self) -> Month:
        """All months together."""
        return _together(self.months)

    @property
    def over(self) -> Month:
        """All months together but the one that goes on: what passes are told of."""
        return _together(self.months[:-1])

    @property
    def early(self) -> bool:
        """Whether it is too early for shares."""
        return self.whole.all < ENOUGH


def _together(months: Sequence[Month]) -> Month:
    names = ("right", "near", "other", "team", "passed")
    sums = {name: sum(getattr(month, name) for month in months) for name in names}
    return Month(months[0].first, **sums)


def figures(session: Session, platform: Platform, now: datetime) -> Figures:
    """Count what was predicted against who answered, for each of the last ``MONTHS`` months."""
    here = zone(platform.timezone)
    firsts = _months(now.astimezone(here).date())
    since = datetime(firsts[0].year, firsts[0].month, 1, tzinfo=here)
    rows = session.scalars(
        select(Predicted).where(Predicted.platform_key == platform.key, Predicted.at >= since)
    ).all()
    found = places(session, rows)
    passed = _passed(session, list(found))
    by_month: dict[date, list[Predicted]] = {first: [] for first in firsts}
    for row in rows:
        if row.request_id in found:
            by_month[row.at.astimezone(here).date().replace(day=1)].append(row)
    months = [_month(first, by_month[first], found, passed) for first in firsts]
    over = _together(months[:-1])
    are_many = over.passed >= SOME and over.all >= ENOUGH
    passes = are_many and len(members(session, platform.key)) >= FEWEST
    return Figures(platform.name, months, passes)


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    found = [first]
    while len(found) < MONTHS:
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]


def _month(
    first: date, rows: Sequence[Predicted], found: dict[str, int], passed: set[str]
) -> Month:
    guessed = [found[row.request_id] for row in rows if row.guessed]
    return Month(
        first,
        right=guessed.count(1),
        near=guessed.count(2) + guessed.count(3),
        other=guessed.count(0),
        team=sum(not row.guessed for row in rows),
        passed=sum(row.request_id in passed for row in rows),
    )


def _passed(session: Session, ids: Sequence[str]) -> set[str]:
    """Those that somebody passed on."""
    passes = select(Outcome.request_id).where(Outcome.kind == OutcomeKind.PASSED)
    return {
        request_id
        for some in in_parts(ids)
        for request_id in session.scalars(passes.where(Outcome.request_id.in_(some)))
    }
