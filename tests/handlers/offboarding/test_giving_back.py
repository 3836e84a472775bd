"""The list of access while the block stands: one window asks, one confirmation does both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.features.blocks.models import BlockLift
from bot.features.offboarding import access
from bot.features.offboarding.kinds import AccessState
from bot.features.offboarding.models import Access
from bot.features.platforms.models import Client, ClientStatus
from handlers.blocks import presses as block_presses
from handlers.offboarding import wiring
from handlers.slack.feature import Context
from tests.bot.features.house import EMRE, JONAS, MARA, build
from tests.bot.features.offboarding.goodbye import Goodbye
from tests.databases import with_tables
from tests.handlers.blocks.world import Body, Listeners, pressed, submitted
from tests.memory_chat import MemoryChat


def _blocked(session: Session) -> Goodbye:
    bye = Goodbye(build(session))
    bye.start()
    ids = bye.note("Anke")
    bye.until("access_inactive")
    access.set_inactive(session, bye.case_id, ids, MARA, bye.now)
    bye.done("access_inactive", given=())
    bye.until("block")
    bye.done("block")
    return bye


def test_it_is_asked_in_one_window_and_given_back_by_one_confirmation(tmp_path: Path) -> None:
    db = Database(with_tables(tmp_path / "perron.db"))
    bye = db.write(_blocked)
    listeners = Listeners()
    context = Context(db, MemoryChat(lambda: 0.0), FixedClock(bye.house.now), 90)
    wiring.FEATURE.register(listeners, context)  # type: ignore[arg-type]
    block_presses.register(listeners, context)  # type: ignore[arg-type]
    answers: list[dict[str, Any]] = []

    def send(kind: str, name: str, body: Body) -> None:
        listeners.found[kind, name](lambda **answer: answers.append(answer), body)

    row = db.read(lambda s: s.scalars(select(Access)).one().id)
    chosen = submitted("offboarding_access_window", JONAS, bye.case_id, what="undo", which=[row])
    send("view", "offboarding_access_window", chosen)
    window = answers[-1]["view"]
    assert "has a delivery block" in str(window)
    assert "Ask the team" in str(window["submit"])
    change = "offboarding_access_change_window"
    subject = window["private_metadata"]
    send("view", change, submitted(change, JONAS, subject, why="An export", until="hardly"))
    assert list(answers[-1]["errors"]) == ["until"]
    wanted = submitted(change, JONAS, subject, why="An export", until="in two weeks")
    send("view", change, wanted)
    assert db.read(_state) == (AccessState.INACTIVE, ClientStatus.DELIVERY_BLOCK)
    lift = db.read(lambda s: s.scalars(select(BlockLift)).one())
    send("action", "block_confirm", pressed("block_confirm", EMRE, f"{lift.id}:{lift.version}"))
    assert db.read(_state) == (AccessState.ACTIVE, ClientStatus.ACTIVE)
    db.close()


def _state(session: Session) -> tuple[AccessState, ClientStatus]:
    row = session.scalars(select(Access)).one()
    return AccessState(row.state), ClientStatus(session.get_one(Client, "nord").status)
