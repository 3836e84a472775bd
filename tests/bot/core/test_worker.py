"""The worker: what becomes of a job, however it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.clock import SystemClock
from bot.core.db import Database, wall
from bot.core.inbox import Seen
from bot.core.jobs import Job
from bot.core.worker import GiveUp, Settle, Tools, Worker
from bot.ports import Busy, Refused, Unreachable
from tests.memory_chat import MemoryChat

START = "2026-11-18T09:00:00+00:00"


@dataclass
class Bench:
    """A worker without threads and one kind of job, whose ends are listed."""

    db: Database
    travel: time_machine.Traveller
    ends: list[BaseException | Settle | None] = field(default_factory=list)
    runs: int = 0

    def __post_init__(self) -> None:
        tools = Tools(self.db, MemoryChat(wall), SystemClock())
        self.worker = Worker(tools, {"job": self._run}, {}, lambda *_: None, threads=0)

    def _run(self, _tools: Tools, _payload: Mapping[str, Any]) -> Settle | None:
        self.runs += 1
        end = self.ends.pop(0) if self.ends else None
        if isinstance(end, BaseException):
            raise end
        return end

    def add(self, kind: str = "job") -> None:
        self.db.write(lambda s: jobs.enqueue(s, kind, {}, lane="a"))

    def work(self, seconds: float = 0.0) -> None:
        self.travel.shift(seconds)
        while self.worker.step():
            pass

    def left(self) -> list[tuple[bool, int, str | None]]:
        query = select(Job.set_aside, Job.tries, Job.error)
        return [(row[0], row[1], row[2]) for row in self.db.read(lambda s: s.execute(query).all())]


@pytest.fixture
def bench(any_db: Database) -> Iterator[Bench]:
    with time_machine.travel(START, tick=False) as travel:
        yield Bench(any_db, travel)


def test_what_a_job_learned_is_written_with_its_end(bench: Bench) -> None:
    def settle(session: Session) -> None:
        session.add(Seen(key="learned", at=SystemClock().now()))

    bench.ends = [settle]
    bench.add()
    bench.work()
    assert bench.left() == []
    assert bench.db.read(lambda s: s.get(Seen, "learned")) is not None


def test_a_settle_that_fails_counts_as_a_try(bench: Bench) -> None:
    def settle(_session: Session) -> None:
        raise ZeroDivisionError

    bench.ends = [settle] * jobs.TRIES
    bench.add()
    for _ in range(jobs.TRIES):
        bench.work(900)
    assert [(aside, tries) for aside, tries, _ in bench.left()] == [(True, jobs.TRIES)]


def test_lost_answers_are_tried_again_with_backoff(bench: Bench) -> None:
    bench.ends = [Unreachable("x"), Unreachable("x")]
    bench.add()
    bench.work()
    bench.work(0.9)
    assert bench.runs == 1
    bench.work(0.1)
    assert bench.runs == 2
    bench.work(2)
    assert (bench.runs, bench.left()) == (3, [])


def test_being_asked_to_wait_goes_on_for_ever(bench: Bench) -> None:
    bench.ends = [Busy("x", 5)] * 50
    bench.add()
    for _ in range(51):
        bench.work(5)
    assert (bench.runs, bench.left()) == (51, [])


def test_a_shared_limit_rests_the_kind_and_nobody_else(bench: Bench) -> None:
    bench.ends = [Busy("x", 5, shared=True)]
    for _ in range(20):
        bench.add()
    bench.work()
    assert bench.runs == 1
    bench.work(5)
    assert (bench.runs, bench.left()) == (21, [])


@pytest.mark.parametrize("end", [Refused("no_permission"), GiveUp("cannot be done")])
def test_a_clear_no_is_set_aside_at_once(bench: Bench, end: Exception) -> None:
    bench.ends = [end]
    bench.add()
    bench.add()
    bench.work()
    assert bench.left() == [(True, 1, str(end))]
    assert bench.runs == 2


def test_an_unknown_kind_is_set_aside_in_the_end(bench: Bench) -> None:
    bench.add("nobody knows it")
    for _ in range(jobs.TRIES):
        bench.work(900)
    assert [aside for aside, _, _ in bench.left()] == [True]


def test_a_job_that_ends_every_process_is_set_aside(bench: Bench) -> None:
    bench.add()
    for _ in range(jobs.TRIES):
        assert bench.db.write(jobs.claim) is not None
        bench.travel.shift(jobs.LEASE)
    bench.work()
    assert bench.runs == 0
    assert [aside for aside, _, _ in bench.left()] == [True]


def test_outcomes_are_counted(bench: Bench) -> None:
    bench.ends = [Unreachable("x"), Refused("no")]
    bench.add()
    bench.work()
    bench.work(1)
    bench.add()
    bench.work()
    assert bench.worker.metrics.done == {
        ("job", "tried again"): 1,
        ("job", "set aside"): 1,
        ("job", "done"): 1,
    }


def wait_for(condition: Callable[[], bool]) -> None:
    arrived = threading.Event()
    for _ in range(12_000):
        if condition():
            return
        arrived.wait(0.005)
    raise AssertionError("never came true")


def test_idle_threads_rest_while_a_lane_is_held(db: Database) -> None:
    reads: list[int] = []
    worker = Worker(Tools(db, MemoryChat(wall), SystemClock()), {}, {}, lambda *_: None, threads=2)
    db.write(lambda s: jobs.enqueue(s, "a", {}, lane="a", delay=99))
    db.write(lambda s: jobs.enqueue(s, "b", {}, lane="a"))
    db.on_commit.append(lambda: reads.append(1))
    worker.start()
    threading.Event().wait(0.3)
    worker.stop()
    assert len(reads) <= 2


def test_threads_are_woken_by_a_commit_and_finish_what_they_have(db: Database) -> None:
    gate, done = threading.Event(), []

    def slow(_tools: Tools, _payload: Mapping[str, Any]) -> None:
        gate.wait(60)
        done.append(1)

    tools = Tools(db, MemoryChat(wall), SystemClock())
    worker = Worker(tools, {"slow": slow}, {}, lambda *_: None, threads=2)
    worker.start()
    db.write(lambda s: jobs.enqueue(s, "slow", {}, lane="a"))
    wait_for(lambda: db.read(lambda s: s.scalars(select(Job.lease)).first()) is not None)
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    gate.set()
    stopping.join(60)
    assert done == [1]
    assert db.read(jobs.pending) == 0
