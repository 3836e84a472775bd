"""What ballots have done at a time, and after votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.scrubbing import scrub
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.ballots import carrying, closing, reminding, secrecy, showing, voting
from bot.features.ballots.models import Asked, Secret, Vote
from bot.features.ballots.reminding import Nudge
from bot.ports import Busy

SECRETS = [one.__tablename__ for one in (Vote, Secret, Asked)]


def _on_subject(rule: Callable[[Session, str, datetime], None]) -> JobHandler:
    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()
        return lambda session: rule(session, payload["subject"], now)

    return job


def _remind(nudge: Nudge) -> JobHandler:
    return _on_subject(lambda session, subject, now: reminding.remind(session, nudge, subject, now))


def _linked(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    ballot_id, kind = payload["subject"], payload["kind"]
    if not tools.db.read(lambda s: showing.stands(s, ballot_id, kind)):
        raise Busy("the card is not shown yet", 0.5)
    return lambda session: showing.linked(session, ballot_id, kind)


def _scrub(tools: Tools, _payload: Mapping[str, Any]) -> None:
    """What closing has destroyed leaves the database's files."""
    scrub(tools.db, SECRETS)


JOBS: dict[str, JobHandler] = {
    voting.LOOK: _on_subject(closing.look),
    reminding.CLOSE: _on_subject(closing.due),
    reminding.LATER: _on_subject(reminding.later),
    carrying.AGAIN: _on_subject(carrying.ask_again),
    carrying.LATER: _on_subject(carrying.later),
    carrying.LAPSE: _on_subject(carrying.lapse),
    secrecy.SCRUB: _scrub,
    showing.LINKED: _linked,
    **{nudge: _remind(nudge) for nudge in Nudge},
}
