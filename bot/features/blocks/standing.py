"""How a block stands: since when, and with whom the client's people may speak."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.blocks.models import BlockLift
from bot.features.offboarding.kinds import Phase
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.owners import there
from bot.features.platforms.models import Client, ClientStatus, Platform
from bot.features.platforms.service import member_of, members


def is_blocked(client: Client) -> bool:
    """Whether the client is in delivery block right now."""
    return client.status == ClientStatus.DELIVERY_BLOCK


def first_blocked(session: Session, client_key: str) -> datetime | None:
    """When an ending has set the block; None where none of ours has."""
    case = _last_case(session, client_key)
    return case.blocked_at if case is not None else None


def blocked_since(session: Session, client_key: str) -> datetime | None:
    """Since when it stands: since the ending, or since the last lift was over."""
    back = session.scalar(
        select(func.max(BlockLift.ended_at)).where(
            BlockLift.client_key == client_key, BlockLift.lifted_at.is_not(None)
        )
    )
    first = first_blocked(session, client_key)
    return max((at for at in (first, back) if at is not None), default=None)


def last_blocking(session: Session, client_key: str) -> str | None:
    """The id of the ending that has set the block last."""
    case = _last_case(session, client_key)
    return case.id if case is not None else None


def contact_of(session: Session, client: Client, now: datetime) -> str | None:
    """Who closed the case, else a lead, else anybody of the platform; who is away is covered."""
    platform = session.get_one(Platform, client.platform_key)
    for person in _in_question(session, client):
        if member_of(session, person, platform.key) is not None:
            found = there(session, person, platform, now)
            if found is not None:
                return found
    return None


def _in_question(session: Session, client: Client) -> Iterator[str]:
    case = _last_case(session, client.key)
    if case is not None:
        yield from (one for one in (case.ended_by, _blocked_by(session, case)) if one is not None)
    everybody = members(session, client.platform_key)
    yield from (one.user_id for one in everybody if one.lead)
    yield from (one.user_id for one in everybody if not one.lead)


def _last_case(session: Session, client_key: str) -> Case | None:
    found = select(Case).where(Case.client_key == client_key, Case.blocked_at.is_not(None))
    return session.scalars(found.order_by(Case.blocked_at.desc()).limit(1)).first()


def _blocked_by(session: Session, case: Case) -> str | None:
    """While access still waits to be deleted, the case has no end: whoever set the block."""
    found = select(Step.settled_by).where(Step.case_id == case.id, Step.phase == Phase.BLOCK)
    return session.scalars(found.where(Step.settled_by.is_not(None)).limit(1)).first()
