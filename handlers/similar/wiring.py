"""Questions that were alike, for whoever has one now: a card, and the job that looks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.i18n import Translator
from bot.core.worker import Drawing, Settle, Tools
from bot.features.requests.models import Request
from bot.features.requests.reading import for_team
from bot.features.requests.showing import SIMILAR
from bot.features.routing.alike import Earlier
from bot.features.similar import service as similar
from handlers.digests.words import linked
from handlers.slack import readers
from handlers.slack.blocks import context, section, shorten, when
from handlers.slack.feature import Feature, nothing

WORDS = 140
"""Characters of a question that are shown; the rest is behind its link."""


def alike(words: str, found: Sequence[Earlier], t: Translator) -> Drawing:
    """Up to three, each with its client, when, and a link to its thread."""
    asked = linked(shorten(words, WORDS), None)
    head = t("Something like “{words}” was answered before:", words=asked)
    lines = [
        t(
            "• {client}, {time}: {words}",
            client=linked(one.client, None),
            time=when(one.at),
            words=linked(shorten(one.words, WORDS), one.link),
        )
        for one in found
    ]
    foot = t("Only you see this. What other clients wrote is not for this one's eyes.")
    return Drawing(t("Similar questions"), [section("\n".join([head, *lines])), context(foot)])


def gone(t: Translator) -> Drawing:
    """What was found cannot be read any more."""
    text = t("What was like it cannot be read any more.")
    return Drawing(text, [context(text)])


def _draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject.partition(":")[0])
    if request is None:
        return None
    found, t = similar.earlier(session, request.id), readers.person(session, card.place)
    if not found:
        return None if card.ts is None else gone(t)
    return alike(for_team(session, request).words, found, t)


def _look(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Looked for beside the one who writes: it may take a moment."""
    request_id = payload["subject"]
    found = tools.db.read(lambda s: similar.find(s, request_id))
    return lambda session: similar.tell(session, request_id, found)


FEATURE = Feature(
    "similar",
    nothing,
    {similar.CARD: _draw},
    {SIMILAR: _look},
    daily=similar.daily,
    forget=similar.forget,
)
