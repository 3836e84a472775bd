"""Whatever people and clocks do: one outcome, every vote once, counts that are the votes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.errors import Kindly
from bot.core.schedule import Due
from bot.features.ballots import after, asking, carrying, closing, reading, secrecy, voting
from bot.features.ballots.models import Ballot, Choice, Condition, Secret, Stage
from bot.features.ballots.outcome import FEW, outcome, tally
from bot.features.ballots.reminding import CLOSE
from bot.features.ballots.secrecy import Paper
from bot.features.platforms.models import BallotRule, Platform
from bot.features.platforms.service import calendar_of
from bot.features.promises.models import ClientAnswer, EndedBallot
from bot.features.promises.values import Outcome
from tests.bot.features.ballots.team import FRAME, more_members
from tests.bot.features.ballots.team import TEAM as VOTERS
from tests.bot.features.house import MARA, build
from tests.databases import with_tables
from tests.examples import examples, texts

PEOPLE = (*VOTERS, "U0NINA", "U0OLE")
CHOICES = st.sampled_from(list(Choice))
WHO = st.sampled_from([*PEOPLE, MARA, "U0STRANGER"])
BEFORE_CLOCKS_CHANGE = [
    datetime(2026, 3, 27, 9, 0, tzinfo=UTC),
    datetime(2026, 10, 23, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
]
JUMPS = st.sampled_from([-90, -1, 1, 20, 110, 7 * 60, 23 * 60, 25 * 60, 3 * 24 * 60])
"""Minutes; a clock that was put right may go back."""
DIES = st.sampled_from(["", "", "before the commit", "after the commit"])
"""When the process dies; after the commit nobody hears that it worked, and all comes again."""
BERLIN = ZoneInfo("Europe/Berlin")


class Crash(Exception):
    """The process dies before its commit."""


def settled(url: str) -> str:
    """The same database, with the team in it."""
    db = Database(url)
    db.write(build)
    db.write(lambda s: more_members(s, PEOPLE[3:]))
    db.close()
    return url


@cache
def _team() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "team.db"
        settled(with_tables(file))
        return file.read_bytes()


def in_a_file(folder: Path) -> str:
    """A copy: settling a team takes longer than many a life."""
    file = folder / "team.db"
    file.write_bytes(_team())
    return f"sqlite:///{file}"


class Team(RuleBasedStateMachine):
    """One team, one ballot after another, step by step against a model."""

    def __init__(self, new_url: Callable[[Path], str] = in_a_file) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.db = Database(new_url(Path(self.folder.name)))
        self.now = BEFORE_CLOCKS_CHANGE[2]
        self.votes: dict[str, Choice] = {}
        self.pressed: list[tuple[voting.Pressed, Choice]] = []
        self.ballot: str | None = None
        self.ended: dict[str, Outcome] = {}
        self.numbers = count()

    def teardown(self) -> None:
        self.db.close()
        self.folder.cleanup()

    # What happens

    @precondition(lambda self: self.ballot is None)
    @rule(start=st.sampled_from(BEFORE_CLOCKS_CHANGE), rule_=st.sampled_from(list(BallotRule)))
    def asks(self, start: datetime, rule_: BallotRule) -> None:
        self.now = max(self.now, start) if self.ended else start
        frame = self._frame()

        def work(session: Session) -> str:
            ballot = asking.ask(session, frame, VOTERS[0], self.now)
            ballot.rule = rule_
            return ballot.id

        self.ballot, self.votes, self.pressed = self.db.write(work), {}, []
        closes = self._ballot().closes_at.astimezone(BERLIN)
        assert (closes.hour, closes.minute) == (16, 0), "by people's clocks, summer or winter"

    def _frame(self) -> asking.Frame:
        answer_by, due = (self.now + timedelta(days=days) for days in (6, 16))
        return replace(FRAME, asked=PEOPLE, answer_by=answer_by, due=due)

    @precondition(lambda self: self.ballot is not None)
    @rule(who=WHO, choice=CHOICES, dies=DIES)
    def votes_or_changes(self, who: str, choice: Choice, dies: str) -> None:
        pressed = voting.Pressed(self._id, self._ballot().round, who, f"p{next(self.numbers)}")
        if self._twice(lambda s: self._vote(s, pressed, choice), dies):
            self.votes[who] = choice
            self.pressed.append((pressed, choice))

    @precondition(lambda self: self.ballot is not None and self.pressed != [])
    @rule(data=st.data())
    def an_earlier_press_comes_again(self, data: st.DataObject) -> None:
        """However long ago, and though its voter has thought again since."""
        pressed, choice = data.draw(st.sampled_from(self.pressed))
        self._try(lambda s: self._vote(s, pressed, choice))

    @precondition(lambda self: self.ballot is not None)
    @rule(who=st.sampled_from(PEOPLE), stakes=texts(max_size=3))
    def changes_what_is_asked(self, who: str, stakes: str) -> None:
        ballot = self._ballot()
        frame = replace(self._frame(), if_no=stakes)
        if self._try(lambda s: asking.restart(s, ballot.id, frame, who, self.now, ballot.round)):
            self.votes = {}

    @precondition(lambda self: self.ballot is not None)
    @rule(minutes=JUMPS, dies=st.booleans())
    def time_passes(self, minutes: int, dies: bool) -> None:
        self.now += timedelta(minutes=minutes)
        self._work(dies)
        self._work(False)

    @precondition(lambda self: self.ballot is not None)
    @rule(who=st.sampled_from(PEOPLE), is_in=st.booleans(), dies=DIES)
    def says_whether_they_are_in(self, who: str, is_in: bool, dies: str) -> None:
        words = "A Saturday"
        done = self._twice(lambda s: after.say(s, self._id, who, is_in, words, self.now), dies)
        assert not done or self._ballot().stage == Stage.HANDS

    @precondition(lambda self: self.ballot is not None)
    @rule(who=st.sampled_from([*PEOPLE, MARA]), dies=DIES)
    def stands_behind_it(self, who: str, dies: str) -> None:
        before = self._ballot().stage
        self._twice(lambda s: after.stand_behind(s, self._id, who, self.now), dies)
        if self._ballot().stage == Stage.STOOD != before:
            ballot = self._ballot()
            assert before == Stage.HANDS
            assert None not in (ballot.stood_by, ballot.confirmed_by)
            assert ballot.stood_by != ballot.confirmed_by

    @precondition(lambda self: self.ballot is not None and self._ballot().stage != Stage.VOTING)
    @rule()
    def goes_on_to_another(self) -> None:
        self.ballot = None

    # How it is done

    @property
    def _id(self) -> str:
        assert self.ballot is not None
        return self.ballot

    def _ballot(self) -> Ballot:
        return self.db.read(lambda s: s.get_one(Ballot, self._id))

    def _vote(self, session: Session, pressed: voting.Pressed, choice: Choice) -> None:
        needs = (Condition.PEOPLE,) if choice == Choice.GO_IF else None
        change = voting.Change(choice=choice, conditions=needs, certainty=3, why="so")
        voting.vote(session, pressed, change, self.now)

    def _try(self, work: Callable[[Session], object], *, dies: bool = False) -> bool:
        """Whether it was done; Kindly or a crash change nothing."""

        def all_of_it(session: Session) -> None:
            work(session)
            session.flush()
            if dies:
                raise Crash

        try:
            self.db.write(all_of_it)
        except (Kindly, Crash):
            return False
        return True

    def _twice(self, work: Callable[[Session], object], dies: str) -> bool:
        """Whether it was done, by somebody who presses again when the process has died."""
        done = self._try(work, dies=dies == "before the commit")
        return self._try(work) or done if dies else done

    def _work(self, dies: bool) -> None:
        """Do what is due, and what the votes have asked for, perhaps dying at it."""
        self._try(lambda s: closing.look(s, self._id, self.now), dies=dies)
        before = self._ballot()
        self._try(lambda s: closing.due(s, self._id, self.now), dies=dies)
        if before.stage == Stage.VOTING != self._ballot().stage:
            self._closed(before)
        self._try(lambda s: carrying.lapse(s, self._id, self.now), dies=dies)

    def _closed(self, before: Ballot) -> None:
        """The outcome is that of the model."""
        votes = tally(self.votes.values())
        expected = outcome(votes, BallotRule(before.rule), before.quorum, before.asked)
        if expected is None:
            hours = self.db.read(lambda s: calendar_of(s.get_one(Platform, before.platform_key)))
            left = hours.between(self.now, max(self.now, before.answer_by))
            assert before.moved or left < timedelta(minutes=90), "it moves while there is time"
        assert self.now >= before.closes_at
        result = self.db.read(lambda s: reading.result(s, s.get_one(Ballot, self._id), self.now))
        found = {Stage.HANDS: Outcome.GO, Stage.NO: Outcome.NO}.get(
            self._ballot().stage, Outcome.UNDECIDED
        )
        assert found is (expected or Outcome.UNDECIDED)
        assert result.tally == (votes if votes.cast >= FEW else None)
        assert self._id not in self.ended
        self.ended[self._id] = found

    # What always holds

    @invariant()
    def every_vote_counts_once(self) -> None:
        if self.ballot is None:
            return

        def look(session: Session) -> tuple[Ballot, int, list[Paper], int]:
            secrets = session.scalars(
                select(Secret.ballot_id).where(Secret.ballot_id == self._id)
            ).all()
            return (
                session.get_one(Ballot, self._id),
                voting.voted(session, self._id),
                secrecy.papers(session, self._id),
                len(secrets),
            )

        ballot, voted, papers, secrets = self.db.read(look)
        assert secrets == (1 if ballot.stage == Stage.VOTING else 0)
        if ballot.stage == Stage.VOTING:
            assert voted == len(papers) == len(self.votes)
            assert sorted(one.choice for one in papers) == sorted(self.votes.values())
            assert self.db.read(lambda s: s.get_one(Due, (CLOSE, self._id)).at) == ballot.closes_at
            hours = self.db.read(lambda s: calendar_of(s.get_one(Platform, ballot.platform_key)))
            assert hours.is_business_day(hours.local_date(ballot.closes_at))
            assert ballot.closes_at < ballot.answer_by
        else:
            assert voted == 0
            assert all(one == Paper(one.choice) for one in papers), "words lie apart"

    @invariant()
    def there_is_one_outcome(self) -> None:
        rows = self.db.read(
            lambda s: {one.ballot: one.outcome for one in s.scalars(select(EndedBallot))}
        )
        assert rows == {ballot: str(found) for ballot, found in self.ended.items()}

    @invariant()
    def nothing_is_answered_before_it_is_decided(self) -> None:
        answers = self.db.read(
            lambda s: {a.ballot: a.verdict for a in s.scalars(select(ClientAnswer))}
        )
        stages = self.db.read(lambda s: {b.id: b.stage for b in s.scalars(select(Ballot))})
        wanted = {Stage.STOOD: "yes", Stage.NO: "no"}
        assert answers == {
            ballot: wanted[Stage(stage)] for ballot, stage in stages.items() if stage in wanted
        }


SETTINGS = settings(
    max_examples=examples(30),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestTeam = Team.TestCase
TestTeam.settings = SETTINGS


@pytest.mark.postgres
def test_the_same_on_postgresql(new_pg_url: Callable[[str], str]) -> None:
    """Each life in a database of its own."""
    few = settings(SETTINGS, max_examples=examples(6))
    run_state_machine_as_test(
        lambda: Team(lambda _: settled(new_pg_url("perron_tables"))), settings=few
    )
