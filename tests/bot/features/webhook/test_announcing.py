"""Events of a client arrive in order, repeated under the same delivery until they are taken."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.core import jobs
from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.jobs import Job
from bot.core.worker import Tools, Worker
from bot.features.webhook.service import Event, announce
from bot.ports.hooks import Hook
from handlers.webhook import wiring
from integrations.webhook import SignedHook
from tests.integrations.webhook.receiver import Receiver, receiver
from tests.memory_chat import MemoryChat

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def software() -> Iterator[Receiver]:
    with receiver() as software:
        yield software


def worker(db: Database, hook: Hook | None) -> Worker:
    clock = FixedClock(NOW)
    tools = Tools(db, MemoryChat(clock), clock)
    return Worker(tools, wiring.feature(hook).jobs, {}, lambda *_: None)


def tell(db: Database, client: str, number: int) -> None:
    data = {"number": number}
    db.write(lambda s: announce(s, Event.STEP_CHANGED, client_key=client, data=data, now=NOW))


def work_off(db: Database, working: Worker) -> None:
    """Until nothing is left to do; what was put back is due at once."""
    while db.read(jobs.pending):
        db.write(lambda s: s.execute(update(Job).values(run_at=0.0)) and None)
        while working.step() or working.step():
            pass


def test_what_was_refused_comes_again_before_what_follows_it(
    db: Database, software: Receiver
) -> None:
    for number in (1, 2, 3):
        tell(db, "acme", number)
    software.answers = [(500, {}), (204, {}), (503, {})]
    work_off(db, worker(db, SignedHook(software.url, "a secret of both sides")))
    bodies = [json.loads(got.body) for got in software.got]
    assert [body["data"]["number"] for body in bodies] == [1, 1, 2, 2, 3]
    first, again = software.got[:2]
    assert first.body == again.body
    assert first.headers["X-Perron-Delivery"] == again.headers["X-Perron-Delivery"]
    assert bodies[0] == {
        "id": first.headers["X-Perron-Delivery"],
        "event": "step.changed",
        "at": "2026-03-02T09:00:00+00:00",
        "client": "acme",
        "data": {"number": 1},
    }
    assert len({body["id"] for body in bodies}) == 3


def test_a_client_that_waits_holds_up_no_other(db: Database, software: Receiver) -> None:
    tell(db, "acme", 1)
    tell(db, "other", 2)
    software.answers = [(500, {})]
    working = worker(db, SignedHook(software.url, "a secret of both sides"))
    while working.step() or working.step():
        pass
    assert [json.loads(got.body)["client"] for got in software.got] == ["acme", "other"]
    assert db.read(jobs.pending) == 1


def test_what_is_never_taken_is_set_aside_and_frees_the_lane(
    db: Database, software: Receiver
) -> None:
    tell(db, "acme", 1)
    tell(db, "acme", 2)
    software.answers = [(500, {})] * jobs.TRIES
    work_off(db, worker(db, SignedHook(software.url, "a secret of both sides")))
    assert len(software.got) == jobs.TRIES + 1
    assert json.loads(software.got[-1].body)["data"]["number"] == 2
    assert db.read(lambda s: s.scalars(select(Job.error).where(Job.set_aside)).all()) == [
        "webhook: answered 500"
    ]


def test_without_a_hook_nothing_piles_up(db: Database) -> None:
    tell(db, "acme", 1)
    work_off(db, worker(db, None))
    assert db.read(jobs.pending) == 0
