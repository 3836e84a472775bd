"""Dates around the last day and the order of steps, without tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.offboarding.dates import due_on, grace_end, opens_on
from bot.features.offboarding.dependencies import (
    Node,
    in_the_way,
    is_possible,
    needs_in_the_end,
    nodes,
    out_of_order,
    reordered,
    waits_for,
)
from bot.features.offboarding.kinds import PHASES
from bot.features.offboarding.template import DEFAULT
from bot.features.offboarding.templates import packed, unpacked
from bot.features.platforms.calendar import BusinessHours

BERLIN = BusinessHours("Europe/Berlin", "Mon-Fri 09:00-18:00", "DE-BW")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (0, date(2026, 12, 18)),
        (-14, date(2026, 12, 4)),
        (-5, date(2026, 12, 11)),
        (1, date(2026, 12, 21)),
        (8, date(2026, 12, 28)),
    ],
)
def test_what_comes_before_is_due_earlier_what_comes_after_later(days: int, due: date) -> None:
    assert due_on(date(2026, 12, 18), days, BERLIN) == due


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.integers(-60, 60))
def test_everything_is_due_on_a_day_of_work(last_day: date, days: int) -> None:
    due = due_on(last_day, days, BERLIN)
    assert BERLIN.is_business_day(due)
    assert (due - last_day).days <= days if days < 0 else (due - last_day).days >= days


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.integers(1, 90),
)
def test_a_grace_period_is_never_shorter(at: datetime, days: int) -> None:
    assert grace_end(at, days, BERLIN) >= at + timedelta(days=days)
    assert BERLIN.is_open(grace_end(at, days, BERLIN))


def test_a_day_begins_with_work_in_winter_and_in_summer() -> None:
    assert opens_on(date(2026, 3, 27), BERLIN) == datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert opens_on(date(2026, 3, 28), BERLIN) == datetime(2026, 3, 30, 7, tzinfo=UTC)


def _chain() -> dict[str, Node]:
    return nodes([Node("a"), Node("b", ("a",)), Node("c", ("b",)), Node("d")])


def test_what_waits_for_what() -> None:
    among = _chain()
    assert [key for key in among if is_possible(among[key], among, NOW)] == ["a", "d"]
    among["a"] = Node("a", settled=True)
    assert is_possible(among["b"], among, NOW)
    assert waits_for(among["c"], among) == ["b"]


def test_nothing_is_possible_before_its_time() -> None:
    later = Node("a", not_before=NOW + timedelta(minutes=1))
    assert not is_possible(later, nodes([later]), NOW)
    assert is_possible(later, nodes([later]), NOW + timedelta(minutes=1))


def test_what_is_needed_in_the_end() -> None:
    assert needs_in_the_end("c", "a", _chain())
    assert not needs_in_the_end("a", "c", _chain())


@given(st.permutations(["a", "b", "c", "d"]), st.sampled_from(["a", "b", "c", "d", None]))
def test_an_order_that_nothing_forbids_is_an_order(moves: list[str], before: str | None) -> None:
    among, order = _chain(), ["a", "b", "c", "d"]
    for moved in moves:
        if moved != before and in_the_way(moved, before, order, among) is None:
            order = reordered(moved, before, order)
    assert not list(out_of_order([among[key] for key in order]))


def test_a_circle_is_out_of_order() -> None:
    assert list(out_of_order([Node("a", ("b",)), Node("b", ("a",))])) == [("a", "b")]


def test_the_default_template_is_in_order_in_both_languages() -> None:
    steps = DEFAULT.steps
    assert not list(out_of_order([Node(step.key, step.needs) for step in steps]))
    assert [step.phase for step in steps] == sorted((s.phase for s in steps), key=PHASES.index)
    assert {step.phase for step in steps} == set(PHASES)
    assert all(set(s.names) == set(s.notes) == {"en", "de"} for s in steps)
    assert unpacked(packed(steps)) == steps


def test_in_the_default_the_block_follows_inactive_and_not_deleted() -> None:
    among = nodes(Node(step.key, step.needs) for step in DEFAULT.steps)
    assert needs_in_the_end("block", "access_inactive", among)
    assert not needs_in_the_end("block", "access_deleted", among)
    assert needs_in_the_end("access_inactive", "farewell", among)
    assert needs_in_the_end("channels", "export", among)
