"""After the vote: who is in and with what, whether the team stands behind it, what else."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots.decision import hand_over, hands_of
from bot.features.ballots.models import Alternative, Asked, Ballot, Hand, Stage, Word, WordKind
from bot.features.ballots.showing import touch_voters, vote_subject
from bot.features.platforms.service import person_name, require_active, require_member

WORDS = 500
"""Characters of what somebody offers."""


def _ballot(session: Session, ballot_id: str, user_id: str) -> Ballot:
    """The closed ballot, held, for somebody who was asked."""
    ballot = session.get(Ballot, ballot_id, with_for_update=True, populate_existing=True)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    require_member(session, user_id, ballot.platform_key)
    if session.get(Asked, (ballot_id, user_id)) is None:
        raise Kindly(mark("Only those who were asked to vote speak here. Nothing was changed."))
    require_active(session, ballot.client_key)
    return ballot


def raising(session: Session, ballot_id: str, user_id: str) -> tuple[Ballot, Hand | None]:
    """The ballot in which hands are raised, and one's own; Kindly where it is not the time."""
    ballot = _ballot(session, ballot_id, user_id)
    if asked_again(session, ballot_id) is not None:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    if ballot.stage == Stage.STOOD:
        raise Kindly(
            mark(
                "The team stands behind this already. If something has changed for you, "
                "say so in the team channel: nobody is held to overtime."
            )
        )
    if ballot.stage != Stage.HANDS:
        raise Kindly(mark("Nobody is asked for a hand here any more. Nothing was changed."))
    return ballot, session.get(Hand, (ballot_id, user_id))


def say(
    session: Session, ballot_id: str, user_id: str, is_in: bool, words: str, now: datetime
) -> None:
    """*I'm in*, with a word, or *not with me*, without one. It can be changed until it is stood by.

    Who spoke for the team before knew other hands: their word is taken back.
    """
    ballot, hand = raising(session, ballot_id, user_id)
    words = words.strip()[:WORDS] if is_in else ""
    if hand is not None and hand.is_in == is_in and hand.words == words:
        return
    if hand is None:
        hand = Hand(ballot_id=ballot_id, user_id=user_id)
        session.add(hand)
    hand.is_in, hand.words, hand.at = is_in, words, now
    ballot.stood_by = None
    session.flush()
    _changed(session, ballot, user_id)


def stand_behind(session: Session, ballot_id: str, user_id: str, now: datetime) -> bool:
    """*We stand behind it*: said by one, confirmed by another; true once it is confirmed."""
    ballot = _ballot(session, ballot_id, user_id)
    if ballot.stage == Stage.STOOD:
        return True
    if ballot.stage != Stage.HANDS:
        raise Kindly(mark("There is no go that the team could stand behind. Nothing was changed."))
    if asked_again(session, ballot_id) is not None:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    if now >= ballot.answer_by:
        raise Kindly(mark("The client needed the answer earlier, so this go does not carry."))
    if not any(hand.is_in for hand in hands_of(session, ballot_id)):
        raise Kindly(mark("Nobody has said yet that they are in, so nobody can carry it."))
    if ballot.stood_by == user_id:
        raise Kindly(mark("You have said so already. Now somebody else has to confirm it."))
    if ballot.stood_by is None:
        ballot.stood_by = user_id
        cards.touch(session, ballot.id)
        return False
    ballot.stage, ballot.confirmed_by, ballot.stood_at = Stage.STOOD, user_id, now
    session.flush()
    hand_over(session, ballot, now)
    cards.touch(session, ballot.id)
    touch_voters(session, ballot)
    return True


def spoken_for_by(session: Session, ballot: Ballot) -> str | None:
    """The name of whoever said that the team stands behind it."""
    return person_name(session, ballot.stood_by) if ballot.stood_by else None


def say_no(session: Session, ballot_id: str, user_id: str, now: datetime) -> None:
    """A go that nobody stood behind in time, or no decision: the client is answered with a no.

    They wait for an honest answer all the same, and nothing is promised.
    """
    ballot = _ballot(session, ballot_id, user_id)
    if asked_again(session, ballot_id) is not None:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    if ballot.stage not in (Stage.LAPSED, Stage.UNDECIDED):
        raise Kindly(mark("There is nothing here to answer with a no. Nothing was changed."))
    hand_over(session, ballot, now)


def offering(session: Session, ballot_id: str, user_id: str) -> Ballot:
    """The ballot that ended in a no, for somebody who may say what else there is."""
    ballot = _ballot(session, ballot_id, user_id)
    if asked_again(session, ballot_id) is not None:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    if ballot.stage != Stage.NO:
        raise Kindly(mark("Nobody asks for something else here. Nothing was changed."))
    return ballot


def offer(
    session: Session, ballot_id: str, user_id: str, kind: Alternative, words: str, now: datetime
) -> None:
    """What could be offered instead: without a name, joined where it is the same."""
    ballot = offering(session, ballot_id, user_id)
    words = " ".join(words.split())[:WORDS] if kind != Alternative.NOTHING else ""
    if kind != Alternative.NOTHING and not words:
        raise Kindly(mark("Please say in a few words what it could be."))
    same = select(Word).where(
        Word.ballot_id == ballot_id, Word.kind == WordKind.ALTERNATIVE, Word.code == kind
    )
    for row in session.scalars(same):
        if row.words.casefold() == words.casefold():
            row.count += 1
            break
    else:
        session.add(
            Word(
                ballot_id=ballot_id,
                key=secrets.token_hex(32),
                kind=WordKind.ALTERNATIVE,
                code=kind,
                words=words,
                count=1,
            )
        )
    session.flush()
    hand_over(session, ballot, now)
    cards.touch(session, ballot.id)


def asked_again(session: Session, ballot_id: str) -> str | None:
    """The ballot that asks again what this one asked."""
    found = select(Ballot.id).where(Ballot.earlier == ballot_id)
    return session.scalars(found.order_by(Ballot.asked_at.desc(), Ballot.id).limit(1)).first()


def _changed(session: Session, ballot: Ballot, user_id: str) -> None:
    cards.touch(session, ballot.id)
    cards.touch(session, vote_subject(ballot, user_id))
