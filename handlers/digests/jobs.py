"""What digests do at a time, and what is looked up or uploaded for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.digests import monthly, observed, pictures, planning, team, weekly
from bot.features.platforms.models import Platform
from bot.features.platforms.owning import Owns
from bot.features.platforms.service import Side, side_of
from bot.ports import Refused, Unreachable
from handlers.digests import charts
from handlers.digests.client_views import text_of
from handlers.digests.picture import png
from handlers.papers.uploading import upload
from handlers.slack import readers
from handlers.slack.due import by_the_clock


def handlers(owns: Sequence[Owns]) -> dict[str, JobHandler]:
    """By kind of job; ``owns`` is what people have in hand."""
    return {
        planning.TEAM: by_the_clock(lambda s, key, now: team.morning(s, owns, key, now)),
        planning.CLIENT: _weekly,
        planning.SEND: by_the_clock(weekly.send_by_itself),
        planning.MONTH: by_the_clock(monthly.first_business_day),
        planning.OBSERVED: by_the_clock(observed.friday),
        pictures.UPLOAD: _upload,
        pictures.LOOK: _look,
    }


def _weekly(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Put a client's week into words, and see to the next."""
    now, key = tools.clock.now(), payload["subject"]
    found = tools.db.read(lambda s: weekly.wanted(s, key, now))
    count = _readers(tools, found.channel) if found is not None else None

    def settle(session: Session) -> None:
        weekly.see_to_next(session, key, now)
        if found is not None:
            t = Translator(found.language, found.address)
            text, links = text_of(found.week, now, found.zone, t)
            weekly.draft(session, found, text, links, count, now)

    return settle


def _readers(tools: Tools, channel: str) -> int | None:
    """How many people of the company read a channel. Whom nobody knows counts as one of them."""
    try:
        people = tools.chat.members(channel)
    except Refused:
        return None

    def count(session: Session) -> int:
        sides = [side_of(session, team_id=None, user_id=user) for user in people]
        return sum(side in (Side.CLIENT, Side.UNKNOWN) for side in sides)

    return tools.db.read(count)


def _upload(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Draw a card's picture and upload it."""
    kind, subject = payload["kind"], payload["subject"]
    key, of = charts.subject_of(subject)

    def drawn(session: Session) -> tuple[bytes, str] | None:
        platform = session.get(Platform, key)
        if platform is None:
            return None
        t, bars = readers.team(platform), charts.bars_of(session, platform, kind, of)
        return png(bars, charts.labels(bars, kind, t)), charts.alt(bars, kind, t)

    return upload(tools, subject, f"{kind.replace('.', '-')}.png", drawn)


def _look(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Whether a picture can be shown by now; asked again until it can."""
    subject = payload["subject"]
    file = tools.db.read(lambda s: pictures.file_of(s, subject))
    if file is None:
        return None
    try:
        if not tools.chat.is_shown(file):
            raise Unreachable(f"{file} cannot be shown yet")
    except Refused:
        return None  # it is gone
    return lambda session: pictures.can_be_shown(session, subject)
