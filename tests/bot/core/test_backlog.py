"""A weekend of downtime: what it costs, and that what has just come in does not wait behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
import time_machine
from sqlalchemy import Select, insert, text
from sqlalchemy.orm import Session

from bot.core import cards, claims, jobs, schedule
from bot.core.cards import Audience
from bot.core.clock import SystemClock
from bot.core.db import PATIENCE, Database, late_since, wall
from bot.core.jobs import Claimed
from bot.core.schedule import Due
from bot.core.worker import Tools, Worker
from bot.ports import Busy
from tests.memory_chat import MemoryChat

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MANY, FEW = 100_000, 1_000


NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < {})"
MINUTES_AFTER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', :first, '+' || n || ' minutes')",
    "postgresql": "CAST(:first AS timestamptz) + n * interval '1 minute'",
}


def fill_jobs(db: Database, number: int) -> None:
    """``number`` jobs that have been due since an hour or less, each in a lane of its own."""
    fill(
        db,
        number,
        "job (kind, lane, payload, run_at, tries, leased_until, set_aside)",
        "'late', 'due:' || n, '{}', :since + n / 1000.0, 0, 0, false",
        since=wall() - 3600,
    )


def fill_schedule(db: Database, number: int) -> None:
    """``number`` rows, of which ten are due."""
    first = (NOW - timedelta(minutes=9)).strftime("%Y-%m-%d %H:%M:%S+00:00")
    at = MINUTES_AFTER[db.engine.dialect.name]
    fill(db, number, "due (kind, subject, at)", f"'k', '' || n, {at}", first=first)


def fill(db: Database, number: int, table: str, values: str, **params: object) -> None:
    """Let the database itself make ``number`` rows: they are many."""
    numbers = NUMBERS.format(number - 1)
    statement = f"INSERT INTO {table} {numbers} SELECT {values} FROM number"
    with db.engine.begin() as connection:
        connection.execute(text(statement), params)


def quickest(work: Callable[[], object], times: int = 15) -> float:
    """Seconds of the quickest run: what else the machine does only makes one slower."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def plan(db: Database, query: Select[*tuple[Any, ...]]) -> str:
    """How the database goes about it."""
    compiled = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if db.is_sqlite else "EXPLAIN"
    rows = db.read(lambda s: s.execute(text(f"{explain} {compiled}")).all())
    return "\n".join(str(row[-1]) for row in rows)


def sorts_or_reads_all(steps: str) -> bool:
    return any(bad in steps for bad in ("TEMP B-TREE", "SCAN", "Seq Scan", "Sort", "Bitmap"))


def enqueue(db: Database, kind: str, delay: float = 0.0) -> None:
    db.write(lambda s: jobs.enqueue(s, kind, {}, lane=kind, delay=delay))


def test_a_claim_costs_the_same_however_many_wait(any_db: Database) -> None:
    def cost() -> float:
        def claim() -> None:
            any_db.read(jobs.something_due)
            any_db.read(lambda s: jobs.something_due(s, ["late"]))
            any_db.read(lambda s: jobs.claim(s, fresh=True))

        return quickest(claim)

    fill_jobs(any_db, FEW)
    with_few = cost()
    fill_jobs(any_db, MANY)
    assert any(cost() <= 3 * with_few for _ in range(20)), "not once, however busy the machine"


def test_the_first_job_is_found_through_the_index(any_db: Database) -> None:
    fill_jobs(any_db, 5 * FEW)  # and nobody has told PostgreSQL how many there are
    asked = {"now": wall(), "count": 5, "kind": "late"}
    for of_kind, index in ((False, "ix_job_due"), (True, "ix_job_kind")):
        steps = plan(any_db, jobs._ready(of_kind=of_kind).params(asked))
        assert index in steps
        assert not sorts_or_reads_all(steps)


def test_a_tick_costs_the_same_however_many_are_not_due(any_db: Database) -> None:
    def cost() -> float:
        def tick() -> None:
            assert any_db.read(schedule.next_due) is not None
            assert any_db.read(lambda s: schedule.tick(s, NOW)) == 10

        return quickest(tick)

    fill_schedule(any_db, FEW)
    with_few = cost()
    any_db.write(lambda s: s.execute(text("DELETE FROM due")))
    fill_schedule(any_db, MANY)
    assert any(cost() <= 3 * with_few for _ in range(20)), "not once, however busy the machine"


def test_what_is_due_is_found_through_the_index(any_db: Database) -> None:
    fill_schedule(any_db, 5 * FEW)
    with any_db.engine.begin() as connection:
        connection.execute(text("ANALYZE due"))
    steps = plan(any_db, schedule.first_due(NOW))
    assert "ix_due_at" in steps
    assert not sorts_or_reads_all(steps)


def test_everything_due_is_worked_off_at_once_in_rounds(any_db: Database) -> None:
    rows = [
        {"kind": "k", "subject": str(n), "at": NOW - timedelta(seconds=n)}
        for n in range(3 * schedule.ROUND + 1)
    ]
    any_db.write(lambda s: s.execute(insert(Due), rows))
    commits: list[int] = []
    any_db.on_commit.append(lambda: commits.append(1))
    assert schedule.work_off(any_db, NOW, lambda: False) == len(rows)
    assert len(commits) == 4, "others get their turn in between"
    assert schedule.work_off(any_db, NOW, lambda: False) == 0


def test_a_process_that_ends_leaves_the_rest_as_rows(any_db: Database) -> None:
    rows = [{"kind": "k", "subject": str(n), "at": NOW} for n in range(schedule.ROUND + 1)]
    any_db.write(lambda s: s.execute(insert(Due), rows))
    answers = iter([False, True])
    assert schedule.work_off(any_db, NOW, lambda: next(answers)) == schedule.ROUND
    assert any_db.read(schedule.next_due) == NOW


@pytest.fixture
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def take(db: Database, *, fresh: bool) -> Claimed:
    job = db.write(lambda s: jobs.claim(s, fresh=fresh))
    assert job is not None
    return job


@pytest.mark.usefixtures("travel")
def test_what_is_late_goes_in_its_own_order_and_what_is_fresh_need_not_wait(
    any_db: Database,
) -> None:
    for subject, minutes in (("second", 50), ("first", 90), ("third", 2)):
        when = NOW - timedelta(minutes=minutes)
        any_db.write(lambda s, name=subject, at=when: schedule.at(s, name, "x" + name, at))  # type: ignore[misc]
    enqueue(any_db, "fresh")
    assert schedule.work_off(any_db, NOW, lambda: False) == 3
    enqueue(any_db, "fresher")
    assert [take(any_db, fresh=n % 2 > 0).kind for n in range(5)] == [
        "first",
        "fresh",
        "second",
        "fresher",
        "third",
    ]


def test_what_was_fresh_takes_its_place_in_the_queue(
    any_db: Database, travel: time_machine.Traveller
) -> None:
    enqueue(any_db, "was fresh")
    enqueue(any_db, "late", delay=-60)
    travel.shift(PATIENCE + 1)
    assert take(any_db, fresh=True).kind == "late"
    assert take(any_db, fresh=True).kind == "was fresh"


def test_where_nothing_is_late_everything_goes_in_order(
    any_db: Database, travel: time_machine.Traveller
) -> None:
    for number in range(6):
        enqueue(any_db, str(number))
        travel.shift(1)
    assert [take(any_db, fresh=n % 2 > 0).kind for n in range(6)] == list("012345")


def test_what_follows_from_a_late_job_is_late(any_db: Database) -> None:
    def work(session: Session) -> None:
        late_since(session, wall() - 60)
        jobs.enqueue(session, "follows", {}, lane="follows")

    enqueue(any_db, "fresh")
    any_db.write(work)
    assert take(any_db, fresh=True).kind == "fresh"
    assert take(any_db, fresh=True).kind == "follows"


def show(session: Session, subject: str) -> None:
    cards.show(session, "card", subject, Audience.TEAM, "C1")


@pytest.mark.usefixtures("travel")
def test_a_fresh_card_does_not_wait_behind_those_of_a_backlog(any_db: Database) -> None:
    def late(session: Session) -> None:
        for subject in ("late", "later"):
            late_since(session, wall() - 60)
            show(session, subject)

    any_db.write(late)
    any_db.write(lambda s: show(s, "fresh"))
    shown = [any_db.write(lambda s, f=fresh: claims.claim(s, fresh=f)) for fresh in (True, False)]  # type: ignore[misc]
    assert [card.subject for card in shown if card] in (["fresh", "late"], ["fresh", "later"])


def test_the_worker_shares_its_turns_between_backlog_and_fresh(any_db: Database) -> None:
    done: list[str] = []
    tools = Tools(any_db, MemoryChat(wall), SystemClock())

    def do(_tools: Tools, payload: Mapping[str, Any]) -> None:
        done.append(payload["n"])

    worker = Worker(tools, {"k": do}, {}, lambda *_: None, threads=0)

    def add(session: Session) -> None:
        for n in range(20):
            jobs.enqueue(session, "k", {"n": f"late {n}"}, lane=f"l{n}", delay=-60)
        for n in range(3):
            jobs.enqueue(session, "k", {"n": f"fresh {n}"}, lane=f"f{n}")

    any_db.write(add)
    while worker.step():
        pass
    assert max(done.index(f"fresh {n}") for n in range(3)) < 10
    assert [name for name in done if "late" in name] == [f"late {n}" for n in range(20)]


def test_whoever_was_asked_to_wait_is_the_next(any_db: Database) -> None:
    done: list[str] = []
    tools = Tools(any_db, MemoryChat(wall), SystemClock())
    waits = cycle((True, False))

    def do(_tools: Tools, payload: Mapping[str, Any]) -> None:
        if next(waits):  # at a pace of one after the other, each has to wait before it goes
            raise Busy("k", 0.0, shared=True)
        done.append(payload["n"])

    worker = Worker(tools, {"k": do}, {}, lambda *_: None, threads=0)

    def add(session: Session) -> None:
        for n in range(20):
            jobs.enqueue(session, "k", {"n": "late"}, lane=f"l{n}", delay=-60)
        jobs.enqueue(session, "k", {"n": "fresh"}, lane="fresh")

    any_db.write(add)
    while worker.step():
        pass
    assert done.index("fresh") < 3


def test_what_is_touched_behind_others_is_not_fresh_though_it_was_shown_just_now(
    any_db: Database,
) -> None:
    any_db.write(lambda s: show(s, "one of hundreds"))
    card = any_db.write(claims.claim)
    assert card is not None
    any_db.write(lambda s: claims.shown(s, card, "1.1", None))
    any_db.write(lambda s: cards.touch(s, "one of hundreds", behind=True))
    any_db.write(lambda s: show(s, "fresh"))
    for _ in range(2):
        found = any_db.write(lambda s: claims.claim(s, fresh=True))
        assert found is not None
        assert found.subject == "fresh"
        any_db.write(lambda s, f=found: claims.put_back(s, f, None, "waits"))  # type: ignore[misc]
