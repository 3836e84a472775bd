"""The jobs that look and carry out: patient while something outside is away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.i18n import mark
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.offboarding import doing, own_checks, putting_back
from bot.features.offboarding.kinds import Does, Turn
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.saying import Said
from bot.ports import Refused, Unreachable
from handlers.offboarding.doers.beginning import begin, lane_of
from handlers.offboarding.doers.frame import (
    GAVE_UP,
    TRIES,
    About,
    ByHand,
    Doer,
    Made,
    Partly,
    Seen,
    later,
    next_try,
    reason,
)
from handlers.offboarding.doers.leases import in_hand
from handlers.offboarding.doers.undoing import undoing

logger = logging.getLogger(__name__)

BY_A_PERSON = mark("A person has to do this.")
Doers = Mapping[Does, Doer]
Task = Callable[[Tools, Doer, About], Settle]


def handlers(doers: Doers) -> dict[str, JobHandler]:
    """The jobs, for the registry."""
    return {
        doing.LOOK: _patiently(doing.LOOK, Turn.LOOKING, doers, _look),
        doing.DO: _patiently(doing.DO, Turn.DOING, doers, _do),
        putting_back.PUT_BACK: undoing(doers),
    }


def _nothing_to_see(_tools: Tools, _about: About) -> Seen:
    """Of a step that Perron has no part in."""
    raise ByHand(BY_A_PERSON)


def _patiently(kind: str, turn: Turn, doers: Doers, task: Task) -> JobHandler:
    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        begun = tools.db.write(lambda s: begin(s, tools, kind, payload, turn))
        if begun is None:
            return None  # another round has begun, or the case is over
        does, about = begun
        try:
            with in_hand(tools.db, kind, lane_of(about.step)):
                return task(tools, doers.get(does, Doer(_nothing_to_see)), about)
        except (ByHand, Refused) as problem:
            logger.warning("not done", extra={"step": about.step, "why": str(problem)})
            return _failed(about, reason(problem))
        except Unreachable as error:
            more = next_try(payload, error)
            if more["tries"] < TRIES:
                logger.info("away", extra={"step": about.step, "why": str(error)})
                return _again(kind, more)
            return _gave_up(about, error)

    return job


def _failed(about: About, why: Said) -> Settle:
    return lambda s: _ended(doing.failed(s, about.step, about.round, why, about.now))


def _gave_up(about: About, error: Unreachable) -> Settle:
    """What was done before it went away is kept: a call-off has to put it back."""
    if isinstance(error, Partly) and error.results:
        return _did(about, Made(error.results, False, about.t(GAVE_UP)))
    return _failed(about, Said(GAVE_UP))


def _ended(_: bool) -> None:
    """What came too late changes nothing, and needs nothing."""


def _again(kind: str, payload: Mapping[str, Any]) -> Settle:
    """The same once more, later and later: something outside may be away for a day."""
    lane, delay = lane_of(payload["step"]), later(payload["tries"])
    return lambda s: jobs.enqueue(s, kind, payload, lane=lane, delay=delay)


def _look(tools: Tools, doer: Doer, about: About) -> Settle:
    seen = doer.look(tools, about)

    def settle(session: Session) -> None:
        if seen.settle is not None:
            seen.settle(session)
        holds, words = _judged(session, about, seen)
        doing.found(
            session, about.step, about.round, seen.things, about.now, holds=holds, words=words
        )

    return settle


def _judged(session: Session, about: About, seen: Seen) -> tuple[bool, str]:
    """What Perron's own lists tell goes before what was seen outside."""
    step = session.get_one(Step, about.step)
    own = own_checks.check(session, session.get_one(Case, step.case_id), step, about.now)
    return (seen.holds, seen.words) if own is None else (own.holds, own.in_words(about.t.language))


def _do(tools: Tools, doer: Doer, about: About) -> Settle:
    if doer.do is None:
        raise ByHand(BY_A_PERSON)
    return _did(about, doer.do(tools, about))


def _did(about: About, made: Made) -> Settle:
    def settle(session: Session) -> None:
        new = doing.did(
            session,
            about.step,
            about.round,
            made.results,
            about.now,
            holds=made.holds,
            words=made.words,
            refs=made.refs,
        )
        if new and made.settle is not None:
            made.settle(session)

    return settle
