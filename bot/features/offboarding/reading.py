"""What is shown of an ending, read from state: card, home and `/perron offboard` never differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.offboarding.dependencies import nodes, waits_for
from bot.features.offboarding.flow import node
from bot.features.offboarding.holding import in_language, steps_of
from bot.features.offboarding.kinds import (
    CaseState,
    Does,
    EvidenceKind,
    Phase,
    StepState,
    Touched,
    Turn,
    Why,
    WishState,
)
from bot.features.offboarding.models import (
    Access,
    Account,
    Case,
    Change,
    EndingWish,
    Reminded,
    Step,
)
from bot.features.offboarding.putting_back import not_put_back_yet
from bot.features.offboarding.reopening import can_be_opened
from bot.features.offboarding.saying import unpacked
from bot.features.offboarding.settling import evidence_of
from bot.features.offboarding.showing import (
    CaseView,
    ClientEnding,
    EvidenceView,
    LeftBehind,
    PhaseView,
    Progress,
    StepLine,
    StepView,
    Thing,
    WishView,
)
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import calendar_of


def case_view(session: Session, case_id: str, language: str, now: datetime) -> CaseView:
    """The case as it stands; NoResultFound where there is none."""
    case = session.get_one(Case, case_id)
    lines = _lines(session, case, language, now)
    return CaseView(
        id=case.id,
        version=case.version,
        platform=case.platform_key,
        client_key=case.client_key,
        client=session.get_one(Client, case.client_key).name,
        state=CaseState(case.state),
        why=Why(case.why),
        note=case.note,
        last_day=case.last_day,
        template=case.template,
        grace_days=case.grace_days,
        asked_by=case.asked_by,
        confirmed_by=case.confirmed_by,
        started_at=case.started_at,
        ended_by=case.ended_by,
        ended_at=case.ended_at,
        end_note=case.end_note,
        blocked_at=case.blocked_at,
        can_call_off=case.is_live and case.irreversible_at is None,
        irreversible_step=_name_of(lines, case.irreversible_step),
        progress=_progress(lines),
        phases=_phases(lines),
        next=_first_of_each(line for line in lines if line.state == StepState.POSSIBLE),
        blocked=tuple(line for line in lines if line.state == StepState.BLOCKED),
        waiting=tuple(line for line in lines if line.state == StepState.WAITING),
        going_out=tuple(line for line in lines if line.out_by is not None),
        left_behind=_left_behind(session, case),
    )


def _lines(session: Session, case: Case, language: str, now: datetime) -> list[StepLine]:
    steps = steps_of(session, case.id)
    among = nodes(node(step) for step in steps)
    names = {step.key: in_language(step.names, language) for step in steps}
    platform = session.get_one(Platform, case.platform_key)
    today = calendar_of(platform).local_date(now)
    is_live = case.state == CaseState.RUNNING
    found = []
    for step in steps:
        waits = tuple(names[key] for key in waits_for(among[step.key], among))
        found.append(_line(step, names[step.key], waits, today, is_live=is_live))
    return found


def _line(step: Step, name: str, waits: tuple[str, ...], today: date, *, is_live: bool) -> StepLine:
    return StepLine(
        id=step.id,
        key=step.key,
        version=step.version,
        phase=Phase(step.phase),
        name=name,
        state=StepState(step.state),
        owner=step.owner,
        due=step.due,
        overdue=is_live and step.state == StepState.POSSIBLE and step.due < today,
        blocked_until=step.blocked_until,
        not_before=step.not_before if not step.is_settled else None,
        waits_for=waits if not step.is_settled else (),
        irreversible=step.irreversible,
        check_again=step.check_again,
        does=Does(step.does) if step.does is not None else None,
        out_by=step.out_by,
        out_why=step.out_why or "",
    )


def _name_of(lines: Iterable[StepLine], key: str | None) -> str | None:
    return next((line.name for line in lines if line.key == key), None)


def _progress(lines: Sequence[StepLine]) -> Progress:
    return Progress(sum(line.is_settled for line in lines), len(lines))


def _phases(lines: Sequence[StepLine]) -> tuple[PhaseView, ...]:
    found = []
    for phase in Phase:
        of_phase = tuple(line for line in lines if line.phase == phase)
        if of_phase:
            found.append(PhaseView(phase, _progress(of_phase), of_phase))
    return tuple(found)


def _first_of_each(lines: Iterable[StepLine]) -> tuple[StepLine, ...]:
    """Of each owner what is due first; of those that nobody has, all."""
    found: list[StepLine] = []
    for line in sorted(lines, key=lambda line: line.due):
        if line.owner is None or line.owner not in {one.owner for one in found}:
            found.append(line)
    return tuple(found)


def _left_behind(session: Session, case: Case) -> tuple[LeftBehind, ...]:
    """After a call-off: what is not as it was, and whether a person has to see to it."""
    if case.state != CaseState.CALLED_OFF:
        return ()
    return tuple(_left(session, change) for change in reversed(not_put_back_yet(session, case.id)))


def _left(session: Session, change: Change) -> LeftBehind:
    words = str(change.after.get("words", change.ref))
    by_hand = change.kind != Touched.OUTSIDE or "trouble" in change.after
    if change.kind == Touched.ACCESS:
        row = session.get_one(Access, change.ref)
        words = f"{row.name} ({row.system}): {row.what}"
    if change.kind == Touched.ACCOUNT:
        words = session.get_one(Account, change.ref).name
    kind = Touched(change.kind)
    return LeftBehind(change.id, kind, words, by_hand, str(change.after.get("trouble", "")))


def step_view(session: Session, step_id: str, language: str, now: datetime) -> StepView:
    """The step as it stands; NoResultFound where there is none."""
    step = session.get_one(Step, step_id)
    case = session.get_one(Case, step.case_id)
    lines = _lines(session, case, language, now)
    line = next(line for line in lines if line.id == step.id)
    others = [
        one
        for one in lines
        if one.owner == step.owner and one.state == StepState.POSSIBLE and one.id != step.id
    ]
    return StepView(
        line=line,
        case_id=case.id,
        case_state=CaseState(case.state),
        client_key=case.client_key,
        client=session.get_one(Client, case.client_key).name,
        last_day=case.last_day,
        note=in_language(step.notes, language),
        wanted=tuple(EvidenceKind(kind) for kind in step.evidence),
        evidence=tuple(_evidence(session, step)),
        reason=step.reason,
        settled_by=step.settled_by,
        settled_at=step.settled_at,
        does=Does(step.does) if step.does is not None else None,
        turn=Turn(step.turn),
        found=tuple(
            Thing(one["ref"], one["words"], one["link"], one.get("ok", True), one.get("detail", {}))
            for one in step.found
        ),
        trouble=unpacked(step.trouble).to(Translator(language)) if step.trouble else "",
        checked_at=step.checked_at,
        progress=_progress(lines),
        can_reopen=case.state == CaseState.RUNNING and can_be_opened(session, case, step),
        yours_after=len(others),
    )


def _evidence(session: Session, step: Step) -> Iterable[EvidenceView]:
    for one in evidence_of(session, step.id):
        kind = EvidenceKind(one.kind)
        yield EvidenceView(kind, one.words, one.ref, one.for_client, one.by, one.at)


def reminder_view(
    session: Session, subject: str, language: str, now: datetime
) -> tuple[StepView, ...]:
    """The steps of a day's message that are still theirs and open: what is due first first."""
    user_id, _, day = subject.partition(":")
    row = session.get(Reminded, (user_id, date.fromisoformat(day)))
    found = [session.get_one(Step, step_id) for step_id in row.steps] if row is not None else []
    views = [step_view(session, one.id, language, now) for one in found if one.owner == user_id]
    return tuple(
        view
        for view in views
        if view.line.state == StepState.POSSIBLE and view.case_state == CaseState.RUNNING
    )


def wish_view(session: Session, wish_id: str) -> WishView:
    """The wish as it stands."""
    row = session.get_one(EndingWish, wish_id)
    case_id = session.scalar(select(Case.id).where(Case.wish_id == row.id).limit(1))
    return WishView(
        id=row.id,
        version=row.version,
        client_key=row.client_key,
        client=session.get_one(Client, row.client_key).name,
        by=row.by,
        at=row.at,
        state=WishState(row.state),
        answered_by=row.answered_by,
        case_id=case_id,
    )


def client_ending(session: Session, client_key: str) -> ClientEnding:
    """What the client's card says: a case that a member began is not in it."""
    is_open = select(EndingWish.id).where(EndingWish.live == client_key)
    live = select(Case.id).where(Case.live == client_key, Case.wish_id.is_not(None))
    asked = session.scalar(is_open) is not None or session.scalar(live) is not None
    return ClientEnding(session.get_one(Client, client_key).name, asked)


def live_case(session: Session, client_key: str) -> str | None:
    """The id of the client's case that is asked for or runs."""
    return session.scalar(select(Case.id).where(Case.live == client_key))


def live_cases(session: Session, platform_key: str) -> list[str]:
    """The ids of the platform's cases that are asked for or run, by last day."""
    found = select(Case.id).where(Case.platform_key == platform_key, Case.live.is_not(None))
    return list(session.scalars(found.order_by(Case.last_day, Case.id)))
