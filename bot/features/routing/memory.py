"""What a platform has learned, kept between questions and caught up from the outcomes.

It is a fold over what is in the database and gives the same as starting anew. Where something it
was learned from is gone or reads differently (forgotten, deleted, edited, rolled back), nothing
is taken back: it is learned anew, so that a forgotten text is in nobody's memory either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from bot.core.db import in_parts
from bot.features.platforms.models import MemberTalent, Platform, Talent
from bot.features.platforms.service import members
from bot.features.requests.essence import essence
from bot.features.requests.models import Message, Outcome, Request, RequestState
from bot.features.requests.reading import words_of
from bot.features.routing import words
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.meaning import Lately
from bot.features.routing.scoring import Embedder
from bot.features.routing.scoring.text import Floats
from bot.features.routing.values import TalentLevel

KEPT = "what was learned"
"""Where a session carries the process' `Memory`, see `bot.core.db.Database.info`."""
LOOK_BACK = 1000
"""Outcomes that are read again: another process may commit a smaller number after a larger one."""
IN_MIND = 20_000
"""Meanings that are kept, 2 kB each."""
TELLING = {
    "taken": OutcomeKind.TAKEN,
    "answered": OutcomeKind.ANSWERED,
    "given away": OutcomeKind.GIVEN_AWAY,
    "given to": OutcomeKind.GIVEN_TO,
    "closed": OutcomeKind.CLOSED,
}

Print = tuple[object, ...]
"""Tells whether the words of a request are still those that were learned."""
Event = tuple[str, str, str, datetime]
"""An outcome: request, person, kind, and when it was."""


@dataclass(frozen=True)
class _Declared:
    """What was said, not learned: texts of talents, who has which how far, whether to learn."""

    talents: Sequence[TalentText]
    people: Mapping[str, Mapping[str, float]]
    learning: bool


@dataclass(frozen=True)
class _Learned:
    """The state of the fold: the last outcomes, the requests learned, and the result."""

    declared: _Declared
    index: Index
    recent: Mapping[int, Event] = field(default_factory=dict)
    told: int = 0
    """Outcomes that were folded in all: one that is gone since, however old, leaves fewer."""
    prints: dict[str, Print] = field(default_factory=dict)
    read: dict[str, Floats | None] = field(default_factory=dict)
    """Request id → its meaning, of the newest: to fold anew takes a fraction of the first time."""


class Memory:
    """One for a process. Any thread may ask it."""

    def __init__(self, embedder: Embedder | None = None, in_mind: int = IN_MIND) -> None:
        self._learned: dict[str, _Learned] = {}
        self._locks: dict[str, Lock] = {}
        self._embedder = Lately(embedder) if embedder is not None else None
        self._in_mind = in_mind

    def index(self, session: Session, platform_key: str) -> Index:
        """What ``session`` knows of the platform now, as an index to be asked."""
        declared = _declared(session, platform_key)
        with self._locks.setdefault(platform_key, Lock()):
            before = self._learned.pop(platform_key, None)
            after = _caught_up(session, platform_key, declared, before) if before else None
            if after is None:
                after = self._anew(session, platform_key, declared, before)
            for request in list(after.read)[: max(0, len(after.read) - self._in_mind)]:
                del after.read[request]
            self._learned[platform_key] = after
            return after.index

    def holds(self, platform_key: str) -> int:
        """Questions that were read and are in mind, as numbers."""
        known = self._learned.get(platform_key)
        return len(known.read) if known else 0

    def _anew(
        self, session: Session, platform_key: str, declared: _Declared, before: _Learned | None
    ) -> _Learned:
        words.forget()
        if self._embedder is not None:
            self._embedder.forget()
        kept = _still_true(session, platform_key, before) if before and declared.learning else {}
        index = Index(declared.talents, declared.people, self._embedder)
        after = _caught_up(session, platform_key, declared, _Learned(declared, index, read=kept))
        assert after is not None, "nothing was learned that could be gone"
        return after


def _still_true(session: Session, platform_key: str, before: _Learned) -> dict[str, Floats | None]:
    """What was read and has not changed since."""
    prints = _prints(session, platform_key)
    return {
        request: meaning
        for request, meaning in before.read.items()
        if prints.get(request) == before.prints.get(request)
    }


def learned(session: Session, platform_key: str) -> Index:
    """What was learned: kept by the process, or, where nothing is kept, from scratch."""
    memory: Memory = session.info.get(KEPT) or Memory()
    return memory.index(session, platform_key)


def _caught_up(
    session: Session, platform_key: str, declared: _Declared, before: _Learned
) -> _Learned | None:
    """With what has happened since ``before``; None where that does not hold any more."""
    if declared != before.declared:
        return None
    if not declared.learning:
        return before
    last = max(before.recent, default=0)
    recent, told = _outcomes(session, platform_key, last - LOOK_BACK)
    known = {number: row for number, row in before.recent.items() if number > last - LOOK_BACK}
    prints = _prints(session, platform_key)
    changed = any(prints.get(request) != was for request, was in before.prints.items())
    other = {number: row for number, row in recent.items() if number <= last} != known
    new = [row for number, row in sorted(recent.items()) if number > last]
    if changed or other or told != before.told + len(new):
        return None
    _fold(session, before, new, prints)
    return replace(before, recent=recent, told=told)


def _fold(
    session: Session, state: _Learned, events: Sequence[Event], prints: Mapping[str, Print]
) -> None:
    """Each outcome in turn, with what had become of its request by then."""
    pasts = {past.request_id: past for past in _pasts(session, dict.fromkeys(e[0] for e in events))}
    left = Counter(event[0] for event in events)
    for request, _, _, at in events:
        whole = pasts[request]
        left[request] -= 1
        if not whole.text:  # forgotten with who wrote it: as if it had never been asked
            state.prints[request] = prints[request]
            continue
        past = replace(whole, outcomes=whole.outcomes[: len(whole.outcomes) - left[request]])
        if request not in state.prints and not past.gains():
            continue
        counted = state.index.read(past.text, state.read.get(request))
        state.read[request] = counted.meaning
        state.prints[request] = prints[request]
        state.index.learn(past, at, counted)


def _declared(session: Session, platform_key: str) -> _Declared:
    talents = [
        TalentText(talent.key, dict(talent.names), dict(talent.descriptions))
        for talent in session.scalars(select(Talent).order_by(Talent.key))
    ]
    people: dict[str, dict[str, float]] = {m.user_id: {} for m in members(session, platform_key)}
    for row in session.scalars(select(MemberTalent)):
        if row.user_id in people:
            level = TalentLevel(row.talent_key, row.level, row.likes)
            people[row.user_id][row.talent_key] = level.reach()
    platform = session.get(Platform, platform_key)
    return _Declared(talents, people, learning=platform is not None and bool(platform.learning))


def _telling(platform_key: str) -> ColumnElement[bool]:
    """Outcomes of the platform's requests that tell something of somebody."""
    return and_(
        Outcome.request_id == Request.id,
        Request.platform_key == platform_key,
        Outcome.person.is_not(None),
        Outcome.kind.in_(list(TELLING)),
        Request.state != RequestState.NOT_A_REQUEST,
    )


def _outcomes(session: Session, platform_key: str, floor: int) -> tuple[dict[int, Event], int]:
    """The platform's telling outcomes above ``floor``, in order; and how many there are in all.

    Both in one statement: another process may commit more between two.
    """
    telling = _telling(platform_key)
    told = select(func.count(Outcome.id)).where(telling).correlate(None).scalar_subquery()
    rows = session.execute(
        select(Outcome.id, Outcome.request_id, Outcome.person, Outcome.kind, Outcome.at, told)
        .where(telling, Outcome.id > floor)
        .order_by(Outcome.id)
    ).all()
    found = {row.id: (row.request_id, row.person or "", row.kind, row.at) for row in rows}
    return found, rows[0][5] if rows else 0


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
    return [past for some in in_parts(list(ids)) for past in _some_pasts(session, some)]


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
