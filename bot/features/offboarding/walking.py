"""Walking a step: done, not needed, blocked, given, moved to a date, opened again.

Everybody of the platform may; the step's ``version`` is the one that was seen: where somebody else
was faster, Kindly says who and what, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import EvidenceKind
from bot.features.offboarding.models import Step


@dataclass(frozen=True)
class Given:
    """Evidence as a person gives it; never a `EvidenceKind.CHECK`. ``ref``: where a file is."""

    kind: EvidenceKind
    words: str
    ref: str | None = None
    for_client: bool = False
    """The client may read it in their report."""


def done(
    session: Session,
    step_id: str,
    by: str,
    now: datetime,
    *,
    version: int,
    given: Sequence[Given] = (),
    sure: bool = False,
) -> Step:
    """It is done; what waited for it becomes possible, its owners get the next one.

    Kindly: it waits for another; evidence is wanted and none is there; it cannot be undone and
    nobody has said that they are ``sure``; what belongs to it (accounts, promises, projects in
    spe, access) is still open.
    """
    raise NotImplementedError


def not_needed(
    session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int
) -> Step:
    """It is not needed with this client, and why: what waited for it goes on."""
    raise NotImplementedError


def blocked(
    session: Session,
    step_id: str,
    by: str,
    why: str,
    until: date,
    now: datetime,
    *,
    version: int,
) -> Step:
    """It cannot go on, why, and until which day: then it comes back by itself."""
    raise NotImplementedError


def unblocked(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """It can go on before its date."""
    raise NotImplementedError


def come_back(session: Session, step_id: str, now: datetime) -> None:
    """Its date has come (due row `UNBLOCK`). Twice, or too early, changes nothing."""
    raise NotImplementedError


def give_to(
    session: Session, step_id: str, by: str, to: str, now: datetime, *, version: int
) -> Step:
    """Put it into other hands; into one's own: take it. Who is away: their cover gets it."""
    raise NotImplementedError


def new_date(
    session: Session, step_id: str, by: str, due: date, now: datetime, *, version: int
) -> Step:
    """Another day; it does not follow the last day any more."""
    raise NotImplementedError


def reopen(
    session: Session, step_id: str, by: str, why: str, now: datetime, *, version: int
) -> Step:
    """It was not done after all: what builds on it waits again, and whoever has that is told.

    What builds on it and cannot be undone stays done. Kindly for a step that cannot be undone
    itself, for the delivery block (it is lifted), and for access (it is undone).
    """
    raise NotImplementedError
