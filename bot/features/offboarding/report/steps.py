"""The steps of a case, as the record tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding.holding import in_language, steps_of
from bot.features.offboarding.kinds import SETTLED, Does, EvidenceKind, Phase, StepState
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import Act
from bot.features.offboarding.report.recorded import Names, Recorded
from bot.features.offboarding.settling import told
from bot.features.record.service import Entry

SETTLES = (Act.DONE, Act.NOT_NEEDED, Act.SKIPPED)
OPENS = (Act.REOPENED, Act.WAITS_AGAIN)


@dataclass(frozen=True)
class ReportedEvidence:
    """What showed that it was done, as the entry keeps it; ``by`` is a name."""

    kind: EvidenceKind
    words: str
    for_client: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class BlockedTime:
    """From when to when somebody could not go on. ``sequence`` is the entry that says so.

    ``ended`` None: it still is, or (not ``is_open``) it waits for something else by now.
    """

    sequence: int
    step: str
    since: datetime
    until: date | None
    """The day that was meant."""
    ended: datetime | None
    is_open: bool
    by: str
    reason: str


@dataclass(frozen=True)
class ReportedStep:
    """A step. ``sequence`` is the entry that settled it; where it is open, the last one about it,
    or the one with which the case began."""

    sequence: int
    id: str
    key: str
    phase: Phase
    name: str
    names: Mapping[str, str]
    does: Does | None
    for_client: bool
    state: StepState
    owner: str
    """Names, as all who are named here."""
    due: date
    comes_back: date | None
    """Until when it is blocked."""
    at: datetime | None
    by: str
    reason: str
    evidence: tuple[ReportedEvidence, ...]
    blocked: tuple[BlockedTime, ...]

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do."""
        return self.state in SETTLED


@dataclass(frozen=True)
class _Settled:
    sequence: int
    state: StepState
    at: datetime | None
    by: str | None
    reason: str
    given: Iterable[Mapping[str, Any]]


def steps(
    session: Session, case: Case, recorded: Recorded, names: Names, language: str
) -> tuple[ReportedStep, ...]:
    """All steps of the case, in order; none before it is confirmed."""
    return tuple(
        _step(session, case, step, recorded, names, language) for step in steps_of(session, case.id)
    )


def _step(
    session: Session, case: Case, step: Step, recorded: Recorded, names: Names, language: str
) -> ReportedStep:
    settled = _settled(session, step, recorded)
    about = recorded.about(step.id)
    last = about[-1].sequence if about else recorded.start
    name = in_language(step.names, language)
    return ReportedStep(
        sequence=settled.sequence if settled is not None else last,
        id=step.id,
        key=step.key,
        phase=Phase(step.phase),
        name=name,
        names=step.names,
        does=Does(step.does) if step.does is not None else None,
        for_client=step.for_client,
        state=settled.state if settled is not None else StepState(step.state),
        owner=names.of(step.owner),
        due=step.due,
        comes_back=step.blocked_until,
        at=settled.at if settled is not None else None,
        by=names.of(settled.by) if settled is not None else "",
        reason=settled.reason if settled is not None else step.reason,
        evidence=tuple(_evidence(settled.given, names)) if settled is not None else (),
        blocked=tuple(_blocked(case, step, name, recorded, names)),
    )


def _settled(session: Session, step: Step, recorded: Recorded) -> _Settled | None:
    """By which entry it was settled, unless it was opened again; by the row where the entries
    about it are forgotten."""
    trace = recorded.forgotten_since(step.id)
    if trace is not None:
        if not step.is_settled:
            return None
        given = told(session, step)["given"] if step.state == StepState.DONE else ()
        state = StepState(step.state)
        return _Settled(trace, state, step.settled_at, step.settled_by, step.reason, given)
    found: Entry | None = None
    for entry in recorded.about(step.id):
        if entry.what in SETTLES:
            found = entry
        elif entry.what in OPENS:
            found = None
    if found is None:
        return None
    return _Settled(
        found.sequence,
        StepState(found.after["state"]),
        found.at,
        found.who,
        found.after.get("reason", ""),
        (found.evidence or {}).get("given", ()),
    )


def _evidence(given: Iterable[Mapping[str, Any]], names: Names) -> Iterable[ReportedEvidence]:
    for one in given:
        at = one["at"]
        yield ReportedEvidence(
            EvidenceKind(one["kind"]),
            one["words"],
            one["for_client"],
            names.of(one["by"]),
            at if isinstance(at, datetime) else datetime.fromisoformat(at),
        )


def _blocked(
    case: Case, step: Step, name: str, recorded: Recorded, names: Names
) -> Iterable[BlockedTime]:
    """Each time that it was blocked; blocked again with other words begins another one."""
    about = recorded.about(step.id)
    for place, entry in enumerate(about):
        if entry.what != Act.BLOCKED:
            continue
        ended = next((later.at for later in about[place + 1 :] if _ends_it(later)), case.ended_at)
        until = entry.after.get("until")
        yield BlockedTime(
            sequence=entry.sequence,
            step=name,
            since=entry.at,
            until=date.fromisoformat(until) if until else None,
            ended=ended,
            is_open=ended is None and step.state == StepState.BLOCKED,
            by=names.of(entry.who),
            reason=entry.after.get("reason", ""),
        )


def _ends_it(entry: Entry) -> bool:
    return entry.what == Act.BLOCKED or entry.after.get("state") != StepState.BLOCKED
