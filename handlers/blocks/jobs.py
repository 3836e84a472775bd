"""What happens to blocks outside the transaction that wanted it, and by the clock."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core.worker import JobHandler, Settle, Tools
from bot.features.blocks import answering, lifting, worklogs
from bot.features.blocks.answering import Posted
from bot.features.platforms.blocking import LOOK, LOOK_EVERY, TURNED
from bot.features.requests.intake import AFTER_THE_END
from bot.ports import Refused, Unreachable
from handlers.blocks import turning
from handlers.slack.due import by_the_clock

logger = logging.getLogger(__name__)


def posted(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Somebody of a client in delivery block wants something: answer once."""
    message = Posted(**payload)
    now = tools.clock.now()

    def settle(session: Session) -> None:
        answering.posted(session, message, now)

    return settle


def look(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Look for hours that were written after the block. Jira may be away: then later again."""
    client_key, now = payload["subject"], tools.clock.now()
    wanted = tools.db.read(lambda s: worklogs.watched(s, client_key, now))
    if tools.ending is None or wanted is None:
        return None
    try:
        entries = tools.ending.worklogs_changed(wanted.projects, wanted.since)
    except Unreachable:
        return lambda s: worklogs.look_again(s, client_key, now + worklogs.NOT_NOW)
    except Refused as refused:
        logger.warning("hours cannot be looked for", extra={"why": refused.code})
        return lambda s: worklogs.look_again(s, client_key, now + LOOK_EVERY)
    return lambda s: worklogs.found(s, client_key, entries, now)


JOBS: dict[str, JobHandler] = {
    AFTER_THE_END: posted,
    LOOK: look,
    lifting.END: by_the_clock(lifting.time_over),
    TURNED: by_the_clock(turning.turned),
}
