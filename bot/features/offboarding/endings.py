"""Promises and ballots that still run, and projects in spe: each ended, handed over or let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import EndKind, Fate
from bot.features.offboarding.models import Case


@dataclass(frozen=True)
class OpenEnd:
    """Something of the client's that is not over; ``fate`` None: nothing was decided yet."""

    kind: EndKind
    ref: str
    words: str
    owner: str | None
    due: datetime | None
    link: str | None
    fate: Fate | None = None
    to: str = ""


def open_ends(session: Session, case: Case, *kinds: EndKind) -> list[OpenEnd]:
    """What has not ended by itself: promises and ballots by date, then projects in spe by age.

    Those about which something was decided are in it, too.
    """
    raise NotImplementedError


def decide(
    session: Session,
    case_id: str,
    kind: EndKind,
    ref: str,
    fate: Fate,
    to: str,
    by: str,
    now: datetime,
) -> None:
    """Handed over ``to`` whom, or let go in these words; again: decided anew.

    The promise or ballot itself is ended by its own means. Kindly where words are missing.
    """
    raise NotImplementedError
