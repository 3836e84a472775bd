"""A client goes to another platform: what is live of their ending goes on there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.offboarding import owners
from bot.features.offboarding.cards import CASE
from bot.features.offboarding.flow import go_on
from bot.features.offboarding.holding import hold, speaks, steps_of
from bot.features.offboarding.kinds import StepState
from bot.features.offboarding.models import Case, EndingWish
from bot.features.offboarding.noting import PERRON, Act, note
from bot.features.platforms.models import Client, Platform


def client_moved(session: Session, client_key: str, now: datetime) -> None:
    """Its members walk it from now on; a step of somebody who is not one of them is handed out
    anew. Safe to repeat."""
    platform = session.get_one(Platform, session.get_one(Client, client_key).platform_key)
    theirs = update(EndingWish).where(EndingWish.live == client_key)
    session.execute(theirs.values(platform_key=platform.key))
    case_id = session.scalar(select(Case.id).where(Case.live == client_key))
    case = hold(session, case_id) if case_id is not None else None
    if case is None or case.platform_key == platform.key:
        return
    before = {"platform": case.platform_key}
    case.platform_key = platform.key
    session.flush()
    note(session, case, Act.PLATFORM, PERRON, now, before=before, after={"platform": platform.key})
    if speaks(session, case):
        cards.show(session, CASE, case.id, Audience.TEAM, platform.team_channel)
    _hand_out_anew(session, case, platform)
    go_on(session, case, now)


def _hand_out_anew(session: Session, case: Case, platform: Platform) -> None:
    people = owners.people_of(session, platform)
    for step in steps_of(session, case.id):
        if step.state == StepState.POSSIBLE and step.owner not in people:
            step.handed_at = None
