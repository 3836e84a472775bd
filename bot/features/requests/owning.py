"""What people have in hand of requests: the lines of home, absences and digests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.features.platforms.owning import Matter
from bot.features.platforms.service import member_of
from bot.features.requests.models import Message, Request, RequestState, Whose
from bot.features.requests.reading import link_to, words_of
from bot.features.requests.showing import changed, home_of, look_at_the_clock, show_client_card
from bot.features.requests.turns import current, turns_of_all

WORDS = 150
"""Characters of the words that a line holds."""
IN_WORK = (RequestState.OPEN, RequestState.TAKEN)


class OwnedRequests:
    """Requests that are open and do not rest; nothing is due of those that do."""

    kind = "request"

    def matters(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - the contract's; what is open does not depend on the hour
        *,
        owners: Collection[str],
    ) -> Iterable[Matter]:
        """What these people have taken."""
        theirs = Request.assignee.in_(owners)
        return _matters(session, theirs, Request.state == RequestState.TAKEN)

    def of_platform(
        self,
        session: Session,
        now: datetime,  # noqa: ARG002 - as above
        platform: str,
    ) -> Iterable[Matter]:
        """Everything that is in work on a platform, also what nobody has."""
        here = Request.platform_key == platform
        return _matters(session, here, Request.state.in_(IN_WORK))

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        """Put a request into other hands. Whoever had it is away, and nothing is learned of it.

        Who has it now is told by whoever gives: of everything at once, not of each request.
        """
        request = session.get(Request, ref, with_for_update=True)
        if request is None or request.state not in IN_WORK or request.assignee == to:
            return False
        if member_of(session, to, request.platform_key) is None:
            return False
        if request.assignee is not None:
            cards.touch(session, home_of(request.assignee))
        request.state, request.assignee, request.taken_at = RequestState.TAKEN, to, now
        look_at_the_clock(session, request, now)
        show_client_card(session, request, now)
        changed(session, request)
        return True


OWNED = OwnedRequests()


def _matters(session: Session, *which: ColumnElement[bool]) -> list[Matter]:
    requests = session.scalars(select(Request).where(*which)).all()
    turns = turns_of_all(session, requests)
    said = _said(session, requests)
    found = []
    for request in requests:
        turn = current(turns[request.id])
        found.append(
            Matter(
                kind=OwnedRequests.kind,
                ref=request.id,
                owner=request.assignee,
                platform=request.platform_key,
                client=request.client_key,
                words=_line(words_of(request, said.get(request.id, []))),
                link=link_to(session, request.channel, request.thread_ts),
                ours=turn.whose == Whose.TEAM,
                since=turn.since,
                answered=request.last_team_at is not None and request.last_team_at >= turn.since,
            )
        )
    return found


def _said(session: Session, requests: Sequence[Request]) -> dict[str, list[Message]]:
    """What clients wrote, by request, in order."""
    found: dict[str, list[Message]] = {}
    ids = [request.id for request in requests]
    rows = session.scalars(
        select(Message)
        .where(Message.request_id.in_(ids), Message.from_client, Message.deleted.is_(False))
        .order_by(Message.at, Message.ts)
    )
    for row in rows:
        found.setdefault(row.request_id or "", []).append(row)
    return found


def _line(words: str) -> str:
    """Words in one line."""
    line = " ".join(words.split())
    return line if len(line) <= WORDS else line[: WORDS - 1].rstrip() + "…"
