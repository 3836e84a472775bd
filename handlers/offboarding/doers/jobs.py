"""The jobs that look, carry out and put back: patient while something outside is away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.i18n import Translator, mark
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.offboarding import doing, putting_back
from bot.features.offboarding.kinds import Does, Turn
from bot.features.offboarding.models import Case, Change, Step
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import channels_of_client
from bot.ports import Refused, Unreachable
from handlers.offboarding.doers.frame import About, ByHand, Doer, Undo
from handlers.slack import readers

logger = logging.getLogger(__name__)

LONGEST = 1800.0
"""Wall seconds between two tries, once something has been away for a while."""
TRIES = 160
"""With the backoff below, more than three days: then a person does it."""
AWAY = mark("It cannot be reached. Perron tries again by itself.")
GAVE_UP = mark("It could not be reached for days.")
REFUSALS = {
    "auth": mark("Perron's token is not accepted there."),
    "right": mark("Perron may not do that there."),
    "missing": mark("It was not found there."),
    "unsupported": mark("There is no interface for it there."),
    "missing_scope": mark("Perron's app in Slack lacks the permission for it."),
    "too_large": mark("It is too large."),
}
OTHER = mark("It was refused there ({code}).")
Doers = Mapping[Does, Doer]
Task = Callable[[Tools, Doer, About], Settle]


def handlers(doers: Doers) -> dict[str, JobHandler]:
    """The jobs, for the registry."""
    return {
        doing.LOOK: _patiently(doing.LOOK, Turn.LOOKING, doers, _look),
        doing.DO: _patiently(doing.DO, Turn.DOING, doers, _do),
        putting_back.PUT_BACK: _put_back(doers),
    }


def _patiently(kind: str, turn: Turn, doers: Doers, task: Task) -> JobHandler:
    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        about = tools.db.read(lambda s: _about(s, tools, payload, turn))
        if about is None:
            return None  # another round has begun, or the case is over
        does, what = about
        try:
            return task(tools, doers[does], what)
        except ByHand as problem:
            why = _said(problem, what.t)
        except Refused as refused:
            logger.warning("refused", extra={"step": what.step, "why": str(refused)})
            why = _said(refused, what.t)
        except Unreachable as error:
            tries = int(payload.get("tries", 0)) + 1
            if tries < TRIES:
                logger.info("away", extra={"step": what.step, "why": str(error)})
                return _again(kind, payload, tries)
            why = what.t(GAVE_UP)
        now = tools.clock.now()
        return lambda s: _ended(doing.failed(s, what.step, what.round, why, now))

    return job


def _said(problem: ByHand | Refused, t: Translator) -> str:
    """Why it cannot be done, for the team."""
    if isinstance(problem, ByHand):
        return t(problem.msgid, **problem.params)
    return t(REFUSALS.get(problem.code, OTHER), code=problem.code)


def _ended(_: bool) -> None:
    """What came too late changes nothing, and needs nothing."""


def _again(kind: str, payload: Mapping[str, Any], tries: int) -> Settle:
    """The same once more, later and later: something outside may be away for a day."""
    delay = min(LONGEST, 2.0**tries)
    lane = f"offboarding:{payload['step']}"
    return lambda s: jobs.enqueue(s, kind, {**payload, "tries": tries}, lane=lane, delay=delay)


def _about(
    session: Session, tools: Tools, payload: Mapping[str, Any], turn: Turn
) -> tuple[Does, About] | None:
    step = session.get(Step, payload["step"])
    if step is None or step.does is None or step.round != payload["round"] or step.turn != turn:
        return None
    case = session.get_one(Case, step.case_id)
    client = session.get_one(Client, case.client_key)
    platform = session.get_one(Platform, case.platform_key)
    return Does(step.does), About(
        step=step.id,
        round=step.round,
        case=case.id,
        platform=platform.key,
        client=client.key,
        name=client.name,
        t=readers.team(platform),
        zone=platform.timezone,
        channels=tuple(channels_of_client(session, client.key)),
        project=client.jira_project,
        space=client.wiki_space,
        began=case.asked_at,
        last_day=case.last_day,
        by=step.chosen_by or step.owner or "",
        now=tools.clock.now(),
        chosen=step.chosen,
        found=step.found,
    )


def _look(tools: Tools, doer: Doer, about: About) -> Settle:
    seen = doer.look(tools, about)
    return lambda s: _ended(
        doing.found(
            s,
            about.step,
            about.round,
            seen.things,
            about.now,
            holds=seen.holds,
            words=seen.words,
        )
    )


def _do(tools: Tools, doer: Doer, about: About) -> Settle:
    if doer.do is None:
        raise ByHand(mark("A person has to do this."))
    made = doer.do(tools, about)

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


def _put_back(doers: Doers) -> JobHandler:
    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        found = tools.db.read(lambda s: _undo(s, int(payload["change"])))
        if found is None:
            return None
        doer, undo = doers.get(found[0]), found[1]
        now, number = tools.clock.now(), int(payload["change"])
        try:
            if doer is None or doer.put_back is None:
                raise ByHand(mark("A person has to put it back."))
            words = doer.put_back(tools, undo)
        except (ByHand, Refused) as problem:
            logger.warning("not put back", extra={"change": payload["change"], "why": str(problem)})
            why = (
                problem.msgid if isinstance(problem, ByHand) else REFUSALS.get(problem.code, OTHER)
            )
            code = problem.code if isinstance(problem, Refused) else ""
            said = undo.t(why, code=code)
            return lambda s: putting_back.not_put_back(s, number, said, now)
        except Unreachable:
            tries = int(payload.get("tries", 0)) + 1
            if tries >= TRIES:
                said = undo.t(GAVE_UP)
                return lambda s: putting_back.not_put_back(s, number, said, now)
            more = {**payload, "tries": tries}
            delay = min(LONGEST, 2.0**tries)
            return lambda s: jobs.enqueue(
                s, putting_back.PUT_BACK, more, lane=f"offboarding:{number}", delay=delay
            )
        return lambda s: putting_back.put_back(s, number, now, words)

    return job


def _undo(session: Session, number: int) -> tuple[Does, Undo] | None:
    change = session.get(Change, number)
    if change is None or change.put_back_at is not None:
        return None
    step = session.get(Step, change.step_id) if change.step_id is not None else None
    if step is None or step.does is None:
        return None
    case = session.get_one(Case, change.case_id)
    t: Translator = readers.team(session.get_one(Platform, case.platform_key))
    mark_ = f"{case.id}-{change.id}"
    return Does(step.does), Undo(change.ref, change.before, change.after, mark_, t)
