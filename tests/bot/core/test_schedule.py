"""What is due: claimed once, moved, cancelled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.core import schedule
from bot.core.db import Database
from bot.core.jobs import Job

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def due_jobs(db: Database) -> list[str]:
    return db.read(lambda s: [job.payload["subject"] for job in s.scalars(select(Job))])


def at(db: Database, subject: str, when: datetime) -> None:
    db.write(lambda s: schedule.at(s, "k", subject, when))


def test_due_rows_become_jobs_in_order_of_time(any_db: Database) -> None:
    for subject, minutes in (("c", 3), ("a", 1), ("b", 2), ("late", 9)):
        at(any_db, subject, NOW + minutes * MINUTE)
    assert any_db.write(lambda s: schedule.tick(s, NOW)) == 0
    assert any_db.write(lambda s: schedule.tick(s, NOW + 3 * MINUTE)) == 3
    assert due_jobs(any_db) == ["a", "b", "c"]
    assert any_db.read(schedule.next_due) == NOW + 9 * MINUTE


def test_two_tickers_claim_each_row_once(any_db: Database) -> None:
    for number in range(40):
        at(any_db, str(number), NOW)
    other = Database(any_db.engine.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(4) as pool:
        counts = pool.map(
            lambda db: db.write(lambda s: schedule.tick(s, NOW)), [any_db, other, any_db, other]
        )
        assert sum(counts) == 40
    assert sorted(due_jobs(any_db), key=int) == [str(number) for number in range(40)]
    other.close()


def test_what_is_moved_is_due_at_its_new_time_alone(any_db: Database) -> None:
    at(any_db, "a", NOW)
    at(any_db, "a", NOW + MINUTE)
    assert any_db.write(lambda s: schedule.tick(s, NOW)) == 0
    assert any_db.write(lambda s: schedule.tick(s, NOW + MINUTE)) == 1
    assert any_db.write(lambda s: schedule.tick(s, NOW + MINUTE)) == 0


def test_what_is_cancelled_is_never_due(any_db: Database) -> None:
    at(any_db, "a", NOW)
    any_db.write(lambda s: schedule.cancel(s, "k", "a"))
    any_db.write(lambda s: schedule.cancel(s, "k", "never was"))
    assert any_db.write(lambda s: schedule.tick(s, NOW)) == 0
    assert any_db.read(schedule.next_due) is None


def test_a_tick_takes_a_round_and_the_next_goes_on(any_db: Database) -> None:
    def many(session: object) -> None:
        for number in range(schedule.ROUND + 5):
            schedule.at(session, "k", str(number), NOW)  # type: ignore[arg-type]

    any_db.write(many)
    assert any_db.write(lambda s: schedule.tick(s, NOW)) == schedule.ROUND
    assert any_db.write(lambda s: schedule.tick(s, NOW)) == 5
