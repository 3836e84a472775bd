"""Promises, as other features see them: decisions come in, open promises and lessons go out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.promises.answering import places
from bot.features.promises.models import (
    AnswerState,
    ClientAnswer,
    EndedBallot,
    Lesson,
    Promise,
    PromiseState,
)
from bot.features.promises.showing import ANSWER, COPY, count_readers
from bot.features.promises.values import Decision, Ended

LESSONS = 5
"""How many lessons are shown at once."""


def answer_wanted(session: Session, decision: Decision, now: datetime) -> None:
    """Have the team channel offer *Answer the client*; the same decision again changes nothing.

    One that was put right before anybody has answered replaces what was handed over first.
    """
    if not is_served(session, decision.client):
        return
    answer = session.get(ClientAnswer, decision.ballot, with_for_update=True)
    if answer is not None and answer.state != AnswerState.WANTED:
        return
    if answer is None:
        answer = ClientAnswer(ballot=decision.ballot, wanted_at=now)
        session.add(answer)
    answer.platform_key, answer.client_key = decision.platform, decision.client
    answer.request_id, answer.verdict = decision.request, decision.verdict
    answer.what, answer.what_not, answer.due = decision.what, decision.what_not, decision.due
    answer.conditions = list(decision.conditions)
    answer.alternatives = list(decision.alternatives)
    answer.hands = [list(hand) for hand in decision.hands]
    answer.owner = decision.owner
    session.flush()
    platform = session.get_one(Platform, decision.platform)
    if platform.mode == PlatformMode.ACTIVE:
        place = platform.team_channel
        cards.show(session, ANSWER, decision.ballot, Audience.TEAM, place)
        for channel in places(session, answer):
            count_readers(session, channel)


def answer_withdrawn(session: Session, ballot: str) -> None:
    """The team is asked again: what nobody has told the client yet, nobody tells them any more."""
    answer = session.get(ClientAnswer, ballot, with_for_update=True)
    if answer is None or answer.state not in (AnswerState.WANTED, AnswerState.BY_HAND):
        return
    word_id, answer.word_id, answer.state = answer.word_id, None, AnswerState.WITHDRAWN
    session.flush()
    cards.touch(session, ballot, kind=ANSWER)
    if word_id is not None:
        cards.touch(session, word_id, kind=COPY)


def open_promise_of(session: Session, ballot_id: str) -> Promise | None:
    """The promise that a ballot has led to, while it is open."""
    return session.scalars(
        select(Promise).where(Promise.ballot == ballot_id, Promise.state == PromiseState.OPEN)
    ).first()


def promised_until(session: Session, request_id: str) -> datetime | None:
    """By when something is promised on a request, while that is open."""
    return session.scalar(
        select(func.max(Promise.due)).where(
            Promise.request_id == request_id, Promise.state == PromiseState.OPEN
        )
    )


def ballot_ended(session: Session, ended: Ended) -> None:
    """Note how a ballot ended, for looking back; a second call replaces the first."""
    session.merge(
        EndedBallot(
            ballot=ended.ballot,
            platform_key=ended.platform,
            outcome=ended.outcome,
            certainty=ended.certainty,
            at=ended.at,
        )
    )


def lessons_of(session: Session, client_key: str, now: datetime) -> list[str]:
    """What should be remembered with this client, the latest promises first: for the team only."""
    return list(
        session.scalars(
            select(Lesson.words)
            .join(Promise, Promise.id == Lesson.promise_id)
            .where(Promise.client_key == client_key, Promise.lessons_at <= now)
            .order_by(Promise.lessons_at.desc(), Lesson.id)
            .limit(LESSONS)
        )
    )
