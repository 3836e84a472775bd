"""Who of the client can reach what: inactive first; deleted after the grace period, by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import System
from bot.features.offboarding.models import Access

GRACE = "offboarding.grace"
"""The due row of the end of a grace period; its subject is the case's id."""


@dataclass(frozen=True)
class Held:
    """What somebody of the client can reach, as Perron found it or a member typed it."""

    system: System
    who: str
    name: str
    what: str


def note(
    session: Session, case_id: str, held: Sequence[Held], by: str | None, now: datetime
) -> list[Access]:
    """Put it on the list; what is there already stays as it is. ``by`` None: Perron found it."""
    raise NotImplementedError


def set_inactive(
    session: Session, case_id: str, ids: Sequence[str], by: str, now: datetime
) -> list[Access]:
    """A member has set these inactive: who had what is recorded, and the grace period begins.

    Kindly while the step *access set inactive* is not possible yet.
    """
    raise NotImplementedError


def undo(
    session: Session, case_id: str, ids: Sequence[str], by: str, why: str, now: datetime
) -> list[Access]:
    """Within the grace period: they have it again. The step is opened again, the end moves.

    Kindly where it was deleted, the grace period is over, or the delivery block stands.
    """
    raise NotImplementedError


def delete(
    session: Session, case_id: str, ids: Sequence[str], by: str, now: datetime, *, sure: bool
) -> list[Access]:
    """A member has deleted these. Kindly before the end of the grace period, always."""
    raise NotImplementedError


def grace_over(session: Session, case_id: str, now: datetime) -> None:
    """The grace period is over (due row `GRACE`): the step asks its owner. Deletes nothing."""
    raise NotImplementedError


def of_case(session: Session, case_id: str) -> list[Access]:
    """Everything on the list, by system and name."""
    raise NotImplementedError
