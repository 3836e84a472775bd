"""Jobs: lanes, leases, backoff, giving up."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from sqlalchemy import select

from bot.core import jobs
from bot.core.db import Database
from bot.core.jobs import Claimed, Job

Traveller = time_machine.Traveller


@pytest.fixture
def travel() -> Iterator[Traveller]:
    """The wall clock, standing still until it is shifted."""
    with time_machine.travel("2026-11-18T09:00:00+00:00", tick=False) as traveller:
        yield traveller


def add(db: Database, name: str, lane: str = "a", delay: float = 0.0) -> None:
    db.write(lambda s: jobs.enqueue(s, name, {"n": name}, lane=lane, delay=delay))


def claim(db: Database) -> Claimed:
    job = db.write(jobs.claim)
    assert job is not None
    return job


def nothing(db: Database) -> bool:
    return db.write(jobs.claim) is None and not db.read(jobs.something_due)


def test_a_lane_keeps_its_order_and_others_go_on(any_db: Database) -> None:
    for name in ("a1", "a2", "a3"):
        add(any_db, name)
    add(any_db, "b1", "b")
    first, other = claim(any_db), claim(any_db)
    assert (first.kind, other.kind) == ("a1", "b1")
    assert nothing(any_db)
    assert any_db.write(lambda s: jobs.finish(s, first))
    assert claim(any_db).kind == "a2"
    assert nothing(any_db)


def test_a_job_that_waits_holds_its_lane_without_being_due(
    any_db: Database, travel: Traveller
) -> None:
    add(any_db, "later", delay=5)
    add(any_db, "after it")
    assert nothing(any_db)
    travel.shift(5)
    assert claim(any_db).kind == "later"


def test_an_expired_lease_is_taken_by_another(any_db: Database, travel: Traveller) -> None:
    add(any_db, "a")
    lost = claim(any_db)
    travel.shift(jobs.LEASE - 1)
    assert nothing(any_db)
    travel.shift(1)
    found = claim(any_db)
    assert (found.id, found.tries) == (lost.id, 2)
    assert not any_db.write(lambda s: jobs.finish(s, lost))
    any_db.write(lambda s: jobs.put_back(s, lost, 99, "too late"))
    any_db.write(lambda s: jobs.put_aside(s, lost, "too late"))
    assert any_db.write(lambda s: jobs.finish(s, found))


def test_a_job_put_back_waits_and_counts(any_db: Database, travel: Traveller) -> None:
    add(any_db, "a")
    job = claim(any_db)
    any_db.write(lambda s: jobs.put_back(s, job, 3, "why"))
    travel.shift(2.9)
    assert nothing(any_db)
    travel.shift(0.1)
    assert claim(any_db).tries == 2


def test_being_asked_to_wait_does_not_count(any_db: Database, travel: Traveller) -> None:
    add(any_db, "a")
    for _ in range(30):
        put_back = partial(jobs.put_back, job=claim(any_db), delay=1, error="busy", count=False)
        any_db.write(put_back)
        travel.shift(1)
    assert claim(any_db).tries == 1


def test_a_job_set_aside_frees_its_lane_and_stays(any_db: Database) -> None:
    add(any_db, "broken")
    add(any_db, "next")
    job = claim(any_db)
    any_db.write(lambda s: jobs.put_aside(s, job, "no"))
    assert claim(any_db).kind == "next"
    kept = any_db.read(lambda s: s.scalars(select(Job).where(Job.set_aside)).one())
    assert (kept.kind, kept.error) == ("broken", "no")
    assert any_db.read(jobs.pending) == 1


def test_a_job_of_a_transaction_that_failed_does_not_exist(any_db: Database) -> None:
    def fail(session: object) -> None:
        jobs.enqueue(session, "a", {}, lane="a")  # type: ignore[arg-type]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        any_db.write(fail)
    assert any_db.read(jobs.pending) == 0


def test_once_means_once_in_a_lane(any_db: Database) -> None:
    for _ in range(3):
        any_db.write(lambda s: jobs.enqueue_once(s, "poll", {}, lane="poll"))
    assert any_db.read(jobs.pending) == 1
    job = claim(any_db)
    any_db.write(lambda s: jobs.finish(s, job))
    any_db.write(lambda s: jobs.enqueue_once(s, "poll", {}, lane="poll"))
    assert any_db.read(jobs.pending) == 1


def test_each_job_is_claimed_once_by_many(any_db: Database) -> None:
    for number in range(20):
        add(any_db, str(number), lane=str(number))

    def work(_: int) -> list[str]:
        mine = []
        while (job := any_db.write(jobs.claim)) is not None:
            mine.append(job.kind)
            assert any_db.write(partial(jobs.finish, job=job))
        return mine

    with ThreadPoolExecutor(4) as pool:
        claimed = [kind for mine in pool.map(work, range(4)) for kind in mine]
    left = any_db.read(lambda s: list(s.scalars(select(Job.kind))))
    assert sorted(claimed + left, key=int) == [str(number) for number in range(20)]


def test_leases_of_a_dead_process_can_be_ended(any_db: Database) -> None:
    add(any_db, "a")
    claim(any_db)
    assert nothing(any_db)
    any_db.write(jobs.release)
    assert claim(any_db).tries == 2


def test_backoff_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [jobs.backoff(tries) for tries in range(1, jobs.TRIES + 1)]
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 900
    assert timedelta(seconds=sum(waits)) < timedelta(hours=2)
