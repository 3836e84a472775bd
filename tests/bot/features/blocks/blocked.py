"""The house after the work for Nordwind has ended: the shortest words for what happens then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.blocks import answering, lifting, worklogs
from bot.features.blocks.answering import Posted
from bot.features.blocks.lifting import Wanted
from bot.features.blocks.models import BlockAnswer, BlockedHours, BlockLift
from bot.features.offboarding.kinds import CaseState, Why
from bot.features.offboarding.models import Case
from bot.features.platforms.blocking import block
from bot.features.platforms.models import Member
from bot.ports import Worklog
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, MARA, NORD, House

ON_BOTH = pytest.mark.parametrize(
    "session",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)
"""A file's tests run on both databases."""


class Ended:
    """A house in which Jonas has finished the offboarding of Nordwind."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.session: Session = house.session
        self.session.add(
            Case(
                platform_key="mario",
                client_key="nord",
                state=CaseState.FINISHED,
                why=Why.OVER,
                last_day=date(2026, 11, 17),
                template="default",
                asked_by=MARA,
                asked_at=house.now,
                blocked_at=house.now,
                ended_by=JONAS,
                ended_at=house.now,
            )
        )
        block(self.session, house.client(), house.now)
        self.session.flush()

    @property
    def now(self) -> datetime:
        return self.house.now

    # Posts

    def posts(self, text: str, who: str = ANKE, channel: str = NORD, **more: str) -> None:
        """Somebody posts, and what waits of it is carried out."""
        known = len(self.house.jobs("blocks.posted"))
        self.house.say(who, text, channel, **more)
        for job in self.house.jobs("blocks.posted")[known:]:
            answering.posted(self.session, Posted(**job), self.now)

    def answers(self) -> list[BlockAnswer]:
        found = select(BlockAnswer).order_by(BlockAnswer.at, BlockAnswer.ts)
        return list(self.session.scalars(found))

    # Hours

    def wrote(self, number: str, who: str = "emre", *, at: datetime | None = None) -> Worklog:
        """Somebody has written an hour on an issue of the client, now or ``at``."""
        at = at or self.now
        return Worklog(
            id=number,
            issue=f"NORD-{number}",
            summary="The shop",
            author=who,
            author_name="Somebody",
            started=at - timedelta(hours=1),
            seconds=3600,
            comment="",
            written=at,
            changed=at,
        )

    def look(self, *entries: Worklog) -> None:
        """The due look, which finds these."""
        worklogs.found(self.session, "nord", entries, self.now)

    def hours(self) -> list[BlockedHours]:
        return list(self.session.scalars(select(BlockedHours).order_by(BlockedHours.worklog)))

    def goes_by(self, who: str, name: str) -> None:
        """What a member is called in Jira."""
        self.session.get_one(Member, ("mario", who)).jira = name
        self.session.flush()

    # Lifts

    def asks(self, by: str = LENA, *, days: float = 3, why: str = "A last invoice.") -> BlockLift:
        wanted = Wanted("nord", self.now + timedelta(days=days), why)
        return lifting.ask(self.session, wanted, by, self.now)

    def confirms(self, lift: BlockLift, by: str = EMRE) -> BlockLift:
        return lifting.confirm(self.session, lift.id, by, self.now, version=lift.version)

    def lifts(self, **more: float) -> BlockLift:
        return self.confirms(self.asks(**more))

    def due(self) -> None:
        """The lifts whose time has come."""
        for lift, at in self.house.due(lifting.END).items():
            if at <= self.now:
                lifting.time_over(self.session, lift, self.now)
