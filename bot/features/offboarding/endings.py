"""Promises and ballots that still run, and projects in spe: each ended, handed over or let go.

A promise is kept, or replaced with the client's consent, and a ballot closes, by their own means;
then they are no longer listed here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots.models import Ballot, Stage
from bot.features.ballots.showing import link_of
from bot.features.offboarding.flow import changed
from bot.features.offboarding.holding import running_for, words
from bot.features.offboarding.kinds import EndKind, Fate
from bot.features.offboarding.models import Case, Ending
from bot.features.offboarding.noting import Act, note
from bot.features.promises.models import Promise, PromiseState
from bot.features.promises.showing import thread_of
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, in_spe_of_client, link_to, words_of

WORDS = 120
"""Characters that name something in a list."""
RUNNING = (Stage.VOTING, Stage.HANDS)


@dataclass(frozen=True)
class OpenEnd:
    """Something of the client's that is not over; ``fate`` None: nothing was decided yet."""

    kind: EndKind
    ref: str
    words: str
    owner: str | None
    due: datetime | None
    link: str | None
    fate: Fate | None = None
    to: str = ""


def open_ends(session: Session, case: Case, *kinds: EndKind) -> list[OpenEnd]:
    """What has not ended by itself: promises and ballots by date, then projects in spe by age.

    Those about which something was decided are in it, too. No ``kinds``: all of them.
    """
    finders = {EndKind.PROMISE: _promises, EndKind.BALLOT: _ballots, EndKind.IN_SPE: _in_spe}
    found = [end for kind in kinds or EndKind for end in finders[kind](session, case)]
    decided = {
        (row.kind, row.ref): row
        for row in session.scalars(select(Ending).where(Ending.case_id == case.id))
    }
    return [_with_fate(end, decided.get((end.kind, end.ref))) for end in found]


def _with_fate(end: OpenEnd, row: Ending | None) -> OpenEnd:
    return replace(end, fate=Fate(row.fate), to=row.to) if row is not None else end


def _promises(session: Session, case: Case) -> list[OpenEnd]:
    rows = session.scalars(
        select(Promise)
        .where(Promise.client_key == case.client_key, Promise.state == PromiseState.OPEN)
        .order_by(Promise.due, Promise.id)
    )
    found = []
    for row in rows:
        ts = thread_of(session, row)
        link = link_to(session, row.channel, ts) if ts is not None else None
        found.append(OpenEnd(EndKind.PROMISE, row.id, row.what[:WORDS], row.owner, row.due, link))
    return found


def _ballots(session: Session, case: Case) -> list[OpenEnd]:
    rows = session.scalars(
        select(Ballot)
        .where(Ballot.client_key == case.client_key, Ballot.stage.in_(RUNNING))
        .order_by(Ballot.closes_at, Ballot.id)
    )
    return [
        OpenEnd(
            EndKind.BALLOT,
            row.id,
            row.what[:WORDS],
            row.asker,
            row.closes_at,
            link_of(session, row.id),
        )
        for row in rows
    ]


def _in_spe(session: Session, case: Case) -> list[OpenEnd]:
    found = []
    for row in in_spe_of_client(session, case.client_key):
        request = session.get_one(Request, row.request_id)
        said = words_of(request, client_messages(session, request.id))
        line = " ".join(said.split())[:WORDS]
        link = link_to(session, request.channel, request.thread_ts)
        found.append(OpenEnd(EndKind.IN_SPE, row.request_id, line, row.kept_by, None, link))
    return found


def decide(
    session: Session,
    case_id: str,
    kind: EndKind,
    ref: str,
    fate: Fate,
    to: str,
    by: str,
    now: datetime,
) -> None:
    """Handed over ``to`` whom, or let go in these words; again: decided anew.

    Kindly where words are missing, what is meant is over by now, or a promise or ballot is to be
    let go: these are ended by their own means.
    """
    case = running_for(session, case_id, by)
    to = words(to, mark("Please write to whom it goes, or why it is let go."), 200)
    if kind != EndKind.IN_SPE and fate == Fate.LET_GO:
        raise Kindly(mark("A promise or ballot is not let go: end it, or hand it over."))
    if ref not in {end.ref for end in open_ends(session, case, kind)}:
        raise Kindly(mark("This is over by now. Nothing was changed."))
    row = session.get(Ending, (case.id, kind, ref))
    before = {"fate": str(row.fate), "to": row.to} if row is not None else None
    if row is None:
        row = Ending(case_id=case.id, kind=kind, ref=ref)
        session.add(row)
    row.fate, row.to, row.by, row.at = fate, to, by, now
    session.flush()
    after = {"kind": str(kind), "ref": ref, "fate": str(fate), "to": to}
    note(session, case, Act.DECIDED, by, now, before=before, after=after)
    changed(session, case)
