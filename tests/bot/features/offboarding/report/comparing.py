"""A report against the record and the tables, each read on its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.holding import steps_of
from bot.features.offboarding.kinds import SETTLED, AccountState, StepState
from bot.features.offboarding.models import Access, Account, Case, Evidence, Step
from bot.features.offboarding.report.for_client import ClientReport, client_report
from bot.features.offboarding.report.internal import InternalReport, internal_report
from bot.features.platforms.service import person_name
from bot.features.record import service as record
from bot.features.record.models import RecordHead
from bot.features.record.service import Entry

HERE = ZoneInfo("Europe/Berlin")


def written(session: Session, case: Case) -> list[Entry]:
    """What the record has about the case."""
    entries = record.entries(session, client_key=case.client_key)
    return [entry for entry in entries if entry.after.get("case") == case.id]


def right_to_the_last_line(session: Session, case_id: str, now: datetime) -> None:
    """No entry is missing, and no line is invented: in the internal report and in the client's."""
    case = session.get_one(Case, case_id)
    entries, steps = written(session, case), steps_of(session, case.id)
    report = internal_report(session, case.id, "en", now)
    told = [(one.sequence, one.at, one.act) for one in report.history]
    assert told == [(entry.sequence, entry.at, entry.what) for entry in entries]
    head = session.scalars(select(RecordHead)).one()
    assert (report.proof.entries, report.proof.head) == (len(entries), head.hash)
    known = {entry.sequence for entry in entries}
    assert set(_numbers(report)) <= known
    _steps_are_right(session, report, steps, {entry.sequence: entry for entry in entries})
    _obstacles_are_right(report, entries)
    _lists_are_right(session, report)
    if case.state in ("running", "finished"):
        _client_reads_what_is_so(session, client_report(session, case.id, "en", now), steps, known)


def _numbers(report: InternalReport) -> Iterator[int]:
    for lines in (
        report.steps,
        report.accounts,
        report.promises,
        report.ballots,
        report.in_spe,
        report.access,
        report.hours,
        report.could_not,
        report.put_back,
    ):
        for one in lines:
            yield one.sequence
    for step in report.steps:
        yield from (blocked.sequence for blocked in step.blocked)


def _steps_are_right(
    session: Session, report: InternalReport, steps: list[Step], entries: dict[int, Entry]
) -> None:
    assert [one.id for one in report.steps] == [step.id for step in steps]
    for one, step in zip(report.steps, steps, strict=True):
        assert (one.state, one.at) == (step.state, step.settled_at), one.key
        if step.state not in SETTLED:
            continue
        by = person_name(session, step.settled_by or "")
        assert (one.by, one.reason) == (by, step.reason), one.key
        assert entries[one.sequence].about.ref == step.id
        assert entries[one.sequence].after["state"] == step.state
        if step.state == StepState.DONE:
            given = select(Evidence.words).where(Evidence.step_id == step.id)
            words = sorted(session.scalars(given))
            assert sorted(piece.words for piece in one.evidence) == words


def _obstacles_are_right(report: InternalReport, entries: list[Entry]) -> None:
    blocked = {one.sequence: one for step in report.steps for one in step.blocked}
    said = {entry.sequence: entry for entry in entries if entry.what == "step blocked"}
    assert blocked.keys() == said.keys()
    for number, one in blocked.items():
        assert (one.since, one.reason) == (said[number].at, said[number].after["reason"])
        assert one.ended is None or one.ended >= one.since
    now_blocked = {one.step for one in blocked.values() if one.is_open}
    over = report.is_over
    expected = {one.name for one in report.steps if one.state == StepState.BLOCKED and not over}
    assert now_blocked == expected


def _lists_are_right(session: Session, report: InternalReport) -> None:
    accounts = session.scalars(
        select(Account).where(Account.case_id == report.case_id, Account.removed.is_(False))
    )
    rows = {row.id: (row.name, row.state, row.to, row.monthly_cents) for row in accounts}
    told = {one.id: (one.name, one.state, one.to, one.monthly_cents) for one in report.accounts}
    assert told == rows
    cents = sum(cost or 0 for *_, cost in rows.values())
    assert sum(one.cents for one in report.sums) == cents
    runs = sum(cost or 0 for _, state, _, cost in rows.values() if state == AccountState.OPEN)
    assert sum(one.running_cents for one in report.sums) == runs
    held = session.scalars(select(Access).where(Access.case_id == report.case_id))
    had = sorted((row.name, row.what, row.state, row.delete_from is None) for row in held)
    assert had == sorted(
        (one.name, one.what, one.state, one.delete_from is None) for one in report.access
    )


def _client_reads_what_is_so(
    session: Session, report: ClientReport, steps: list[Step], known: set[int]
) -> None:
    theirs = [step for step in steps if step.for_client and step.does != "block"]
    done = [step for step in theirs if step.state == StepState.DONE]
    assert [one.name for one in report.done] == [step.names["en"] for step in done]
    for one, step in zip(report.done, done, strict=True):
        assert step.settled_at is not None
        assert one.on == step.settled_at.astimezone(HERE).date()
        given = select(Evidence.words).where(Evidence.step_id == step.id, Evidence.for_client)
        assert {piece.words for piece in one.evidence} == set(session.scalars(given))
    waiting = {step.names["en"] for step in theirs if step.state not in SETTLED}
    lists = {one.name for one in report.accounts} | {one.what for one in report.promises}
    named = {one.name for one in report.open}
    assert waiting <= named <= waiting | lists | {one.words for one in report.plans}
    for lines in (report.done, report.open, report.accounts, report.promises, report.plans):
        assert {one.sequence for one in lines} <= known
