"""A go that nobody stands behind yet: asked once more in time; and in the end it does not carry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.ballots import timing
from bot.features.ballots.after import asked_again
from bot.features.ballots.models import Asked, Ballot, Hand, Stage
from bot.features.ballots.showing import touch_voters, vote_subject
from bot.features.platforms.blocking import is_served
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Member, Platform
from bot.features.platforms.service import available

AGAIN = "ballot.hands"
"""Asks again who is in: the kind of a job, and of the card to each who is asked."""
LATER = "ballots.hands_later"
"""The same, once somebody's business hours have begun."""
LAPSE = "ballots.lapse"
LAPSED = "ballot.lapsed"
"""The line in the team channel that a go does not carry: its result may stand far above by now."""


def plan(session: Session, ballot: Ballot, hours: BusinessHours, now: datetime) -> None:
    """After a go: have people asked again in time, and have it end with the client's date."""
    again = timing.hands_again(hours, now, ballot.answer_by)
    if again is not None:
        schedule.at(session, AGAIN, ballot.id, again)
    schedule.at(session, LAPSE, ballot.id, ballot.answer_by)


def cancel(session: Session, ballot_id: str) -> None:
    """Nothing of this is due any more."""
    schedule.cancel(session, AGAIN, ballot_id)
    schedule.cancel(session, LAPSE, ballot_id)


def ask_again(session: Session, ballot_id: str, now: datetime) -> None:
    """Ask those who have said neither *I'm in* nor *not with me*, in their business hours.

    Where everybody has spoken only the team's word is missing: those who are in are told so.
    """
    ballot = _waiting(session, ballot_id, now)
    if ballot is not None:
        for user_id in _asked_now(session, ballot):
            _ask(session, ballot, user_id, now)


def later(session: Session, subject: str, now: datetime) -> None:
    """Ask one person whose business hours have begun."""
    ballot_id, user_id = subject.split(":")
    ballot = _waiting(session, ballot_id, now)
    if ballot is not None and user_id in _asked_now(session, ballot):
        _ask(session, ballot, user_id, now)


def is_asked(session: Session, ballot: Ballot, user_id: str) -> bool:
    """Whether somebody is still asked again."""
    if ballot.stage != Stage.HANDS or asked_again(session, ballot.id) is not None:
        return False
    return user_id in _asked_now(session, ballot)


def lapse(session: Session, ballot_id: str, now: datetime) -> None:
    """The client needed the answer by now: a go that nobody stands behind does not carry."""
    ballot = session.get(Ballot, ballot_id, with_for_update=True, populate_existing=True)
    if ballot is None or ballot.stage != Stage.HANDS or now < ballot.answer_by:
        return
    ballot.stage = Stage.LAPSED
    session.flush()
    cards.touch(session, ballot.id)
    touch_voters(session, ballot)
    platform = session.get_one(Platform, ballot.platform_key)
    cards.show(session, LAPSED, ballot.id, Audience.TEAM, platform.team_channel)


def _waiting(session: Session, ballot_id: str, now: datetime) -> Ballot | None:
    ballot = session.get(Ballot, ballot_id)
    if ballot is None or ballot.stage != Stage.HANDS or now >= ballot.answer_by:
        return None
    if not is_served(session, ballot.client_key):
        return None
    return ballot if asked_again(session, ballot_id) is None else None


def _asked_now(session: Session, ballot: Ballot) -> list[str]:
    found = session.execute(
        select(Asked.user_id, Hand.is_in)
        .outerjoin(Hand, (Hand.ballot_id == Asked.ballot_id) & (Hand.user_id == Asked.user_id))
        .join(Member, Member.user_id == Asked.user_id)
        .where(Asked.ballot_id == ballot.id)
        .where(Member.platform_key == ballot.platform_key, Member.active)
        .order_by(Asked.user_id)
    ).all()
    silent = [user_id for user_id, is_in in found if is_in is None]
    return silent or [user_id for user_id, is_in in found if is_in]


def _ask(session: Session, ballot: Ballot, user_id: str, now: datetime) -> None:
    platform = session.get_one(Platform, ballot.platform_key)
    found = available(session, user_id, now, platform=platform)
    if found.free:
        subject = vote_subject(ballot, user_id)
        cards.show(session, AGAIN, subject, Audience.MEMBER, user_id)
    elif found.until is not None and found.until < ballot.answer_by:
        schedule.at(session, LATER, f"{ballot.id}:{user_id}", found.until)
