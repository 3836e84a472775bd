"""What time does to blocks: looks and ends are planned again, and old rows are forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.features.blocks import lifting
from bot.features.blocks.models import BlockAnswer, BlockedHours
from bot.features.blocks.worklogs import look_again
from bot.features.platforms.blocking import LOOK
from bot.features.platforms.models import Client, ClientStatus


def plan(session: Session, now: datetime) -> None:
    """A look for each client in delivery block, and the end of each lift."""
    lifting.plan(session, now)
    blocked = select(Client.key).where(
        Client.status == ClientStatus.DELIVERY_BLOCK, Client.jira_project.is_not(None)
    )
    for key in session.scalars(blocked).all():
        if session.get(schedule.Due, (LOOK, key)) is None:
            look_again(session, key, now)


def forget_old(session: Session, before: datetime) -> None:
    """Answers, and hours that are settled, of the time before."""
    session.execute(delete(BlockAnswer).where(BlockAnswer.at < before))
    settled = or_(BlockedHours.told_at.is_not(None), BlockedHours.gone_at.is_not(None))
    session.execute(delete(BlockedHours).where(settled, BlockedHours.shown_at < before))
