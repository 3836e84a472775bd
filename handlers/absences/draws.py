"""The cards about absences, each drawn from how things stand now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.worker import Draw, Drawing
from bot.features.absences import calendars, handover, reading, returning
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import absence_id_of
from bot.features.platforms.models import Absence, Platform
from bot.features.platforms.service import platform_of_team_channel
from handlers.absences import views
from handlers.slack import readers

OfAbsence = Callable[[Session, Absence, Claimed, datetime], Drawing | None]


def draws(owned: AllOwned) -> Mapping[str, Draw]:
    """By kind of card."""
    return {
        "absence.noted": _about(_noted),
        "absence.cover_away": _about(_cover_away),
        "absence.eve": _about(_eve(owned)),
        "absence.handover": _about(_handover(owned)),
        "absence.asks": _about(_asks(owned)),
        "absence.return": _about(_return(owned)),
        "absence.calendar": _calendar,
    }


def _about(draw: OfAbsence) -> Draw:
    """Nothing is shown of an absence that was removed."""

    def drawing(session: Session, card: Claimed, now: datetime) -> Drawing | None:
        absence = session.get(Absence, absence_id_of(card.subject))
        return draw(session, absence, card, now) if absence is not None else None

    return drawing


def _noted(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing:
    return views.noted(reading.shown(session, absence), now, readers.person(session, card.place))


def _cover_away(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing | None:
    if absence.cover is None or absence.begun_at is not None:
        return None
    if not reading.is_away_then(session, absence):
        return None  # another cover was named, or this one is there after all
    shown = reading.shown(session, absence)
    return views.cover_away(shown, now, readers.person(session, card.place))


def _eve(owned: AllOwned) -> OfAbsence:
    def draw(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing:
        shown, t = reading.shown(session, absence), readers.person(session, card.place)
        return views.eve(shown, reading.outlook(session, owned, absence, now), now, t)

    return draw


def _handover(owned: AllOwned) -> OfAbsence:
    def draw(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing | None:
        rows = handover.handed_in(session, absence.id)
        theirs = [row for row in rows if row.covered_by == card.place]
        if not theirs:
            return None
        lines = reading.lines(session, owned, theirs, now)
        t = readers.person(session, card.place)
        return views.handover(reading.shown(session, absence), lines, now, t)

    return draw


def _asks(owned: AllOwned) -> OfAbsence:
    def draw(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing | None:
        platform = platform_of_team_channel(session, card.place)
        if platform is None:
            return None
        rows = [row for row in handover.handed_in(session, absence.id) if row.covered_by is None]
        here = [row for row in rows if _asked_in(session, row.platform_key) == card.place]
        if not here:
            return None
        lines = reading.lines(session, owned, here, now)
        return views.asks(reading.shown(session, absence), lines, now, readers.team(platform))

    return draw


def _asked_in(session: Session, platform_key: str) -> str:
    return session.get_one(Platform, platform_key).team_channel


def _return(owned: AllOwned) -> OfAbsence:
    def draw(session: Session, absence: Absence, card: Claimed, now: datetime) -> Drawing | None:
        rows = returning.told_in(session, absence.id)
        lines = reading.lines(session, owned, rows, now)
        t = readers.person(session, card.place)
        return views.back(reading.shown(session, absence), lines, t) if lines else None

    return draw


def _calendar(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    trouble = calendars.trouble_of(session, card.place)
    if trouble is None:
        return None  # it can be read again: the message has done its work
    return views.calendar_trouble(trouble, readers.person(session, card.place))
