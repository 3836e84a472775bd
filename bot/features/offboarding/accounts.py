"""The list of accounts, domains and tools of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding import noting
from bot.features.offboarding.access import step_that
from bot.features.offboarding.flow import changed
from bot.features.offboarding.holding import running_for, words
from bot.features.offboarding.kinds import AccountKind, AccountState, Does, Touched
from bot.features.offboarding.models import Account, Case
from bot.features.offboarding.noting import ACCOUNT, Act
from bot.features.offboarding.putting_back import remember
from bot.features.offboarding.settling import no_way_back
from bot.features.platforms.service import person_name


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
    case = running_for(session, case_id, by)
    row = Account(case_id=case.id, state=AccountState.OPEN, changed_by=by, changed_at=now)
    _fill(row, entry)
    session.add(row)
    session.flush()
    _note(session, case, row, Act.ACCOUNT_PUT, by, now, {})
    changed(session, case)
    return row


def _fill(row: Account, entry: Entry) -> None:
    row.name = words(entry.name, mark("Please give it a name."), 200)
    if entry.monthly_cents is not None and entry.monthly_cents < 0:
        raise Kindly(mark("What it costs a month cannot be less than nothing."))
    row.kind, row.owner = entry.kind, entry.owner
    row.monthly_cents, row.currency = entry.monthly_cents, entry.currency.upper()[:3]
    row.notice_on = entry.notice_on


def edit(
    session: Session, account_id: str, entry: Entry, by: str, now: datetime, *, version: int
) -> Account:
    """Change a line of the list."""
    case, row = _held(session, account_id, by, version)
    before = _told(row)
    _fill(row, entry)
    _changed(session, case, row, Act.ACCOUNT_EDITED, by, now, before)
    return row


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
    case, row = _held(session, account_id, by, version)
    if row.state == AccountState.DELETED:
        raise Kindly(mark("This was deleted: it cannot be brought back."))
    if state == AccountState.DELETED and not sure:
        raise Kindly(mark("What is deleted cannot be brought back. Please confirm."))
    if state == AccountState.HANDED_OVER:
        to = words(to, mark("Please write to whom it was handed over."), 200)
    before = _told(row)
    step = step_that(session, case, Does.ACCOUNTS)
    row.state, row.to = state, to if state == AccountState.HANDED_OVER else ""
    kept = {"state": before["state"], "to": before["to"]}
    remember(
        session,
        case,
        step,
        Touched.ACCOUNT,
        row.id,
        before=kept,
        after={"state": str(row.state), "to": row.to},
        now=now,
    )
    if state == AccountState.DELETED:
        no_way_back(case, step, now)
    _changed(session, case, row, Act.ACCOUNT_STATE, by, now, before)
    return row


def remove(session: Session, account_id: str, by: str, now: datetime, *, version: int) -> None:
    """Take a line from the list that stands there by mistake."""
    case, row = _held(session, account_id, by, version)
    if row.state != AccountState.OPEN:
        raise Kindly(mark("Something was done about this already: it stays on the list."))
    before = _told(row)
    row.removed = True
    _changed(session, case, row, Act.ACCOUNT_REMOVED, by, now, before)


def of_case(session: Session, case_id: str) -> list[Account]:
    """The list, by kind and name."""
    return list(
        session.scalars(
            select(Account)
            .where(Account.case_id == case_id, Account.removed.is_(False))
            .order_by(Account.kind, Account.name, Account.id)
        )
    )


def _held(session: Session, account_id: str, by: str, version: int) -> tuple[Case, Account]:
    case_id = session.scalar(select(Account.case_id).where(Account.id == account_id))
    if case_id is None:
        raise Kindly(mark("This is not on the list any more."))
    case = running_for(session, case_id, by)
    row = session.get_one(Account, account_id, populate_existing=True)
    if row.removed:
        raise Kindly(mark("This is not on the list any more."))
    if row.version != version:
        who = person_name(session, row.changed_by)
        raise Kindly(mark("{who} has changed this meanwhile. Please look at it again."), who=who)
    return case, row


def _told(row: Account) -> dict[str, object]:
    return {
        "kind": str(row.kind),
        "name": row.name,
        "owner": row.owner,
        "monthly_cents": row.monthly_cents,
        "currency": row.currency,
        "notice_on": row.notice_on,
        "state": str(row.state),
        "to": row.to,
    }


def _changed(
    session: Session,
    case: Case,
    row: Account,
    act: Act,
    by: str,
    now: datetime,
    before: dict[str, object],
) -> None:
    row.changed_by, row.changed_at = by, now
    row.version += 1
    session.flush()
    _note(session, case, row, act, by, now, before)
    changed(session, case)


def _note(
    session: Session,
    case: Case,
    row: Account,
    act: Act,
    by: str,
    now: datetime,
    before: dict[str, object],
) -> None:
    about = (ACCOUNT, row.id)
    noting.note(session, case, act, by, now, about=about, before=before, after=_told(row))
