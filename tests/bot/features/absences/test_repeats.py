"""Each step is a transaction of its own, and one that is carried out once more changes nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Card
from bot.core.db import Database
from bot.features.absences import entering, handover, notices, returning
from bot.features.absences.models import Handed
from bot.features.absences.owned import AllOwned
from bot.features.platforms.models import Absence
from bot.features.requests.models import Request
from bot.features.requests.owning import OWNED
from tests.bot.features.absences.life import FRIDAY, NEXT_FRIDAY, taken
from tests.bot.features.house import JONAS, LENA, MORNING, build

OWNED_BY_ALL = AllOwned((OWNED,))
KINDS = ("absence.eve", "absence.handover", "absence.return")


def play(session: Session) -> int:
    taken(build(session), JONAS)
    span = (FRIDAY, NEXT_FRIDAY)
    return entering.enter(session, OWNED_BY_ALL, JONAS, *span, LENA, MORNING).id


def standing(session: Session) -> tuple[str | None, int, dict[str, int]]:
    """Who has the request, how many rows were handed over, and the messages by kind."""
    shown = {
        kind: session.scalar(select(func.count()).select_from(Card).where(Card.kind == kind)) or 0
        for kind in KINDS
    }
    rows = session.scalar(select(func.count()).select_from(Handed)) or 0
    return session.scalars(select(Request.assignee)).one(), rows, shown


def test_every_step_twice_is_once(any_db: Database) -> None:
    absence_id = any_db.write(play)
    begins, returns = FRIDAY, NEXT_FRIDAY + timedelta(hours=9)
    steps = [
        lambda s: notices.eve(s, absence_id, FRIDAY - timedelta(hours=8)),
        lambda s: handover.begin(s, OWNED_BY_ALL, absence_id, begins),
        lambda s: handover.tell(s, f"{absence_id}:{LENA}"),
        lambda s: returning.back(s, absence_id, returns),
    ]
    for step in steps:
        any_db.write(step)
        once = any_db.read(standing)
        any_db.write(step)
        assert any_db.read(standing) == once
    assert any_db.read(standing) == (LENA, 1, dict.fromkeys(KINDS, 1))
    [handed] = any_db.read(lambda s: s.scalars(select(Handed.id)).all())
    for _ in range(2):
        any_db.write(lambda s: handover.take_back(s, OWNED_BY_ALL, handed, JONAS, returns))
        assert any_db.read(standing)[0] == JONAS
    for _ in range(2):
        any_db.write(partial(_forget, absence_id))
    assert any_db.read(lambda s: s.scalars(select(Absence)).all()) == []
    assert any_db.read(lambda s: s.scalars(select(Handed)).all()) == []


def _forget(absence_id: int, session: Session) -> None:
    returning.forget(session, absence_id)
    cards.touch(session, f"absence:{absence_id}")


def test_a_failed_step_leaves_nothing_behind(any_db: Database) -> None:
    absence_id = any_db.write(play)

    class KilledError(Exception):
        pass

    def half(session: Session) -> None:
        handover.begin(session, OWNED_BY_ALL, absence_id, FRIDAY)
        raise KilledError

    before = any_db.read(standing)
    with pytest.raises(KilledError):
        any_db.write(half)
    assert any_db.read(standing) == before
    any_db.write(lambda s: handover.begin(s, OWNED_BY_ALL, absence_id, FRIDAY))
    assert any_db.read(standing)[:2] == (LENA, 1)
