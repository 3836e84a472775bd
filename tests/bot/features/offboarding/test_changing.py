"""A running case is changed: added, skipped, put elsewhere, another last day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.errors import Kindly
from bot.features.offboarding import changing, walking
from bot.features.offboarding.changing import New
from bot.features.offboarding.kinds import EvidenceKind, Phase, StepState
from bot.features.offboarding.models import Step
from tests.bot.features.house import COLLEAGUE, LENA, MARA
from tests.bot.features.offboarding.goodbye import Goodbye

KEYS = New("Keys returned", Phase.HAND_OVER, date(2026, 12, 18), evidence=(EvidenceKind.TEXT,))


def _add(bye: Goodbye, new: New = KEYS) -> Step:
    case = bye.case
    return changing.add(bye.session, case.id, new, MARA, bye.now, version=case.version)


def _move(bye: Goodbye, key: str, before: str | None) -> Step:
    step = bye.step(key)
    target = bye.step(before).id if before is not None else None
    return changing.move(bye.session, step.id, MARA, target, bye.now, version=step.version)


def _order(bye: Goodbye) -> list[str]:
    return [step.key for step in bye.steps()]


def test_an_added_step_stands_at_the_end_of_its_phase(bye: Goodbye) -> None:
    bye.start()
    step = _add(bye)
    order = _order(bye)
    assert order[order.index("export") + 1] == step.key
    assert [one.position for one in bye.steps()] == list(range(len(order)))
    assert (step.state, step.owner is not None) == (StepState.POSSIBLE, True)
    assert bye.step_view(step.key, "de").line.name == "Keys returned"


def test_an_added_step_waits_for_others(bye: Goodbye) -> None:
    bye.start()
    first = bye.step("rights").id
    step = _add(bye, New("Keys", Phase.CLOSE, date(2026, 12, 18), owner=LENA, needs=(first,)))
    assert (step.state, step.needs, step.owner) == (StepState.WAITING, ["rights"], LENA)
    late = bye.step("block").id
    with pytest.raises(Kindly, match="comes later itself"):
        _add(bye, New("Keys", Phase.CLOSE, date(2026, 12, 18), needs=(late,)))


def test_what_cannot_be_added(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="name"):
        _add(bye, New(" ", Phase.CLOSE, date(2026, 12, 18)))
    with pytest.raises(Kindly, match="not a member"):
        _add(bye, New("Keys", Phase.CLOSE, date(2026, 12, 18), owner=COLLEAGUE))
    with pytest.raises(Kindly, match="look again"):
        changing.add(bye.session, bye.case_id, KEYS, MARA, bye.now, version=0)


def test_a_waiting_step_is_skipped_with_a_reason(bye: Goodbye) -> None:
    bye.start()
    step = bye.step("folders")
    changing.skip(bye.session, step.id, MARA, "No folders.", bye.now, version=step.version)
    assert (step.state, step.reason) == (StepState.SKIPPED, "No folders.")


def test_a_step_is_put_before_another_and_joins_its_phase(bye: Goodbye) -> None:
    bye.start()
    step = _move(bye, "rights", "tickets")
    order = _order(bye)
    assert order[order.index("tickets") - 1] == "rights"
    assert step.phase == Phase.WIND_DOWN


def test_a_step_is_put_last(bye: Goodbye) -> None:
    bye.start()
    assert _move(bye, "among_ourselves", None).phase == Phase.BLOCK
    assert _order(bye)[-1] == "among_ourselves"


@pytest.mark.parametrize(
    ("key", "before", "other"),
    [
        ("tools", "campaigns", "Campaigns paused or ended, and settled"),
        ("campaigns", "accounts", "Analytics and other tools cancelled"),
        ("block", "farewell", "The work in the last report invoiced"),
    ],
)
def test_dependencies_forbid_it_and_are_named(
    bye: Goodbye, key: str, before: str, other: str
) -> None:
    bye.start()
    order = _order(bye)
    with pytest.raises(Kindly, match=f"“{other}” depends on the order"):
        _move(bye, key, before)
    assert _order(bye) == order


def test_open_steps_follow_another_last_day(bye: Goodbye) -> None:
    bye.start()
    bye.done("campaigns")
    by_hand, settled = bye.step("tickets"), bye.step("campaigns").due
    day = date(2026, 12, 3)
    walking.new_date(bye.session, by_hand.id, MARA, day, bye.now, version=by_hand.version)
    case = bye.case
    last_day = date(2027, 1, 29)
    changing.new_last_day(bye.session, case.id, MARA, last_day, bye.now, version=case.version)
    assert bye.step("campaigns").due == settled
    assert by_hand.due == day
    assert bye.step("rights").due == date(2027, 1, 22)
    assert bye.view().last_day == last_day
