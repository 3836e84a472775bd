"""Predicted first, counted later: what was thought before anybody had a question, and who had it.

A prediction is written down when somebody is first looked for, and never afterwards; it is held
against whoever answered. Figures count questions of a platform, never what a person did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import in_parts
from bot.core.forgetting import Counts, Forgetting, strike
from bot.features.accuracy.models import FIRST_THREE, Predicted
from bot.features.requests.models import Outcome, OutcomeKind, Request, RequestState
from bot.features.requests.upkeep import finished_before

NOT_AMONG = 0
"""The place of somebody who was not among the first three."""
UNANSWERED = (RequestState.NOT_A_REQUEST, RequestState.LATER)
"""Requests in these states were answered by nobody."""


def predicted(
    session: Session, request: Request, people: Iterable[str], now: datetime, *, guessed: bool
) -> None:
    """Write down for whom a question is thought to be; ``people`` with the likeliest first.

    Once it was in somebody's hands it counts no more: it would be known who it is for.
    """
    if request.reopened_at is not None or request.assignee is not None:
        return
    first = list(dict.fromkeys(people))[:FIRST_THREE]
    row = session.get(Predicted, request.id)
    if row is None:
        row = Predicted(request_id=request.id, platform_key=request.platform_key)
        session.add(row)
    row.people, row.guessed, row.at = first, guessed, now
    session.flush()


def places(session: Session, rows: Sequence[Predicted]) -> dict[str, int]:
    """Request id → where who answered stood, from 1, or ``NOT_AMONG``; without what is open yet.

    Who closed it answered it; as long as it is open, who wrote last to the client.
    """
    found = {row.request_id: row.place for row in rows if row.place is not None}
    open_yet = {row.request_id: row.people for row in rows if row.place is None}
    for request_id, person in _who_answered(session, list(open_yet)).items():
        people = open_yet[request_id]
        found[request_id] = people.index(person) + 1 if person in people else NOT_AMONG
    return found


def _who_answered(session: Session, ids: Sequence[str]) -> dict[str, str]:
    return {id_: who for part in in_parts(ids) for id_, who in _of_some(session, part).items()}


def _of_some(session: Session, ids: Sequence[str]) -> dict[str, str]:
    rows = session.execute(
        select(Outcome.request_id, Outcome.kind, Outcome.person)
        .join(Request, Request.id == Outcome.request_id)
        .where(
            Outcome.request_id.in_(ids),
            Outcome.kind.in_([OutcomeKind.ANSWERED, OutcomeKind.CLOSED]),
            Outcome.person.is_not(None),
            Request.state.not_in(UNANSWERED),
        )
        .order_by(Outcome.id)
    ).all()
    answered = {row.request_id: row.person or "" for row in rows}
    closed = {r.request_id: r.person or "" for r in rows if r.kind == OutcomeKind.CLOSED}
    return answered | closed


def settle(session: Session, before: datetime) -> None:
    """Of questions that were over ``before`` only the place stays, and nobody is named."""
    rows = session.scalars(
        select(Predicted).where(Predicted.request_id.in_(finished_before(before)))
    ).all()
    named = [row for row in rows if row.people]
    found = places(session, named)
    for row in named:
        row.place, row.people = found.get(row.request_id), []


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Nobody is named who is forgotten; where others stood stays."""
    return strike(session, forgetting, Predicted)
