"""The team's decision, as it is handed over to be answered and kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.ballots import words
from bot.features.ballots.models import Alternative, Ballot, Hand, Stage, Word, WordKind
from bot.features.platforms.models import Client
from bot.features.promises.service import answer_wanted
from bot.features.promises.values import Decision, Verdict
from bot.features.requests.models import Request


def words_of(session: Session, ballot_id: str, kind: WordKind) -> list[Word]:
    """What was said without a name; the order tells nothing but what was said most."""
    found = select(Word).where(Word.ballot_id == ballot_id, Word.kind == kind)
    return list(session.scalars(found.order_by(Word.count.desc(), Word.key)))


def hands_of(session: Session, ballot_id: str) -> list[Hand]:
    """Who said whether they are in, in the order in which they said it."""
    found = select(Hand).where(Hand.ballot_id == ballot_id)
    return list(session.scalars(found.order_by(Hand.at, Hand.user_id)))


def hand_over(session: Session, ballot: Ballot, now: datetime) -> None:
    """Have the client answered: with a yes that is stood behind, or a no and what else there is.

    Ticked conditions and alternatives are put in the client's language, in which the answer is
    drafted; what somebody typed stays as it is.
    """
    t = Translator(session.get_one(Client, ballot.client_key).language)
    conditions = words_of(session, ballot.id, WordKind.CONDITION)
    offers = words_of(session, ballot.id, WordKind.ALTERNATIVE)
    request = session.get(Request, ballot.request_id) if ballot.request_id else None
    decision = Decision(
        ballot=ballot.id,
        platform=ballot.platform_key,
        client=ballot.client_key,
        request=ballot.request_id,
        verdict=Verdict.YES if ballot.stage == Stage.STOOD else Verdict.NO,
        what=ballot.what,
        what_not=ballot.what_not,
        due=ballot.due,
        conditions=tuple(words.condition(one.code, one.words, t) for one in conditions),
        alternatives=tuple(
            words.alternative(one.code, one.words, t)
            for one in offers
            if one.code != Alternative.NOTHING
        ),
        hands=_those_in(session, ballot) if ballot.stage == Stage.STOOD else (),
        owner=request.assignee if request is not None else None,
    )
    answer_wanted(session, decision, now)


def _those_in(session: Session, ballot: Ballot) -> tuple[tuple[str, str], ...]:
    return tuple((one.user_id, one.words) for one in hands_of(session, ballot.id) if one.is_in)
