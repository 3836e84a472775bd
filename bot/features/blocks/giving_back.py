"""Access that is given back although the block stands: with a lift, so by two members together.

A blocked client with access would be a contradiction; and whoever gives access back has a reason
for which the client is served for a while. So it is one question, and one confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.blocks.models import BlockLift
from bot.features.offboarding import undoing
from bot.features.offboarding.holding import hold
from bot.features.offboarding.kinds import AccessState
from bot.features.offboarding.models import Access, Case
from bot.features.offboarding.reading import live_case


def require_possible(session: Session, client_key: str, ids: Sequence[str], now: datetime) -> None:
    """Kindly where something of it was deleted, its grace period is over, or no case runs."""
    if ids:
        undoing.in_time(session, _case(session, client_key), ids, now)


def hold_case(session: Session, lift_id: str) -> None:
    """Hold the ending before the client, as everybody does who changes both."""
    lift = session.get(BlockLift, lift_id)
    if lift is not None and lift.gives_back:
        case_id = live_case(session, lift.client_key)
        if case_id is not None:
            hold(session, case_id)


def give_back(session: Session, lift: BlockLift, by: str, now: datetime) -> None:
    """The block is lifted: what was asked for with it is active again."""
    if lift.gives_back:
        case = _case(session, lift.client_key)
        undoing.undo(session, case.id, lift.gives_back, by, lift.why, now)


def names(session: Session, lift: BlockLift) -> list[Access]:
    """What is given back with a lift, as far as it is known still."""
    if not lift.gives_back:
        return []
    found = select(Access).where(Access.id.in_(lift.gives_back))
    return list(session.scalars(found.order_by(Access.system, Access.name, Access.what)))


def still_active(session: Session, client_key: str) -> int:
    """How much of the client's access is active in the ending that runs."""
    case = select(Case.id).where(Case.live == client_key).scalar_subquery()
    found = select(func.count()).where(Access.case_id == case, Access.state == AccessState.ACTIVE)
    return session.scalar(found) or 0


def _case(session: Session, client_key: str) -> Case:
    case_id = live_case(session, client_key)
    case = session.get(Case, case_id) if case_id is not None else None
    if case is None:
        raise Kindly(mark("This offboarding is over. Nothing was changed."))
    return case
