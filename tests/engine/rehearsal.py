"""What a process does for the first time, done once before bots are forked.

Mappers are configured, patterns compiled, holidays and texts read: a third of all that a short
life computes, and nothing that a test is about.
"""

from __future__ import annotations

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.core.cards import Audience, Card, Claimed
from bot.core.db import make_engine
from bot.core.migrate import metadata
from handlers.registry import all_draws, features
from integrations.ical import IcalCalendars
from tests.bot.features.house import GRACE, HARB, SHOP, build

FEATURES = features(search_lag=0.2, retention_days=180, calendars=IcalCalendars())
DRAWS = all_draws(FEATURES)


def rehearse() -> None:
    """Plan, take in a question in each language, and draw what comes of it; nothing is kept."""
    create_engine("postgresql+psycopg://").dispose()  # imports what speaks to it
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        house = build(session)
        for feature in FEATURES:
            feature.plan(session, house.now)
        house.ask(SHOP)
        house.ask("Which budget was the last invoice charged to?", GRACE, HARB)
        for card in session.scalars(select(Card)):
            DRAWS[card.kind](session, claimed(card), house.now)
    engine.dispose()


def claimed(card: Card) -> Claimed:
    """The card as whoever draws it gets it."""
    fields = {name: getattr(card, name) for name in Claimed.__dataclass_fields__}
    return Claimed(**{**fields, "audience": Audience(card.audience), "lease": ""})
