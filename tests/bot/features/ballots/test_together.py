"""Many vote at the same moment, from two devices, while it closes: on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.errors import Kindly
from bot.core.jobs import Job
from bot.features.ballots import closing, secrecy, voting
from bot.features.ballots.models import Ballot, Choice, Secret, Stage, Vote
from bot.features.ballots.outcome import tally
from tests.bot.features.ballots.team import ask, more_members, vote
from tests.bot.features.house import MORNING, build


def election(db: Database, people: int) -> tuple[Ballot, list[str]]:
    def work(session: Session) -> list[str]:
        build(session)
        return more_members(session, [f"U{n:06}" for n in range(people)])

    names = db.write(work)
    return db.write(lambda s: ask(s, asked=tuple(names))), names


def test_two_devices_at_once_end_in_one_vote(any_db: Database) -> None:
    ballot, names = election(any_db, 12)
    presses = [(who, choice) for who in names for choice in (Choice.GO, Choice.NO)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: any_db.write(lambda s: vote(s, ballot, *one)), presses))

    def look(session: Session) -> None:
        assert voting.voted(session, ballot.id) == len(names)
        assert session.scalar(select(func.count()).select_from(Vote)) == len(names)

    any_db.read(look)


def test_whoever_is_last_has_it_closed_though_they_do_not_see_each_other(any_db: Database) -> None:
    ballot, names = election(any_db, 8)
    any_db.write(lambda s: s.execute(delete(Job)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda who: any_db.write(lambda s: vote(s, ballot, who, Choice.GO)), names))
    looks = any_db.read(lambda s: s.scalars(select(Job.id).where(Job.kind == voting.LOOK)).all())
    assert len(looks) == len(names)
    any_db.write(lambda s: closing.look(s, ballot.id, MORNING))
    soon = any_db.read(lambda s: s.get_one(Ballot, ballot.id).closes_at)
    assert soon < ballot.closes_at


def test_a_vote_that_was_accepted_is_counted_though_it_closes_meanwhile(any_db: Database) -> None:
    ballot, names = election(any_db, 30)
    late = partial(closing.due, ballot_id=ballot.id, now=ballot.closes_at)

    def press(who: str) -> bool:
        try:
            any_db.write(lambda s: vote(s, ballot, who, Choice.GO))
        except Kindly:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        early = list(pool.map(press, names[:20]))
        rest = [pool.submit(press, who) for who in names[20:25]]
        closed = pool.submit(lambda: any_db.write(late))
        rest += [pool.submit(press, who) for who in names[25:]]
        accepted = sum(early) + sum(one.result() for one in rest)
        closed.result()

    def look(session: Session) -> None:
        kept = session.scalars(select(Vote.choice)).all()
        assert session.get_one(Ballot, ballot.id).stage == Stage.HANDS
        assert tally(kept).cast == accepted
        assert session.scalars(select(Secret)).all() == []
        assert secrecy.secret_of(session, ballot.id) is None

    any_db.read(look)


def test_two_who_ask_again_at_once_ask_one_new_ballot(any_db: Database) -> None:
    ballot, _ = election(any_db, 3)
    any_db.write(lambda s: closing.due(s, ballot.id, ballot.closes_at))
    later = any_db.read(lambda s: s.get_one(Ballot, ballot.id).closes_at)
    any_db.write(lambda s: closing.due(s, ballot.id, later))
    together = Barrier(4)

    def again(n: int) -> bool:
        together.wait()
        try:
            any_db.write(lambda s: ask(s, what=f"Half of it, {n}", earlier=ballot.id))
        except Kindly:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(again, range(4))) == 1


def test_five_hundred_votes_at_once_are_all_counted(any_db: Database) -> None:
    """How long it takes is measured by ``make bench``."""
    ballot, names = election(any_db, 500)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda who: any_db.write(lambda s: vote(s, ballot, who, Choice.GO)), names))
    assert any_db.read(lambda s: voting.voted(s, ballot.id)) == 500
