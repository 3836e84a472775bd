"""What a client's people do with a request by pressing something on its card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, ClientStatus, Platform
from bot.features.platforms.oncall import on_call
from bot.features.platforms.service import available, calendar_of, member_of
from bot.features.requests.lifecycle import close, reopen
from bot.features.requests.models import ClosedBy, Request, RequestState
from bot.features.requests.showing import changed, tell


@dataclass(frozen=True)
class Heard:
    """Who hears that it has become more urgent, as the client is told."""

    already: bool = False
    """It was said before."""
    on_call: bool = False
    """Outside business hours: somebody is, and was told."""
    back_at: datetime | None = None
    """Outside business hours: nobody is, and when somebody is there again."""
    emergency: str | None = None
    """Whom the client may turn to meanwhile."""


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
    still_served(session, request)
    is_ours = member_of(session, user_id, request.platform_key) is not None
    close(session, request, ClosedBy.TEAM if is_ours else ClosedBy.CLIENT, now)
    return True


def more_urgent(session: Session, request_id: str, channel: str, now: datetime) -> Heard:
    """The client says it has become more urgent; outside business hours who is on call hears it."""
    request = in_channel(session, request_id, channel)
    if not request.is_open:
        raise Kindly(mark("This was closed already. To open it again, just write in the thread."))
    still_served(session, request)
    if request.urgent_at is not None:
        return Heard(already=True)
    if request.state == RequestState.RESTING:
        reopen(session, request, now)
    request.urgent_at = now
    heard = _pass_on(session, request, now)
    changed(session, request)
    return heard


def _pass_on(session: Session, request: Request, now: datetime) -> Heard:
    platform = session.get_one(Platform, request.platform_key)
    hours = calendar_of(platform)
    if hours.is_open(now):
        tell_of_urgency(session, request, now)
        return Heard()
    person = on_call(session, platform, now)
    if person is not None:
        tell(session, "clocks.on_call", request, now, to=person)
        return Heard(on_call=True)
    back_at = hours.next_open(now)
    schedule.at(session, "requests.urgent", request.id, back_at)
    return Heard(back_at=back_at, emergency=platform.emergency)


def tell_of_urgency(session: Session, request: Request, now: datetime) -> None:
    """Tell the assignee; where there is none, or they are away, the team."""
    platform = session.get_one(Platform, request.platform_key)
    to = request.assignee
    if to is not None and available(session, to, now, platform=platform).is_away:
        to = None
    tell(session, "request.urgent", request, now, to=to)
