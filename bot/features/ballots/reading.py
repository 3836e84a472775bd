"""What is shown of a ballot, to the team alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.ballots import after, leads, voting
from bot.features.ballots.decision import hands_of, words_of
from bot.features.ballots.models import Ballot, Stage, Vote, WordKind
from bot.features.ballots.outcome import Tally, tally
from bot.features.ballots.showing import asked_of, link_of
from bot.features.platforms.models import BallotRule, Client, Platform
from bot.features.promises.service import lessons_of
from bot.features.requests.models import Request
from bot.features.requests.reading import link_to


@dataclass(frozen=True)
class Shown:
    """What was asked, and how far it is. Nothing in it tells what anybody has voted."""

    id: str
    round: int
    stage: Stage
    client: str
    what: str
    what_not: str
    due: datetime
    answer_by: datetime
    if_kept: str
    if_broken: str
    if_no: str
    in_return: str
    rule: BallotRule
    quorum: int
    asker: str
    asked: tuple[str, ...]
    voted: int
    closes_at: datetime
    moved: bool
    zone: str
    """The platform's, in which days are told."""
    restarted_by: str | None = None
    restarted_at: datetime | None = None
    thread: str | None = None
    """The address of the client's thread, of the earlier and of the newer ballot."""
    earlier: str | None = None
    newer: str | None = None
    link: str | None = None
    lessons: tuple[str, ...] = ()
    """What should be remembered with this client."""
    needs: str = ""
    asked_again: bool = False
    """Whether there is a newer ballot, even if it is not to be read anywhere yet."""

    @property
    def all_in(self) -> bool:
        return self.voted >= len(self.asked)


Line = tuple[str, str, int]
"""A word without a name: its code, its words, and how many said it."""


@dataclass(frozen=True)
class Offered:
    """Somebody's hand."""

    user_id: str
    is_in: bool
    words: str


@dataclass(frozen=True)
class Result:
    """How a ballot ended. ``tally`` None: too few voted for anything but the outcome."""

    ballot: Shown
    tally: Tally | None
    certainty: float | None
    spread: float | None
    conditions: Sequence[Line]
    reasons: Sequence[str]
    views: Sequence[tuple[str, str]]
    hands: Sequence[Offered]
    alternatives: Sequence[Line]
    stood_by: str | None
    confirmed_by: str | None


def shown(session: Session, ballot: Ballot, now: datetime) -> Shown:
    """What the cards of a ballot are made of."""
    platform = session.get_one(Platform, ballot.platform_key)
    client = session.get_one(Client, ballot.client_key)
    request = session.get(Request, ballot.request_id) if ballot.request_id else None
    newer = after.asked_again(session, ballot.id)
    return Shown(
        id=ballot.id,
        round=ballot.round,
        stage=Stage(ballot.stage),
        client=client.name,
        what=ballot.what,
        what_not=ballot.what_not,
        due=ballot.due,
        answer_by=ballot.answer_by,
        if_kept=ballot.if_kept,
        if_broken=ballot.if_broken,
        if_no=ballot.if_no,
        in_return=ballot.in_return,
        rule=BallotRule(ballot.rule),
        quorum=ballot.quorum,
        asker=ballot.asker,
        asked=tuple(asked_of(session, ballot.id)),
        voted=voting.voted(session, ballot.id),
        closes_at=ballot.closes_at,
        moved=ballot.moved,
        zone=platform.timezone,
        restarted_by=ballot.restarted_by,
        restarted_at=ballot.restarted_at,
        thread=link_to(session, request.channel, request.thread_ts) if request else None,
        earlier=link_of(session, ballot.earlier) if ballot.earlier else None,
        newer=link_of(session, newer) if newer else None,
        link=link_of(session, ballot.id),
        lessons=tuple(lessons_of(session, ballot.client_key, now)),
        needs=ballot.needs or "",
        asked_again=newer is not None,
    )


def result(session: Session, ballot: Ballot, now: datetime) -> Result:
    """What the result is made of; only for a ballot that is closed."""
    choices = session.scalars(select(Vote.choice).where(Vote.ballot_id == ballot.id)).all()
    return Result(
        ballot=shown(session, ballot, now),
        tally=tally(choices) if ballot.votes is not None else None,
        certainty=ballot.certainty,
        spread=ballot.spread,
        conditions=_lines(session, ballot, WordKind.CONDITION),
        reasons=[words for _, words, _ in _lines(session, ballot, WordKind.REASON)],
        views=leads.views_of(session, ballot.id),
        hands=[Offered(one.user_id, one.is_in, one.words) for one in hands_of(session, ballot.id)],
        alternatives=_lines(session, ballot, WordKind.ALTERNATIVE),
        stood_by=ballot.stood_by,
        confirmed_by=ballot.confirmed_by,
    )


def _lines(session: Session, ballot: Ballot, kind: WordKind) -> list[Line]:
    return [(one.code, one.words, one.count) for one in words_of(session, ballot.id, kind)]
