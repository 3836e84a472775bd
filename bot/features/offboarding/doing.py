"""What Perron does or checks in a step: asked for, shown, chosen, carried out; safe to repeat.

`look` and `choose` are clicks; jobs carry them out and come back with `found`, `did` or `failed`.
A result of an earlier round, or one that was handed in before, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.offboarding import own_checks, putting_back
from bot.features.offboarding.flow import changed, go_on
from bot.features.offboarding.holding import hold_with_step, step_for, team_language, unsettled
from bot.features.offboarding.kinds import (
    WITHIN,
    CaseState,
    Does,
    StepState,
    Turn,
)
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.noting import PERRON, Act, note_step
from bot.features.offboarding.results import (
    Result,
    keep_changes,
    keep_evidence,
    shown_after,
    told,
)
from bot.features.offboarding.saying import Said, packed
from bot.features.offboarding.settling import (
    keep_check,
    no_way_back,
    require_sure,
    require_turn,
    settle,
)

LOOK = "offboarding.look"
"""The job that looks: ``{"step": id, "round": n}``; ends in `found` or `failed`."""
DO = "offboarding.do"
"""The job that carries out ``Step.chosen``: ``{"step": id, "round": n}``; `did` or `failed`."""

NOT_BY_JOB = (*WITHIN, Does.BLOCK, Does.ACCESS_DELETED)
"""What is done in Perron's own tables, or by people only."""
WRITTEN = (Does.FAREWELL,)
"""Shown to its writer as they write it: nothing has to be found first."""


@dataclass(frozen=True)
class Found:
    """One thing that was found. ``ref`` is what a choice names, unique in its step; without one
    it is only said."""

    ref: str
    words: str
    link: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def look(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """Have Perron look: at once into its own tables, else by the job `LOOK`. Nothing is changed.

    Also while a step still waits: looking is no doing.
    """
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    if step.does is None:
        raise Kindly(mark("There is nothing that Perron could look at here."))
    _is_free(session, step)
    step.round += 1
    step.turn_at = now
    note_step(session, case, step, Act.LOOKED, by, now)
    if step.does in WITHIN:
        _look_within(session, case, step, now)
    else:
        step.turn = Turn.LOOKING
        _enqueue(session, LOOK, step)
    _changed(session, case, step)
    return step


def _is_free(session: Session, step: Step) -> None:
    """Kindly while Perron is at it, for days where something is away: what a try before has
    changed has to be known. A job that was set aside is lost, and begun anew."""
    if step.turn == Turn.DOING and jobs.is_on_its_way(session, DO, _lane(step)):
        raise Kindly(mark("Perron is at it. Please wait a moment."))


def _enqueue(session: Session, kind: str, step: Step) -> None:
    payload = {"step": step.id, "round": step.round}
    jobs.enqueue(session, kind, payload, lane=_lane(step))


def _lane(step: Step) -> str:
    return f"offboarding:{step.id}"


def _changed(session: Session, case: Case, step: Step) -> None:
    step.version += 1
    session.flush()
    changed(session, case)


def _look_within(session: Session, case: Case, step: Step, now: datetime) -> None:
    checked = own_checks.check(session, case, step, now)
    assert checked is not None, f"{step.does} is not looked at within"
    words = checked.in_words(team_language(session, case))
    _keep_found(session, case, step, (), now, holds=checked.holds, words=words)


def _keep_found(
    session: Session,
    case: Case,
    step: Step,
    things: Sequence[Found],
    now: datetime,
    *,
    holds: bool,
    words: str,
) -> None:
    step.turn, step.trouble, step.found_at = Turn.FOUND, "", now
    step.found = [
        {"ref": one.ref, "words": one.words, "link": one.link, "detail": dict(one.detail)}
        for one in things
    ]
    step.checked_at = now if holds else None
    if holds:
        keep_check(session, step, words, now, once=f"{step.id}:{step.round}:found")
    after = {"holds": holds, "words": words, "count": sum(bool(one.ref) for one in things)}
    note_step(session, case, step, Act.FOUND, PERRON, now, after=after)


def found(
    session: Session,
    step_id: str,
    round_no: int,
    things: Sequence[Found],
    now: datetime,
    *,
    holds: bool,
    words: str,
) -> bool:
    """What was found; ``holds``: it is as it should be, which counts as a check.

    ``words`` is a sentence in the team channel's language, kept as evidence where it holds.
    False where the round is over.
    """
    held = _in_round(session, step_id, round_no, Turn.LOOKING)
    if held is None or held[0].state != CaseState.RUNNING or held[1].is_settled:
        return False
    case, step = held
    _keep_found(session, case, step, things, now, holds=holds, words=words)
    _changed(session, case, step)
    return True


def _in_round(
    session: Session, step_id: str, round_no: int, turn: Turn
) -> tuple[Case, Step] | None:
    """The step, held, if it waits for just this result."""
    held = hold_with_step(session, step_id)
    if held is None or held[1].round != round_no or held[1].turn != turn:
        return None
    return held


def is_wanted(session: Session, step_id: str, round_no: int) -> bool:
    """Whether the job `DO` of this round should still begin: nobody has called the case off."""
    held = _in_round(session, step_id, round_no, Turn.DOING)
    return held is not None and held[0].state == CaseState.RUNNING


def choose(
    session: Session,
    step_id: str,
    by: str,
    chosen: Mapping[str, Any],
    now: datetime,
    *,
    version: int,
    sure: bool = False,
) -> Step:
    """Have the job `DO` carry out what somebody chose from what was shown.

    ``chosen`` is JSON, as the step's kind understands it; refs under ``"refs"`` must be among
    those found. Kindly where nothing was shown yet, or it cannot be undone and nobody is ``sure``.
    """
    case, step = step_for(session, step_id, by, version)
    unsettled(session, case, step)
    require_turn(session, case, step, now)
    if step.does is None or step.does in NOT_BY_JOB:
        raise Kindly(mark("There is nothing that Perron could do here by itself."))
    _is_free(session, step)
    if step.does not in WRITTEN and step.turn not in (Turn.FOUND, Turn.DID):
        raise Kindly(mark("Please let Perron look first: what it does is shown before."))
    if set(chosen.get("refs", ())) - {one["ref"] for one in step.found}:
        raise Kindly(mark("Some of this was not shown to you. Please let Perron look again."))
    require_sure(session, case, step, sure=sure)
    if step.irreversible:
        no_way_back(case, step, now)
    step.round += 1
    step.turn, step.turn_at, step.trouble = Turn.DOING, now, ""
    step.chosen, step.chosen_by = dict(chosen), by
    note_step(session, case, step, Act.CHOSE, by, now, after={"chosen": dict(chosen)})
    _enqueue(session, DO, step)
    _changed(session, case, step)
    return step


def did(
    session: Session,
    step_id: str,
    round_no: int,
    results: Sequence[Result],
    now: datetime,
    *,
    holds: bool,
    words: str,
    refs: Mapping[str, str] | None = None,
) -> bool:
    """What was carried out: evidence, and what a call-off puts back.

    The step is done by one more click; where it cannot be undone and ``holds``, the click that
    chose it was that click. ``holds``: nothing is left of what it is about. ``refs``: files that
    were made, name to place. A case that was called off meanwhile has it put back. False where the
    round is over or this came already.
    """
    held = _in_round(session, step_id, round_no, Turn.DOING)
    if held is None:
        return False
    case, step = held
    changes = keep_changes(session, case, step, results, now)
    step.turn, step.checked_at = Turn.DID, now if holds else None
    step.found = shown_after(step, results, None if holds else words)
    keep_evidence(session, step, results, refs or {}, now, holds=holds, words=words)
    after = {"holds": holds, "words": words, "results": [told(one) for one in results]}
    note_step(session, case, step, Act.DID, PERRON, now, after=after)
    if case.state == CaseState.CALLED_OFF:
        for change in changes:
            putting_back.start(session, change, PERRON, now)
    elif step.irreversible and holds and not step.is_settled and step.chosen_by is not None:
        settle(session, case, step, StepState.DONE, step.chosen_by, now)
        go_on(session, case, now, by=step.chosen_by)
        return True
    _changed(session, case, step)
    return True


def failed(session: Session, step_id: str, round_no: int, why: Said, now: datetime) -> bool:
    """It could not be done (no permission, no such API): a person does it and gives evidence.

    Who reads ``why`` at the step reads it in their language, the record has it in the team's.
    """
    held = hold_with_step(session, step_id)
    if held is None or held[1].round != round_no:
        return False
    case, step = held
    if step.turn not in (Turn.LOOKING, Turn.DOING):
        return False
    step.turn, step.trouble = Turn.FAILED, packed(why)
    words = why.to(Translator(team_language(session, case)))[:1000]
    note_step(session, case, step, Act.FAILED, PERRON, now, after={"words": words})
    _changed(session, case, step)
    return True
