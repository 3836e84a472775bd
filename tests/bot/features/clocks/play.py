"""Lets time pass in the agency of the tests: each due row in its order, as the schedule would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.core.schedule import Due
from bot.features.clocks import service as clocks
from bot.features.clocks.models import Nudge
from bot.features.requests import client_actions, lifecycle
from bot.features.requests.models import Request
from bot.features.routing import service as routing
from tests.bot.features.house import House

CLOCKS = "clocks."


def _urgent(session: Session, subject: str, now: datetime) -> None:
    client_actions.tell_of_urgency(session, session.get_one(Request, subject), now)


JOBS: dict[str, Callable[[Session, str, datetime], None]] = {
    "clocks.look": clocks.look,
    "routing.silence": routing.silent,
    "requests.route": routing.route,
    "requests.quiet": lifecycle.close_quietly,
    "requests.urgent": _urgent,
}


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Berlin's wall time in the winter of 2026."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


def until(house: House, then: datetime) -> None:
    """Carry out everything that becomes due up to ``then``."""
    while True:
        due = house.session.scalars(
            select(Due)
            .where(Due.kind.in_(JOBS), Due.at <= then)
            .order_by(Due.at, Due.kind, Due.subject)
            .limit(1)
        ).first()
        if due is None:
            break
        house.now = max(house.now, due.at)
        house.session.delete(due)
        house.session.flush()
        JOBS[due.kind](house.session, due.subject, house.now)
        house.route()
    house.now = max(house.now, then)


def said(house: House, request: Request) -> list[tuple[str, datetime]]:
    """Every stage that was dealt with, in order."""
    rows = house.session.scalars(
        select(Nudge).where(Nudge.request_id == request.id).order_by(Nudge.at, Nudge.id)
    )
    return [(str(row.stage), row.at.replace(microsecond=0)) for row in rows]


def shown(house: House) -> list[tuple[str, str]]:
    """The clock's cards so far: kind and place."""
    cards = house.session.scalars(
        select(Card).where(Card.kind.startswith(CLOCKS)).order_by(Card.due_at, Card.id)
    )
    return [(card.kind, card.place) for card in cards]
