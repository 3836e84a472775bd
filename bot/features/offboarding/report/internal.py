"""The internal report: everything, with reasons, money and hours, and how the record proves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import AccountState, CaseState, EndKind, Why
from bot.features.offboarding.models import Case
from bot.features.offboarding.report.ends import ReportedEnd, ReportedPromise, ends, promises
from bot.features.offboarding.report.lists import (
    ReportedAccess,
    ReportedAccount,
    accesses,
    accounts,
)
from bot.features.offboarding.report.recorded import Names, recorded
from bot.features.offboarding.report.steps import ReportedStep, steps
from bot.features.offboarding.report.telling import (
    CouldNot,
    Happened,
    Hours,
    PutBack,
    could_not,
    history,
    hours,
    put_back,
)
from bot.features.platforms.models import Client, Platform


@dataclass(frozen=True)
class Sum:
    """What all accounts of one currency cost a month, in cents, and how much of it still runs."""

    currency: str
    cents: int
    running_cents: int


@dataclass(frozen=True)
class Proof:
    """``entries`` of the case are in this report, ``forgotten`` ones left a trace only; ``count``
    and ``head`` are of the whole record, as `perron audit verify` shows them."""

    entries: int
    forgotten: int
    count: int
    head: str


@dataclass(frozen=True)
class InternalReport:
    """A case in full. People are named, never mentioned; each line has its entry's number."""

    case_id: str
    client_key: str
    client: str
    platform: str
    zone: str
    as_of: datetime
    """In that zone."""
    state: CaseState
    why: Why
    note: str
    last_day: date
    template: str
    grace_days: int
    asked_by: str
    asked_at: datetime
    confirmed_by: str
    started_at: datetime | None
    irreversible_at: datetime | None
    blocked_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    end_note: str
    steps: tuple[ReportedStep, ...]
    accounts: tuple[ReportedAccount, ...]
    sums: tuple[Sum, ...]
    promises: tuple[ReportedPromise, ...]
    ballots: tuple[ReportedEnd, ...]
    in_spe: tuple[ReportedEnd, ...]
    access: tuple[ReportedAccess, ...]
    hours: tuple[Hours, ...]
    could_not: tuple[CouldNot, ...]
    put_back: tuple[PutBack, ...]
    history: tuple[Happened, ...]
    proof: Proof

    @property
    def is_over(self) -> bool:
        """Finished or called off: the report is the last one."""
        return self.state in (CaseState.FINISHED, CaseState.CALLED_OFF)


def internal_report(session: Session, case_id: str, language: str, now: datetime) -> InternalReport:
    """As of now; NoResultFound where there is no such case. ``language`` names the steps."""
    case = session.get_one(Case, case_id)
    platform = session.get_one(Platform, case.platform_key)
    said, names = recorded(session, case), Names(session)
    found = steps(session, case, said, names, language)
    listed = accounts(session, case, said, names)
    return InternalReport(
        case_id=case.id,
        client_key=case.client_key,
        client=session.get_one(Client, case.client_key).name,
        platform=platform.name,
        zone=platform.timezone,
        as_of=now.astimezone(ZoneInfo(platform.timezone)),
        state=CaseState(case.state),
        why=Why(case.why),
        note=case.note,
        last_day=case.last_day,
        template=case.template,
        grace_days=case.grace_days,
        asked_by=names.of(case.asked_by),
        asked_at=case.asked_at,
        confirmed_by=names.of(case.confirmed_by),
        started_at=case.started_at,
        irreversible_at=case.irreversible_at,
        blocked_at=case.blocked_at,
        ended_by=names.of(case.ended_by),
        ended_at=case.ended_at,
        end_note=case.end_note,
        steps=found,
        accounts=listed,
        sums=sums(listed),
        promises=promises(session, case, said, found, names),
        ballots=ends(session, case, said, EndKind.BALLOT, names),
        in_spe=ends(session, case, said, EndKind.IN_SPE, names),
        access=accesses(session, case, said),
        hours=hours(said, found),
        could_not=could_not(said, found),
        put_back=put_back(session, case, said, names, language, now),
        history=history(session, said, found, names),
        proof=Proof(len(said.entries), len(said.traces), said.count, said.head),
    )


def sums(accounts: Iterable[ReportedAccount]) -> tuple[Sum, ...]:
    """By currency; what costs are unknown is in none."""
    all_, running = dict[str, int](), dict[str, int]()
    for one in accounts:
        if one.monthly_cents is None:
            continue
        all_[one.currency] = all_.get(one.currency, 0) + one.monthly_cents
        if one.state == AccountState.OPEN:
            running[one.currency] = running.get(one.currency, 0) + one.monthly_cents
    return tuple(Sum(name, all_[name], running.get(name, 0)) for name in sorted(all_))
