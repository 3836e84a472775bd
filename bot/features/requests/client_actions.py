"""What a client's people do with a request by pressing something on its card."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Platform
from bot.features.platforms.service import require_active
from bot.features.requests.lifecycle import changed, close
from bot.features.requests.models import ClosedBy, Request


def done_by_client(session: Session, request_id: str, channel: str, now: datetime) -> bool:
    """The client says it is done; false where it was closed already."""
    request = in_channel(session, request_id, channel)
    if not request.is_open:
        return False
    close(session, request, ClosedBy.CLIENT, now)
    return True


def more_urgent(session: Session, request_id: str, channel: str, now: datetime) -> bool:
    """The client says it has become more urgent; false where that was said already."""
    request = in_channel(session, request_id, channel)
    if not request.is_open:
        raise Kindly(mark("This was closed already. To open it again, just write in the thread."))
    require_active(session, request.client_key)
    if request.urgent_at is not None:
        return False
    request.urgent_at = now
    platform = session.get_one(Platform, request.platform_key)
    to = request.assignee
    cards.show(
        session,
        "request.urgent",
        request.id,
        Audience.MEMBER if to else Audience.TEAM,
        to or platform.team_channel,
    )
    changed(session, request)
    return True


def in_channel(session: Session, request_id: str, channel: str) -> Request:
    """A client's button works where its card stands, and nowhere else."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None or request.channel != channel:
        raise Kindly(mark("This request no longer exists."))
    return request
