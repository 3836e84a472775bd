"""Which cards requests have, and what each is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.cards import Audience, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing
from bot.features.platforms.models import Client, Platform
from bot.features.requests import reading
from bot.features.requests.models import Request
from bot.features.tickets.models import Ticket
from bot.features.tickets.reading import for_client as ticket_for_client
from bot.features.tickets.service import ticket_of
from handlers.requests import client_views, team_views
from handlers.slack import readers

TeamView = Callable[[reading.TeamRequest, Ticket | None, Translator], Drawing]


def _of_team(view: TeamView) -> Draw:
    """A card for the team or one of its members, in the reader's language."""

    def draw(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
        request = session.get(Request, card.subject.partition(":")[0])
        if request is None:
            return None
        if card.audience is Audience.MEMBER:
            t = readers.person(session, card.place)
        else:
            t = readers.team(session.get_one(Platform, request.platform_key))
        return view(reading.for_team(session, request), ticket_of(session, request.id), t)

    return draw


def _client_card(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject)
    if request is None:
        return None
    t = readers.client(session.get_one(Client, request.client_key))
    ticket = ticket_for_client(session, request)
    return client_views.client_card(reading.for_client(session, request, now), ticket, t)


def _closed_quietly(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    request = session.get(Request, card.subject.partition(":")[0])
    if request is None:
        return None
    return client_views.closed_quietly(readers.client(session.get_one(Client, request.client_key)))


DRAWS: dict[str, Draw] = {
    "request.team": _of_team(team_views.team_card),
    "request.given": _of_team(team_views.given),
    "request.urgent": _of_team(team_views.urgent),
    "request.again": _of_team(team_views.again),
    "request.call": _of_team(team_views.call),
    "request.client": _client_card,
    "request.closed_quietly": _closed_quietly,
}
