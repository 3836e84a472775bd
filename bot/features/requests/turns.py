"""Whose turn it is, and since when: rows that are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.requests.models import Request, Turn, Whose


@dataclass(frozen=True)
class TurnAt:
    """From ``since`` on it is somebody's turn."""

    whose: Whose
    since: datetime


def turns_of(session: Session, request: Request) -> Sequence[TurnAt]:
    """Every turn of a request, in order of time. Never empty."""
    return turns_of_all(session, [request])[request.id]


def turns_of_all(session: Session, requests: Collection[Request]) -> dict[str, Sequence[TurnAt]]:
    """The turns of many requests, with one question to the database."""
    found: dict[str, list[TurnAt]] = {request.id: [] for request in requests}
    rows = session.scalars(
        select(Turn).where(Turn.request_id.in_(found)).order_by(Turn.since, Turn.id)
    )
    for row in rows:
        found[row.request_id].append(TurnAt(Whose(row.whose), row.since))
    return {one.id: found[one.id] or [_from_before(one)] for one in requests}


def turn_of(session: Session, request: Request) -> TurnAt:
    """Whose turn it is now. Several rows in a row for the same side are one turn."""
    return current(turns_of(session, request))


def current(turns: Sequence[TurnAt]) -> TurnAt:
    """The last turn, since it began."""
    last = turns[-1]
    for turn in reversed(turns):
        if turn.whose != last.whose:
            break
        last = turn
    return last


def set_turn(session: Session, request: Request, whose: Whose, at: datetime) -> bool:
    """From ``at`` on it is ``whose`` turn; false where that was so already.

    What comes late, as messages may, is put where it belongs in time.
    """
    known = session.execute(
        select(Turn.since, Turn.whose)
        .where(Turn.request_id == request.id)
        .order_by(Turn.since, Turn.id)
    )
    before = [found.whose for found in known if found.since <= at]
    if not before and whose != Whose.TEAM:
        session.add(Turn(request_id=request.id, whose=Whose.TEAM, since=request.created_at))
    if before and before[-1] == whose:
        return False
    session.add(Turn(request_id=request.id, whose=whose, since=at))
    session.flush()
    return True


def turn_to(session: Session, request: Request, whose: Whose, now: datetime) -> bool:
    """From now on, after everything that is known: Slack's clock may be a little ahead of ours."""
    return set_turn(session, request, whose, max(now, turns_of(session, request)[-1].since))


def _from_before(request: Request) -> TurnAt:
    """Of a request that is older than its turns: whoever did not have the last word."""
    if not request.is_open:
        return TurnAt(Whose.NOBODY, request.closed_at or request.last_client_at)
    if request.client_waits:
        return TurnAt(Whose.TEAM, request.reopened_at or request.created_at)
    return TurnAt(Whose.CLIENT, request.last_team_at or request.last_client_at)
