"""What Perron can check in its own tables: the list of accounts, open ends, and access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.i18n import Translator, mark
from bot.features.offboarding.endings import open_ends
from bot.features.offboarding.kinds import AccessState, AccountState, Does, EndKind
from bot.features.offboarding.models import Access, Account, Case, Step


@dataclass(frozen=True)
class OwnCheck:
    """Whether it holds; ``words``, a marked msgid with ``params``, is why or why not."""

    holds: bool
    words: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def in_words(self, language: str) -> str:
        """The sentence as evidence keeps it."""
        return Translator(language)(self.words, **self.params)


def check(session: Session, case: Case, step: Step, now: datetime) -> OwnCheck | None:
    """Whether what belongs to the step is so; None where Perron's own tables do not tell."""
    if step.does == Does.ACCOUNTS:
        return _accounts(session, case)
    if step.does == Does.PROMISES_BALLOTS:
        return _ends(session, case, EndKind.PROMISE, EndKind.BALLOT)
    if step.does == Does.IN_SPE:
        return _ends(session, case, EndKind.IN_SPE)
    if step.does == Does.ACCESS_INACTIVE:
        return _inactive(session, case)
    if step.does == Does.ACCESS_DELETED:
        return _deleted(session, case, now)
    return None


def _accounts(session: Session, case: Case) -> OwnCheck:
    on_list = Account.case_id == case.id, Account.removed.is_(False)
    states = list(session.scalars(select(Account.state).where(*on_list)))
    left = states.count(AccountState.OPEN)
    if left:
        return OwnCheck(False, mark("Still open on the list of accounts: {n}."), {"n": left})
    return OwnCheck(
        True, mark("Nothing is open on the list of accounts ({n})."), {"n": len(states)}
    )


def _ends(session: Session, case: Case, *kinds: EndKind) -> OwnCheck:
    ends = open_ends(session, case, *kinds)
    left = [end for end in ends if end.fate is None]
    if left:
        words = "; ".join(end.words for end in left[:5])
        return OwnCheck(
            False, mark("Still undecided: {n} ({words})."), {"n": len(left), "words": words}
        )
    return OwnCheck(True, mark("Nothing is left undecided ({n} decided)."), {"n": len(ends)})


def _inactive(session: Session, case: Case) -> OwnCheck:
    left = _count(session, case, AccessState.ACTIVE)
    if left:
        return OwnCheck(False, mark("Still active: {n} on the list of access."), {"n": left})
    n = _count(session, case, AccessState.INACTIVE)
    return OwnCheck(True, mark("Nothing on the list of access is active ({n} inactive)."), {"n": n})


def _deleted(session: Session, case: Case, now: datetime) -> OwnCheck:
    running = session.scalar(
        select(func.count()).where(
            Access.case_id == case.id,
            Access.state == AccessState.INACTIVE,
            Access.delete_from > now,
        )
    )
    left = _count(session, case, AccessState.INACTIVE) + _count(session, case, AccessState.ACTIVE)
    if running or left:
        return OwnCheck(False, mark("Not deleted yet: {n} on the list of access."), {"n": left})
    n = _count(session, case, AccessState.DELETED)
    return OwnCheck(True, mark("Everything on the list of access is deleted ({n})."), {"n": n})


def _count(session: Session, case: Case, state: AccessState) -> int:
    found = select(func.count()).where(Access.case_id == case.id, Access.state == state)
    return session.scalar(found) or 0
