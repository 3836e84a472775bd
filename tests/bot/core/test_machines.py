"""Cards and jobs under random trouble, step by step against a model."""

from __future__ import annotations

import tempfile
from pathlib import Path

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.core import cards, claims, jobs
from bot.core.db import Database
from bot.core.jobs import Claimed
from bot.ports import Busy, OutsideError, Unreachable
from tests.bot.core.bench import START, build
from tests.databases import with_tables
from tests.examples import examples

TROUBLE = st.sampled_from([Unreachable("lost"), Unreachable("500"), Busy("post", 1)])
FEW = settings(
    max_examples=examples(25),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class OnADatabase(RuleBasedStateMachine):
    """Each run has a database of its own, and a wall clock that stands still."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.time = time_machine.travel(START, tick=False)
        self.travel = self.time.start()
        self.db = Database(with_tables(Path(self.folder.name) / "machine.db"))

    def teardown(self) -> None:
        self.db.close()
        self.time.stop()
        self.folder.cleanup()


class Cards(OnADatabase):
    """However a card changes and whatever breaks: in the end one message shows the truth."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = build(self.db, self.travel)
        self.bench.show()
        self.deletions = 0

    @rule(text=st.sampled_from(["a", "b", "c", None]))
    def changes(self, text: str | None) -> None:
        self.bench.change(text)

    @rule(seconds=st.sampled_from([0.2, 1.0, 3.0, 70.0]))
    def time_passes(self, seconds: float) -> None:
        self.bench.work()
        self.travel.shift(seconds)
        self.bench.work()

    @rule(error=TROUBLE)
    def breaks_before(self, error: OutsideError) -> None:
        self.bench.chat.before = [error]

    @rule()
    def breaks_after(self) -> None:
        self.bench.chat.after = [Unreachable("lost")]

    @rule(sent=st.booleans())
    def a_worker_dies(self, sent: bool) -> None:
        """After it has claimed, and perhaps after it has sent what was true then."""
        dead = self.db.write(claims.claim)
        text = self.bench.truth["s"]
        if dead is None or not sent or text is None or dead.sending_since is not None:
            return
        self.bench.chat.before, self.bench.chat.after = [], []
        if dead.ts is None:
            at = self.bench.clock()
            self.db.write(lambda s: claims.sending(s, dead, at))
            self.bench.chat.post("C1", text, [], opaque_id=dead.id)
        elif dead.ts in self.bench.chat.messages["C1"]:
            self.bench.chat.update("C1", dead.ts, text, [])

    @precondition(lambda self: self.deletions == 0)
    @rule()
    def somebody_deletes_it(self) -> None:
        if self.bench.texts():
            self.bench.chat.messages["C1"].clear()
            self.deletions += 1

    @invariant()
    def there_is_one_at_most(self) -> None:
        assert len(self.bench.texts()) <= 1

    def teardown(self) -> None:
        self.bench.chat.before, self.bench.chat.after = [], []
        for text in ("between", "the end"):
            self.bench.change(text)
            for _ in range(3):
                self.time_passes(cards.LEASE + 900)
        assert self.bench.texts() == ["the end"]
        super().teardown()


class Jobs(OnADatabase):
    """A lane is a queue: whatever becomes of leases, its jobs are done in order, each once."""

    def __init__(self) -> None:
        super().__init__()
        self.added: dict[str, list[int]] = {"x": [], "y": []}
        self.gone: dict[str, list[int]] = {"x": [], "y": []}
        self.held: list[Claimed] = []
        self.number = 0

    @rule(lane=st.sampled_from("xy"), delay=st.sampled_from([0.0, 5.0]))
    def add(self, lane: str, delay: float) -> None:
        number = self.number = self.number + 1
        self.added[lane].append(number)
        payload = {"lane": lane, "n": number}
        self.db.write(lambda s: jobs.enqueue(s, "job", payload, lane=lane, delay=delay))

    @rule()
    def claim(self) -> None:
        job = self.db.write(jobs.claim)
        if job is not None:
            lane = job.payload["lane"]
            assert job.payload["n"] == self.added[lane][len(self.gone[lane])]
            self.held.append(job)

    @precondition(lambda self: self.held)
    @rule(end=st.sampled_from(["finish", "put back", "put aside", "forget"]), data=st.data())
    def end(self, end: str, data: st.DataObject) -> None:
        job = self.held.pop(data.draw(st.integers(0, len(self.held) - 1)))
        if end == "put back":
            self.db.write(lambda s: jobs.put_back(s, job, 3, "why"))
        elif end == "finish" and self.db.write(lambda s: jobs.finish(s, job)):
            self.gone[job.payload["lane"]].append(job.payload["n"])
        elif end == "put aside":
            before = self.db.read(jobs.pending)
            self.db.write(lambda s: jobs.put_aside(s, job, "why"))
            if self.db.read(jobs.pending) < before:
                self.gone[job.payload["lane"]].append(job.payload["n"])

    @rule(seconds=st.sampled_from([1, 10, 61]))
    def time_passes(self, seconds: int) -> None:
        self.travel.shift(seconds)

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        for lane, gone in self.gone.items():
            assert gone == self.added[lane][: len(gone)]
        assert self.db.read(jobs.pending) == self.number - sum(map(len, self.gone.values()))

    def teardown(self) -> None:
        self.travel.shift(jobs.LEASE + 10)
        while (job := self.db.write(jobs.claim)) is not None:
            self.held = [job]
            self.gone[job.payload["lane"]].append(job.payload["n"])
            done = job
            assert self.db.write(lambda s: jobs.finish(s, done))  # noqa: B023  called at once
        assert self.gone == self.added
        super().teardown()


TestCards = Cards.TestCase
TestJobs = Jobs.TestCase
TestCards.settings = TestJobs.settings = FEW
