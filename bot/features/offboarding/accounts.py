"""The list of accounts, domains and tools of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import AccountKind, AccountState
from bot.features.offboarding.models import Account


@dataclass(frozen=True)
class Entry:
    """A line of the list. ``monthly_cents`` per month, None: unknown; ``notice_on``: by when
    notice has to be given."""

    kind: AccountKind
    name: str
    owner: str | None = None
    monthly_cents: int | None = None
    currency: str = "EUR"
    notice_on: date | None = None


def put(session: Session, case_id: str, entry: Entry, by: str, now: datetime) -> Account:
    """Put a line on the list."""
    raise NotImplementedError


def edit(
    session: Session, account_id: str, entry: Entry, by: str, now: datetime, *, version: int
) -> Account:
    """Change a line of the list."""
    raise NotImplementedError


def set_state(
    session: Session,
    account_id: str,
    state: AccountState,
    by: str,
    now: datetime,
    *,
    version: int,
    to: str = "",
    sure: bool = False,
) -> Account:
    """Handed over (``to`` whom), deactivated, deleted (only if ``sure``), or open again.

    Kindly for what was deleted: that stays so.
    """
    raise NotImplementedError


def remove(session: Session, account_id: str, by: str, now: datetime, *, version: int) -> None:
    """Take a line from the list that stands there by mistake."""
    raise NotImplementedError


def of_case(session: Session, case_id: str) -> list[Account]:
    """The list, by kind and name."""
    raise NotImplementedError
