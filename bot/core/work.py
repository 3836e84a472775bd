"""What work is made of: what a job or a card may use, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.clock import Clock
from bot.core.db import Database
from bot.ports import Block, Chat, Files, Spreadsheets, Tracker, TrackerEnding, Wiki


@dataclass(frozen=True)
class Drawing:
    """What a card shows: ``text`` is the notification and what a screen reader reads."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Tools:
    """What a job may use. ``tracker`` is None where no Jira is set up, ``wiki`` where no
    Confluence is."""

    db: Database
    chat: Chat
    clock: Clock
    tracker: Tracker | None = None
    files: Files | None = None
    wiki: Wiki | None = None
    ending: TrackerEnding | None = None
    hours: Spreadsheets | None = None


Settle = Callable[[Session], None]
"""What a job learned, written in the transaction that removes it."""

JobHandler = Callable[[Tools, Mapping[str, Any]], Settle | None]
Draw = Callable[[Session, Claimed, datetime], Drawing | None]
"""``(session, card, now)``: draws the current state; None where there is nothing to show."""


class Guard(Protocol):
    """Asked right before a card is sent."""

    def __call__(self, tools: Tools, card: Claimed, channel: str) -> str | None:
        """None, or why ``card`` must not be shown in ``channel``."""


class GiveUp(Exception):
    """A job cannot be done and trying again makes no sense."""


@dataclass
class Metrics:
    """Counters for /metrics, by kind and outcome."""

    done: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, kind: str, outcome: str) -> None:
        self.done[(kind, outcome)] = self.done.get((kind, outcome), 0) + 1
