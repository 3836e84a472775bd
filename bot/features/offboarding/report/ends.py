"""Promises, ballots and projects in spe of a case: what was decided about each, and its outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.features.ballots.models import Ballot
from bot.features.offboarding.endings import open_ends
from bot.features.offboarding.kinds import Does, EndKind, Fate
from bot.features.offboarding.models import Case, Ending
from bot.features.offboarding.noting import Act
from bot.features.offboarding.report.recorded import Names, Recorded
from bot.features.offboarding.report.steps import ReportedStep
from bot.features.promises import reading
from bot.features.promises.models import Promise, PromiseState
from bot.features.promises.reading import ClientPromise
from bot.features.record.service import Entry
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, without_pings, words_of

WORDS = 200
"""Characters by which a project in spe is named."""


@dataclass(frozen=True)
class ReportedPromise:
    """A promise that was not over when the ending was asked for. ``sequence``: the entry of what
    was decided about it, else of the step about promises, else of the beginning."""

    sequence: int
    promise: ClientPromise
    """As its client reads it."""
    state: PromiseState
    owner: str
    fate: Fate | None
    to: str


@dataclass(frozen=True)
class ReportedEnd:
    """A ballot that still ran, or a project in spe; ``fate`` None: nothing was decided.

    ``theirs`` is what the client has written about it, and nothing else; empty where that is gone.
    """

    sequence: int
    kind: EndKind
    words: str
    theirs: str
    fate: Fate | None
    to: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class _Decided:
    sequence: int
    fate: Fate
    to: str
    by: str
    at: datetime


Decisions = dict[tuple[str, str], _Decided]


def decisions(session: Session, case: Case, recorded: Recorded) -> Decisions:
    """The last decision about each, by kind and id; from the row where its entry is forgotten."""
    found: Decisions = {}
    trace = max((one.sequence for one in recorded.traces if one.ref == case.id), default=None)
    if trace is not None:
        for row in session.scalars(select(Ending).where(Ending.case_id == case.id)):
            found[(row.kind, row.ref)] = _Decided(trace, Fate(row.fate), row.to, row.by, row.at)
    for entry in recorded.acts(Act.DECIDED):
        found[(entry.after["kind"], entry.after["ref"])] = _decided(entry)
    return found


def _decided(entry: Entry) -> _Decided:
    fate = Fate(entry.after["fate"])
    return _Decided(entry.sequence, fate, entry.after["to"], entry.who, entry.at)


def promises(
    session: Session,
    case: Case,
    recorded: Recorded,
    steps: Iterable[ReportedStep],
    names: Names,
) -> tuple[ReportedPromise, ...]:
    """By date."""
    decided = decisions(session, case, recorded)
    step = next((one for one in steps if one.does == Does.PROMISES_BALLOTS), None)
    otherwise = step.sequence if step is not None else recorded.start
    found = []
    for row in session.scalars(_then_open(case)):
        known = decided.get((EndKind.PROMISE, row.id))
        found.append(
            ReportedPromise(
                sequence=known.sequence if known is not None else otherwise,
                promise=reading.for_client(session, row),
                state=PromiseState(row.state),
                owner=names.of(row.owner),
                fate=known.fate if known is not None else None,
                to=known.to if known is not None else "",
            )
        )
    return tuple(found)


def _then_open(case: Case) -> Select[Promise]:
    not_over = or_(Promise.ended_at.is_(None), Promise.ended_at >= case.asked_at)
    found = select(Promise).where(Promise.client_key == case.client_key, not_over)
    if case.ended_at is not None:
        found = found.where(Promise.made_at <= case.ended_at)
    return found.order_by(Promise.due, Promise.id)


def ends(
    session: Session, case: Case, recorded: Recorded, kind: EndKind, names: Names
) -> tuple[ReportedEnd, ...]:
    """Ballots or projects in spe: those that something was decided about, and, while the case is
    not over, those that are open."""
    decided = {
        ref: one for (of, ref), one in decisions(session, case, recorded).items() if of == kind
    }
    open_ = [end.ref for end in open_ends(session, case, kind)] if case.is_live else []
    return tuple(
        _end(session, kind, ref, decided.get(ref), recorded, names)
        for ref in dict.fromkeys([*decided, *open_])
    )


def _end(
    session: Session,
    kind: EndKind,
    ref: str,
    known: _Decided | None,
    recorded: Recorded,
    names: Names,
) -> ReportedEnd:
    words, theirs = _words(session, kind, ref)
    return ReportedEnd(
        sequence=known.sequence if known is not None else recorded.start,
        kind=kind,
        words=words,
        theirs=theirs,
        fate=known.fate if known is not None else None,
        to=known.to if known is not None else "",
        by=names.of(known.by) if known is not None else "",
        at=known.at if known is not None else None,
    )


def _words(session: Session, kind: EndKind, ref: str) -> tuple[str, str]:
    """What it is called among ourselves, and in the client's own words."""
    if kind == EndKind.BALLOT:
        ballot = session.get(Ballot, ref)
        return (ballot.what if ballot is not None else "", "")
    request = session.get(Request, ref)
    if request is None:
        return "", ""
    messages = client_messages(session, ref)
    said = [one.text for one in messages if one.text and not one.in_thread]
    said = said or [one.text for one in messages if one.text][:1]
    return _line(words_of(request, messages)), _line(without_pings("\n".join(said)))


def called(session: Session, kind: EndKind, ref: str) -> str:
    """What it is called among ourselves; empty where it is gone."""
    if kind == EndKind.PROMISE:
        promise = session.get(Promise, ref)
        return promise.what if promise is not None else ""
    return _words(session, kind, ref)[0]


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WORDS else f"{line[: WORDS - 1].rstrip()}…"
