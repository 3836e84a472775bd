"""What the score is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEVELS = (0.5, 0.75, 1.0)
"""What a talent of level 1, 2, 3 counts."""


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
    """A talent as its owner declared it; ``level`` 1..3."""

    talent_key: str
    level: int
    likes: bool

    def reach(self) -> float:
        """How far a level reaches, 0..1."""
        return LEVELS[self.level - 1]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take the question now, or not: away, or already passed it on."""

    person_id: str
    talents: tuple[TalentLevel, ...] = ()
    open_requests: int = 0
    available: bool = True
    passed: bool = False


class ReasonKind(StrEnum):
    """Why somebody: texts are made of these by views."""

    NAMED = "named"
    RESPONSIBLE = "responsible"
    TALENT = "talent"
    LIKES = "likes"
    ANSWERED = "answered"
    OPEN = "open"


@dataclass(frozen=True)
class Reason:
    """``talent``: its key. ``count``: similar questions answered, or requests open."""

    kind: ReasonKind
    talent: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class Parts:
    """Each part as weighted, 0..1; they add up to the total."""

    talent: float = 0.0
    likes: float = 0.0
    history: float = 0.0
    room: float = 0.0
    named: float = 0.0
    responsible: float = 0.0
    likely: float = 0.0
    """How probable what was learned makes them, all in all."""


@dataclass(frozen=True)
class Scored:
    """One person's score; ``reasons`` are those that speak for them, strongest kind first."""

    person_id: str
    total: float
    parts: Parts
    reasons: tuple[Reason, ...]


class WhyNone(StrEnum):
    """Why nobody was chosen."""

    NOBODY_FITS = "nobody_fits"
    TOO_CLOSE = "too_close"
    NOBODY_AVAILABLE = "nobody_available"


@dataclass(frozen=True)
class Suggestion:
    """``ranked`` holds only who could be chosen. Exactly one of choice and why_none is set."""

    ranked: tuple[Scored, ...]
    choice: Scored | None
    why_none: WhyNone | None
    topic: str | None
    confidence: float = 0.0
    """How probable it is, by experience, that the first of ``ranked`` has what is asked."""
