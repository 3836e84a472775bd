"""What time does to promises: who put in what is forgotten, what was promised and learned stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.features.promises.models import ClientAnswer, Promise, PromiseState
from bot.features.promises.showing import ANSWER, TEAM


def forget_hands(session: Session, before: datetime) -> None:
    """Delete hands, conditions and alternatives of what was over before then."""
    over = select(Promise).where(Promise.state != PromiseState.OPEN, Promise.ended_at < before)
    for promise in session.scalars(over).all():
        if promise.hands or promise.conditions or promise.alternatives:
            promise.hands, promise.conditions, promise.alternatives = [], [], []
            cards.touch(session, promise.id, kind=TEAM)
    for answer in session.scalars(_answers_over(before)).all():
        if answer.hands or answer.conditions or answer.alternatives:
            answer.hands, answer.conditions, answer.alternatives = [], [], []
            cards.touch(session, answer.ballot, kind=ANSWER)


def _answers_over(before: datetime) -> Select[ClientAnswer]:
    still = select(Promise.ballot).where(
        Promise.ballot.is_not(None),
        (Promise.state == PromiseState.OPEN) | (Promise.ended_at >= before),
    )
    return select(ClientAnswer).where(
        ClientAnswer.wanted_at < before, ClientAnswer.ballot.not_in(still)
    )
