"""What is due of a running ballot. Who has not voted, and only they, are reminded, privately."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.ballots import timing, voting
from bot.features.ballots.models import Ballot, Stage
from bot.features.ballots.showing import vote_subject
from bot.features.platforms.blocking import is_served
from bot.features.platforms.calendar import BusinessHours
from bot.features.platforms.models import Platform
from bot.features.platforms.service import available

CLOSE = "ballots.close"


class Nudge(StrEnum):
    """Why somebody is reminded. Each is the kind of a job, of a card, and comes once a round."""

    HALF = "ballot.half"
    HOUR = "ballot.hour"
    MOVED = "ballot.moved"
    LAST = "ballot.last"
    """An hour before a closing that was moved."""


LATER = "ballots.later"
"""A reminder that waits for somebody's business hours."""


def plan(session: Session, ballot: Ballot, hours: BusinessHours, now: datetime) -> None:
    """Have the ballot closed and people reminded in time."""
    schedule.at(session, CLOSE, ballot.id, ballot.closes_at)
    found = timing.reminders(hours, now, ballot.closes_at)
    if ballot.moved:
        _at(session, ballot, Nudge.MOVED, now)
        _at(session, ballot, Nudge.LAST, found.hour)
    else:
        _at(session, ballot, Nudge.HALF, found.half)
        _at(session, ballot, Nudge.HOUR, found.hour)


def _at(session: Session, ballot: Ballot, nudge: Nudge, when: datetime | None) -> None:
    if when is not None:
        schedule.at(session, nudge, f"{ballot.id}:{ballot.round}", when)


def cancel(session: Session, ballot: Ballot) -> None:
    """Nothing is due of this round any more."""
    schedule.cancel(session, CLOSE, ballot.id)
    for nudge in Nudge:
        schedule.cancel(session, nudge, f"{ballot.id}:{ballot.round}")


def remind(session: Session, nudge: Nudge, subject: str, now: datetime) -> None:
    """Remind everybody who has not voted, in their business hours."""
    ballot_id, _, number = subject.partition(":")
    ballot = session.get(Ballot, ballot_id)
    if ballot is None or not _runs(session, ballot, int(number), now):
        return
    for user_id in voting.missing(session, ballot.id):
        _remind(session, ballot, nudge, user_id, now)


def later(session: Session, subject: str, now: datetime) -> None:
    """Remind one person whose business hours have begun."""
    ballot_id, number, nudge, user_id = subject.split(":")
    ballot = session.get(Ballot, ballot_id)
    if ballot is None or not _runs(session, ballot, int(number), now):
        return
    if user_id in voting.missing(session, ballot.id):
        _remind(session, ballot, Nudge(nudge), user_id, now)


def _runs(session: Session, ballot: Ballot, number: int, now: datetime) -> bool:
    if not is_served(session, ballot.client_key):
        return False
    return ballot.stage == Stage.VOTING and ballot.round == number and now < ballot.closes_at


def _remind(session: Session, ballot: Ballot, nudge: Nudge, user_id: str, now: datetime) -> None:
    platform = session.get_one(Platform, ballot.platform_key)
    found = available(session, user_id, now, platform=platform)
    if found.free:
        cards.show(session, nudge, vote_subject(ballot, user_id), Audience.MEMBER, user_id)
    elif found.until is not None and found.until < ballot.closes_at:
        subject = f"{ballot.id}:{ballot.round}:{nudge}:{user_id}"
        schedule.at(session, LATER, subject, found.until)
