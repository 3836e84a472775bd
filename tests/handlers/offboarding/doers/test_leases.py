"""A job that takes long keeps its lease, and loses it once its process is gone."""

from __future__ import annotations

import time

from sqlalchemy import select

from bot.core import jobs
from bot.core.db import Database
from bot.core.jobs import LEASE, Claimed, Job
from handlers.offboarding.doers.leases import in_hand

KIND, LANE = "offboarding.do", "offboarding:s1"


def claimed(db: Database) -> Claimed:
    db.write(lambda s: jobs.enqueue(s, KIND, {}, lane=LANE))
    found = db.write(lambda s: jobs.claim(s))
    assert found is not None
    return found


def ends(db: Database) -> float:
    return db.read(lambda s: s.scalars(select(Job.leased_until)).one())


def grows(db: Database, after: float) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if ends(db) > after:
            return True
    return False


def test_the_lease_begins_anew_while_the_job_is_in_hand(db: Database) -> None:
    job = claimed(db)
    first = ends(db)
    with in_hand(db, KIND, LANE, every=0.01):
        assert grows(db, first)
    last = ends(db)
    assert last <= time.time() + LEASE
    assert db.write(lambda s: jobs.finish(s, job)), "it is still ours"


def test_what_is_in_nobodys_hands_is_left_alone(db: Database) -> None:
    job = claimed(db)
    db.write(lambda s: jobs.put_back(s, job, 0.0, "away"))
    db.write(lambda s: jobs.keep(s, KIND, LANE))
    assert ends(db) == 0.0
