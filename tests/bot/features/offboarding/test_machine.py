"""Whatever people, clocks and crashes do: no step is lost, done twice or out of order.

And nothing that cannot be undone happens without its click, no access is deleted early, and a
call-off puts everything back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.errors import Kindly
from bot.core.migrate import metadata
from bot.core.schedule import Due
from bot.features.offboarding import (
    access,
    accounts,
    calling_off,
    changing,
    flow,
    reminding,
    reopening,
    starting,
    undoing,
    walking,
)
from bot.features.offboarding.access import Held
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.holding import steps_of
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    CaseState,
    EvidenceKind,
    Phase,
    StepState,
    System,
    Why,
)
from bot.features.offboarding.models import Access, Account, Case, OffboardingTemplate, Step
from bot.features.offboarding.over import GRACE, HAND, UNBLOCK
from bot.features.offboarding.walking import Given
from bot.features.platforms.models import Client, ClientStatus
from bot.features.record import service as record
from tests.bot.features.house import EMRE, JONAS, LENA, MARA
from tests.bot.features.machines import play, with_the_house
from tests.bot.features.offboarding.small import GRACE_DAYS, KEYS, SMALL

PEOPLE = st.sampled_from([MARA, JONAS, LENA, EMRE])
STEPS = st.sampled_from(KEYS)
NEAR = st.sampled_from([0, 0, 0, 1, 1, 2, 5])
"""Which step, counted from the first that is possible (or settled): mostly what people press."""
BEFORE_CLOCKS_CHANGE = [
    datetime(2026, 3, 26, 9, 0, tzinfo=UTC),
    datetime(2026, 10, 22, 16, 30, tzinfo=UTC),
    datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
]
HOURS = st.sampled_from([1, 14, 25, 72, (GRACE_DAYS - 1) * 24, GRACE_DAYS * 24])
EVIDENCE = [Given(EvidenceKind.TEXT, "All settled.")]
SETTLES = {"step done": 1, "step not needed": 1, "step skipped": 1}
OURS = select(Due).where(Due.kind.startswith("offboarding."))
Dues = set[tuple[str, str]]
UNSETTLES = {"step reopened": -1, "step waits again": -1}


class Crash(Exception):
    """The process dies before its commit."""


class Ending(RuleBasedStateMachine):
    """One client, one case after another."""

    connection: Connection
    """In a transaction that is never committed, with the house and its template."""

    @initialize(
        start=st.sampled_from(BEFORE_CLOCKS_CHANGE),
        asker=PEOPLE,
        last_day=st.integers(-3, 9),
        far=st.integers(0, 7),
    )
    def begins(self, start: datetime, asker: str, last_day: int, far: int) -> None:
        self.savepoint = self.connection.begin_nested()
        self.session = Session(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        self.now = start
        self.case_id: str | None = None
        self.sure: set[str] = set()
        self.deleted: dict[str, datetime] = {}
        self.added = 0
        self.last: Callable[[Session], object] | None = None
        self._ask(asker, last_day)
        self.confirms(MARA)
        self.confirms(JONAS)
        self.notes_access(MARA, "Anke")
        self.goes_well(MARA, far)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            if self.case_id is not None:
                self._nothing_was_done_twice()
            self.session.close()
            self.savepoint.rollback()

    # How something happens

    def _act(self, work: Callable[[Session], object], *, dies: bool = False) -> bool:
        """Do it in one transaction; false where it was refused, or the process died."""
        self.last = work
        try:
            work(self.session)
            if dies:
                raise Crash
            self.session.commit()
        except (Kindly, Crash):
            self.session.rollback()
            return False
        return True

    @property
    def case(self) -> Case:
        assert self.case_id is not None
        return self.session.get_one(Case, self.case_id)

    def _steps(self) -> dict[str, Step]:
        return {step.key: step for step in steps_of(self.session, self.case.id)}

    def _near(self, place: int, *, settled: bool = False) -> str:
        """A step of the template by its place, what is possible (or settled) first."""
        steps = [step for step in self._steps().values() if step.key in KEYS]

        def first(step: Step) -> bool:
            return step.is_settled if settled else step.state == StepState.POSSIBLE

        return sorted(steps, key=lambda step: (not first(step), step.position))[place].key

    def _runs(self) -> bool:
        return self.case_id is not None and self.case.state == CaseState.RUNNING

    # What happens

    @precondition(lambda self: self.case_id is None or not self.case.is_live)
    @rule(asker=PEOPLE, dies=st.booleans())
    def asks(self, asker: str, dies: bool) -> None:
        if self.session.get_one(Client, "nord").status == ClientStatus.ACTIVE:
            self._ask(asker, 5, dies=dies)

    def _ask(self, asker: str, days: int, *, dies: bool = False) -> None:
        last_day = self.now.date() + timedelta(days)
        start = starting.Start("nord", last_day, Why.OVER, "", "small")
        found: list[Case] = []
        if self._act(lambda s: found.append(starting.ask(s, start, asker, self.now)), dies=dies):
            self.case_id, self.added = found[0].id, 0

    @precondition(lambda self: self.case_id is not None and self.case.state == CaseState.ASKED)
    @rule(who=PEOPLE)
    def confirms(self, who: str) -> None:
        case, version = self.case, self.case.version
        if case.state != CaseState.ASKED:
            return
        done = self._act(lambda s: starting.confirm(s, case.id, who, self.now, version=version))
        assert done == (who != case.asked_by)

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, sure=st.booleans(), dies=st.sampled_from([False, False, True]))
    def calls_done(self, place: int, who: str, sure: bool, dies: bool) -> None:
        self._calls_done(self._near(place), who, sure=sure, dies=dies)

    def _calls_done(self, key: str, who: str, *, sure: bool, dies: bool) -> None:
        steps = self._steps()
        step, version = steps[key], steps[key].version
        ready = all(steps[need].is_settled for need in step.needs)
        has_come = step.not_before is None or step.not_before <= self.now
        was_open = not step.is_settled
        if sure and step.irreversible:
            self.sure.add(step.id)

        def work(session: Session) -> None:
            walking.done(
                session, step.id, who, self.now, version=version, given=EVIDENCE, sure=sure
            )

        if self._act(work, dies=dies):
            assert ready
            assert has_come
            assert was_open
            assert sure or not step.irreversible
            assert not self._act(work), "the same click has its effect once"

    @precondition(_runs)
    @rule(who=PEOPLE, most=st.integers(1, 4))
    def goes_well(self, who: str, most: int) -> None:
        """The first that are possible are done, one after another, knowingly."""
        for _ in range(most):
            steps = self._steps() if self._runs() else {}
            key = next((k for k, s in steps.items() if s.state == StepState.POSSIBLE), None)
            if key == "inactive":
                self.sets_inactive(who, dies=False)
            if key in KEYS:
                self._calls_done(key, who, sure=True, dies=False)

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, other=PEOPLE)
    def both_call_it_done(self, place: int, who: str, other: str) -> None:
        step = self._steps()[self._near(place)]
        version, by = step.version, [who, other]
        if step.irreversible:
            return
        done = [
            self._act(
                lambda s, one=one: walking.done(  # type: ignore[misc]
                    s, step.id, one, self.now, version=version, given=EVIDENCE
                )
            )
            for one in by
        ]
        assert done in ([True, False], [False, False])

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, skips=st.booleans())
    def leaves_out(self, place: int, who: str, skips: bool) -> None:
        step = self._steps()[self._near(place)]
        out = changing.skip if skips else walking.not_needed
        version = step.version
        self._act(lambda s: out(s, step.id, who, "There is none.", self.now, version=version))

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, days=st.integers(0, 9))
    def blocks(self, place: int, who: str, days: int) -> None:
        step, until = self._steps()[self._near(place)], self.now.date() + timedelta(days)
        version = step.version
        self._act(
            lambda s: walking.blocked(
                s, step.id, who, "No answer.", until, self.now, version=version
            )
        )

    @precondition(_runs)
    @rule(key=STEPS, who=PEOPLE)
    def unblocks(self, key: str, who: str) -> None:
        step = self._steps()[key]
        version = step.version
        self._act(lambda s: walking.unblocked(s, step.id, who, self.now, version=version))

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, dies=st.sampled_from([False, False, True]))
    def reopens(self, place: int, who: str, dies: bool) -> None:
        step = self._steps()[self._near(place, settled=True)]
        version, was_done = step.version, step.state == StepState.DONE
        done = self._act(
            lambda s: reopening.reopen(s, step.id, who, "One more.", self.now, version=version),
            dies=dies,
        )
        assert not (done and was_done and step.irreversible)

    @precondition(_runs)
    @rule(key=STEPS, before=STEPS | st.none(), who=PEOPLE)
    def moves(self, key: str, before: str | None, who: str) -> None:
        steps = self._steps()
        step, target = steps[key], steps[before].id if before is not None else None
        version = step.version
        self._act(lambda s: changing.move(s, step.id, who, target, self.now, version=version))

    @precondition(_runs)
    @rule(place=NEAR, who=PEOPLE, to=PEOPLE)
    def gives(self, place: int, who: str, to: str) -> None:
        step = self._steps()[self._near(place)]
        version = step.version
        self._act(lambda s: walking.give_to(s, step.id, who, to, self.now, version=version))

    @precondition(lambda self: self._runs() and self.added < 2)
    @rule(who=PEOPLE, phase=st.sampled_from(Phase))
    def adds(self, who: str, phase: Phase) -> None:
        new = changing.New("Call them", phase, self.now.date() + timedelta(3), owner=who)
        case, version = self.case, self.case.version
        if self._act(lambda s: changing.add(s, case.id, new, who, self.now, version=version)):
            self.added += 1

    @precondition(_runs)
    @rule(who=PEOPLE, ends=st.booleans())
    def lists_an_account(self, who: str, ends: bool) -> None:
        case, entry = self.case, Entry(AccountKind.TOOL, "Mailer")

        def work(session: Session) -> None:
            row = accounts.put(session, case.id, entry, who, self.now)
            if ends:
                state = AccountState.DEACTIVATED
                accounts.set_state(session, row.id, state, who, self.now, version=row.version)

        self._act(work)

    # Access

    @precondition(_runs)
    @rule(who=PEOPLE, name=st.sampled_from(["Anke", "Til"]))
    def notes_access(self, who: str, name: str) -> None:
        case, held = self.case, [Held(System.JIRA, name, name, "project NORD")]
        self._act(lambda s: access.note(s, case.id, held, who, self.now))

    def _on_list(self) -> list[str]:
        return [row.id for row in access.of_case(self.session, self.case.id)]

    @precondition(_runs)
    @rule(who=PEOPLE, dies=st.booleans())
    def sets_inactive(self, who: str, dies: bool) -> None:
        case, ids = self.case, self._on_list()
        self._act(lambda s: access.set_inactive(s, case.id, ids, who, self.now), dies=dies)

    @precondition(_runs)
    @rule(who=PEOPLE)
    def undoes(self, who: str) -> None:
        case, ids = self.case, self._on_list()
        self._act(lambda s: undoing.undo(s, case.id, ids, who, "One week more.", self.now))

    @precondition(_runs)
    @rule(who=PEOPLE, sure=st.booleans(), dies=st.booleans())
    def deletes(self, who: str, sure: bool, dies: bool) -> None:
        case, ids = self.case, self._on_list()
        done = self._act(
            lambda s: access.delete(s, case.id, ids, who, self.now, sure=sure), dies=dies
        )
        if done:
            assert sure
            self.deleted |= {one: self.now for one in ids if one not in self.deleted}

    # The end, the clock, and what comes twice

    @precondition(lambda self: self.case_id is not None and self.case.is_live)
    @rule(who=PEOPLE, dies=st.sampled_from([False, False, True]))
    def calls_off(self, who: str, dies: bool) -> None:
        case, version = self.case, self.case.version
        may = case.irreversible_at is None
        done = self._act(
            lambda s: calling_off.call_off(
                s, case.id, who, "They stay.", self.now, version=version
            ),
            dies=dies,
        )
        assert done == (may and not dies)

    @rule(hours=HOURS, twice=st.booleans())
    def time_passes(self, hours: int, twice: bool) -> None:
        """Every due row at its time, in order; each again where ``twice``."""
        end = self.now + timedelta(hours=hours)
        while (row := self._first_due(end)) is not None:
            self.now = max(self.now, row.at)
            kind, subject = row.kind, row.subject
            self.session.delete(row)
            self.session.commit()
            for _ in range(2 if twice else 1):
                self._act(lambda s: self._comes_due(s, kind, subject))  # noqa: B023  called at once
        self.now = end

    def _first_due(self, end: datetime) -> Due | None:
        mine = OURS.where(Due.at <= end).order_by(Due.at).limit(1)
        return self.session.scalars(mine).first()

    def _comes_due(self, session: Session, kind: str, subject: str) -> None:
        {
            UNBLOCK: walking.come_back,
            GRACE: access.grace_over,
            HAND: flow.hand_later,
            reminding.REMIND: flow.morning,
        }[kind](session, subject, self.now)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_last_click_comes_again(self) -> None:
        """Whatever it was, after it has happened: it may be refused, and does no harm."""
        assert self.last is not None
        before = self._settled()
        self._act(self.last)
        assert self._settled() >= before or not self._runs()

    def _settled(self) -> int:
        return sum(s.is_settled for s in self._steps().values()) if self._runs() else 0

    # What holds

    @invariant()
    def all_is_well(self) -> None:
        """Everything that has to hold after each step, read once."""
        if self.case_id is None:
            return
        steps = list(self._steps().values())
        due = {(d.kind, d.subject) for d in self.session.scalars(OURS)}
        self._nothing_irreversible_without_its_click(steps)
        self._no_access_is_deleted_early_or_by_itself()
        self._the_block_follows_inactive()
        if self._runs():
            self._nothing_is_lost(steps)
            self._everything_is_in_order({step.key: step for step in steps}, due)
            self._everybody_has_something_in_hand(steps, due)
        if self.case.state == CaseState.CALLED_OFF:
            self._all_is_as_it_was(due)

    def _nothing_is_lost(self, steps: list[Step]) -> None:
        assert set(KEYS) <= {step.key for step in steps}
        assert len(steps) == len(KEYS) + self.added
        assert [step.position for step in steps] == list(range(len(steps)))

    def _everything_is_in_order(self, steps: dict[str, Step], due: Dues) -> None:
        order = list(steps)
        for step in steps.values():
            ready = all(steps[need].is_settled for need in step.needs)
            if step.state in (StepState.POSSIBLE, StepState.BLOCKED):
                assert ready
                assert step.not_before is None or step.not_before <= self.now
            if step.state == StepState.WAITING and ready:
                assert step.not_before is not None
                assert (GRACE, step.case_id) in due
            if step.state == StepState.BLOCKED:
                assert (UNBLOCK, step.id) in due
            if step.state == StepState.DONE and not step.check_again:
                assert ready, "what it builds on was opened again, and it did not notice"
            assert all(order.index(need) < order.index(step.key) for need in step.needs)

    def _everybody_has_something_in_hand(self, steps: list[Step], due: Dues) -> None:
        """Whoever has a possible step has it before them, or gets it in their hours."""
        theirs: dict[str, list[Step]] = {}
        for step in steps:
            if step.state == StepState.POSSIBLE:
                assert step.owner is not None
                theirs.setdefault(step.owner, []).append(step)
        for owner, possible in theirs.items():
            in_hand = any(step.handed_at is not None for step in possible)
            assert in_hand or (HAND, f"{self.case_id}:{owner}") in due
            assert (reminding.REMIND, owner) in due

    def _nothing_irreversible_without_its_click(self, steps: list[Step]) -> None:
        done = [s for s in steps if s.irreversible and s.state == StepState.DONE]
        assert all(step.id in self.sure for step in done)
        assert not done or self.case.irreversible_at is not None

    def _no_access_is_deleted_early_or_by_itself(self) -> None:
        for row in access.of_case(self.session, self.case.id):
            if row.state == AccessState.DELETED:
                assert row.inactive_at is not None
                gone = self.deleted[row.id]
                assert gone - row.inactive_at >= timedelta(days=GRACE_DAYS)

    def _the_block_follows_inactive(self) -> None:
        is_blocked = self.session.get_one(Client, "nord").status == ClientStatus.DELIVERY_BLOCK
        assert is_blocked == (self.case.blocked_at is not None)

    def _all_is_as_it_was(self, due: Dues) -> None:
        on_list = select(Access.state).where(Access.case_id == self.case.id)
        assert set(self.session.scalars(on_list)) <= {AccessState.ACTIVE}
        listed = select(Account.state).where(Account.case_id == self.case.id)
        assert set(self.session.scalars(listed)) <= {AccountState.OPEN}
        assert not due

    def _nothing_was_done_twice(self) -> None:
        """Each step was settled once more than it was opened again, or as often."""
        count: Counter[str] = Counter()
        for entry in record.entries(self.session, client_key="nord"):
            count[entry.about.ref] += (SETTLES | UNSETTLES).get(entry.what, 0)
        for step in self._steps().values():
            assert count[step.id] == int(step.is_settled)


def _play(engine: Engine, *, count: int, steps: int) -> None:
    small = OffboardingTemplate(key="small", names={}, grace_days=GRACE_DAYS, steps=SMALL)
    with with_the_house(engine, small) as connection:
        play(Ending, connection, count=count, steps=steps)


def test_whatever_happens() -> None:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    _play(engine, count=8, steps=22)


@pytest.mark.postgres
def test_whatever_happens_on_postgresql(pg_url: str) -> None:
    _play(create_engine(pg_url), count=1, steps=20)
