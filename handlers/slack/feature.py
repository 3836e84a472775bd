"""What a feature brings: its listeners, cards, jobs and commands, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_bolt import App
from slack_sdk.models.blocks import InteractiveElement
from sqlalchemy.orm import Session

from bot.core.clock import Clock
from bot.core.db import Database
from bot.core.forgetting import Forget, nothing_kept
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing, JobHandler
from bot.features.platforms.owning import Matter, Owns
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
class Window:
    """A modal that a command opens; ``answer`` is shown to the asker beside it."""

    view: Mapping[str, Any]
    answer: Drawing | None = None


@dataclass(frozen=True)
class Command:
    """A word after ``/perron``. ``run(session, asker, rest, now)`` answers the asker alone.

    ``rest`` is as Slack escapes it: people are ``<@U…>``, and ``&``, ``<``, ``>`` entities.
    """

    word: str
    usage: str
    """As typed, for the help: ``who <question>``, marked where there is more than the word."""
    summary: str
    """A marked msgid: what it is good for, in one line."""
    run: Callable[[Session, Asker, str, datetime], Drawing | Window]
    writes: bool = False
    """Whether it changes anything, or remembers what a window is about."""


@dataclass(frozen=True)
class Item:
    """How a matter is shown in lists: facts beside its words, and what can be done in place."""

    facts: Sequence[str] = ()
    buttons: Sequence[InteractiveElement] = ()


ShowItem = Callable[[Session, Matter, Translator], Item]


@dataclass(frozen=True)
class Ahead:
    """Something that comes to somebody at a time, besides what they have in hand.

    ``words`` is text for Slack, made inert; ``button`` acts on it in place.
    """

    at: datetime
    words: str
    button: InteractiveElement | None = None


Comes = Callable[[Session, str, datetime, datetime, Translator], Sequence[Ahead]]
"""``comes(session, user_id, now, until, t)``: what comes to somebody by then, soonest first."""


Glances = Callable[[Session, str, datetime, Translator], Sequence[str]]
"""``glances(session, platform_key, now, t)``: lines about a platform, text for Slack."""


def nothing_ahead(*_: object) -> Sequence[Ahead]:
    """Of what brings nothing by the clock."""
    return ()


def nothing_to_say(*_: object) -> Sequence[str]:
    """Of what has no line about a platform."""
    return ()


def nothing(*_: object) -> None:
    """What a feature does where it has nothing to do."""


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
    items: Mapping[str, ShowItem] = field(default_factory=dict)
    """By kind of matter: how it is shown in App Home and lists."""
    comes: Comes = nothing_ahead
    """What of it comes to a person, for *Coming up* in App Home."""
    glances: Glances = nothing_to_say
    """What of it stands below a platform at a glance in App Home: the same for everybody on it."""
    plan: Callable[[Session, datetime], None] = nothing
    """See to it that what comes by the clock is planned: at start and daily, again and again."""
    replan: Callable[[Session, str, datetime], None] = nothing
    """A platform's (its key) zone, hours, holidays, mode or targets are others now."""
    renamed: Callable[[Session, str, str], None] = nothing
    """A channel has another id now, by which all of it is found from here on: old, new."""
    daily: Callable[[Session, datetime], None] = nothing
    """What a day brings. The time is when the retention period began: what was over before it
    is forgotten."""
    forget: Forget = nothing_kept
    """Remove what it keeps about people; see `bot.core.forgetting`."""
