"""After downtime several threads work off what is due: one message for each reader, once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs, schedule
from bot.core.clock import FixedClock
from bot.core.dates import Moment
from bot.core.db import Database, wall
from bot.core.worker import Tools, Worker
from bot.features.reminders.making import Wish, make
from bot.features.reminders.models import Ringing
from handlers.reminders import wiring
from tests.bot.features.house import LENA, MARA, MORNING, TEAM, build
from tests.memory_chat import MemoryChat

EACH = 10
LATER = MORNING + timedelta(hours=30)


@pytest.fixture
def chat() -> MemoryChat:
    return MemoryChat(wall)


@pytest.fixture
def worker(any_db: Database, chat: MemoryChat) -> Iterator[Worker]:
    tools = Tools(any_db, chat, FixedClock(LATER))
    jobs_of_reminders = {**wiring.JOBS, "requests.route": lambda *_: None}
    made = Worker(tools, jobs_of_reminders, wiring.DRAWS, lambda *_: None, threads=4)
    made.start()
    yield made
    made.stop()


def ask_for_many(session: Session) -> None:
    build(session)
    for minute in range(EACH):
        when = Moment(MORNING + timedelta(minutes=minute + 1))
        for whom in (None, LENA):
            make(session, Wish(MARA, when, f"matter {minute}", person=whom), MORNING)
        make(session, Wish(MARA, when, f"matter {minute}", channel=TEAM), MORNING)


def test_each_reader_gets_one_message(any_db: Database, chat: MemoryChat, worker: Worker) -> None:
    any_db.write(ask_for_many)
    tickers = [threading.Thread(target=_tick, args=(any_db,)) for _ in range(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    worker.wake()
    deadline = time.monotonic() + 120
    while any_db.read(_is_busy) and time.monotonic() < deadline:
        time.sleep(0.02)
    came = any_db.read(lambda s: s.scalars(select(Ringing)).all())
    assert Counter(one.place for one in came) == {MARA: EACH, LENA: EACH, TEAM: EACH}
    assert len({one.reminder_id for one in came}) == 3 * EACH
    posted = {place: len(messages) for place, messages in chat.messages.items() if messages}
    assert sorted(posted.values()) == [1, 1, 1], posted


def _tick(db: Database) -> None:
    schedule.work_off(db, LATER, lambda: False)


def _is_busy(session: Session) -> bool:
    return jobs.pending(session) > 0 or cards.pending(session) > 0
