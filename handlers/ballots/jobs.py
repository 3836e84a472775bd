"""What ballots have done at a time, and after votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.scrubbing import scrub
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.ballots import carrying, closing, reminding, secrecy, showing, voting
from bot.features.ballots.models import Asked, Secret, Vote
from bot.features.ballots.reminding import Nudge
from bot.ports import Busy
from handlers.slack.due import by_the_clock

SECRETS = [one.__tablename__ for one in (Vote, Secret, Asked)]


def _remind(nudge: Nudge) -> JobHandler:
    return by_the_clock(
        lambda session, subject, now: reminding.remind(session, nudge, subject, now)
    )


def _linked(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    ballot_id, kind = payload["subject"], payload["kind"]
    if not tools.db.read(lambda s: showing.stands(s, ballot_id, kind)):
        raise Busy("the card is not shown yet", 0.5)
    return lambda session: showing.linked(session, ballot_id, kind)


def _scrub(tools: Tools, _payload: Mapping[str, Any]) -> None:
    """What closing has destroyed leaves the database's files."""
    scrub(tools.db, SECRETS)


JOBS: dict[str, JobHandler] = {
    voting.LOOK: by_the_clock(closing.look),
    reminding.CLOSE: by_the_clock(closing.due),
    reminding.LATER: by_the_clock(reminding.later),
    carrying.AGAIN: by_the_clock(carrying.ask_again),
    carrying.LATER: by_the_clock(carrying.later),
    carrying.LAPSE: by_the_clock(carrying.lapse),
    secrecy.SCRUB: _scrub,
    showing.LINKED: _linked,
    **{nudge: _remind(nudge) for nudge in Nudge},
}
