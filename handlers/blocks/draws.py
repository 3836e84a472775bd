"""The cards about a block, each drawn from how things stand now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.cards import Audience, Claimed
from bot.core.worker import Draw, Drawing
from bot.features.blocks import cards, reading
from bot.features.blocks.models import BlockAnswer, BlockLift
from bot.features.platforms.models import Client, Platform
from bot.features.requests.reading import link_to
from handlers.blocks import client_views, views
from handlers.slack import readers


def _answer(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    answer = session.get(BlockAnswer, card.subject)
    if answer is None:
        return None
    t = readers.client(session.get_one(Client, answer.client_key))
    return client_views.answer(reading.word(answer), t)


def _heard(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    answer = session.get(BlockAnswer, card.subject)
    if answer is None:
        return None
    named = card.audience is Audience.MEMBER
    if named:
        t = readers.person(session, card.place)
    else:
        client = session.get_one(Client, answer.client_key)
        t = readers.team(session.get_one(Platform, client.platform_key))
    links = [link_to(session, answer.channel, ts) for ts in (answer.ts, answer.last_ts)]
    return views.heard(reading.heard(session, answer), links, named, t)


def _hours(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    client = reading.client_named(session, card.subject)
    if client is None:
        return None
    t = readers.person(session, card.place)
    return views.hours(client.name, reading.shown_to(session, card.subject, card.place), t)


def _booked(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    client = reading.client_named(session, card.subject)
    if client is None:
        return None
    t = readers.team(session.get_one(Platform, client.platform_key))
    return views.booked(client.name, reading.told(session, card.subject), t)


def _lift(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    lift = session.get(BlockLift, card.subject)
    if lift is None:
        return None
    t = readers.team(session.get_one(Platform, lift.platform_key))
    view = reading.lift_view(session, lift)
    return views.back(view, t) if card.kind == cards.BACK else views.lift_card(view, t)


DRAWS: dict[str, Draw] = {
    cards.ANSWER: _answer,
    cards.HEARD: _heard,
    cards.HOURS: _hours,
    cards.BOOKED: _booked,
    cards.LIFT: _lift,
    cards.BACK: _lift,
}
