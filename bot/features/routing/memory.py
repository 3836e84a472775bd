"""What a platform has learned, kept between questions and caught up from the outcomes.

It is a fold over what is in the database and gives the same as starting anew. Where something it
was learned from is gone or reads differently (forgotten, deleted, edited, rolled back), nothing
is taken back: it is learned anew, so that a forgotten text is in nobody's memory either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Talent
from bot.features.requests.essence import essence
from bot.features.requests.models import Message, Outcome, Request
from bot.features.requests.reading import words_of
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText

KEPT = "what was learned"
"""Where a session carries the process' `Memory`, see `bot.core.db.Database.info`."""
LOOK_BACK = 1000
"""Outcomes that are read again: another process may commit a smaller number after a larger one."""
TOGETHER = 500
"""Requests that are read with one query."""
TELLING = {
    "taken": OutcomeKind.TAKEN,
    "answered": OutcomeKind.ANSWERED,
    "given away": OutcomeKind.GIVEN_AWAY,
    "given to": OutcomeKind.GIVEN_TO,
    "passed": OutcomeKind.PASSED,
    "closed": OutcomeKind.CLOSED,
}

Print = tuple[object, ...]
"""Tells whether the words of a request are still those that were learned."""


@dataclass(frozen=True)
class _Learned:
    """The state of the fold: up to which outcome, from which words, with what result."""

    recent: Mapping[int, tuple[object, ...]]
    prints: Mapping[str, Print]
    numbers: Mapping[str, int]
    """Request id → its number in the index."""
    talents: Sequence[TalentText]
    index: Index


class Memory:
    """One for a process. Any thread may ask it."""

    def __init__(self) -> None:
        self._learned: dict[str, _Learned] = {}
        self._lock = Lock()

    def index(self, session: Session, platform_key: str) -> Index:
        """What ``session`` knows of the platform now, as an index to be asked."""
        talents = _talents(session)
        with self._lock:
            before = self._learned.get(platform_key)
            after = _caught_up(session, platform_key, talents, before) if before else None
            if after is None:
                nothing = _Learned({}, {}, {}, talents, Index.build(talents))
                after = _caught_up(session, platform_key, talents, nothing)
                assert after is not None, "nothing was learned that could be gone"
            self._learned[platform_key] = after
            return after.index


def _caught_up(
    session: Session, platform_key: str, talents: Sequence[TalentText], before: _Learned
) -> _Learned | None:
    """With what has happened since ``before``; None where that does not hold any more."""
    floor = max(before.recent, default=0) - LOOK_BACK
    recent = _outcomes(session, platform_key, floor)
    known = {number: row for number, row in before.recent.items() if number > floor}
    prints = _prints(session, platform_key)
    changed = any(prints.get(request) != was for request, was in before.prints.items())
    if changed or talents != before.talents or any(recent.get(n) != known[n] for n in known):
        return None
    touched = dict.fromkeys(str(row[0]) for n, row in recent.items() if n not in known)
    pasts = {past.request_id: past for past in _pasts(session, touched)}
    if any(request in before.numbers and not past.gains() for request, past in pasts.items()):
        return None
    revised = {before.numbers[id_]: past for id_, past in pasts.items() if id_ in before.numbers}
    new = [p for id_, p in pasts.items() if id_ not in before.numbers and p.gains()]
    first = len(before.index.history)
    numbers = {past.request_id: n for n, past in enumerate(new, start=first)}
    return _Learned(
        recent=recent,
        prints={**before.prints, **{request: prints[request] for request in numbers}},
        numbers={**before.numbers, **numbers},
        talents=talents,
        index=before.index.revised(revised).extend(new),
    )


def _talents(session: Session) -> list[TalentText]:
    return [
        TalentText(talent.key, dict(talent.names), dict(talent.descriptions))
        for talent in session.scalars(select(Talent).where(Talent.active).order_by(Talent.key))
    ]


def _outcomes(session: Session, platform_key: str, floor: int) -> dict[int, tuple[object, ...]]:
    """The platform's telling outcomes above ``floor``, in order: request, person, kind."""
    rows = session.execute(
        select(Outcome.id, Outcome.request_id, Outcome.person, Outcome.kind)
        .join(Request, Request.id == Outcome.request_id)
        .where(
            Request.platform_key == platform_key,
            Outcome.id > floor,
            Outcome.person.is_not(None),
            Outcome.kind.in_(list(TELLING)),
        )
        .order_by(Outcome.id)
    )
    return {row.id: (row.request_id, row.person, row.kind) for row in rows}


def _prints(session: Session, platform_key: str) -> dict[str, Print]:
    """For each request of the platform: whose it is, how much was said, and the last edit.

    As `words_of` has it: what was said in the thread counts where there is nothing else.
    """
    said = and_(
        Message.request_id == Request.id,
        Message.from_client,
        Message.deleted.is_(False),
        Message.text != "",
    )
    rows = session.execute(
        select(
            Request.id,
            Request.client_key,
            func.length(Request.words),
            Message.in_thread,
            func.count(Message.ts),
            func.sum(func.length(Message.text)),
            func.max(Message.edited_ts),
        )
        .outerjoin(Message, said)
        .where(Request.platform_key == platform_key)
        .group_by(Request.id, Message.in_thread)
    ).all()
    first_in_thread = sorted(rows, key=lambda row: not row.in_thread)
    return {row[0]: tuple(row[1:]) for row in first_in_thread}


def _pasts(session: Session, ids: Iterable[str]) -> list[Past]:
    """What became of the requests, in the order of ``ids``."""
    left, found = iter(ids), list[Past]()
    while some := list(islice(left, TOGETHER)):
        found += _some_pasts(session, some)
    return found


def _some_pasts(session: Session, ids: Sequence[str]) -> list[Past]:
    requests = {r.id: r for r in session.scalars(select(Request).where(Request.id.in_(ids)))}
    outcomes: dict[str, list[tuple[str, OutcomeKind]]] = {}
    telling = select(Outcome).where(Outcome.request_id.in_(ids)).order_by(Outcome.id)
    for row in session.scalars(telling):
        kind = TELLING.get(row.kind)
        if row.person is not None and kind is not None:
            outcomes.setdefault(row.request_id, []).append((row.person, kind))
    texts: dict[str | None, list[Message]] = {}
    for message in session.scalars(
        select(Message)
        .where(Message.request_id.in_(ids), Message.from_client, Message.deleted.is_(False))
        .order_by(Message.at, Message.ts)
    ):
        texts.setdefault(message.request_id, []).append(message)
    return [
        Past(
            text=essence(words_of(requests[id_], texts.get(id_, []))),
            client_key=requests[id_].client_key,
            outcomes=tuple(outcomes.get(id_, ())),
            at=requests[id_].created_at,
            request_id=id_,
        )
        for id_ in ids
    ]
