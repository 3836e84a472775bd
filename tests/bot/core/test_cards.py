"""Cards: posted once, drawn from the truth, however often they change and whatever breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from bot.core import cards, claims
from bot.core.db import Database, wall
from bot.ports import Busy, OutsideError, Refused, Unreachable
from tests.bot.core.bench import START, Bench, build


@pytest.fixture
def bench(any_db: Database) -> Iterator[Bench]:
    with time_machine.travel(START, tick=False) as travel:
        yield build(any_db, travel)


def test_a_hundred_changes_in_two_seconds_become_one_update(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.chat.calls.clear()
    for number in range(100):
        bench.change(f"state {number}")
        bench.work()
        bench.travel.shift(0.0195)
    bench.pass_time(1)
    assert bench.chat.calls == ["update"]
    assert bench.texts() == ["state 99"]


def test_who_never_rests_is_shown_every_two_seconds(bench: Bench) -> None:
    bench.show()
    bench.work()
    for number in range(100):
        bench.change(f"state {number}")
        bench.work()
        bench.travel.shift(0.1)
    assert 4 <= bench.chat.calls.count("update") <= 5


def test_a_change_that_shows_nothing_new_sends_nothing(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.change("first")
    bench.pass_time(1)
    assert bench.chat.calls == ["post"]


def test_what_is_not_posted_yet_shows_the_newest_state(bench: Bench) -> None:
    bench.show(delay=1)
    bench.change("second")
    bench.work()
    assert bench.texts() == []
    bench.pass_time(1)
    assert bench.texts() == ["second"]
    assert bench.chat.calls == ["post"]


def test_shown_again_is_the_same_card(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.show()
    bench.pass_time(1)
    assert bench.texts() == ["first"]


@pytest.mark.parametrize("error", [Unreachable("lost"), Unreachable("500")])
def test_an_answer_that_was_lost_doubles_nothing(bench: Bench, error: OutsideError) -> None:
    bench.chat.after = [error]
    bench.show()
    bench.work()
    bench.change("second")
    bench.pass_time(3)
    assert bench.texts() == ["second"]
    assert bench.chat.calls.count("post") == 1


def test_a_post_that_did_not_arrive_is_repeated(bench: Bench) -> None:
    bench.chat.before = [Unreachable("lost"), Unreachable("lost")]
    bench.show()
    bench.pass_time(8)
    assert bench.texts() == ["first"]


def test_being_asked_to_wait_rests_the_place_and_searches_nothing(bench: Bench) -> None:
    bench.chat.before = [Busy("post", 2, shared=True)]
    bench.show()
    bench.show("other")
    bench.truth["other"] = "other"
    bench.pass_time(1.8)
    assert bench.texts() == []
    bench.pass_time(0.4)
    assert sorted(bench.texts()) == ["first", "other"]
    assert bench.chat.calls == ["post"] * 3


def test_a_card_whose_thread_is_gone_waits_for_nothing(bench: Bench) -> None:
    bench.chat.before = [Refused("thread_not_found")]
    bench.show()
    bench.work()
    assert (bench.card().dirty, bench.card().given_up, bench.texts()) == (False, False, [])


def test_who_waits_keeps_the_place_in_the_queue(bench: Bench) -> None:
    bench.chat.before = [Busy("post", 2, shared=True)] * 2
    for subject in ("s", "second", "third"):
        bench.truth[subject] = subject
        bench.show(subject)
        bench.travel.shift(0.01)
    bench.pass_time(8)
    assert bench.texts() == ["s", "second", "third"]


def test_a_limit_for_updates_does_not_hold_back_posts(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.chat.before = [Busy("update", 60, shared=True)]
    bench.change("newer")
    bench.pass_time(3)
    bench.truth["other"] = "other"
    bench.show("other")
    bench.work()
    assert bench.texts() == ["first", "other"]


def test_a_message_whose_worker_died_is_found_by_its_id(bench: Bench) -> None:
    bench.show()
    dead = bench.db.write(claims.claim)
    assert dead is not None
    bench.db.write(lambda s: claims.sending(s, dead, wall()))
    bench.chat.post("C1", "old", [], opaque_id=dead.id)
    bench.pass_time(cards.LEASE - 1)
    assert bench.texts() == ["old"]
    bench.pass_time(1.2)
    assert bench.texts() == ["first"]
    assert bench.card().ts in bench.chat.messages["C1"]


def test_who_has_lost_the_lease_cannot_leave_an_old_state(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.change("old")
    bench.travel.shift(1)
    slow = bench.db.write(claims.claim)
    assert slow is not None
    bench.truth["s"] = "new"
    bench.db.write(lambda s: cards.touch(s, "s"))
    bench.travel.shift(cards.LEASE)
    bench.pass_time(1)
    assert bench.texts() == ["new"]
    bench.chat.update("C1", str(slow.ts), "old", [])
    bench.db.write(lambda s: claims.shown(s, slow, slow.ts, "print of old"))
    bench.pass_time(1)
    assert bench.texts() == ["new"]


def test_what_an_interrupted_try_may_have_sent_is_sent_over(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.change("between")
    bench.travel.shift(1)
    dead = bench.db.write(claims.claim)
    assert dead is not None
    bench.chat.update("C1", str(dead.ts), "between", [])
    bench.change("first")
    bench.travel.shift(cards.LEASE)
    bench.pass_time(1)
    assert bench.texts() == ["first"]


def test_a_message_that_was_deleted_is_posted_once_more_then_left(bench: Bench) -> None:
    bench.show()
    bench.work()
    for text in ("second", "third", "fourth"):
        bench.chat.messages["C1"].clear()
        bench.change(text)
        bench.pass_time(1)
    assert bench.chat.calls.count("post") == 2
    assert bench.card().given_up
    bench.show()
    bench.db.write(lambda s: cards.revive(s, "C1"))
    bench.pass_time(1)
    assert bench.chat.calls.count("post") == 2


def test_a_message_that_we_took_away_is_not_counted_as_deleted(bench: Bench) -> None:
    """Whoever deletes one, and then we: our own, whose answer is lost, is none of theirs."""
    bench.show()
    bench.work()
    bench.chat.messages["C1"].clear()
    bench.change("second")
    bench.pass_time(1)
    bench.chat.after.append(Unreachable("lost"))
    bench.change(None)
    bench.pass_time(0.6)
    assert bench.texts() == []
    bench.change("third")
    bench.pass_time(5)
    assert bench.texts() == ["third"]
    assert not bench.card().given_up


def test_what_is_refused_is_given_up_and_revived(bench: Bench) -> None:
    bench.refusal.append("the channel can be read from outside")
    bench.show()
    bench.pass_time(1)
    assert (bench.texts(), bench.card().given_up) == ([], True)
    bench.refusal.clear()
    bench.change("second")
    bench.pass_time(1)
    assert bench.texts() == []
    bench.db.write(lambda s: cards.revive(s, "C1"))
    bench.pass_time(1)
    assert bench.texts() == ["second"]


def test_a_card_given_up_is_tried_again_when_it_is_shown_anew(bench: Bench) -> None:
    bench.chat.before = [Refused("not_in_channel")]
    bench.show()
    bench.pass_time(1)
    assert bench.card().given_up
    bench.show()
    bench.pass_time(1)
    assert bench.texts() == ["first"]


def test_nothing_to_show_takes_the_message_away(bench: Bench) -> None:
    bench.show()
    bench.work()
    bench.change(None)
    bench.pass_time(1)
    assert bench.texts() == []
    bench.change("again")
    bench.pass_time(1)
    assert bench.texts() == ["again"]


def test_a_message_nobody_noted_is_taken_away_too(bench: Bench) -> None:
    bench.chat.after = [Unreachable("lost")]
    bench.show()
    bench.work()
    bench.change(None)
    bench.pass_time(2)
    assert bench.texts() == []


def test_a_drawing_that_fails_is_tried_again(bench: Bench) -> None:
    bench.truth["s"] = "fine"
    bench.show()
    kept = bench.worker._display._draws["card"]
    bench.worker._display._draws = {}
    bench.work()
    assert bench.card().error is not None
    bench.worker._display._draws = {"card": kept}
    bench.pass_time(1.2)
    assert bench.texts() == ["fine"]
