"""Clocks change in the middle of a walk: work begins at nine all the same, and days stay days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import access, flow, walking
from bot.features.offboarding.cards import REMINDER, STEP
from bot.features.offboarding.kinds import AccessState, StepState
from bot.features.offboarding.over import GRACE, HAND, UNBLOCK
from bot.features.offboarding.reminding import REMIND
from tests.bot.features.house import LENA, MARA
from tests.bot.features.offboarding.goodbye import Goodbye


@dataclass(frozen=True)
class Change:
    """A weekend on which clocks change, in UTC."""

    friday: datetime
    """17:30 in Berlin."""
    monday: datetime
    """9:00 in Berlin."""
    over: datetime
    """The first business time more than three times 24 hours after that Friday evening."""


SPRING = Change(
    datetime(2028, 3, 24, 16, 30, tzinfo=UTC),
    datetime(2028, 3, 27, 7, 0, tzinfo=UTC),
    datetime(2028, 3, 28, 7, 0, tzinfo=UTC),
)
AUTUMN = Change(
    datetime(2028, 10, 27, 15, 30, tzinfo=UTC),
    datetime(2028, 10, 30, 8, 0, tzinfo=UTC),
    datetime(2028, 10, 30, 15, 30, tzinfo=UTC),
)
BOTH = pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@BOTH
def test_a_blocked_step_is_back_when_work_begins(bye: Goodbye, change: Change) -> None:
    bye.house.now = change.friday
    bye.start(last_day=change.monday.date())
    step, until = bye.step("rights"), change.monday.date()
    walking.blocked(bye.session, step.id, LENA, "No.", until, bye.now, version=step.version)
    assert bye.house.due(UNBLOCK) == {step.id: change.monday}
    bye.house.now = change.monday - timedelta(minutes=1)
    walking.come_back(bye.session, step.id, bye.now)
    assert bye.state("rights") == StepState.BLOCKED
    bye.house.now = change.monday
    walking.come_back(bye.session, step.id, bye.now)
    assert bye.state("rights") == StepState.POSSIBLE


@BOTH
def test_owners_are_reminded_at_ten(bye: Goodbye, change: Change) -> None:
    bye.house.now = change.friday
    bye.start(last_day=change.monday.date())
    assert bye.house.due(REMIND)[LENA] == change.monday + HOUR
    bye.house.now = change.monday + HOUR
    flow.morning(bye.session, LENA, bye.now)
    flow.morning(bye.session, LENA, bye.now)
    [card] = bye.house.cards(REMINDER, LENA)
    assert card.subject == f"{LENA}:{change.monday.date()}"
    assert bye.house.due(REMIND)[LENA] == change.monday + 25 * HOUR


@BOTH
def test_what_becomes_possible_at_the_weekend_is_handed_out_when_work_begins(
    bye: Goodbye, change: Change
) -> None:
    bye.house.now = change.friday + timedelta(days=1)
    bye.start(last_day=change.monday.date())
    assert bye.house.cards(STEP, LENA) == []
    subject = f"{bye.case_id}:{LENA}"
    assert bye.house.due(HAND)[subject] == change.monday
    bye.house.now = change.monday
    flow.hand_later(bye.session, subject, bye.now)
    flow.hand_later(bye.session, subject, bye.now)
    assert len(bye.house.cards(STEP, LENA)) == 1


@BOTH
def test_grace_lasts_full_days_and_ends_while_people_work(bye: Goodbye, change: Change) -> None:
    bye.house.now = change.friday
    bye.start(last_day=change.monday.date(), grace_days=3)
    for key in ("farewell", "export", "accounts"):
        bye.not_needed(key)
    ids = bye.note("Anke")
    access.set_inactive(bye.session, bye.case_id, ids, MARA, bye.now)
    bye.done("access_inactive", given=())
    begun, end = bye.now, bye.house.due(GRACE)[bye.case_id]
    assert end == change.over
    assert end - begun >= timedelta(days=3)
    bye.house.now = end - timedelta(seconds=1)
    access.grace_over(bye.session, bye.case_id, bye.now)
    assert bye.state("access_deleted") == StepState.WAITING
    with pytest.raises(Kindly, match="grace period"):
        access.delete(bye.session, bye.case_id, ids, MARA, bye.now, sure=True)
    bye.house.now = end
    access.grace_over(bye.session, bye.case_id, bye.now)
    assert bye.state("access_deleted") == StepState.POSSIBLE
    [row] = access.of_case(bye.session, bye.case_id)
    assert row.state == AccessState.INACTIVE, "due by itself, deleted by people"


@BOTH
def test_a_date_is_one_of_the_platforms_calendar(bye: Goodbye, change: Change) -> None:
    """At 22:30 UTC the day is over in Berlin in summer only."""
    bye.house.now = change.monday.replace(hour=22, minute=30)
    last_day, today = change.monday.date() + DAY * 3, change.monday.date()
    bye.start(last_day=last_day)
    assert bye.step("costs").due == last_day
    step = bye.step("rights")
    until = today + DAY if change is SPRING else today
    with pytest.raises(Kindly, match="still to come"):
        walking.blocked(bye.session, step.id, LENA, "No.", until, bye.now, version=step.version)
