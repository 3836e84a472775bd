"""A block begins or is lifted: what is open shows it, and clocks that had stopped go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.features.clocks import service as clocks
from bot.features.platforms.blocking import is_served
from bot.features.promises import asking
from bot.features.promises.models import Promise, PromiseState
from bot.features.requests import lifecycle, showing
from bot.features.requests.models import Request, RequestState

LIVES = (
    RequestState.OPEN,
    RequestState.TAKEN,
    RequestState.RESTING,
    RequestState.LATER,
)
"""Requests whose card at the client's offers something, or says what comes."""


def turned(session: Session, client_key: str, now: datetime) -> None:
    """Draw the client's cards anew; where they are served, plan what is due. Safe to repeat.

    While the block stood, what came by the clock passed in silence. It is not made up for: from
    now on it comes as it would for a client who has just come.
    """
    served = is_served(session, client_key)
    theirs = select(Request).where(Request.client_key == client_key, Request.state.in_(LIVES))
    for request in session.scalars(theirs).all():
        cards.touch(session, request.id, kind="request.client")
        if served:
            _goes_on(session, request, now)
    if served:
        promised = select(Promise).where(
            Promise.client_key == client_key, Promise.state == PromiseState.OPEN
        )
        for promise in session.scalars(promised).all():
            asking.plan(session, promise, now)


def _goes_on(session: Session, request: Request, now: datetime) -> None:
    clocks.plan(session, request, now)
    showing.redraw_with_the_hours(session, request, now)
    lifecycle.goes_quiet(session, request, now)
