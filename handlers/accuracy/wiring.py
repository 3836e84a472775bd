"""``/perron routing``: its card, its picture and its command, as the registry takes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.cards import Audience, Claimed
from bot.core.i18n import mark
from bot.core.worker import Drawing, Settle, Tools
from bot.features.accuracy.figures import Figures, figures
from bot.features.accuracy.service import forget, settle
from bot.features.digests import pictures
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import platform_here
from handlers.accuracy import views
from handlers.accuracy.picture import png
from handlers.papers.uploading import upload
from handlers.slack import readers
from handlers.slack.feature import Asker, Command, Feature, nothing

CARD, PICTURE = "accuracy.figures", "accuracy.picture"


def _routing(session: Session, asker: Asker, _rest: str, now: datetime) -> Drawing:
    """The figures of one's platform; to the team, if it may be written to, as a picture."""
    platform = platform_here(session, asker.user_id, asker.channel)
    found = figures(session, platform, now)
    if found.early or platform.mode != PlatformMode.ACTIVE:
        return views.answer(found, None, asker.t)
    subject = f"{platform.key}|{int(now.timestamp())}"
    place = platform.team_channel
    cards.show(session, CARD, subject, Audience.TEAM, place, delay=pictures.WAITS)
    jobs.enqueue_once(session, PICTURE, {"subject": subject}, lane=f"picture:{subject}")
    return views.answer(found, f"<#{place}>", asker.t)


def _of(session: Session, subject: str) -> tuple[Platform, Figures] | None:
    """The figures at the moment that a card is about."""
    key, _, moment = subject.partition("|")
    platform = session.get(Platform, key)
    if platform is None:
        return None
    return platform, figures(session, platform, datetime.fromtimestamp(int(moment), UTC))


def _card(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    found = _of(session, card.subject)
    if found is None:
        return None
    platform, counted = found
    return views.card(counted, pictures.shown(session, card.subject), readers.team(platform))


def _picture(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Draw and upload the picture."""
    subject = payload["subject"]

    def drawn(session: Session) -> tuple[bytes, str] | None:
        found = _of(session, subject)
        if found is None:
            return None
        platform, counted = found
        t = readers.team(platform)
        return png(counted, views.labels(counted, t)), views.alt(counted, t)

    return upload(tools, subject, "routing.png", drawn)


FEATURE = Feature(
    "accuracy",
    nothing,
    {CARD: _card},
    {PICTURE: _picture},
    (
        Command(
            "routing",
            "routing",
            mark("how often the right person was suggested on your platform"),
            _routing,
            writes=True,
        ),
    ),
    daily=settle,
    forget=forget,
)
