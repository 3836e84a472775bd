"""What is shown of an ending: to the team, and, as types of their own, to the client.

The functions that make them from state are in `reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.features.offboarding.kinds import (
    SETTLED,
    CaseState,
    Does,
    EvidenceKind,
    Phase,
    StepState,
    Touched,
    Turn,
    Why,
    WishState,
)


@dataclass(frozen=True)
class Progress:
    """How far we are: settled of all."""

    settled: int
    all: int


@dataclass(frozen=True)
class StepLine:
    """A step in a list. ``waits_for``: the names of what comes first and is open."""

    id: str
    key: str
    version: int
    phase: Phase
    name: str
    state: StepState
    owner: str | None
    due: date
    overdue: bool
    blocked_until: date | None
    not_before: datetime | None
    waits_for: tuple[str, ...]
    irreversible: bool
    check_again: bool
    does: Does | None = None
    out_by: str | None = None
    """Who asks to leave it out; a second member has to confirm."""
    out_why: str = ""

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do."""
        return self.state in SETTLED


@dataclass(frozen=True)
class PhaseView:
    """A phase with its steps, in order; those without steps are left out."""

    phase: Phase
    progress: Progress
    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class LeftBehind:
    """Something that a called-off case has changed and that is not as it was outside.

    ``by_hand``: no job does it; a person does, and says so (`putting_back.put_back`, with ``by``).
    ``trouble``: why a job could not.
    """

    change: int
    kind: Touched
    words: str
    by_hand: bool
    trouble: str


@dataclass(frozen=True)
class CaseView:
    """A case as the team sees it, wherever: card, home and `/perron offboard` draw this."""

    id: str
    version: int
    platform: str
    client_key: str
    client: str
    state: CaseState
    why: Why
    note: str
    last_day: date
    template: str
    grace_days: int
    asked_by: str
    confirmed_by: str | None
    started_at: datetime | None
    ended_by: str | None
    ended_at: datetime | None
    end_note: str
    blocked_at: datetime | None
    can_call_off: bool
    irreversible_step: str | None
    """The name of the step from which on there is no way back."""
    progress: Progress
    phases: tuple[PhaseView, ...]
    next: tuple[StepLine, ...]
    """Who is next: of each owner the possible step that is due first; all that nobody has."""
    blocked: tuple[StepLine, ...]
    waiting: tuple[StepLine, ...]
    """What waits, for what."""
    going_out: tuple[StepLine, ...]
    """What somebody asks to leave out, and a second member has to confirm."""
    left_behind: tuple[LeftBehind, ...]
    """After a call-off: what is not as it was yet."""


@dataclass(frozen=True)
class EvidenceView:
    """One piece of evidence; ``by`` None: Perron."""

    kind: EvidenceKind
    words: str
    ref: str | None
    for_client: bool
    by: str | None
    at: datetime


@dataclass(frozen=True)
class Thing:
    """Something that Perron found, or did, in words. Without a ``ref`` it is only said."""

    ref: str
    words: str
    link: str | None
    ok: bool = True
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StepView:
    """A step before its owner: a note on how to do it, what Perron found, how far we are."""

    line: StepLine
    case_id: str
    case_state: CaseState
    client_key: str
    client: str
    last_day: date
    note: str
    wanted: tuple[EvidenceKind, ...]
    evidence: tuple[EvidenceView, ...]
    reason: str
    settled_by: str | None
    settled_at: datetime | None
    does: Does | None
    turn: Turn
    found: tuple[Thing, ...]
    trouble: str
    checked_at: datetime | None
    progress: Progress
    yours_after: int
    """How many more possible steps its owner has in this case."""
    can_reopen: bool = False
    """Whether it is settled, and opening it again is the way back."""


@dataclass(frozen=True)
class WishView:
    """A client's wish, for the team."""

    id: str
    version: int
    client_key: str
    client: str
    by: str
    at: datetime
    state: WishState
    answered_by: str | None
    case_id: str | None


@dataclass(frozen=True)
class ClientEnding:
    """All that the client's own card says of it: that somebody of them has asked to end.

    Nothing of a case is in here: what the client hears of it, a person says.
    """

    client: str
    asked: bool
    """Their wish is open, and a member will talk with them."""
