"""Access in two phases: who had what, undone within the grace period, deleted by a click only."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.offboarding import access, undoing
from bot.features.offboarding.access import GRACE
from bot.features.offboarding.cards import STEP
from bot.features.offboarding.kinds import AccessState, StepState
from bot.features.offboarding.models import Access
from bot.features.platforms.models import ClientStatus
from bot.features.webhook.service import SEND
from tests.bot.features.house import MARA
from tests.bot.features.offboarding.goodbye import Goodbye


def _ready(bye: Goodbye, *names: str) -> list[str]:
    """A case in which access can be set inactive."""
    bye.start()
    for key in ("farewell", "export", "accounts"):
        bye.not_needed(key)
    return bye.note(*names)


def _inactive(bye: Goodbye, ids: list[str]) -> None:
    access.set_inactive(bye.session, bye.case_id, ids, MARA, bye.now)


def _undo(bye: Goodbye, ids: list[str]) -> None:
    undoing.undo(bye.session, bye.case_id, ids, MARA, "One week more.", bye.now)


def _delete(bye: Goodbye, ids: list[str], *, sure: bool = True) -> None:
    access.delete(bye.session, bye.case_id, ids, MARA, bye.now, sure=sure)


def test_who_had_what_is_recorded(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    entry = next(e for e in bye.entries() if e.what == "access inactive")
    assert (entry.before["state"], entry.after["state"]) == ("active", "inactive")
    assert (entry.after["name"], entry.after["what"]) == ("Anke", "space NORD")


def test_what_is_on_the_list_comes_there_once(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    assert not bye.note("Anke")
    assert [row.id for row in access.of_case(bye.session, bye.case_id)] == ids


def test_the_step_is_done_when_nothing_is_active(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke", "Til")
    _inactive(bye, ids[:1])
    with pytest.raises(Kindly, match="Still active: 1"):
        bye.done("access_inactive", given=())
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    assert bye.step_view("access_inactive").evidence[0].by is None


def test_nothing_is_set_inactive_before_its_turn(bye: Goodbye) -> None:
    bye.start()
    ids = bye.note("Anke")
    with pytest.raises(Kindly, match="waits for"):
        _inactive(bye, ids)


def test_deleted_becomes_due_by_itself_and_asks_a_person(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    due = bye.house.due(GRACE)[bye.case_id]
    assert due == datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
    access.grace_over(bye.session, bye.case_id, bye.now)
    assert bye.state("access_deleted") == StepState.WAITING
    bye.house.now = due
    access.grace_over(bye.session, bye.case_id, bye.now)
    step = bye.step("access_deleted")
    assert step.state == StepState.POSSIBLE
    assert bye.session.get_one(Access, ids[0]).state == AccessState.INACTIVE
    assert step.owner in {card.place for card in bye.house.cards(STEP)}


def test_nothing_is_deleted_a_minute_too_early_or_without_a_word(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    bye.house.now = bye.house.due(GRACE)[bye.case_id] - timedelta(minutes=1)
    with pytest.raises(Kindly, match="grace period runs until 18 Dec 2026"):
        _delete(bye, ids)
    with pytest.raises(Kindly, match="grace period runs until 18 Dec 2026"):
        bye.done("access_deleted")
    bye.house.now += timedelta(minutes=1)
    with pytest.raises(Kindly, match="Please confirm"):
        _delete(bye, ids, sure=False)
    _delete(bye, ids)
    bye.done("access_deleted")
    assert bye.case.irreversible_at is not None


def test_the_end_of_the_grace_period_is_told_as_the_platforms_calendar_has_it(
    bye: Goodbye,
) -> None:
    bye.house.platform.timezone = "Pacific/Auckland"
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    end = bye.house.due(GRACE)[bye.case_id]
    assert end == datetime(2026, 12, 20, 20, 0, tzinfo=UTC), "nine in the morning of the 21st there"
    with pytest.raises(Kindly, match="runs until 21 Dec 2026"):
        _delete(bye, ids)
    with pytest.raises(Kindly, match="runs until 21 Dec 2026") as refused:
        bye.done("access_deleted")
    assert "bis zum 21. Dez. 2026. Vorher" in refused.value.to(Translator("de"))


def test_the_step_is_not_done_while_something_is_left(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke", "Til")
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    bye.house.now = bye.house.due(GRACE)[bye.case_id]
    _delete(bye, ids[:1])
    with pytest.raises(Kindly, match="Not deleted yet: 1"):
        bye.done("access_deleted", given=())


def test_undo_restores_and_the_time_begins_anew(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    bye.pass_days(20)
    _undo(bye, ids)
    assert bye.session.get_one(Access, ids[0]).state == AccessState.ACTIVE
    assert bye.state("access_inactive") == StepState.POSSIBLE
    assert not bye.house.due(GRACE)
    _inactive(bye, ids)
    bye.done("access_inactive", given=())
    assert bye.house.due(GRACE)[bye.case_id] >= bye.now + timedelta(days=30)


def test_where_the_step_was_left_out_an_undo_asks_nobody_to_delete_before_the_time(
    bye: Goodbye,
) -> None:
    ids = _ready(bye, "Anke", "Til")
    _inactive(bye, ids)
    bye.not_needed("access_inactive")
    ends = bye.house.due(GRACE)[bye.case_id]
    bye.pass_days(3)
    _undo(bye, ids[:1])
    assert bye.state("access_deleted") == StepState.WAITING
    assert bye.house.due(GRACE)[bye.case_id] == ends, "the other one's"
    assert bye.state("access_inactive") == StepState.NOT_NEEDED


def test_after_the_grace_period_there_is_no_undo(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.pass_days(40)
    with pytest.raises(Kindly, match="grace period is over"):
        _undo(bye, ids)


def test_what_was_set_inactive_later_is_deleted_later(bye: Goodbye) -> None:
    first = _ready(bye, "Anke")
    _inactive(bye, first)
    bye.done("access_inactive", given=())
    bye.pass_days(10)
    late = bye.note("Til")
    _inactive(bye, late)
    end = bye.step("access_deleted").not_before
    assert end is not None
    assert end >= bye.now + timedelta(days=30)


def test_left_out_or_not_nothing_is_deleted_before_the_end(bye: Goodbye) -> None:
    _ready(bye)
    bye.not_needed("access_inactive")
    assert bye.state("access_deleted") == StepState.WAITING
    assert bye.house.due(GRACE)[bye.case_id] >= bye.now + timedelta(days=30)


def test_the_block_follows_inactive_and_not_deleted(bye: Goodbye) -> None:
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    bye.until("block")
    bye.done("block")
    assert bye.house.client().status == ClientStatus.DELIVERY_BLOCK
    [told] = [job for job in bye.house.jobs(SEND) if job["event"] == "client.status"]
    assert json.loads(told["body"])["data"] == {"status": "delivery block"}
    assert bye.state("access_deleted") == StepState.WAITING
    with pytest.raises(Kindly, match="delivery block stands"):
        _undo(bye, ids)


def test_the_block_waits_while_somebody_has_access(bye: Goodbye) -> None:
    _ready(bye, "Anke")
    bye.not_needed("access_inactive")
    bye.until("block")
    with pytest.raises(Kindly, match="some is active"):
        bye.done("block")
    assert bye.house.client().status == ClientStatus.ACTIVE


def test_over_the_beginning_of_summer_time_no_day_is_shorter(bye: Goodbye) -> None:
    bye.house.now = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    ids = _ready(bye, "Anke")
    _inactive(bye, ids)
    row = bye.session.get_one(Access, ids[0])
    assert row.delete_from is not None
    assert row.delete_from - bye.now >= timedelta(days=30)


def test_only_what_is_on_the_list(bye: Goodbye) -> None:
    _ready(bye, "Anke")
    with pytest.raises(Kindly, match="choose from the list"):
        _inactive(bye, ["nobody"])
