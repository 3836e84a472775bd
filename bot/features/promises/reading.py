"""What is shown of promises: to the team, and, as types of their own, to the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Client
from bot.features.promises import lessons
from bot.features.promises.models import (
    AnswerState,
    ChangeKind,
    ClientAnswer,
    ClientWord,
    Promise,
    PromiseChange,
    PromiseState,
)
from bot.features.promises.service import lessons_of
from bot.features.promises.showing import thread_of
from bot.features.promises.values import Verdict
from bot.features.requests.models import Request
from bot.features.requests.reading import link_to

RECENT = timedelta(days=60)
"""How long what is over stays on the client's card."""


class ClientState(StrEnum):
    """How a client reads a promise. There is no other word."""

    OPEN = "open"
    KEPT = "kept"
    NEW_DATE = "new date"
    AGREED_ANEW = "agreed anew"
    """With what was agreed instead."""


@dataclass(frozen=True)
class ClientPromise:
    """A promise as its client may see it: nothing in here is the team's alone."""

    what: str
    due: datetime
    owner: str
    state: ClientState
    earlier: tuple[datetime, ...] = ()
    """The dates that held before, in order."""
    instead: str | None = None


@dataclass(frozen=True)
class Step:
    """One entry of a promise's history."""

    kind: ChangeKind
    by: str
    at: datetime
    due: datetime


@dataclass(frozen=True)
class TeamPromise:
    """A promise as the team sees it: with conditions, hands and what was learned."""

    id: str
    client: str
    what: str
    what_not: str
    due: datetime
    owner: str
    state: PromiseState
    in_danger: bool
    instead: str | None
    conditions: tuple[str, ...]
    alternatives: tuple[str, ...]
    hands: tuple[tuple[str, str], ...]
    history: tuple[Step, ...]
    link: str | None
    lessons: tuple[str, ...]
    """What was learned from it …"""
    before: tuple[str, ...]
    """… and from earlier ones with this client."""
    may_tell: bool = False
    """Whether there is news that nobody has written to the client yet."""

    @property
    def earlier(self) -> tuple[datetime, ...]:
        """The dates that held before, in order."""
        return dates_before(self.history)


@dataclass(frozen=True)
class TeamAnswer:
    """A decision that a client waits for, as the team sees it."""

    ballot: str
    client: str
    verdict: Verdict
    what: str
    what_not: str
    due: datetime
    conditions: tuple[str, ...]
    alternatives: tuple[str, ...]
    hands: tuple[tuple[str, str], ...]
    state: AnswerState
    by: str | None
    at: datetime | None
    link: str | None
    """Where the client's question stands, if it came as a request."""
    lessons: tuple[str, ...] = ()
    """What should be remembered with this client."""


def dates_before(history: Sequence[Step]) -> tuple[datetime, ...]:
    """The dates that were promised and replaced."""
    found: list[datetime] = []
    for before, step in pairwise(history):
        if step.kind == ChangeKind.NEW_DATE:
            found.append(before.due)
    return tuple(found)


def history_of(session: Session, promise_id: str) -> tuple[Step, ...]:
    """What happened with a promise, in order."""
    rows = session.scalars(
        select(PromiseChange)
        .where(PromiseChange.promise_id == promise_id)
        .order_by(PromiseChange.at, PromiseChange.id)
    )
    return tuple(Step(ChangeKind(row.kind), row.by, row.at, row.due) for row in rows)


NEWS = (ChangeKind.NEW_DATE, ChangeKind.KEPT, ChangeKind.NOT_KEPT)
NO_NEWS = (ChangeKind.HOLDS, ChangeKind.GIVEN)
"""What happens with a promise and leaves the news before it as it is."""


def untold(session: Session, promise_id: str) -> Step | None:
    """What became of a promise, while nobody has written to the client since."""
    last = next(
        (s for s in reversed(history_of(session, promise_id)) if s.kind not in NO_NEWS), None
    )
    if last is None or last.kind not in NEWS:
        return None
    answers = select(ClientAnswer.word_id).where(ClientAnswer.word_id.is_not(None))
    said = select(ClientWord.id).where(
        ClientWord.promise_id == promise_id,
        ClientWord.at >= last.at,
        ClientWord.id.not_in(answers),
    )
    return last if session.scalar(said.limit(1)) is None else None


def for_team(session: Session, promise: Promise, now: datetime) -> TeamPromise:
    """What the team's cards and lists are made of."""
    own = lessons.of_promise(session, promise, now)
    known = lessons_of(session, promise.client_key, now)
    return TeamPromise(
        id=promise.id,
        client=session.get_one(Client, promise.client_key).name,
        what=promise.what,
        what_not=promise.what_not,
        due=promise.due,
        owner=promise.owner,
        state=PromiseState(promise.state),
        in_danger=promise.danger_at is not None,
        instead=promise.instead,
        conditions=tuple(promise.conditions),
        alternatives=tuple(promise.alternatives),
        hands=tuple((hand[0], hand[1]) for hand in promise.hands),
        history=history_of(session, promise.id),
        link=_link(session, promise.channel, thread_of(session, promise)),
        lessons=tuple(own),
        before=tuple(words for words in known if words not in own),
        may_tell=untold(session, promise.id) is not None,
    )


def for_client(session: Session, promise: Promise) -> ClientPromise:
    """What the client's card is made of."""
    earlier = dates_before(history_of(session, promise.id))
    return ClientPromise(
        what=promise.what,
        due=promise.due,
        owner=promise.owner,
        state=_state(promise, moved=bool(earlier)),
        earlier=earlier,
        instead=promise.instead,
    )


def _state(promise: Promise, *, moved: bool) -> ClientState:
    if promise.state == PromiseState.KEPT:
        return ClientState.KEPT
    if promise.state == PromiseState.NOT_KEPT:
        return ClientState.AGREED_ANEW
    return ClientState.NEW_DATE if moved else ClientState.OPEN


def on_board(session: Session, client_key: str, channel: str, now: datetime) -> list[ClientPromise]:
    """What was promised in a channel: what is open, soonest first, then what is over of late."""
    here = (Promise.client_key == client_key) & (Promise.channel == channel)
    coming = _found(session, here & (Promise.state == PromiseState.OPEN))
    over = session.scalars(
        select(Promise)
        .where(here, Promise.ended_at > now - RECENT)
        .order_by(Promise.ended_at.desc(), Promise.id)
    )
    return [for_client(session, promise) for promise in [*coming, *over]]


def of_person(session: Session, user_id: str) -> list[Promise]:
    """What somebody answers for, soonest first."""
    return _found(session, (Promise.owner == user_id) & (Promise.state == PromiseState.OPEN))


def of_platform(session: Session, platform_key: str) -> list[Promise]:
    """What a platform has promised and not kept yet, soonest first."""
    here = Promise.platform_key == platform_key
    return _found(session, here & (Promise.state == PromiseState.OPEN))


def of_client(session: Session, client_key: str, now: datetime) -> list[Promise]:
    """What was promised to a client: what is open, then what is over of late."""
    theirs = Promise.client_key == client_key
    open_ = _found(session, theirs & (Promise.state == PromiseState.OPEN))
    return [*open_, *_found(session, theirs & (Promise.ended_at > now - RECENT))]


def _found(session: Session, which: ColumnElement[bool]) -> list[Promise]:
    rows = session.scalars(select(Promise).where(which).order_by(Promise.due, Promise.id))
    return list(rows)


def answer_for_team(session: Session, answer: ClientAnswer, now: datetime) -> TeamAnswer:
    """What the card of a decision is made of."""
    word = session.get(ClientWord, answer.word_id) if answer.word_id is not None else None
    place = _place_of(session, answer)
    return TeamAnswer(
        ballot=answer.ballot,
        client=session.get_one(Client, answer.client_key).name,
        verdict=Verdict(answer.verdict),
        what=answer.what,
        what_not=answer.what_not,
        due=answer.due,
        conditions=tuple(answer.conditions),
        alternatives=tuple(answer.alternatives),
        hands=tuple((hand[0], hand[1]) for hand in answer.hands),
        state=AnswerState(answer.state),
        by=word.by if word is not None else None,
        at=word.at if word is not None else None,
        link=_link(session, *place) if place is not None else None,
        lessons=tuple(lessons_of(session, answer.client_key, now)),
    )


def _place_of(session: Session, answer: ClientAnswer) -> tuple[str, str] | None:
    request = session.get(Request, answer.request_id) if answer.request_id is not None else None
    return (request.channel, request.thread_ts) if request is not None else None


def _link(session: Session, channel: str, ts: str | None) -> str | None:
    return link_to(session, channel, ts) if ts is not None else None
