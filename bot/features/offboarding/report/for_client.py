"""The client's report: a type of its own, in which nothing of the team's alone has a place.

No reasons, no money, no hours, none of our words for what follows; of the steps only those that
their template, or who added them, marks for the client, of the evidence only what its giver did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.kinds import (
    AccountKind,
    AccountState,
    CaseState,
    Does,
    EndKind,
    EvidenceKind,
    Fate,
    Phase,
    StepState,
)
from bot.features.offboarding.models import Case
from bot.features.offboarding.report.ends import ends, promises
from bot.features.offboarding.report.lists import ReportedAccount, accounts
from bot.features.offboarding.report.recorded import Names, Recorded, recorded
from bot.features.offboarding.report.steps import ReportedStep, steps
from bot.features.offboarding.template import DEFAULT
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import installation
from bot.features.promises.reading import ClientPromise, ClientState

USUAL = {step.key: step.names for step in DEFAULT.steps}
"""How the default template words its steps."""


@dataclass(frozen=True)
class ClientEvidence:
    """What its giver said that the client may read: a link, a text, a number, a file's name."""

    kind: EvidenceKind
    words: str


@dataclass(frozen=True)
class ClientStep:
    """Something that was done. ``usual`` is its key where the default template words it, which
    speaks to the team: the view has words for the client. ``sequence``: its entry's number."""

    sequence: int
    phase: Phase
    name: str
    usual: str | None
    on: date
    evidence: tuple[ClientEvidence, ...]


@dataclass(frozen=True)
class ClientOpen:
    """Something that is still to be done: until when it is expected, and who sees to it."""

    sequence: int
    name: str
    usual: str | None
    due: date | None
    who: str


@dataclass(frozen=True)
class ClientAccount:
    """An account, a domain or a tool; ``on`` is the day since which it is so."""

    sequence: int
    kind: AccountKind
    name: str
    state: AccountState
    to: str
    on: date
    who: str


@dataclass(frozen=True)
class ClientPromised:
    """A promise as its client reads it: *kept*, *new date*, *open*, or what was agreed instead.

    ``to``: who goes on with it.
    """

    sequence: int
    what: str
    due: date
    who: str
    state: ClientState
    instead: str
    to: str


@dataclass(frozen=True)
class ClientPlan:
    """Something the client wrote once, kept for later; ``fate`` None: it is still to be decided.

    ``words`` are their own, empty where there are none; why something is let go is not in here.
    """

    sequence: int
    words: str
    fate: Fate | None
    to: str


@dataclass(frozen=True)
class ClientReport:
    """All that the client reads; dates are those of the platform's place."""

    client: str
    agency: str
    """Who hands it over."""
    team: str
    last_day: date
    is_final: bool
    as_of: datetime
    """In the platform's zone."""
    done: tuple[ClientStep, ...]
    accounts: tuple[ClientAccount, ...]
    promises: tuple[ClientPromised, ...]
    plans: tuple[ClientPlan, ...]
    open: tuple[ClientOpen, ...]


def client_report(session: Session, case_id: str, language: str, now: datetime) -> ClientReport:
    """As of now, in the client's language; NoResultFound where there is no such case.

    Kindly where nothing is to be reported to a client: not confirmed yet, or called off.
    """
    case = session.get_one(Case, case_id)
    is_for_a_client(case)
    platform = session.get_one(Platform, case.platform_key)
    zone, said = ZoneInfo(platform.timezone), recorded(session, case)
    names = Names(session, stranger="")
    found = steps(session, case, said, names, language)
    theirs = [step for step in found if _is_theirs(step)]
    told = {step.does for step in theirs}
    listed = accounts(session, case, said, names) if Does.ACCOUNTS in told else ()
    tools = [_account(one, zone) for one in listed]
    promised = list(_promised(session, case, said, found, names, zone, told))
    plans = list(_plans(session, case, said, names, told))
    return ClientReport(
        client=session.get_one(Client, case.client_key).name,
        agency=_agency(session) or platform.name,
        team=platform.name,
        last_day=case.last_day,
        is_final=case.state == CaseState.FINISHED,
        as_of=now.astimezone(zone),
        done=tuple(_done(theirs, zone)),
        accounts=tuple(tools),
        promises=tuple(promised),
        plans=tuple(plans),
        open=(*_open(theirs), *_open_lines(tools, promised, plans)),
    )


def _agency(session: Session) -> str | None:
    ours = installation(session)
    return ours.team if ours is not None else None


def is_for_a_client(case: Case) -> None:
    """Kindly where nothing is to be reported to a client: not confirmed yet, or called off."""
    if case.state == CaseState.CALLED_OFF:
        raise Kindly(mark("This offboarding was called off: there is nothing to hand over."))
    if case.state == CaseState.ASKED:
        raise Kindly(mark("A second member has to confirm the start first."))


def _is_theirs(step: ReportedStep) -> bool:
    """The block has no place here, whatever a template says."""
    return step.for_client and step.does != Does.BLOCK


def _usual(step: ReportedStep) -> str | None:
    return step.key if USUAL.get(step.key) == step.names else None


def _done(steps: Iterable[ReportedStep], zone: ZoneInfo) -> Iterable[ClientStep]:
    for step in steps:
        if step.state == StepState.DONE and step.at is not None:
            yield ClientStep(
                sequence=step.sequence,
                phase=step.phase,
                name=step.name,
                usual=_usual(step),
                on=step.at.astimezone(zone).date(),
                evidence=_theirs(step),
            )


def _theirs(step: ReportedStep) -> tuple[ClientEvidence, ...]:
    """Each once, though it was given once more after the step was opened again."""
    marked = (ClientEvidence(one.kind, one.words) for one in step.evidence if one.for_client)
    return tuple(dict.fromkeys(marked))


def _open(steps: Iterable[ReportedStep]) -> Iterable[ClientOpen]:
    """By the day on which it is expected: what waits for a later day is not expected before."""
    found = [
        ClientOpen(
            sequence=step.sequence,
            name=step.name,
            usual=_usual(step),
            due=max(step.due, step.comes_back or step.due),
            who=step.owner,
        )
        for step in steps
        if not step.is_settled
    ]
    return sorted(found, key=lambda one: one.due or date.max)


def _open_lines(
    tools: Iterable[ClientAccount],
    promised: Iterable[ClientPromised],
    plans: Iterable[ClientPlan],
) -> Iterable[ClientOpen]:
    """Of the lists, what nothing has become of yet."""
    for promise in promised:
        is_open = promise.state in (ClientState.OPEN, ClientState.NEW_DATE)
        if is_open and not promise.to:
            yield ClientOpen(promise.sequence, promise.what, None, promise.due, promise.who)
    for account in tools:
        if account.state == AccountState.OPEN:
            yield ClientOpen(account.sequence, account.name, None, None, account.who)
    for plan in plans:
        if plan.fate is None and plan.words:
            yield ClientOpen(plan.sequence, plan.words, None, None, "")


def _account(one: ReportedAccount, zone: ZoneInfo) -> ClientAccount:
    return ClientAccount(
        sequence=one.sequence,
        kind=one.kind,
        name=one.name,
        state=one.state,
        to=one.to,
        on=one.at.astimezone(zone).date(),
        who=one.owner,
    )


def _promised(
    session: Session,
    case: Case,
    said: Recorded,
    steps: tuple[ReportedStep, ...],
    names: Names,
    zone: ZoneInfo,
    told: set[Does | None],
) -> Iterable[ClientPromised]:
    if Does.PROMISES_BALLOTS not in told:
        return
    for one in promises(session, case, said, steps, names):
        theirs: ClientPromise = one.promise
        yield ClientPromised(
            sequence=one.sequence,
            what=theirs.what,
            due=theirs.due.astimezone(zone).date(),
            who=one.owner,
            state=theirs.state,
            instead=theirs.instead or "",
            to=one.to if one.fate == Fate.HANDED_OVER else "",
        )


def _plans(
    session: Session, case: Case, said: Recorded, names: Names, told: set[Does | None]
) -> Iterable[ClientPlan]:
    if Does.IN_SPE not in told:
        return
    for one in ends(session, case, said, EndKind.IN_SPE, names):
        to = one.to if one.fate == Fate.HANDED_OVER else ""
        yield ClientPlan(one.sequence, one.theirs, one.fate, to)
