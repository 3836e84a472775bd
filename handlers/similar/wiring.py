"""Questions and pages that are alike, for whoever has a question: a card, and jobs that look."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.worker import Drawing, Settle, Tools
from bot.features.requests.models import Request
from bot.features.requests.reading import for_team
from bot.features.requests.showing import SIMILAR
from bot.features.similar import pages
from bot.features.similar import service as similar
from bot.ports import Busy, OutsideError, Refused
from handlers.similar.views import Found, alike, gone
from handlers.slack import readers
from handlers.slack.due import by_the_clock
from handlers.slack.feature import Feature, nothing

logger = logging.getLogger(__name__)


def _draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject.partition(":")[0])
    if request is None:
        return None
    t = readers.person(session, card.place)
    found = Found(similar.earlier(session, request.id), pages.pages(session, request))
    if not (found.earlier or found.pages):
        return None if card.ts is None else gone(t, decided=not similar.learns(session, request))
    return alike(for_team(session, request).words, found, t)


def _look(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Looked for beside the one who writes: it may take a moment. The wiki is asked after that."""
    request_id, has_wiki = payload["subject"], tools.wiki is not None
    found = tools.db.read(lambda s: similar.find(s, request_id))

    def settle(session: Session) -> None:
        similar.tell(session, request_id, found)
        if has_wiki:
            pages.look(session, request_id)

    return settle


def _look_in_wiki(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """One call. Where the wiki is away the message stays as it is; the words are in no log."""
    request_id, now = payload["subject"], tools.clock.now()
    sought = tools.db.read(lambda s: pages.sought(s, request_id))
    if tools.wiki is None or sought is None:
        return None
    try:
        found = tools.wiki.search(sought.space, sought.words, pages.MOST)
    except OutsideError as error:
        why = error.code if isinstance(error, Refused) else str(error)
        logger.warning("wiki not searched", extra={"request": request_id, "why": why})
        if payload["last"] or isinstance(error, Refused):
            return None
        wait = error.retry_after if isinstance(error, Busy) else 0.0
        return lambda session: pages.later(session, request_id, now, wait)
    return lambda session: pages.keep(session, request_id, sought.space, found, now)


FEATURE = Feature(
    "similar",
    nothing,
    {similar.CARD: _draw},
    {
        SIMILAR: _look,
        similar.DECIDED: by_the_clock(similar.decided),
        pages.LOOK: _look_in_wiki,
        pages.AGAIN: by_the_clock(pages.once_more),
    },
    daily=similar.daily,
    forget=similar.forget,
)
