"""Units of work: together in a commit, apart in failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.inbox import Seen, first_time

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


class OwnFault(Exception):
    """A unit of work that fails."""


def _add(session: Session, key: str) -> str:
    session.add(Seen(key=key, at=NOW))
    session.flush()
    return key


def _keys(db: Database) -> list[str]:
    return sorted(db.read(lambda s: list(s.scalars(select(Seen.key)))))


def test_a_failing_unit_does_not_harm_its_neighbours(any_db: Database) -> None:
    def fail(session: Session) -> str:
        _add(session, "never")
        raise OwnFault

    def one(number: int) -> str:
        if number % 3 == 0:
            with pytest.raises(OwnFault):
                any_db.write(fail)
            return ""
        return any_db.write(lambda s: _add(s, f"key-{number:02}"))

    with ThreadPoolExecutor(12) as pool:
        done = sorted(filter(None, pool.map(one, range(30))))
    assert _keys(any_db) == done
    assert len(done) == 20


def test_several_units_share_a_commit_on_sqlite(db: Database) -> None:
    commits: list[int] = []
    event.listen(db.engine, "commit", lambda _: commits.append(1))
    begun, gate = threading.Event(), threading.Event()

    def wait(_: Session) -> None:
        begun.set()
        gate.wait(60)

    with ThreadPoolExecutor(10) as pool:
        first = pool.submit(db.write, wait)
        assert begun.wait(60)  # else some of the others would share its commit
        rest = [pool.submit(db.write, lambda s, n=n: _add(s, str(n))) for n in range(8)]
        while db._queue.qsize() < 8:  # all of them stand in line
            threading.Event().wait(0.001)
        gate.set()
        first.result()
        assert [one.result() for one in rest] == [str(n) for n in range(8)]
    assert len(commits) == 2


def test_a_result_comes_only_after_the_commit(any_db: Database) -> None:
    key = any_db.write(lambda s: _add(s, "kept"))
    other = Database(any_db.engine.url.render_as_string(hide_password=False))
    assert key in _keys(other)
    other.close()


def test_a_commit_that_fails_fails_every_unit_in_it(db: Database) -> None:
    def refuse(_connection: object) -> None:
        raise OwnFault

    event.listen(db.engine, "commit", refuse)
    with pytest.raises(OwnFault):
        db.write(lambda s: _add(s, "lost"))
    event.remove(db.engine, "commit", refuse)
    assert _keys(db) == []
    assert db.write(lambda s: _add(s, "next")) == "next"


def test_a_commit_that_cannot_begin_leaves_nobody_waiting(db: Database) -> None:
    def refuse(_connection: object) -> None:
        raise OwnFault

    event.listen(db.engine, "begin", refuse)
    with ThreadPoolExecutor(1) as pool, pytest.raises(OwnFault):
        pool.submit(db.write, lambda s: _add(s, "lost")).result(timeout=60)
    event.remove(db.engine, "begin", refuse)
    assert db.write(lambda s: _add(s, "next")) == "next"


def test_reading_keeps_nothing(any_db: Database) -> None:
    any_db.read(lambda s: _add(s, "gone") if not any_db.is_sqlite else None)
    assert _keys(any_db) == []


def test_those_who_wait_are_told_after_each_commit(any_db: Database) -> None:
    seen: list[int] = []
    any_db.on_commit.append(lambda: seen.append(len(_keys(any_db))))
    any_db.write(lambda s: _add(s, "a"))
    any_db.write(lambda s: _add(s, "b"))
    assert seen == [1, 2]


def test_closing_finishes_what_was_handed_in(db: Database) -> None:
    with ThreadPoolExecutor(20) as pool:
        handed = [pool.submit(db.write, lambda s, n=n: _add(s, str(n))) for n in range(20)]
        db.close()
        kept = [one.result(timeout=60) for one in handed]
    again = Database(db.engine.url.render_as_string(hide_password=False))
    assert _keys(again) == sorted(kept)
    again.close()


@pytest.mark.postgres
def test_what_collides_on_postgresql_is_done_once_more(pg_url: str) -> None:
    db = Database(pg_url)
    barrier = threading.Barrier(2, timeout=60)
    tries: list[int] = []

    def add_if_missing(session: Session) -> str:
        tries.append(1)
        if session.get(Seen, "same") is None:
            if len(tries) <= 2:
                barrier.wait()
            _add(session, "same")
            return "added"
        return "found"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(lambda _: db.write(add_if_missing), range(2)))
    assert done == ["added", "found"]
    assert len(tries) == 3
    db.close()


@pytest.mark.postgres
def test_a_deadlock_on_postgresql_is_resolved(pg_url: str) -> None:
    db = Database(pg_url)
    for key in "ab":
        db.write(partial(_add, key=key))
    barrier = threading.Barrier(2)

    def lock(keys: str) -> str:
        first = True

        def work(session: Session) -> str:
            nonlocal first
            session.get(Seen, keys[0], with_for_update=True)
            if first:
                first = False
                barrier.wait(60)
            session.get(Seen, keys[1], with_for_update=True)
            return keys

        return db.write(work)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lock, ("ab", "ba"))) == ["ab", "ba"]
    db.close()


@pytest.mark.postgres
def test_other_errors_of_postgresql_are_told(pg_url: str) -> None:
    db = Database(pg_url)
    with pytest.raises(SQLAlchemyError) as told:
        db.write(lambda s: s.execute(select(func.no_such_thing())))
    assert isinstance(told.value, DBAPIError)
    db.close()


def test_an_identity_is_new_once(any_db: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: any_db.write(lambda s: first_time(s, "k", NOW)), range(16)))
    assert sorted(told) == [False] * 15 + [True]


def test_an_identity_of_a_unit_that_failed_is_new_again(any_db: Database) -> None:
    def fail(session: Session) -> None:
        assert first_time(session, "k", NOW)
        raise OwnFault

    with pytest.raises(OwnFault):
        any_db.write(fail)
    assert any_db.write(lambda s: first_time(s, "k", NOW))
