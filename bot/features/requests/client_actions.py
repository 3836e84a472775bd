"""What a client's people do with a request by pressing something on its card."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, ClientStatus, Platform
from bot.features.platforms.service import Why, available, member_of
from bot.features.requests.lifecycle import close
from bot.features.requests.models import ClosedBy, Request
from bot.features.requests.showing import changed, tell


def in_channel(session: Session, request_id: str, channel: str) -> Request:
    """A client's button works where its card stands, and nowhere else."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None or request.channel != channel:
        raise Kindly(mark("This request no longer exists."))
    return request


def still_served(session: Session, request: Request) -> None:
    """`require_active` for a client's eyes: nobody outside reads of a delivery block."""
    client = session.get_one(Client, request.client_key)
    if not client.active or client.status != ClientStatus.ACTIVE:
        raise Kindly(mark("This is not possible from here any more. A message to us will do."))


def done_by_client(
    session: Session, request_id: str, channel: str, user_id: str, now: datetime
) -> bool:
    """Somebody in the client's channel says it is done; false where it was closed already."""
    request = in_channel(session, request_id, channel)
    if not request.is_open:
        return False
    is_ours = member_of(session, user_id, request.platform_key) is not None
    close(session, request, ClosedBy.TEAM if is_ours else ClosedBy.CLIENT, now)
    return True


def more_urgent(session: Session, request_id: str, channel: str, now: datetime) -> bool:
    """The client says it has become more urgent; false where that was said already."""
    request = in_channel(session, request_id, channel)
    if not request.is_open:
        raise Kindly(mark("This was closed already. To open it again, just write in the thread."))
    still_served(session, request)
    if request.urgent_at is not None:
        return False
    request.urgent_at = now
    tell(session, "request.urgent", request, now, to=_who_can_hear(session, request, now))
    changed(session, request)
    return True


def _who_can_hear(session: Session, request: Request, now: datetime) -> str | None:
    """The assignee; nobody in particular, and so the team, where there is none or they are away."""
    if request.assignee is None:
        return None
    platform = session.get_one(Platform, request.platform_key)
    away = available(session, request.assignee, now, platform=platform).why
    return None if away in (Why.ABSENT, Why.GONE) else request.assignee
