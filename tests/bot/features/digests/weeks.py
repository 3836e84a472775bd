"""A client's week, as tests of it need it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.features.digests import weekly
from bot.features.digests.company_week import ClientWeek
from bot.features.digests.models import ClientDigest
from bot.features.requests import actions
from bot.features.requests.models import Request
from tests.bot.features.house import JONAS, LOOKS, House

THURSDAY = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
"""Two in the afternoon in Berlin."""
DAY = timedelta(days=1)


def due(house: House, at: datetime = THURSDAY, client: str = "nord") -> weekly.Wanted | None:
    house.now = at
    return weekly.wanted(house.session, client, at)


def week(house: House, at: datetime = THURSDAY) -> ClientWeek:
    found = due(house, at)
    assert found is not None
    return found.week


def job(house: House, at: datetime = THURSDAY, text: str = "Text") -> ClientDigest | None:
    """What the job does at ``at``; the newest digest."""
    found = due(house, at)
    weekly.see_to_next(house.session, "nord", at)
    if found is not None:
        weekly.draft(house.session, found, text, [("Preise", "https://x")], 2, at)
    rows = house.session.query(ClientDigest).order_by(ClientDigest.made_at.desc()).all()
    return rows[0] if rows else None


def drafted(house: House) -> ClientDigest:
    house.ask()
    digest = job(house)
    assert digest is not None
    return digest


def taken(house: House, text: str = LOOKS) -> Request:
    house.pass_time(minutes=10)
    request = house.ask(text)
    actions.take(house.session, request.id, JONAS, house.now)
    return request


def close(house: House, request: Request) -> None:
    actions.done_by_member(house.session, request.id, JONAS, house.now)
