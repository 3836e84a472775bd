"""What time does to promises: who put in what is forgotten, and what was said about them.

What was promised and learned stays.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.features.promises.models import ClientAnswer, ClientWord, Promise, PromiseState
from bot.features.promises.showing import ANSWER, COPY, TEAM


def forget(session: Session, before: datetime) -> None:
    """Forget what is kept no longer than other texts."""
    forget_hands(session, before)
    forget_words(session, before)


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


def forget_words(session: Session, before: datetime) -> None:
    """Delete what was said to clients before then, apart from what is about an open promise.

    In Slack it stays where people said it; what was to be copied is taken out of their messages.
    """
    alive = select(Promise.id).where(
        (Promise.state == PromiseState.OPEN) | (Promise.ended_at >= before)
    )
    old = select(ClientWord).where(
        ClientWord.at < before,
        ClientWord.text != "",
        or_(ClientWord.promise_id.is_(None), ClientWord.promise_id.not_in(alive)),
    )
    for word in session.scalars(old).all():
        word.text = ""
        cards.touch(session, word.id, kind=COPY)


def _answers_over(before: datetime) -> Select[ClientAnswer]:
    still = select(Promise.ballot).where(
        Promise.ballot.is_not(None),
        (Promise.state == PromiseState.OPEN) | (Promise.ended_at >= before),
    )
    return select(ClientAnswer).where(
        ClientAnswer.wanted_at < before, ClientAnswer.ballot.not_in(still)
    )
