"""Where cards are tried: a worker without threads, and a truth that they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card, Claimed
from bot.core.clock import SystemClock
from bot.core.db import Database, wall
from bot.core.worker import Drawing, Tools, Worker
from tests.memory_chat import MemoryChat

START = datetime(2026, 11, 18, 9, tzinfo=UTC)


@dataclass
class Bench:
    """A worker without threads, a Slack in memory, and a truth that cards show."""

    db: Database
    chat: MemoryChat
    worker: Worker
    travel: time_machine.Traveller
    truth: dict[str, str | None]
    refusal: list[str]

    def show(self, subject: str = "s", delay: float = 0.0) -> None:
        self.db.write(lambda s: cards.show(s, "card", subject, Audience.TEAM, "C1", delay=delay))

    def change(self, text: str | None, subject: str = "s") -> None:
        self.truth[subject] = text
        self.db.write(lambda s: cards.touch(s, subject))

    def work(self) -> None:
        while self.worker.step():
            pass

    def pass_time(self, seconds: float) -> None:
        """In steps, with somebody at work all the time."""
        for _ in range(round(seconds * 5)):
            self.work()
            self.travel.shift(0.2)
        self.work()

    def clock(self) -> float:
        return wall()

    def texts(self) -> list[str]:
        return [held.text for held in self.chat.messages.get("C1", {}).values()]

    def card(self) -> Card:
        return self.db.read(lambda s: s.scalars(select(Card)).one())


def build(db: Database, travel: time_machine.Traveller) -> Bench:
    """A bench on ``db``, at a wall clock that ``travel`` moves."""
    truth: dict[str, str | None] = {"s": "first"}
    refusal: list[str] = []

    def draw(_session: Session, card: Claimed, _now: datetime) -> Drawing | None:
        text = truth.get(card.subject)
        return Drawing(text, [{"type": "section", "text": text}]) if text else None

    def guard(tools: Tools, card: Claimed, channel: str) -> str | None:  # noqa: ARG001
        return refusal[0] if refusal else None

    chat = MemoryChat(wall)
    worker = Worker(Tools(db, chat, SystemClock()), {}, {"card": draw}, guard, threads=0)
    return Bench(db, chat, worker, travel, truth, refusal)
