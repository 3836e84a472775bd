"""What the record says about one case, and which of its entries were forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import CaseState
from bot.features.offboarding.models import Access, Account, Case, Step
from bot.features.offboarding.noting import ACCESS, ACCOUNT, CASE, STEP, WISH, Act
from bot.features.platforms.service import person_of
from bot.features.record import service as record
from bot.features.record.models import RecordEntry, RecordHead
from bot.features.record.service import Entry

ABOUT = (CASE, STEP, WISH, ACCOUNT, ACCESS)


@dataclass(frozen=True)
class Trace:
    """A forgotten entry: its place, and what it was about."""

    sequence: int
    ref: str


@dataclass(frozen=True)
class Recorded:
    """The entries of one case, in order. ``count`` and ``head`` are of the whole record: how many
    entries it has, and the hash that seals them."""

    entries: tuple[Entry, ...]
    traces: tuple[Trace, ...]
    count: int
    head: str

    @cached_property
    def _by_ref(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.about.ref, []).append(entry)
        return found

    def about(self, ref: str) -> list[Entry]:
        """What was written about one row, in order."""
        return self._by_ref.get(ref, [])

    def acts(self, *acts: Act) -> list[Entry]:
        """The entries that say one of these."""
        return [entry for entry in self.entries if entry.what in acts]

    def forgotten_since(self, ref: str) -> int | None:
        """The number of a forgotten entry after which nothing is written about the row any more:
        what the row itself says goes then."""
        traces = [trace.sequence for trace in self.traces if trace.ref == ref]
        known = [entry.sequence for entry in self.about(ref)]
        last = max(traces, default=None)
        return last if last is not None and last > max(known, default=0) else None

    @property
    def start(self) -> int:
        """The number of the entry with which there are steps; of the question before that."""
        found = self.acts(Act.CONFIRMED) or self.acts(Act.ASKED)
        if found:
            return found[-1].sequence
        return min((trace.sequence for trace in self.traces), default=0)


@dataclass(frozen=True)
class CalledOff:
    """The entry that called the case off: what it had changed in Perron's lists is as before."""

    sequence: int
    at: datetime
    by: str


def called_off(case: Case, recorded: Recorded) -> CalledOff | None:
    """None where it was not; from the row where the entry is forgotten."""
    if case.state != CaseState.CALLED_OFF or case.ended_at is None:
        return None
    found = recorded.acts(Act.CALLED_OFF)
    number = found[-1].sequence if found else recorded.forgotten_since(case.id) or recorded.start
    return CalledOff(number, case.ended_at, case.ended_by or record.PERRON)


def recorded(session: Session, case: Case) -> Recorded:
    """Read what was written about the case, its steps, lists and the wish it came from."""
    written = record.entries(session, client_key=case.client_key)
    head = session.scalars(select(RecordHead)).first()
    return Recorded(
        entries=tuple(entry for entry in written if _is_of(entry, case)),
        traces=tuple(_traces(session, case)),
        count=head.count if head is not None else 0,
        head=head.hash if head is not None else "",
    )


def _is_of(entry: Entry, case: Case) -> bool:
    if entry.about.kind == WISH:
        return entry.about.ref == case.wish_id
    return entry.about.kind in ABOUT and entry.after.get("case") == case.id


def _traces(session: Session, case: Case) -> Iterable[Trace]:
    refs = {case.id, case.wish_id}
    for model in (Step, Account, Access):
        refs |= set(session.scalars(select(model.id).where(model.case_id == case.id)))
    found = (
        select(RecordEntry.sequence, RecordEntry.about_ref)
        .where(
            RecordEntry.client_key == case.client_key,
            RecordEntry.about_kind.in_(ABOUT),
            RecordEntry.payload.is_(None),
        )
        .order_by(RecordEntry.sequence)
    )
    return [Trace(number, ref) for number, ref in session.execute(found) if ref in refs]


class Names:
    """What people are called on paper, where a mention means nothing.

    Somebody who is not known is a ``stranger``; without one, their id.
    """

    def __init__(self, session: Session, stranger: str | None = None) -> None:
        self._session, self._stranger = session, stranger
        self._known: dict[str, str] = {record.PERRON: "Perron"}

    def of(self, user_id: str | None) -> str:
        """The name; empty for nobody."""
        if not user_id:
            return ""
        if user_id not in self._known:
            person = person_of(self._session, user_id)
            otherwise = user_id if self._stranger is None else self._stranger
            named = person is not None and person.name
            self._known[user_id] = person.name if person is not None and named else otherwise
        return self._known[user_id]
