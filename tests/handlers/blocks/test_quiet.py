"""What was open when the block came stops quietly: weeks go by, and nobody hears anything of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import delete, select

from bot.core import schedule
from bot.core.cards import Card
from bot.core.clock import SystemClock
from bot.core.db import Database, wall
from bot.core.worker import Tools, Worker
from bot.features.platforms.blocking import serve
from bot.features.platforms.models import Client
from handlers.registry import all_draws, all_jobs, features
from tests.bot.features.house import NORD
from tests.databases import with_tables
from tests.handlers.blocks.world import end, furnish
from tests.memory_chat import MemoryChat

ENDED = "Das bleibt so, wie es ist"


class Weeks:
    """An agency with everything, a chat in memory, and time that passes."""

    def __init__(self, file: Path, travel: time_machine.Traveller) -> None:
        self.travel = travel
        self.db = Database(with_tables(file))
        self.chat = MemoryChat(wall)
        self.clock = SystemClock()
        self.world: SimpleNamespace = self.db.write(furnish)
        brought = features(search_lag=1.0, retention_days=90, calendars=None)  # type: ignore[arg-type]
        self.db.write(lambda s: [one.plan(s, self.clock.now()) for one in brought])
        tools = Tools(self.db, self.chat, self.clock)
        jobs, draws = all_jobs(brought), all_draws(brought)
        self.worker = Worker(tools, jobs, draws, lambda *_: None, threads=0)

    def pass_time(self, **by: float) -> None:
        """So much time, in steps of at most twelve hours."""
        left = timedelta(**by)
        while left > timedelta():
            some = min(left, timedelta(hours=12))
            left -= some
            self.travel.shift(some)
            self.db.write(lambda s: schedule.tick(s, self.clock.now()))
            while self.worker.step():
                pass

    def due(self) -> set[str]:
        """What time would bring, by kind."""
        return set(self.db.read(lambda s: s.scalars(select(schedule.Due.kind)).all()))

    def to_client(self) -> dict[str, str]:
        """What stands in the client's channel, by ts."""
        return {ts: held.text for ts, held in self.chat.messages.get(NORD, {}).items()}

    def told(self) -> set[tuple[str, str, str]]:
        """Every card that anybody has got, but App Homes, the team's own digests, and the result
        of a ballot: a box is emptied in any case, and the team knows that it was."""
        rows = self.db.read(lambda s: s.execute(select(Card.kind, Card.subject, Card.place)).all())
        own = ("home", "digest", "ballot.result")
        return {(kind, about, place) for kind, about, place in rows if not kind.startswith(own)}


@pytest.fixture
def weeks(tmp_path: Path) -> Iterator[Weeks]:
    with time_machine.travel("2026-11-18T09:30:00+00:00", tick=False) as travel:
        made = Weeks(tmp_path / "perron.db", travel)
        made.pass_time(minutes=20)
        yield made
        made.db.close()


def test_after_the_block_nobody_hears_of_what_was_open(weeks: Weeks) -> None:
    weeks.db.write(lambda s: end(s, weeks.clock.now()))
    assert weeks.due() > {"promises.ask", "ballot.half", "requests.quiet", "requests.redraw"}
    told, said, reactions = weeks.told(), weeks.to_client(), set(weeks.chat.reactions)
    weeks.pass_time(days=18)
    assert weeks.told() == told
    after = weeks.to_client()
    assert set(after) == set(said)
    assert all(ENDED in after[ts] for ts in said if after[ts] != said[ts])
    assert weeks.chat.reactions == reactions


def test_what_had_stopped_goes_on_when_the_block_is_lifted(weeks: Weeks) -> None:
    """Clocks, the question whether a promise holds, and the client's cards."""
    stopped = {"clocks.look", "promises.ask", "requests.quiet", "requests.redraw"}
    weeks.db.write(lambda s: end(s, weeks.clock.now()))
    weeks.pass_time(hours=30)
    assert any(ENDED in text for text in weeks.to_client().values())
    weeks.db.write(lambda s: s.execute(delete(schedule.Due).where(schedule.Due.kind.in_(stopped))))
    told = weeks.told()
    weeks.db.write(lambda s: serve(s, s.get_one(Client, "nord")))
    weeks.pass_time(hours=1)
    assert weeks.due() >= stopped
    assert not any(ENDED in text for text in weeks.to_client().values())
    weeks.pass_time(days=3)
    assert weeks.told() > told
