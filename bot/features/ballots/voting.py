"""Voting: one vote a person, which can be changed until closing. No content leaves this module."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.inbox import first_time
from bot.features.ballots import secrecy
from bot.features.ballots.models import Asked, Ballot, Choice, Condition, Stage
from bot.features.ballots.secrecy import Paper
from bot.features.ballots.showing import SMALL, TEAM, vote_subject
from bot.features.platforms.models import Member
from bot.features.platforms.service import require_active, require_member

LOOK = "ballots.look"
LAST_FEW = 50
"""Each of the last so many voters has it looked at whether all have voted: those who vote at the
same moment do not see each other."""
WORDS = 500
"""Characters of a condition or a reason."""


@dataclass(frozen=True)
class Pressed:
    """Who pressed something about which ballot; ``identity`` is the press's own."""

    ballot_id: str
    round: int
    user_id: str
    identity: str


@dataclass(frozen=True)
class Change:
    """What of a vote is set; None stays as it is."""

    choice: Choice | None = None
    conditions: tuple[Condition, ...] | None = None
    words: str | None = None
    certainty: int | None = None
    why: str | None = None


def vote(session: Session, pressed: Pressed, change: Change, now: datetime) -> Ballot | None:
    """Count a vote, or change it. None where this very press has been carried out before.

    Votes share the ballot's secret and hold nothing else that another voter needs; who closes or
    restarts the ballot waits for them. Kindly, without effect, for whoever cannot vote.
    """
    secret, ballot, asked = _open(session, pressed, now)
    if not first_time(session, secrecy.identity_of(secret, pressed.identity), now):
        return None
    secrecy.put(session, ballot.id, secret, pressed.user_id, partial(_changed, change))
    if not asked.voted:
        asked.voted = True
        session.flush()
        _one_more(session, ballot, pressed.user_id)
    session.flush()
    return ballot


def _open(session: Session, pressed: Pressed, now: datetime) -> tuple[bytes, Ballot, Asked]:
    """The secret, the ballot and the voter, held, where this vote is still in time."""
    secret = secrecy.secret_of(session, pressed.ballot_id)
    ballot = session.get(Ballot, pressed.ballot_id, populate_existing=True)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    _require_place(session, ballot, pressed.user_id)
    asked = session.get(Asked, (ballot.id, pressed.user_id), with_for_update=True)
    if asked is None:
        raise Kindly(
            mark(
                "You are not among those who are asked this time, so nothing was changed. "
                "What you know may still help: tell the team."
            )
        )
    require_active(session, ballot.client_key)
    if ballot.stage != Stage.VOTING or now >= ballot.closes_at:
        raise Kindly(mark("This vote is closed, so nothing was changed."))
    if secret is None or pressed.round != ballot.round:
        raise Kindly(
            mark(
                "What is asked has changed, so the vote began again. "
                "You have a new message about it; please vote there."
            )
        )
    return secret, ballot, asked


def _require_place(session: Session, ballot: Ballot, user_id: str) -> None:
    """Who has left hears why they cannot vote; who is from outside hears no name of ours."""
    require_member(
        session, user_id, ballot.platform_key, mark("Only members of {platform} vote on this.")
    )


def _changed(change: Change, before: Paper | None) -> Paper:
    if change.choice is None and before is None:
        raise Kindly(mark("Please vote first; then you can say how sure you are, and why."))
    paper = before or Paper(change.choice or Choice.ABSTAIN)
    choice = change.choice or paper.choice
    if choice != Choice.GO_IF:
        paper = replace(paper, conditions=(), words="")
    elif change.conditions is not None:
        paper = replace(
            paper, conditions=change.conditions, words=(change.words or "").strip()[:WORDS]
        )
    if choice == Choice.GO_IF and not paper.conditions:
        raise Kindly(mark("Please say what you need for a go."))
    certainty = paper.certainty if change.certainty is None else change.certainty or None
    why = paper.why if change.why is None else change.why.strip()[:WORDS]
    return replace(paper, choice=choice, certainty=certainty, why=why)


def _one_more(session: Session, ballot: Ballot, user_id: str) -> None:
    """One more has voted: only the count changes, and the voter's own message."""
    few = select(Asked.user_id).where(Asked.ballot_id == ballot.id, Asked.voted.is_(False))
    left = session.scalar(select(func.count()).select_from(few.limit(LAST_FEW + 1).subquery()))
    if (left or 0) <= LAST_FEW:
        jobs.enqueue(session, LOOK, {"subject": ballot.id}, lane=f"ballot:{ballot.id}")
    cards.touch(session, vote_subject(ballot, user_id), behind=ballot.asked > SMALL)
    cards.touch(session, ballot.id, kind=TEAM)


def has_voted(session: Session, ballot_id: str, user_id: str) -> bool:
    """Whether somebody's vote is counted; not what it is."""
    asked = session.get(Asked, (ballot_id, user_id))
    return asked is not None and asked.voted


def voted(session: Session, ballot_id: str) -> int:
    """How many have voted, while the ballot runs."""
    found = select(func.count()).select_from(Asked)
    return session.scalar(found.where(Asked.ballot_id == ballot_id, Asked.voted)) or 0


def missing(session: Session, ballot_id: str) -> list[str]:
    """Who has not voted yet, and still can: for their own reminders and nothing else."""
    found = (
        select(Asked.user_id)
        .join(Ballot, Ballot.id == Asked.ballot_id)
        .join(
            Member,
            (Member.platform_key == Ballot.platform_key) & (Member.user_id == Asked.user_id),
        )
        .where(Asked.ballot_id == ballot_id, Asked.voted.is_(False), Member.active)
    )
    return list(session.scalars(found.order_by(Asked.user_id)))


def my_vote(session: Session, pressed: Pressed, now: datetime) -> tuple[Ballot, Paper | None]:
    """One's own vote, for a window that one has opened oneself, while the ballot runs."""
    secret, ballot, _ = _open(session, pressed, now)
    return ballot, secrecy.read(session, ballot.id, secret, pressed.user_id)
