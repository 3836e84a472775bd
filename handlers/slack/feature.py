"""What a feature brings: its listeners, cards, jobs and commands, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.clock import Clock
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing, JobHandler
from bot.features.platforms.owning import Owns
from bot.ports import Chat


@dataclass(frozen=True)
class Context:
    """What listeners work with."""

    db: Database
    chat: Chat
    clock: Clock
    retention_days: int


@dataclass(frozen=True)
class Asker:
    """Who typed a command, where, and in which language they read."""

    user_id: str
    channel: str
    t: Translator


@dataclass(frozen=True)
class Command:
    """A word after ``/perron``. ``run(session, asker, rest, now)`` answers the asker alone."""

    word: str
    usage: str
    """As typed, for the help: ``who <question>``, marked where there is more than the word."""
    summary: str
    """A marked msgid: what it is good for, in one line."""
    run: Callable[[Session, Asker, str, datetime], Drawing]


@dataclass(frozen=True)
class Feature:
    """One line in the registry."""

    name: str
    register: Callable[[App, Context], None]
    draws: Mapping[str, Draw] = field(default_factory=dict)
    jobs: Mapping[str, JobHandler] = field(default_factory=dict)
    commands: tuple[Command, ...] = ()
    owns: tuple[Owns, ...] = ()
    """What of it people have in hand: shown in App Home, covered in absences."""
