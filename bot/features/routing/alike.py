"""Earlier requests that spoke for somebody: shown to them alone, and only of their platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import require_member
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, link_to, words_of
from bot.features.routing.service import suggestion_for


@dataclass(frozen=True)
class Earlier:
    """A request, in the client's words."""

    client: str
    words: str
    link: str
    at: datetime


def alike(session: Session, request_id: str, person: str) -> list[Earlier]:
    """Those that were similar when ``person`` was asked, the nearest first.

    Without those whose words are forgotten meanwhile. Kindly for who is no member (any more), and
    where the platform has decided meanwhile that nothing is learned: the past is not looked at.
    """
    request = session.get(Request, request_id)
    suggested = suggestion_for(session, request_id, person)
    if request is None or suggested is None:
        return []
    require_member(session, person, request.platform_key)
    if not session.get_one(Platform, request.platform_key).learning:
        raise Kindly(mark("Your platform has decided that earlier questions are not looked at."))
    requests = (session.get(Request, key) for key in suggested.alike or ())
    theirs = (one for one in requests if one and one.platform_key == request.platform_key)
    return [found for one in theirs if (found := read(session, one)) is not None]


def read(session: Session, request: Request) -> Earlier | None:
    """An earlier question as members read it; None where no word of it is left."""
    words = words_of(request, client_messages(session, request.id))
    if not words:
        return None
    name = session.get_one(Client, request.client_key).name
    link = link_to(session, request.channel, request.thread_ts)
    return Earlier(name, words, link, request.created_at)
