"""An ending in a database file, whose jobs a test carries out one by one against real parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.core.clock import SystemClock
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.jobs import Job
from bot.core.worker import Tools
from bot.features.channels.service import introduce
from bot.features.declaration.parse import parse
from bot.features.declaration.service import apply
from bot.features.offboarding import calling_off, doing, putting_back, starting
from bot.features.offboarding.kinds import Does, StepState, Turn, Why
from bot.features.offboarding.models import Case, Change, Evidence, Step
from bot.features.offboarding.saying import unpacked
from bot.features.platforms.service import learn_person, remember_installation
from handlers.offboarding.doers.all import DOERS
from handlers.offboarding.doers.jobs import handlers
from integrations.spreadsheets import HoursFiles
from tests.databases import with_tables
from tests.dialogue.harness import DEMO
from tests.memory_chat import MemoryChat

MARA, JONAS = "U0MARA", "U0JONAS"
HANDLERS = handlers(DOERS)
KINDS = (doing.LOOK, doing.DO, putting_back.PUT_BACK)


@dataclass
class Walk:
    """Nordwind's ending, in which every step can be done by Mara at once."""

    tools: Tools
    case: str

    @property
    def db(self) -> Database:
        return self.tools.db

    def meet(self, *channels: str, at: datetime | None = None) -> None:
        """Perron knows its Slack, and was introduced in these channels."""
        chat, now = self.tools.chat, self.tools.clock.now()
        identity, users = chat.whoami(), chat.users()

        def work(session: Session) -> None:
            remember_installation(session, identity)
            for user in users:
                learn_person(session, user, now)
            for channel in channels:
                introduce(session, channel, MARA, "Hello", at or now, posted_by_hand=True)

        self.db.write(work)

    # What Mara does

    def look(self, does: Does) -> Step:
        """Press *Let Perron look*, and have the job done."""
        self.ask(does)
        self.work()
        return self.step(does)

    def ask(self, does: Does) -> None:
        now = self.tools.clock.now()

        def work(session: Session) -> None:
            step = _step(session, does)
            doing.look(session, step.id, MARA, now, version=step.version)

        self.db.write(work)

    def choose(self, does: Does, **chosen: Any) -> None:
        """Submit the window."""
        now = self.tools.clock.now()

        def work(session: Session) -> None:
            step = _step(session, does)
            doing.choose(
                session, step.id, MARA, chosen, now, version=step.version, sure=step.irreversible
            )

        self.db.write(work)

    def do(self, does: Does, **chosen: Any) -> Step:
        """Submit the window, and have the job done."""
        self.choose(does, **chosen)
        self.work()
        return self.step(does)

    def call_off(self) -> None:
        now = self.tools.clock.now()

        def work(session: Session) -> None:
            case = session.get_one(Case, self.case)
            calling_off.call_off(session, case.id, MARA, "They stay.", now, version=case.version)

        self.db.write(work)

    # What the worker does

    def work(self) -> None:
        """Carry out the jobs that wait, each as the worker does."""
        for kind, payload in self.take():
            settle = HANDLERS[kind](self.tools, payload)
            if settle is not None:
                self.db.write(settle)

    def again(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Carry out one job; what it wants next is left waiting alone."""
        self.take()
        settle = HANDLERS[kind](self.tools, payload)
        assert settle is not None
        self.db.write(settle)

    def give(self, part: str, value: Any) -> None:
        """One of the parts is another one, or None: it was never set up."""
        self.tools = replace(self.tools, **{part: value})

    def die(self) -> None:
        """Carry them out, and end before what they learned is written: they still wait."""
        for kind, payload in self.waiting():
            HANDLERS[kind](self.tools, payload)

    def waiting(self) -> list[tuple[str, Mapping[str, Any]]]:
        found = select(Job).where(Job.kind.in_(KINDS)).order_by(Job.id)
        return self.db.read(lambda s: [(job.kind, job.payload) for job in s.scalars(found)])

    def take(self) -> list[tuple[str, Mapping[str, Any]]]:
        found = self.waiting()
        self.db.write(lambda s: _forget_jobs(s))
        return found

    # What came of it

    def step(self, does: Does) -> Step:
        return self.db.read(lambda s: _step(s, does))

    def evidence(self, does: Does) -> list[Evidence]:
        step = self.step(does).id
        found = select(Evidence).where(Evidence.step_id == step).order_by(Evidence.words)
        return self.db.read(lambda s: list(s.scalars(found)))

    def changes(self) -> list[Change]:
        return self.db.read(lambda s: list(s.scalars(select(Change).order_by(Change.id))))

    def given(self, does: Does, **fields: Any) -> None:
        """Another step of the template is of this kind."""
        values = {"does": does, **fields}
        self.db.write(lambda s: _given(s, values))


def _given(session: Session, values: Mapping[str, Any]) -> None:
    session.execute(update(Step).where(Step.key == "services").values(**values))


def _forget_jobs(session: Session) -> None:
    session.execute(delete(Job).where(Job.kind.in_(KINDS)))


def _step(session: Session, does: Does) -> Step:
    return session.scalars(select(Step).where(Step.does == does)).one()


def found(step: Step) -> list[str]:
    """What was found, in words."""
    assert step.turn == Turn.FOUND, (step.turn, trouble(step))
    return [one["words"] for one in step.found]


def trouble(step: Step, language: str = "en") -> str:
    """Why Perron could not do it, as somebody reads it."""
    return unpacked(step.trouble).to(Translator(language)) if step.trouble else ""


def refs(step: Step) -> list[str]:
    return [one["ref"] for one in step.found]


@cache
def _begun() -> tuple[bytes, str]:
    """A database file in which the case is confirmed, and its id: made once for all tests."""
    with TemporaryDirectory(prefix="perron-ending-") as folder:
        file = Path(folder) / "begun.db"
        db = Database(with_tables(file))
        case = db.write(_begin)
        db.close()
        return file.read_bytes(), case


def _begin(session: Session) -> str:
    """The demo's agency; asked for and confirmed; every step is Mara's, and waits for none."""
    now = SystemClock().now()
    apply(session, parse(DEMO.read_text(), "agency.yml"), now)
    start = starting.Start("nordwind", now.date(), Why.OVER)
    case = starting.ask(session, start, MARA, now)
    starting.confirm(session, case.id, JONAS, now, version=case.version)
    values = {"needs": [], "evidence": [], "owner": MARA, "state": StepState.POSSIBLE}
    session.execute(update(Step).values(**values))
    return case.id


@contextmanager
def walk_in(folder: Path, **parts: Any) -> Iterator[Walk]:
    """An ending that has begun, with these parts of `Tools` beside what every test has."""
    content, case = _begun()
    file = folder / "ending.db"
    file.write_bytes(content)
    clock = SystemClock()
    chat = MemoryChat(lambda: clock.now().timestamp())
    db = Database(f"sqlite:///{file}")
    try:
        yield Walk(replace(Tools(db, chat, clock, hours=HoursFiles()), **parts), case)
    finally:
        db.close()


def today() -> date:
    return SystemClock().now().date()
