"""Cards that were pressed: updated by the press's response URL, whatever updates wait for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from bot.core import cards
from bot.core.db import PATIENCE, Database
from bot.ports import Busy, OutsideError, Unreachable
from tests.bot.core.bench import START, Bench, build


@pytest.fixture
def bench(any_db: Database) -> Iterator[Bench]:
    with time_machine.travel(START, tick=False) as travel:
        yield build(any_db, travel)


def pressed(bench: Bench) -> str:
    """Somebody presses the card; returns the way that the press lends."""
    [ts] = bench.chat.messages["C1"]
    way = f"C1/{ts}"
    assert bench.db.write(lambda s: cards.lend(s, "card", "C1", ts, way))
    return way


def test_who_pressed_sees_it_at_once_though_updates_rest(bench: Bench) -> None:
    for subject in ("s", "other"):
        bench.truth[subject] = "first"
        bench.show(subject)
    bench.work()
    bench.change("second", "other")
    bench.chat.before = [Busy("chat.update", 30.0, shared=True)]
    bench.pass_time(1)
    bench.change("second", "s")
    ts = next(iter(bench.chat.messages["C1"]))
    assert bench.db.write(lambda s: cards.lend(s, "card", "C1", ts, f"C1/{ts}"))
    bench.work()
    assert bench.texts() == ["second", "first"]
    assert bench.chat.calls[-1] == "respond"


def test_a_way_that_is_used_up_leaves_the_usual_one(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.chat.used.add(pressed(bench))
    bench.change("second")
    bench.chat.calls.clear()
    bench.pass_time(1)
    assert (bench.texts(), bench.chat.calls) == (["second"], ["respond", "update"])
    assert bench.card().way is None


def test_a_way_is_used_once(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.chat.calls.clear()
    pressed(bench)
    for text in ("second", "third"):
        bench.change(text)
        bench.pass_time(1)
    assert (bench.texts(), bench.chat.calls) == (["third"], ["respond", "update"])


def test_an_old_way_is_not_tried(bench: Bench) -> None:
    bench.show()
    bench.work()
    pressed(bench)
    bench.travel.shift(cards.WAY + 1)
    bench.change("second")
    bench.chat.calls.clear()
    bench.pass_time(1)
    assert (bench.texts(), bench.chat.calls) == (["second"], ["update"])
    held = bench.card()
    assert (held.way, held.way_until) == (None, None), "nor does it tell any longer who pressed"


@pytest.mark.parametrize("error", [Unreachable("lost"), Busy("response_url", 1.0)])
def test_an_answer_that_was_lost_is_no_second_message(bench: Bench, error: OutsideError) -> None:
    bench.show()
    bench.work()
    pressed(bench)
    bench.chat.before = [error]
    bench.change("second")
    bench.pass_time(4)
    assert bench.texts() == ["second"]
    assert bench.chat.calls == ["post", "respond", "respond"]


def test_what_is_behind_shares_the_turns_with_what_has_just_come_in(bench: Bench) -> None:
    many = [f"crowd {n}" for n in range(6)]
    for subject in (*many, "s"):
        bench.truth[subject] = "first"
        bench.show(subject)
    bench.work()
    bench.travel.shift(PATIENCE * 2)
    for subject in many:
        bench.truth[subject] = "second"
        bench.db.write(lambda s, one=subject: cards.touch(s, one, behind=True))
    bench.change("third")
    bench.travel.shift(1)
    turns = 0
    while "third" not in bench.texts():
        assert bench.worker.step()
        turns += 1
    assert turns <= 4
    bench.work()
    assert sorted(bench.texts()) == ["second"] * 6 + ["third"]


def test_what_nobody_knows_is_no_card(bench: Bench) -> None:
    bench.show()
    bench.work()
    [ts] = bench.chat.messages["C1"]
    assert not bench.db.write(lambda s: cards.lend(s, "other", "C1", ts, "x"))
    assert not bench.db.write(lambda s: cards.lend(s, "card", "C2", ts, "x"))
