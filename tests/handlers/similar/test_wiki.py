"""The job that asks the wiki, against a strict Confluence: on good days and on bad ones."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.jobs import Job
from bot.core.work import Tools
from bot.features.requests import actions
from bot.features.requests.showing import SIMILAR
from bot.features.similar import pages
from bot.features.similar.service import CARD
from handlers.similar.wiring import FEATURE
from integrations.confluence import DataCenterWiki
from playground.confluence import TOKEN
from tests.bot.features.house import GRACE, HARB, LENA, MORNING, SHOP, House, settle_in
from tests.databases import with_tables
from tests.memory_chat import MemoryChat
from tests.playground.confluence.running import RunningConfluence

PRICES = "Preise aus dem ERP"
THEIRS = "Prices of Harbour, import to the shop"
WORDS = "<p>Nach dem Import stimmen die Preise im Shop wieder.</p>"


@dataclass
class Office:
    """Lena has Nordwind's question; the jobs of the feature are carried out one by one."""

    tools: Tools
    request: str

    def work(self) -> int:
        """Carry out the jobs that wait, until there are none; how many asked the wiki."""
        asked = 0
        while waiting := self.waiting():
            self.tools.db.write(lambda s: s.execute(delete(Job).where(Job.kind.in_(FEATURE.jobs))))
            for job in waiting:
                asked += job.kind == pages.LOOK
                settle = FEATURE.jobs[job.kind](self.tools, job.payload)
                if settle is not None:
                    self.tools.db.write(settle)
        return asked

    def waiting(self) -> list[Job]:
        found = select(Job).where(Job.kind.in_(FEATURE.jobs)).order_by(Job.id)
        return self.tools.db.read(lambda s: list(s.scalars(found)))

    def pass_time(self, by: timedelta) -> None:
        """The clock goes on, and what is due by then becomes a job."""
        clock = self.tools.clock
        assert isinstance(clock, FixedClock)
        clock.advance(by)
        self.tools.db.write(lambda s: schedule.tick(s, clock.now()))

    def reads(self) -> str:
        """What Lena reads; empty where nobody has written to her."""
        return self.tools.db.read(self._reads)

    def _reads(self, session: Session) -> str:
        cards = House(session).cards(CARD)
        if not cards:
            return ""
        [card] = cards
        assert (card.place, card.subject) == (LENA, f"{self.request}:{LENA}")
        drawing = FEATURE.draws[CARD](session, card, MORNING)  # type: ignore[arg-type]
        return str(drawing.blocks) if drawing is not None else ""


@pytest.fixture
def office(tmp_path: Path, confluence: RunningConfluence) -> Iterator[Office]:
    content, request = _begun()
    file = tmp_path / "perron.db"
    file.write_bytes(content)
    db = Database(f"sqlite:///{file}")
    confluence.control("write", space="NORD", title=PRICES, storage=WORDS)
    confluence.control("write", space="HARB", title=THEIRS, storage=WORDS)
    confluence.traffic.clear()
    wiki = DataCenterWiki(confluence.url, TOKEN)
    clock = FixedClock(MORNING)
    try:
        yield Office(Tools(db, MemoryChat(MORNING.timestamp), clock, wiki=wiki), request)
    finally:
        db.close()


@cache
def _begun() -> tuple[bytes, str]:
    """The database's file as each of these tests finds it, and Nordwind's question."""
    with TemporaryDirectory(prefix="perron-similar-") as folder:
        file = Path(folder) / "begun.db"
        db = Database(with_tables(file))
        settle_in(db.engine)
        request = db.write(_taken)
        db.close()
        return file.read_bytes(), request


def _taken(session: Session) -> str:
    """An earlier question was answered, and the same one is in Lena's hands now."""
    house = House(session)
    house.client("nord").wiki_space, house.client("harb").wiki_space = "NORD", "HARB"
    before = house.ask(SHOP, GRACE, HARB)
    house.say(LENA, "Ist behoben.", HARB, thread=before.thread_ts)
    actions.done_by_member(session, before.id, LENA, house.now)
    session.execute(delete(Job))
    house.pass_time(hours=1)
    request = house.ask(SHOP)
    actions.take(session, request.id, LENA, house.now)
    return str(request.id)


def test_the_page_stands_in_the_same_message_and_another_clients_does_not(
    office: Office, confluence: RunningConfluence
) -> None:
    assert office.work() == 1
    seen = office.reads()
    assert "was answered before" in seen
    assert PRICES in seen
    assert THEIRS not in seen
    assert len(confluence.calls()) == 1


def test_earlier_questions_are_told_before_the_wiki_is_asked(office: Office) -> None:
    [job] = office.waiting()
    assert job.kind == SIMILAR
    settle = FEATURE.jobs[SIMILAR](office.tools, job.payload)
    assert settle is not None
    office.tools.db.write(settle)
    assert "was answered before" in office.reads()
    [_, asks] = office.waiting()
    assert (asks.kind, asks.lane) == (pages.LOOK, pages.LOOK), "one search at a time"


def test_without_a_wiki_nobody_is_asked(office: Office) -> None:
    office.tools = replace(office.tools, wiki=None)
    assert office.work() == 0
    assert "was answered before" in office.reads()


@pytest.mark.parametrize("day", ["429", "500", "drop_before", "down"])
def test_where_the_wiki_is_away_it_is_asked_once_more_and_no_more(
    office: Office, confluence: RunningConfluence, caplog: pytest.LogCaptureFixture, day: str
) -> None:
    confluence.hostile(**{day: True if day == "down" else 1.0})
    assert office.work() == 1
    assert "was answered before" in office.reads()
    assert PRICES not in office.reads()
    office.pass_time(pages.LATER - timedelta(seconds=1))
    assert office.work() == 0
    office.pass_time(timedelta(seconds=1))
    assert office.work() == 1
    office.pass_time(timedelta(days=1))
    assert office.work() == 0
    assert len(confluence.calls()) == 2
    _tells_ids_and_no_words(caplog, office.request, times=2)


def test_back_after_a_while_the_message_is_drawn_again(
    office: Office, confluence: RunningConfluence
) -> None:
    confluence.hostile(down=True)
    office.work()
    confluence.hostile()
    office.pass_time(pages.LATER)
    assert office.work() == 1
    assert PRICES in office.reads()


@pytest.mark.parametrize("status", ["401", "403"])
def test_where_it_is_refused_it_is_not_asked_again(
    office: Office, confluence: RunningConfluence, caplog: pytest.LogCaptureFixture, status: str
) -> None:
    confluence.hostile(**{status: 1.0})
    assert office.work() == 1
    office.pass_time(timedelta(days=1))
    assert office.work() == 0
    assert "was answered before" in office.reads()
    _tells_ids_and_no_words(caplog, office.request, times=1)


def _tells_ids_and_no_words(caplog: pytest.LogCaptureFixture, request: str, times: int) -> None:
    told = [one for one in caplog.records if one.levelno >= logging.INFO]
    ours = [one for one in told if one.message == "wiki not searched"]
    assert [vars(one)["request"] for one in ours] == [request] * times
    for record in told:
        assert "preise" not in str(vars(record)).lower()
