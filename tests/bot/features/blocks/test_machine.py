"""Whatever people, clocks and crashes do to a delivery block: it stands unless two have lifted it.

Nobody of the client is left without an answer or gets two, no request comes into being, and every
hour that is written all the same is found within a day, told once, and only after two days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Connection, Engine, create_engine, delete, func, select
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.errors import Kindly
from bot.core.jobs import Job
from bot.core.migrate import metadata
from bot.core.schedule import Due
from bot.features.blocks import answering, lifting, upkeep, worklogs
from bot.features.blocks.answering import SPELL, Posted
from bot.features.blocks.models import BlockAnswer, BlockedHours, BlockLift, LiftState
from bot.features.platforms.blocking import LOOK
from bot.features.platforms.models import ClientStatus, Member
from bot.features.record import service as record
from bot.features.record.verifying import verify
from bot.features.requests.intake import AFTER_THE_END
from bot.features.requests.models import Request
from bot.ports import Worklog
from tests.bot.features.blocks.blocked import Ended
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, LOOKS, MARA, SHOP, TIL, House
from tests.bot.features.machines import play, with_the_house
from tests.examples import examples

PEOPLE = st.sampled_from([MARA, JONAS, LENA, EMRE])
CLIENTS = st.sampled_from([ANKE, TIL])
TEXTS = st.sampled_from([SHOP, LOOKS, "Danke!"])
HOURS = st.sampled_from([1, 13, 25, 49, 24 * 8])
DIES = st.sampled_from([False, False, True])
MINE = select(Due).where(Due.kind.in_([lifting.END, LOOK]))
A_DAY = timedelta(days=1)
STARTS = [datetime(2027, 3, 26, 9, 0, tzinfo=UTC), datetime(2027, 10, 29, 9, 0, tzinfo=UTC)]
"""Fridays before clocks change, after the introduction."""


class Crash(Exception):
    """The process dies before its commit."""


class Blocked(RuleBasedStateMachine):
    """One client, whose work has ended."""

    connection: Connection
    """In a transaction that is never committed, with the house."""

    @initialize(start=st.sampled_from(STARTS))
    def begins(self, start: datetime) -> None:
        self.savepoint = self.connection.begin_nested()
        self.session = Session(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        self.house = House(self.session)
        self.house.now = start
        self.ended = Ended(self.house)
        self.ended.goes_by(EMRE, "emre")
        self.session.commit()
        self.jira: list[Worklog] = []
        self.written = 0
        self.blocked_since = start
        self.wanted: list[tuple[str, float]] = []
        """Who wanted something of us while the block stood, and when."""
        self.last: Callable[[Session], object] | None = None

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            try:
                self._the_record_tells_it()
            finally:
                self.session.close()
                self.savepoint.rollback()

    @property
    def now(self) -> datetime:
        return self.house.now

    @property
    def is_blocked(self) -> bool:
        return self.house.client().status == ClientStatus.DELIVERY_BLOCK

    def _act(self, work: Callable[[Session], object], *, dies: bool = False) -> bool:
        """Do it in one transaction; false where it was refused, or the process died."""
        self.last, was_blocked = work, self.is_blocked
        try:
            work(self.session)
            if dies:
                raise Crash
            self.session.commit()
        except (Kindly, Crash):
            self.session.rollback()
            return False
        if self.is_blocked and not was_blocked:
            self.blocked_since = self.now
        return True

    def _live(self) -> BlockLift | None:
        return self.session.scalars(select(BlockLift).where(BlockLift.live == "nord")).first()

    # Lifts

    @rule(who=PEOPLE, days=st.sampled_from([-1, 1, 3, 9, 93]), dies=DIES)
    def asks(self, who: str, days: int, dies: bool) -> None:
        wanted = lifting.Wanted("nord", self.now + timedelta(days=days), "A last invoice.")
        may = self._live() is None and 0 < days < 93 and not dies
        assert self._act(lambda s: lifting.ask(s, wanted, who, self.now), dies=dies) == may

    @precondition(lambda self: self._live() is not None)
    @rule(who=PEOPLE, dies=DIES)
    def confirms(self, who: str, dies: bool) -> None:
        lift = self._live()
        assert lift is not None
        version, may = lift.version, lift.state == LiftState.ASKED and who != lift.asked_by
        done = self._act(
            lambda s: lifting.confirm(s, lift.id, who, self.now, version=version), dies=dies
        )
        assert done == (may and not dies)

    @precondition(lambda self: self._live() is not None)
    @rule(who=PEOPLE, dies=DIES, old=st.booleans())
    def takes_it_back(self, who: str, dies: bool, old: bool) -> None:
        """The question, or the lift: whichever it is by now; ``old``: seen before it changed."""
        lift = self._live()
        assert lift is not None
        deed = lifting.drop if lift.state == LiftState.ASKED else lifting.block_again
        version = lift.version - old
        done = self._act(lambda s: deed(s, lift.id, who, self.now, version=version), dies=dies)
        assert done == (not dies and not old)

    # The client's people, and hours in Jira

    @rule(who=CLIENTS, text=TEXTS, dies=DIES)
    def posts(self, who: str, text: str, dies: bool) -> None:
        requests, was_blocked = self._requests(), self.is_blocked
        posted: list[str] = []
        if not self._act(lambda _: posted.append(self.house.say(who, text)), dies=dies):
            return
        assert self._requests() == requests or not was_blocked
        if was_blocked and text != "Danke!":
            self.wanted.append((who, float(posted[0])))
        self.house.now += timedelta(minutes=1)

    def _requests(self) -> int:
        return self.session.scalar(select(func.count()).select_from(Request)) or 0

    @rule(backwards=st.booleans(), twice=st.booleans(), dies=DIES)
    def the_worker_answers(self, backwards: bool, twice: bool, dies: bool) -> None:
        """In whatever order, and again where what came of it was lost."""
        posts = [Posted(**one) for one in self.house.jobs(AFTER_THE_END)]

        def work(session: Session) -> None:
            for post in (posts[::-1] if backwards else posts) * (2 if twice else 1):
                answering.posted(session, post, self.now)
            session.execute(delete(Job).where(Job.kind == AFTER_THE_END))

        self._act(work, dies=dies)

    @rule(by=st.sampled_from(["emre", "nobody"]))
    def writes_hours(self, by: str) -> None:
        self.written += 1
        self.jira.append(self.ended.wrote(str(self.written), by))

    @precondition(lambda self: self.jira)
    @rule(place=st.integers(0, 3))
    def deletes_hours(self, place: int) -> None:
        del self.jira[place % len(self.jira)]

    # The clock, and what comes twice

    @rule(hours=HOURS, twice=st.booleans(), away=DIES)
    def time_passes(self, hours: int, twice: bool, away: bool) -> None:
        """Every due row at its time, in order; ``away``: Jira does not answer the first look."""
        end = self.now + timedelta(hours=hours)
        while row := self.session.scalars(MINE.where(Due.at <= end).order_by(Due.at)).first():
            self.house.now = max(self.now, row.at)
            kind, subject = row.kind, row.subject
            self.session.delete(row)
            self.session.commit()
            if kind == LOOK and away:
                later = self.now + worklogs.NOT_NOW
                away = False
                self._act(lambda s: worklogs.look_again(s, "nord", later))  # noqa: B023  at once
                continue
            for _ in range(2 if twice else 1):
                self._act(lambda s: self._comes_due(s, kind, subject))  # noqa: B023  at once
        self.house.now = end

    def _comes_due(self, session: Session, kind: str, subject: str) -> None:
        if kind == lifting.END:
            lifting.time_over(session, subject, self.now)
            return
        wanted = worklogs.watched(session, subject, self.now)
        if wanted is not None:
            found = [one for one in self.jira if one.changed >= wanted.since]
            worklogs.found(session, subject, found, self.now)

    @rule()
    def what_is_due_is_lost_and_planned_again(self) -> None:
        self._act(lambda s: s.execute(delete(Due).where(Due.kind.in_([lifting.END, LOOK]))))
        self._act(lambda s: upkeep.plan(s, self.now))

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_last_click_comes_again(self) -> None:
        """Whatever it was: it may be refused, and does no harm."""
        assert self.last is not None
        if not any(cell.cell_contents == [] for cell in self.last.__closure__ or ()):
            self._act(self.last)

    # What holds

    @invariant()
    def all_is_well(self) -> None:
        lifts = self.session.scalars(select(BlockLift)).all()
        due = {(row.kind, row.subject): row.at for row in self.session.scalars(MINE)}
        live = [one for one in lifts if one.live is not None]
        assert len(live) <= 1
        assert self.is_blocked == all(one.state != LiftState.LIFTED for one in live)
        for one in live:
            assert due[lifting.END, one.id] == one.until >= self.now
        for one in lifts:
            assert (one.lifted_at is None) == (one.confirmed_by is None)
            assert one.confirmed_by != one.asked_by
        assert not self.is_blocked or (LOOK, "nord") in due
        self._everybody_has_one_answer()
        self._hours_are_found_and_told_in_time(lifts)

    def _everybody_has_one_answer(self) -> None:
        given: dict[str, list[float]] = {ANKE: [], TIL: []}
        for answer in self.session.scalars(select(BlockAnswer)):
            given[answer.author].append(float(answer.ts))
        for times in given.values():
            spans = [b - a for a, b in zip(sorted(times), sorted(times)[1:], strict=False)]
            assert all(span >= SPELL.total_seconds() for span in spans)
        if self.house.jobs(AFTER_THE_END):
            return  # some still wait for the worker
        for who, at in self.wanted:
            assert any(at < begun + SPELL.total_seconds() for begun in given[who]), who

    def _hours_are_found_and_told_in_time(self, lifts: Sequence[BlockLift]) -> None:
        rows = {row.worklog: row for row in self.session.scalars(select(BlockedHours))}
        member = {row.jira for row in self.session.scalars(select(Member)) if row.jira}
        for row in rows.values():
            spans = [(one.lifted_at, one.ended_at) for one in lifts if one.lifted_at is not None]
            assert not any(a <= row.written and (b is None or row.written < b) for a, b in spans)
            if row.told_at is not None and row.author is not None:
                assert row.told_at >= row.shown_at + worklogs.STAYS
        if not self.is_blocked or self.now - self.blocked_since < A_DAY:
            return
        for one in self.jira:
            if self.now - one.written < A_DAY or self._was_served(lifts, one.written):
                continue
            row = rows[one.id]
            assert row.gone_at is None or one.written < row.gone_at
            if row.gone_at is None and self.now - row.shown_at >= worklogs.STAYS + A_DAY:
                assert row.told_at is not None, member

    def _was_served(self, lifts: Sequence[BlockLift], at: datetime) -> bool:
        spans = [(one.lifted_at, one.ended_at) for one in lifts]
        return any(a is not None and a <= at and (b is None or at < b) for a, b in spans)

    def _the_record_tells_it(self) -> None:
        """Each lift was asked for once, lifted at most once, and ended once where it has."""
        said = Counter((one.what, one.about.ref) for one in record.entries(self.session))
        for one in self.session.scalars(select(BlockLift)):
            assert said["block lift asked", one.id] == 1
            assert said["block lifted", one.id] == int(one.lifted_at is not None)
            assert said["block back", one.id] == int(one.state == LiftState.OVER)
            assert said["block lift dropped", one.id] == int(one.state == LiftState.DROPPED)
        assert not [one for one in verify(self.session).findings if one.first > 0]


def _play(engine: Engine, *, count: int, steps: int) -> None:
    with with_the_house(engine) as connection:
        play(Blocked, connection, count=count, steps=steps)


def test_a_block_stands_whatever_happens() -> None:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    _play(engine, count=examples(18), steps=30)


@pytest.mark.postgres
def test_a_block_stands_whatever_happens_on_postgresql(pg_url: str) -> None:
    _play(create_engine(pg_url), count=examples(4), steps=20)
