"""What the clock brings next to a request, computed from its state. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from bot.features.clocks.clock import days_later, reached
from bot.features.clocks.models import Stage
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.targets import ALL, THIRD, TWO_THIRDS, Targets, part_of
from bot.features.requests.models import Whose
from bot.features.requests.turns import TurnAt, current

REMINDED_AFTER = (3, 7)
"""Business days of the client's turn after which they are reminded; then the request rests."""
SUPERSEDED = {
    Stage.NOT_TAKEN: Stage.CALL,
    Stage.NO_ANSWER: Stage.ANSWER_NEARS,
    Stage.NOT_DONE: Stage.END_NEARS,
}
"""Where both are due at once, as after an outage, the first of the two is left out."""


@dataclass(frozen=True)
class Standing:
    """How a request stands, as far as the clock is concerned."""

    opened: datetime
    """Since when it is open (again)."""
    turns: Sequence[TurnAt]
    taken_at: datetime | None = None
    spoken_at: datetime | None = None
    """The team's last word."""
    rests: bool = False
    said: Mapping[Stage, datetime] = field(default_factory=dict)
    """When each stage was last dealt with."""


@dataclass(frozen=True)
class Step:
    """A stage that was not dealt with yet, and when it is due. ``since``: what it belongs to."""

    stage: Stage
    since: datetime
    at: datetime


def asked_at(standing: Standing) -> datetime | None:
    """Since when an answer is awaited; None where it is not the team's turn or one was given."""
    turn = current(standing.turns)
    since = max(turn.since, standing.opened)
    is_answered = standing.spoken_at is not None and standing.spoken_at >= since
    return since if turn.whose == Whose.TEAM and not is_answered else None


def answer_due(standing: Standing, targets: Targets, hours: BusinessHours) -> datetime | None:
    """By when an answer is awaited; None where none is."""
    since = asked_at(standing)
    return reached(standing.turns, hours, since, targets.answer) if since is not None else None


def steps(standing: Standing, targets: Targets, hours: BusinessHours) -> list[Step]:
    """What is still to come, in order of time, each moved to a time in which both sides work."""
    if standing.rests:
        return []
    turn = current(standing.turns)
    if turn.whose == Whose.TEAM:
        found = _for_team(standing, targets, hours)
    elif turn.whose == Whose.CLIENT:
        found = _for_client(standing, turn, hours)
    else:
        return []
    new = [one for one in found if standing.said.get(one.stage, one.since) <= one.since]
    moved = [Step(one.stage, one.since, hours.next_open(one.at)) for one in new]
    return sorted(moved, key=lambda step: (step.at, list(Stage).index(step.stage)))


def _for_team(standing: Standing, targets: Targets, hours: BusinessHours) -> Iterator[Step]:
    def after(since: datetime, target: timedelta, part: Fraction) -> datetime:
        when = reached(standing.turns, hours, since, part_of(target, part))
        assert when is not None, "it is the team's turn"
        return when

    opened, taken_at, asked = standing.opened, standing.taken_at, asked_at(standing)
    if taken_at is None:
        yield Step(Stage.CALL, opened, after(opened, targets.taken, TWO_THIRDS))
        yield Step(Stage.NOT_TAKEN, opened, after(opened, targets.taken, ALL))
        return
    if asked is not None:
        nears = after(asked, targets.answer, TWO_THIRDS)
        if nears > taken_at:
            yield Step(Stage.ANSWER_NEARS, asked, nears)
        room = hours.add(taken_at, part_of(targets.answer, THIRD))
        yield Step(Stage.NO_ANSWER, asked, max(after(asked, targets.answer, ALL), room))
    if targets.done is not None:
        nears = after(opened, targets.done, TWO_THIRDS)
        if nears > taken_at:
            yield Step(Stage.END_NEARS, opened, nears)
        yield Step(Stage.NOT_DONE, opened, after(opened, targets.done, ALL))


def _for_client(standing: Standing, turn: TurnAt, hours: BusinessHours) -> Iterator[Step]:
    """The second reminder keeps its distance from the first, also where that came late."""
    first, last = REMINDED_AFTER
    since = max(turn.since, standing.spoken_at or turn.since)
    reminded = standing.said.get(Stage.FIRST_REMINDER)
    yield Step(Stage.FIRST_REMINDER, turn.since, days_later(hours, since, first))
    if reminded is not None and reminded > turn.since:
        second = max(
            days_later(hours, since, last),
            days_later(hours, reminded, last - first),
        )
        yield Step(Stage.LAST_REMINDER, turn.since, second)


def due(steps_: Sequence[Step], now: datetime) -> list[Step]:
    """What is to be said now. Of a pair whose time has come together, the last word."""
    ripe = [step for step in steps_ if step.at <= now]
    left_out = {SUPERSEDED.get(step.stage) for step in ripe}
    return [step for step in ripe if step.stage not in left_out]
