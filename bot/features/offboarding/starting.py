"""Starting: a client's wish, a member's question, and the word of a second member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import Why
from bot.features.offboarding.models import Case, EndingWish


@dataclass(frozen=True)
class Start:
    """What is asked: ``note`` is internal; ``grace_days`` None: as the template says."""

    client_key: str
    last_day: date
    why: Why
    note: str = ""
    template: str = "default"
    grace_days: int | None = None


def wish(session: Session, client_key: str, channel: str, by: str, now: datetime) -> EndingWish:
    """A client's person would like to end the work together: the team is told, nothing else is.

    Once more while it is open, or while a case is live, changes nothing. Kindly, in words for a
    client, where the channel is not this client's.
    """
    raise NotImplementedError


def drop_wish(session: Session, wish_id: str, by: str, now: datetime, *, version: int) -> None:
    """A member has talked with the client: nothing ends. The client is shown nothing."""
    raise NotImplementedError


def ask(session: Session, start: Start, by: str, now: datetime) -> Case:
    """A member asks to start; a second one has to confirm. An open wish is carried on with it.

    Kindly: not a member; a case is live already; the client has a delivery block; no such
    template; a last day more than a year away.
    """
    raise NotImplementedError


def confirm(session: Session, case_id: str, by: str, now: datetime, *, version: int) -> Case:
    """A second member of the platform confirms: the steps are there, and the first are handed out.

    Kindly for who has asked, for no member, and where it has begun or was called off already.
    """
    raise NotImplementedError
