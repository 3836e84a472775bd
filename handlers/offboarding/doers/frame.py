"""What a doer is: how it looks, what it offers, how it carries out what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.core.worker import Settle, Tools
from bot.features.offboarding.doing import Found, Result
from bot.features.offboarding.showing import StepView
from handlers.slack.submissions import Submission

Dict = dict[str, Any]


class ByHand(Kindly):
    """Perron cannot do it here, and why: a person does it and gives evidence."""


@dataclass(frozen=True)
class About:
    """What a step is about, read in one transaction before anything is called."""

    step: str
    round: int
    case: str
    platform: str
    client: str
    """The client's key."""
    name: str
    """The client's name."""
    t: Translator
    """The team channel's language."""
    zone: str
    channels: tuple[str, ...]
    """The client's shared channels, by id."""
    project: str | None
    """The client's project in Jira."""
    space: str | None
    """The client's space in the wiki."""
    began: datetime
    """When the case was asked for."""
    last_day: date
    by: str
    """Who pressed."""
    now: datetime
    chosen: Mapping[str, Any] = field(default_factory=dict)
    found: Sequence[Mapping[str, Any]] = ()
    """As `Found` has it, from the look before."""


@dataclass(frozen=True)
class Seen:
    """What a look found. ``holds``: it is as it should be; ``words`` say so in a sentence."""

    things: Sequence[Found]
    holds: bool
    words: str


@dataclass(frozen=True)
class Made:
    """What was carried out. ``refs``: files that were made, name to place; ``settle``: what
    belongs into the same transaction."""

    results: Sequence[Result]
    holds: bool
    words: str
    refs: Mapping[str, str] = field(default_factory=dict)
    settle: Settle | None = None


@dataclass(frozen=True)
class Undo:
    """Something outside that is to be put back as it was ``before``."""

    ref: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    mark: str
    """An opaque id of this change, the same for each repetition."""
    t: Translator


Look = Callable[[Tools, About], Seen]
"""Calls the outside; changes nothing there. `ByHand` where it cannot; other errors repeat it."""
Do = Callable[[Tools, About], Made]
"""Carries out what was chosen; safe to repeat. `ByHand` where it cannot."""
PutBack = Callable[[Tools, Undo], str]
"""Puts one thing back; safe to repeat; a sentence about it. `ByHand` where it cannot."""


def nothing_to_choose(_form: Submission) -> dict[str, Any]:
    """Of what needs a click and nothing else."""
    return {}


@dataclass(frozen=True)
class Doer:
    """One kind. Without ``do`` it only looks; ``fields`` is what the window asks beside the list
    of what was found, ``chosen`` reads it, and is Kindly where something is wrong with it."""

    look: Look
    do: Do | None = None
    fields: Callable[[StepView, Translator], list[Dict]] | None = None
    chosen: Callable[[Submission], dict[str, Any]] = nothing_to_choose
    put_back: PutBack | None = None
    picks: bool = False
    """Whether some of what was found is picked from; else it is all or nothing."""
