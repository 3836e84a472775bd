"""What time does to ballots: who said what, and at what stakes, is forgotten as other texts are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.features.ballots.models import Ballot, Hand, LeadView, Word
from bot.features.ballots.showing import RESULT
from bot.features.promises.service import open_promise_of

SAID = (Hand, LeadView, Word)


def forget(session: Session, before: datetime) -> None:
    """Delete hands, views, stakes, conditions and reasons of what was closed before then.

    What was asked, the outcome and the counts stay; so does all of it while its promise is open.
    """
    old = select(Ballot).where(Ballot.closed_at < before, _says_something())
    for ballot in session.scalars(old).all():
        if open_promise_of(session, ballot.id) is None:
            _forget(session, ballot)


def _says_something() -> ColumnElement[bool]:
    """Whether anything is left to be forgotten: stakes may be blank, and words be there all the
    same."""
    stakes = (Ballot.if_kept, Ballot.if_broken, Ballot.if_no, Ballot.in_return)
    said = (exists().where(table.ballot_id == Ballot.id) for table in SAID)
    return or_(*(one != "" for one in stakes), Ballot.needs.is_not(None), *said)


def _forget(session: Session, ballot: Ballot) -> None:
    for table in SAID:
        session.execute(delete(table).where(table.ballot_id == ballot.id))
    ballot.if_kept = ballot.if_broken = ballot.if_no = ballot.in_return = ""
    ballot.needs = None
    session.flush()
    cards.touch(session, ballot.id, kind=RESULT)
