"""What the score is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from math import fsum
from typing import Literal, NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEARNS = 0
"""The level of who wants to learn a talent."""
LEVELS = (0.0, 0.5, 0.75, 1.0)
"""What a talent of level 0 to 3 counts."""


@dataclass(frozen=True)
class Question:
    """A client's words (their essence), whom they named, and the client's own arrangements."""

    text: str
    client_key: str
    mode: Literal["self-service", "managed"] = "self-service"
    named: tuple[str, ...] = ()
    responsible: Mapping[str, str] = field(default_factory=dict)
    """talent key → person id; counts for a managed client."""
    request_id: str = ""
    """Its own past, where it was routed before, tells nothing."""
    at: datetime = EPOCH
    """When it was asked."""


@dataclass(frozen=True)
class TalentLevel:
    """A talent as its owner declared it; ``level`` 1..3, or `LEARNS`."""

    talent_key: str
    level: int
    likes: bool

    def reach(self) -> float:
        """How far a level reaches, 0..1."""
        return LEVELS[self.level]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take the question now, or not: away, or already passed it on."""

    person_id: str
    talents: tuple[TalentLevel, ...] = ()
    open_requests: int = 0
    available: bool = True
    passed: bool = False
    usual: float | None = None
    """The median of what they have open; None where not enough is known."""
    lately: int = 0
    """Requests that came to them in the last weeks."""
    leaves: bool = False
    """Their day ends, or an absence begins, within the hour."""
    known: int = 0
    """Requests of this client that they answered."""

    def has(self, talent: str) -> bool:
        """Whether they have a talent, however far; who only wants to learn it has not."""
        return any(one.talent_key == talent and one.level > LEARNS for one in self.talents)

    def usually_open(self, unknown: float) -> float:
        """Open requests that are usual for them; ``unknown`` where nothing is known of them."""
        return unknown if self.usual is None else self.usual


class ReasonKind(StrEnum):
    """Why somebody: texts are made of these by views."""

    NAMED = "named"
    RESPONSIBLE = "responsible"
    TALENT = "talent"
    LIKES = "likes"
    ANSWERED = "answered"
    LEARNED = "learned"
    """What was learned points to them, without a question that is like this one."""
    ROOM = "room"
    CLIENT = "client"
    """They know the client."""
    LEARNS = "learns"
    """They want to learn it."""
    HELPER = "helper"
    """Who can help them."""


@dataclass(frozen=True)
class Reason:
    """``talent``: its key. ``count``: similar questions answered. ``person``: who can help."""

    kind: ReasonKind
    talent: str | None = None
    count: int | None = None
    person: str | None = None


class Parts(NamedTuple):
    """What each part adds, 0..1; they add up to the total.

    Talent, history and what was learned say how suited somebody is; likes, room and client are what
    they are multiplied by, each by so much at most as the platform lets it count.
    """

    talent: float = 0.0
    likes: float = 0.0
    history: float = 0.0
    room: float = 0.0
    named: float = 0.0
    responsible: float = 0.0
    likely: float = 0.0
    """How probable what was learned makes them, all in all."""
    client: float = 0.0

    def total(self) -> float:
        """All of it."""
        return fsum(self)


@dataclass(frozen=True)
class Scored:
    """One person's score; ``reasons`` are at most three that speak for them, strongest first."""

    person_id: str
    total: float
    parts: Parts
    reasons: tuple[Reason, ...]
    alike: tuple[str, ...] = ()
    """Requests like this one that they answered, the nearest first."""


class WhyNone(StrEnum):
    """Why nobody was chosen."""

    NOBODY_FITS = "nobody_fits"
    TOO_CLOSE = "too_close"
    """Two are named, and nothing tells which."""
    UNSURE = "unsure"
    """It would be the wrong person more often than the platform allows."""
    NOBODY_AVAILABLE = "nobody_available"


@dataclass(frozen=True)
class Suggestion:
    """``ranked`` holds only who could be chosen. Exactly one of choice and why_none is set.

    The choice is the first of ``ranked``, or somebody who wants to learn it from them.
    """

    ranked: tuple[Scored, ...]
    choice: Scored | None
    why_none: WhyNone | None
    topic: str | None
    confidence: float = 0.0
    """How probable it is, by experience, that the first of ``ranked`` has what is asked, or
    somebody with the same talent."""
