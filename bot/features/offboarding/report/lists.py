"""Accounts and access of a case, as the record tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import AccessState, AccountKind, AccountState, System
from bot.features.offboarding.models import Access, Account, Case
from bot.features.offboarding.noting import Act
from bot.features.offboarding.report.recorded import CalledOff, Names, Recorded, called_off
from bot.features.record.service import Entry


@dataclass(frozen=True)
class ReportedAccount:
    """A line of the list; ``sequence`` is the entry that made it so, ``owner`` and ``by`` names.

    ``monthly_cents`` per month, None: unknown.
    """

    sequence: int
    id: str
    kind: AccountKind
    name: str
    owner: str
    monthly_cents: int | None
    currency: str
    notice_on: date | None
    state: AccountState
    to: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ReportedAccess:
    """Who had what, and what became of it; ``sequence`` is the entry that made it so.

    ``account`` is the user name or address there; both it and ``name`` are empty once forgotten.
    """

    sequence: int
    system: System
    account: str
    name: str
    what: str
    state: AccessState
    noted_at: datetime | None
    inactive_at: datetime | None
    delete_from: datetime | None
    deleted_at: datetime | None
    given_back: str
    """Why they had it again meanwhile."""


def accounts(
    session: Session, case: Case, recorded: Recorded, names: Names
) -> tuple[ReportedAccount, ...]:
    """The list, by kind and name; what was taken from it stands in the history alone."""
    rows = session.scalars(
        select(Account)
        .where(Account.case_id == case.id)
        .order_by(Account.kind, Account.name, Account.id)
    )
    off = called_off(case, recorded)
    found = (_account(row, recorded, names) for row in rows)
    return tuple(_put_back(one, off, names) for one in found if one is not None)


def _account(row: Account, recorded: Recorded, names: Names) -> ReportedAccount | None:
    trace = recorded.forgotten_since(row.id)
    if trace is not None:
        return None if row.removed else _from_row(trace, row, names)
    about = recorded.about(row.id)
    if not about or about[-1].what == Act.ACCOUNT_REMOVED:
        return None
    said, last = about[-1].after, about[-1]
    return ReportedAccount(
        sequence=last.sequence,
        id=row.id,
        kind=AccountKind(said["kind"]),
        name=said["name"],
        owner=names.of(said["owner"]),
        monthly_cents=said["monthly_cents"],
        currency=said["currency"],
        notice_on=date.fromisoformat(said["notice_on"]) if said["notice_on"] else None,
        state=AccountState(said["state"]),
        to=said["to"],
        by=names.of(last.who),
        at=last.at,
    )


def _from_row(trace: int, row: Account, names: Names) -> ReportedAccount:
    return ReportedAccount(
        sequence=trace,
        id=row.id,
        kind=AccountKind(row.kind),
        name=row.name,
        owner=names.of(row.owner),
        monthly_cents=row.monthly_cents,
        currency=row.currency,
        notice_on=row.notice_on,
        state=AccountState(row.state),
        to=row.to,
        by=names.of(row.changed_by),
        at=row.changed_at,
    )


def _put_back(one: ReportedAccount, off: CalledOff | None, names: Names) -> ReportedAccount:
    """A call-off opens the lines again, as `putting_back` does."""
    if off is None or one.state == AccountState.OPEN:
        return one
    open_, who = AccountState.OPEN, names.of(off.by)
    return replace(one, sequence=off.sequence, state=open_, to="", by=who, at=off.at)


def accesses(session: Session, case: Case, recorded: Recorded) -> tuple[ReportedAccess, ...]:
    """The list, by system and name."""
    rows = session.scalars(
        select(Access)
        .where(Access.case_id == case.id)
        .order_by(Access.system, Access.name, Access.what, Access.id)
    )
    off = called_off(case, recorded)
    return tuple(_access(row, recorded, off) for row in rows)


def _access(row: Access, recorded: Recorded, off: CalledOff | None) -> ReportedAccess:
    trace = recorded.forgotten_since(row.id)
    if trace is not None:
        return _forgotten(trace, row)
    about = recorded.about(row.id)
    said: Mapping[str, Any] = about[-1].after if about else {}
    state = AccessState(said.get("state", row.state))
    last = about[-1].sequence if about else recorded.start
    if off is not None and state != AccessState.ACTIVE:
        state, last = AccessState.ACTIVE, off.sequence
    is_off = state != AccessState.ACTIVE
    until = said.get("delete_from")
    back = [entry for entry in about if entry.what == Act.ACCESS_UNDONE]
    return ReportedAccess(
        sequence=last,
        system=System(row.system),
        account=said.get("who", row.who),
        name=said.get("name", row.name),
        what=said.get("what", row.what),
        state=state,
        noted_at=_when(about, Act.ACCESS_NOTED),
        inactive_at=_when(about, Act.ACCESS_INACTIVE) if is_off else None,
        delete_from=datetime.fromisoformat(until) if until and is_off else None,
        deleted_at=_when(about, Act.ACCESS_DELETED),
        given_back=back[-1].after.get("reason", "") if back else "",
    )


def _when(about: list[Entry], act: Act) -> datetime | None:
    """The last time that this was said."""
    return next((entry.at for entry in reversed(about) if entry.what == act), None)


def _forgotten(trace: int, row: Access) -> ReportedAccess:
    """What is left: in which state it is, and since when; whose it was is gone."""
    return ReportedAccess(
        sequence=trace,
        system=System(row.system),
        account="",
        name="",
        what=row.what,
        state=AccessState(row.state),
        noted_at=None,
        inactive_at=row.inactive_at,
        delete_from=row.delete_from,
        deleted_at=row.deleted_at,
        given_back="",
    )
