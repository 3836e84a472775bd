"""A card's picture: drawn and uploaded once."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.core.worker import Settle, Tools
from bot.features.digests import pictures
from bot.ports import Refused

logger = logging.getLogger(__name__)


def upload(
    tools: Tools, subject: str, name: str, draw: Callable[[Session], tuple[bytes, str] | None]
) -> Settle | None:
    """Upload what ``draw`` makes (a PNG and its alt text; None: there is none) as file ``name``.

    Where that is refused, the card has words.
    """

    def drawn(session: Session) -> tuple[bytes, str] | None:
        return None if pictures.is_uploaded(session, subject) else draw(session)

    found = tools.db.read(drawn)
    if found is None:
        return None
    now = tools.clock.now()
    try:
        file = tools.chat.upload(name, *found)
    except Refused as refused:
        logger.warning("no picture", extra={"subject": subject, "why": str(refused)})
        return None
    return lambda session: pictures.uploaded(session, subject, file, now)
