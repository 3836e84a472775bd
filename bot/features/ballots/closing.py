"""Closing: by time or once all have voted; the outcome by the platform's rule; the box emptied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.features.ballots import carrying, reminding, secrecy, timing, voting
from bot.features.ballots.decision import hand_over
from bot.features.ballots.models import Ballot, Stage, WordKind
from bot.features.ballots.outcome import FEW, certainty, joined, outcome, tally
from bot.features.ballots.secrecy import Paper, Said
from bot.features.ballots.showing import TEAM, show_result, touch_voters
from bot.features.platforms.models import BallotRule, Platform
from bot.features.platforms.service import calendar_of
from bot.features.promises.service import ballot_ended
from bot.features.promises.values import Ended, Outcome

STAGES = {Outcome.GO: Stage.HANDS, Outcome.NO: Stage.NO, Outcome.UNDECIDED: Stage.UNDECIDED}


def look(session: Session, ballot_id: str, now: datetime) -> None:
    """Once all have voted it closes, after a moment in which the last can still change theirs."""
    ballot = _running(session, ballot_id)
    if ballot is None or voting.missing(session, ballot.id):
        return
    soon = now + timing.GRACE
    if soon < ballot.closes_at:
        ballot.closes_at = soon
        schedule.at(session, reminding.CLOSE, ballot.id, soon)
        session.flush()
        cards.touch(session, ballot.id, kind=TEAM)
        touch_voters(session, ballot)


def due(session: Session, ballot_id: str, now: datetime) -> None:
    """Close the ballot if it is time; below the quorum closing moves once."""
    ballot = _running(session, ballot_id)
    if ballot is None or now < ballot.closes_at:
        return
    papers = secrecy.papers(session, ballot.id)
    votes = tally(paper.choice for paper in papers)
    found = outcome(votes, BallotRule(ballot.rule), ballot.quorum, ballot.asked)
    if found is None and not ballot.moved and _moved(session, ballot, now):
        return
    _close(session, ballot, found or Outcome.UNDECIDED, papers, now)


def _running(session: Session, ballot_id: str) -> Ballot | None:
    """The ballot with everybody kept from voting until the commit; None where it is closed."""
    secrecy.hold(session, ballot_id)
    ballot = session.get(Ballot, ballot_id, with_for_update=True, populate_existing=True)
    return ballot if ballot is not None and ballot.stage == Stage.VOTING else None


def _moved(session: Session, ballot: Ballot, now: datetime) -> bool:
    hours = calendar_of(session.get_one(Platform, ballot.platform_key))
    closed = max(ballot.closes_at, now)
    later = timing.moved_closing(hours, closed, now, ballot.answer_by)
    if later is None:
        return False
    ballot.moved, ballot.closes_at = True, later
    session.flush()
    reminding.plan(session, ballot, hours, now)
    cards.touch(session, ballot.id, kind=TEAM)
    touch_voters(session, ballot)
    return True


def _close(
    session: Session, ballot: Ballot, found: Outcome, papers: Sequence[Paper], now: datetime
) -> None:
    """Empty the box. With few votes nothing is kept but the outcome."""
    ballot.stage, ballot.closed_at = STAGES[found], now
    secrecy.empty(session, ballot.id)
    sure = None
    if len(papers) >= FEW:
        ballot.votes = len(papers)
        sure = certainty([paper.certainty for paper in papers if paper.certainty is not None])
        ballot.certainty, ballot.spread = sure or (None, None)
        secrecy.keep(session, ballot.id, [paper.choice for paper in papers])
        secrecy.note(session, ballot.id, _said(papers))
    session.flush()
    reminding.cancel(session, ballot)
    mean = sure[0] if sure is not None else None
    ballot_ended(session, Ended(ballot.id, ballot.platform_key, found, now, mean))
    if found is Outcome.NO:
        hand_over(session, ballot, now)
    if found is Outcome.GO:
        platform = session.get_one(Platform, ballot.platform_key)
        carrying.plan(session, ballot, calendar_of(platform), now)
    show_result(session, ballot)


def _said(papers: Sequence[Paper]) -> list[Said]:
    """Conditions, joined where the same, and reasons: apart from the votes they came with."""
    every = [
        (one, paper.words if one == one.OTHER else "")
        for paper in papers
        for one in paper.conditions
    ]
    conditions = [
        (WordKind.CONDITION, str(one), words, count) for one, words, count in joined(every)
    ]
    reasons = [(WordKind.REASON, "", paper.why, 1) for paper in papers if paper.why]
    return conditions + reasons
