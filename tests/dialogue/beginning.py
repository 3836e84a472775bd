"""A stage as it is right after its start, to which it is brought back before each test.

Starting a playground and a bot costs far more than most dialogues; bringing both back to their
first minute costs a few milliseconds.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.features.routing.memory import KEPT, Memory
from tests.dialogue.harness import Stage


class Beginning:
    """The first minute of ``stage``, whose bot keeps its state in the SQLite file ``database``."""

    def __init__(self, stage: Stage, database: Path) -> None:
        self._stage = stage
        self._database = database
        self._copy = database.with_name("beginning.db")
        self._world = database.with_name("beginning.json")
        self._at = stage.slack.playground.clock.now()
        stage.slack.call(lambda: stage.slack.playground.save(self._world))
        _copy(database, self._copy)

    def again(self) -> Stage:
        """What was said and done since is gone: in Slack, in the database and in memory."""
        stage = self._stage
        stage.slack.post("hostile")
        stage.settle()
        stage.slack.call(self._turn_back)
        _copy(self._copy, self._database)
        stage.db.info[KEPT] = Memory()
        return stage

    def _turn_back(self) -> None:
        playground = self._stage.slack.playground
        playground.reset()
        playground.load(self._world)
        playground.clock.move_to(self._at)


def _copy(source: Path, target: Path) -> None:
    """Page by page, in one transaction: a bot may have both ends open."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
