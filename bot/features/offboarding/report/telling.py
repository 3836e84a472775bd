"""What happened on the way: every entry, what Perron could not do, hours, and what was put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding import reading
from bot.features.offboarding.kinds import Does, EndKind, EvidenceKind, Touched
from bot.features.offboarding.models import Access, Account, Case
from bot.features.offboarding.noting import ACCESS, ACCOUNT, STEP, Act
from bot.features.offboarding.report.ends import called
from bot.features.offboarding.report.recorded import Names, Recorded, called_off
from bot.features.offboarding.report.steps import ReportedStep
from bot.features.record.service import Entry


@dataclass(frozen=True)
class Happened:
    """One entry. ``subject`` names the step, account or person that it is about, if it is about
    one; ``before`` and ``after`` as they were written, people in them by name."""

    sequence: int
    at: datetime
    who: str
    act: Act
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class CouldNot:
    """Something that Perron could not do, and why, as it was told then."""

    sequence: int
    at: datetime
    step: str
    """Empty: it belongs to no single step."""
    words: str


@dataclass(frozen=True)
class Hours:
    """Hours as they were counted in Jira: of all, never of one person; ``files`` are named."""

    sequence: int
    at: datetime
    step: str
    words: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class PutBack:
    """Something that a call-off has put back, or (``at`` None) that is not as it was yet."""

    sequence: int
    at: datetime | None
    by: str
    words: str
    trouble: str


def history(
    session: Session, recorded: Recorded, steps: Iterable[ReportedStep], names: Names
) -> tuple[Happened, ...]:
    """Every entry of the case, in order."""
    called = {step.id: step.name for step in steps}
    return tuple(
        Happened(
            sequence=entry.sequence,
            at=entry.at,
            who=names.of(entry.who),
            act=Act(entry.what),
            subject=_subject(session, entry, called),
            before=_with_names(entry.before, names),
            after=_with_names(entry.after, names),
        )
        for entry in recorded.entries
    )


def _subject(session: Session, entry: Entry, steps: Mapping[str, str]) -> str:
    said = entry.after
    if entry.about.kind == STEP:
        return steps.get(entry.about.ref, "")
    if entry.about.kind == ACCOUNT:
        return str(said["name"])
    if entry.about.kind == ACCESS:
        return f"{said['name']}: {said['what']}"
    if entry.what == Act.DECIDED:
        return called(session, EndKind(said["kind"]), said["ref"])
    if entry.what in (Act.PUT_BACK, Act.NOT_PUT_BACK):
        return _changed(session, said)
    return ""


def _changed(session: Session, said: Mapping[str, Any]) -> str:
    """What was put back, as people call it."""
    if said["kind"] == Touched.ACCOUNT:
        account = session.get(Account, said["ref"])
        return account.name if account is not None else ""
    if said["kind"] == Touched.ACCESS:
        access = session.get(Access, said["ref"])
        return f"{access.name}: {access.what}" if access is not None else ""
    return str(said["words"])


def _with_names(said: Mapping[str, Any], names: Names) -> Mapping[str, Any]:
    owner = said.get("owner")
    return {**said, "owner": names.of(owner)} if owner else said


def could_not(recorded: Recorded, steps: Iterable[ReportedStep]) -> tuple[CouldNot, ...]:
    """What Perron could not do itself, in order."""
    named = {step.id: step.name for step in steps}
    found = []
    for entry in recorded.acts(Act.FAILED, Act.DID, Act.NOT_PUT_BACK):
        step = named.get(entry.about.ref, "")
        for words in _failures(entry):
            found.append(CouldNot(entry.sequence, entry.at, step, words))
    return tuple(found)


def _failures(entry: Entry) -> list[str]:
    if entry.what == Act.DID:
        return [one["words"] for one in entry.after["results"] if not one["ok"]]
    return [entry.after["words"]]


def hours(recorded: Recorded, steps: Iterable[ReportedStep]) -> tuple[Hours, ...]:
    """The last count of each step that counts; what a job did goes before what it only saw."""
    return tuple(
        one for step in steps if step.does == Does.JIRA_WORKLOGS for one in _hours(recorded, step)
    )


def _hours(recorded: Recorded, step: ReportedStep) -> Iterable[Hours]:
    about = recorded.about(step.id)
    counted = [e for e in about if e.what == Act.DID] or [e for e in about if e.what == Act.FOUND]
    files = [one.words for one in step.evidence if one.kind == EvidenceKind.FILE]
    for entry in counted[-1:]:
        words = entry.after["words"]
        yield Hours(entry.sequence, entry.at, step.name, words, tuple(files))


def put_back(
    session: Session, case: Case, recorded: Recorded, names: Names, language: str, now: datetime
) -> tuple[PutBack, ...]:
    """After a call-off: what is as it was, in order, then what is not yet."""
    done = [
        PutBack(entry.sequence, entry.at, names.of(entry.who), _changed(session, entry.after), "")
        for entry in recorded.acts(Act.PUT_BACK)
    ]
    off = called_off(case, recorded)
    if off is None:
        return tuple(done)
    left = reading.case_view(session, case.id, language, now).left_behind
    return (*done, *(PutBack(off.sequence, None, "", one.words, one.trouble) for one in left))
