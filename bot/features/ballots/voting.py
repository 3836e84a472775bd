"""Voting: one vote a person, which can be changed until closing. No content leaves this module."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from sqlalchemy import BindParameter, Select, Update, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.inbox import first_time
from bot.features.ballots import secrecy
from bot.features.ballots.models import Asked, Ballot, Choice, Condition, Stage
from bot.features.ballots.secrecy import Paper
from bot.features.ballots.showing import SMALL, TEAM, vote_subject
from bot.features.platforms.models import Client, Member
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


@dataclass(frozen=True)
class Counted:
    """A vote that is in the box. ``again``: there was one of this voter's before."""

    ballot: Ballot
    again: bool


def vote(session: Session, pressed: Pressed, change: Change, now: datetime) -> Counted | None:
    """Count a vote, or change it. None where this very press has been carried out before.

    Votes share the ballot's secret and hold nothing else that another voter needs; who closes or
    restarts the ballot waits for them. Kindly, without effect, for whoever cannot vote.
    """
    secret, ballot, again = _open(session, pressed, now)
    if not first_time(session, secrecy.identity_of(secret, pressed.identity), now):
        return None
    secrecy.put(session, ballot.id, secret, pressed.user_id, partial(_changed, change))
    if not again:
        session.execute(_has_voted(), {"ballot": ballot.id, "user": pressed.user_id})
        _one_more(session, ballot, pressed.user_id)
    return Counted(ballot, again)


@cache
def _place() -> Select[bool, Ballot, Member, Client]:
    """All that decides whether somebody may vote, in one look, and whether they have, held.

    Made once, as what follows is: hundreds vote at the same time, and making a statement costs
    more than carrying it out.
    """
    user: BindParameter[str] = bindparam("user")
    place = and_(Member.platform_key == Ballot.platform_key, Member.user_id == user)
    return (
        select(Asked.voted, Ballot, Member, Client)
        .join(Asked, and_(Asked.ballot_id == Ballot.id, Asked.user_id == user))
        .join(Member, place)
        .join(Client, Client.key == Ballot.client_key)
        .where(Ballot.id == bindparam("ballot"))
        .with_for_update(of=Asked)
        .execution_options(populate_existing=True)
    )


@cache
def _has_voted() -> Update:
    asked = and_(Asked.ballot_id == bindparam("ballot"), Asked.user_id == bindparam("user"))
    return (
        update(Asked).where(asked).values(voted=True).execution_options(synchronize_session=False)
    )


def _open(session: Session, pressed: Pressed, now: datetime) -> tuple[bytes, Ballot, bool]:
    """The secret, the ballot, and whether they have voted, held, where it is still in time."""
    secret = secrecy.secret_of(session, pressed.ballot_id)
    who = {"ballot": pressed.ballot_id, "user": pressed.user_id}
    found = session.execute(_place(), who).one_or_none()  # what follows looks no further then
    ballot = (
        found.Ballot
        if found is not None
        else session.get(Ballot, pressed.ballot_id, populate_existing=True)
    )
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    _require_place(session, ballot, pressed.user_id)
    if found is None:
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
    return secret, ballot, found.voted


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
    left = session.scalar(_left(), {"ballot": ballot.id})
    if (left or 0) <= LAST_FEW:
        jobs.enqueue(session, LOOK, {"subject": ballot.id}, lane=f"ballot:{ballot.id}")
    cards.touch(session, vote_subject(ballot, user_id), behind=ballot.asked > SMALL)
    cards.touch(session, ballot.id, kind=TEAM)


@cache
def _left() -> Select[int]:
    """How many have not voted, as far as that matters."""
    few = select(Asked.user_id).where(
        Asked.ballot_id == bindparam("ballot"), Asked.voted.is_(False)
    )
    return select(func.count()).select_from(few.limit(LAST_FEW + 1).subquery())


def has_voted(session: Session, ballot_id: str, user_id: str) -> bool:
    """Whether somebody's vote is counted; not what it is."""
    found = select(Asked.voted).where(Asked.ballot_id == ballot_id, Asked.user_id == user_id)
    return session.scalar(found) or False


def voted(session: Session, ballot_id: str) -> int:
    """How many have voted, while the ballot runs."""
    return session.scalar(_voted(), {"ballot": ballot_id}) or 0


@cache
def _voted() -> Select[int]:
    found = select(func.count()).select_from(Asked)
    return found.where(Asked.ballot_id == bindparam("ballot"), Asked.voted)


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
