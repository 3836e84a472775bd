"""Due dates that Jira knows of: which are open, and how they show in what people own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.calendar import BusinessHours, zone
from bot.features.platforms.models import Platform
from bot.features.platforms.owning import Matter, Owns
from bot.features.platforms.service import calendar_of
from bot.features.tickets.models import Ticket

DONE = "done"
"""Jira's category of everything that is finished."""
CLOSING = time(18, 0)
"""The end of a due date on which nobody works."""


def due_dates(session: Session, request_ids: Collection[str]) -> dict[str, date]:
    """The due dates of these requests' tickets, apart from those that are done."""
    rows = session.execute(
        select(Ticket.request_id, Ticket.due, Ticket.category).where(
            Ticket.request_id.in_(request_ids), Ticket.due.is_not(None)
        )
    )
    return {one: due for one, due, category in rows if due is not None and category != DONE}


def end_of(day: date, hours: BusinessHours) -> datetime:
    """When a due date is over: at the end of that working day."""
    spans = hours.spans(day)
    if spans:
        return spans[-1][1]
    return datetime.combine(day, CLOSING, zone(hours.timezone)).astimezone(UTC)


class WithDueDates:
    """What somebody owns of requests, each with the due date of its ticket."""

    def __init__(self, requests: Owns) -> None:
        self._requests = requests
        self.kind = requests.kind

    def matters(
        self, session: Session, now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        """The open matters of these people."""
        return _dated(session, list(self._requests.matters(session, now, owners=owners)))

    def of_platform(self, session: Session, now: datetime, platform: str) -> Iterable[Matter]:
        """The open matters of a platform."""
        return _dated(session, list(self._requests.of_platform(session, now, platform)))

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put a request into somebody else's hands."""
        return self._requests.give(session, ref, to, now)


def _dated(session: Session, matters: list[Matter]) -> list[Matter]:
    """A date that comes sooner than the ticket's is kept."""
    due = due_dates(session, [matter.ref for matter in matters])
    found = []
    for matter in matters:
        day = due.get(matter.ref)
        if day is not None:
            hours = calendar_of(session.get_one(Platform, matter.platform))
            at = end_of(day, hours)
            matter = replace(matter, due=min(matter.due or at, at))
        found.append(matter)
    return found
