"""Changing a running case: add, skip, reorder, another last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import EvidenceKind, Phase
from bot.features.offboarding.models import Case, Step


@dataclass(frozen=True)
class New:
    """A step as somebody adds it. ``owner`` None: suggested by its words."""

    name: str
    phase: Phase
    due: date
    owner: str | None = None
    note: str = ""
    needs: Sequence[str] = ()
    """Ids of steps that come first."""
    evidence: Sequence[EvidenceKind] = ()
    irreversible: bool = False
    for_client: bool = False


def add(session: Session, case_id: str, new: New, by: str, now: datetime, *, version: int) -> Step:
    """Add a step at the end of its phase. ``version`` is the case's."""
    raise NotImplementedError


def skip(session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int) -> Step:
    """Leave a step out, also one that still waits; ``version`` is the step's."""
    raise NotImplementedError


def move(
    session: Session, step_id: str, by: str, before: str | None, now: datetime, *, version: int
) -> Step:
    """Put a step before another (None: last), whose phase it joins; ``version`` is the step's.

    Kindly, naming the step that is in the way, where something would stand before what it needs.
    """
    raise NotImplementedError


def new_last_day(
    session: Session, case_id: str, by: str, day: date, now: datetime, *, version: int
) -> Case:
    """Another last day: open steps follow, apart from those whose day somebody has set."""
    raise NotImplementedError
