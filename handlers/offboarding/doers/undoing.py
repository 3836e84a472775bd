"""The job that puts back outside what a called-off case has changed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.i18n import mark
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.offboarding import putting_back
from bot.features.offboarding.kinds import Does
from bot.features.offboarding.models import Case, Change, Step
from bot.features.platforms.models import Platform
from bot.ports import Refused, Unreachable
from handlers.offboarding.doers.frame import (
    GAVE_UP,
    TRIES,
    ByHand,
    Doer,
    Undo,
    later,
    next_try,
    reason,
)
from handlers.slack import readers

logger = logging.getLogger(__name__)


def undoing(doers: Mapping[Does, Doer]) -> JobHandler:
    """Put one change back, or say that a person has to."""

    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        number, now = int(payload["change"]), tools.clock.now()
        found = tools.db.read(lambda s: _undo(s, number, str(payload.get("task", ""))))
        if found is None:
            return None
        does, undo = found
        try:
            words = _put_back(tools, doers.get(does), undo)
        except (ByHand, Refused) as problem:
            logger.warning("not put back", extra={"change": number, "why": str(problem)})
            why = reason(problem).to(undo.t)
        except Unreachable as error:
            more = next_try(payload, error)
            if more["tries"] < TRIES:
                return _again(more)
            why = undo.t(GAVE_UP)
        else:
            return lambda s: putting_back.put_back(s, number, now, words)
        return lambda s: putting_back.not_put_back(s, number, why, now)

    return job


def _put_back(tools: Tools, doer: Doer | None, undo: Undo) -> str:
    if doer is None or doer.put_back is None:
        raise ByHand(mark("A person has to put it back."))
    return doer.put_back(tools, undo)


def _again(payload: Mapping[str, Any]) -> Settle:
    """In a lane of its own: the others need not wait for it."""
    lane, delay = f"offboarding:undo:{payload['change']}", later(payload["tries"])
    return lambda s: jobs.enqueue(s, putting_back.PUT_BACK, payload, lane=lane, delay=delay)


def _undo(session: Session, number: int, task: str) -> tuple[Does, Undo] | None:
    change = session.get(Change, number)
    if change is None or change.put_back_at is not None:
        return None
    step = session.get(Step, change.step_id) if change.step_id is not None else None
    if step is None or step.does is None:
        return None
    case = session.get_one(Case, change.case_id)
    t = readers.team(session.get_one(Platform, case.platform_key))
    deed = f"{case.id}-{change.id}"
    return Does(step.does), Undo(change.ref, change.before, change.after, deed, t, task)
