"""Which cards requests have, and what each is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.cards import Audience, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing
from bot.features.clocks.service import promise
from bot.features.platforms.models import Client, Platform
from bot.features.requests import reading
from bot.features.requests.models import Request
from bot.features.tickets.models import Ticket
from bot.features.tickets.reading import for_client as ticket_for_client
from bot.features.tickets.service import ticket_of
from handlers.requests import client_views, direct_views, team_views
from handlers.slack import readers

DirectView = Callable[[reading.TeamRequest, Ticket | None, Translator, str | None], Drawing]


def _team_card(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject)
    if request is None:
        return None
    t = readers.team(session.get_one(Platform, request.platform_key))
    ticket = ticket_of(session, request.id)
    return team_views.team_card(reading.for_team(session, request), ticket, t)


def _told(view: DirectView) -> Draw:
    """What is told on an occasion, in the language of the team or of the one who reads it."""

    def draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
        request = session.get(Request, card.subject.partition(":")[0])
        if request is None:
            return None
        reader = card.place if card.audience is Audience.MEMBER else None
        if reader is not None:
            t = readers.person(session, reader)
        else:
            t = readers.team(session.get_one(Platform, request.platform_key))
        ticket = ticket_of(session, request.id)
        return view(reading.for_team(session, request), ticket, t, reader)

    return draw


def _client_card(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject)
    if request is None:
        return None
    t = readers.client(session.get_one(Client, request.client_key))
    ticket = ticket_for_client(session, request)
    seen = reading.for_client(session, request, now)
    return client_views.client_card(seen, ticket, t, promise(session, request, now))


def _closed_quietly(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject.partition(":")[0])
    if request is None:
        return None
    t = readers.client(session.get_one(Client, request.client_key))
    return client_views.closed_quietly(reading.for_client(session, request, now), t)


DRAWS: dict[str, Draw] = {
    "request.team": _team_card,
    "request.given": _told(direct_views.given),
    "request.urgent": _told(direct_views.urgent),
    "request.followed": _told(direct_views.followed),
    "request.again": _told(direct_views.again),
    "request.call": _told(direct_views.call),
    "request.client": _client_card,
    "request.closed_quietly": _closed_quietly,
}
