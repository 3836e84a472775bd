"""A client in delivery block writes: answered once, politely, and told to a person of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.features.blocks.cards import ANSWER, HEARD
from bot.features.blocks.models import BlockAnswer
from bot.features.blocks.standing import contact_of
from bot.features.platforms.calendar import DAY, BusinessHours
from bot.features.platforms.models import Client, Platform, PlatformMode
from bot.features.platforms.service import calendar_of, client_of_channel

SPELL = timedelta(days=7)
"""Within this time one person of a client is answered once; see docs/decisions."""


@dataclass(frozen=True)
class Posted:
    """A message that wants something, from somebody of a client in delivery block."""

    channel: str
    ts: str
    thread_ts: str | None
    author: str

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(float(self.ts), UTC)


def posted(session: Session, message: Posted, now: datetime) -> BlockAnswer | None:
    """Answer the message, unless its author was answered within the last days.

    What they write meanwhile reaches the person who was named. The same message again, an edit
    of it, or an older one changes nothing.
    """
    client = client_of_channel(session, message.channel)
    if client is None:
        return None
    session.refresh(client, with_for_update=True)
    platform = session.get_one(Platform, client.platform_key)
    if platform.mode != PlatformMode.ACTIVE:
        return None
    earlier = _last_answer(session, client, message.author)
    if earlier is not None and message.at < _begun(earlier) + SPELL:
        _one_more(session, earlier, message)
        return earlier
    return _answer(session, client, platform, message, now)


def _last_answer(session: Session, client: Client, author: str) -> BlockAnswer | None:
    found = select(BlockAnswer).where(
        BlockAnswer.client_key == client.key, BlockAnswer.author == author
    )
    return session.scalars(found.order_by(BlockAnswer.at.desc()).limit(1)).first()


def _begun(answer: BlockAnswer) -> datetime:
    return datetime.fromtimestamp(float(answer.ts), UTC)


def _one_more(session: Session, answer: BlockAnswer, message: Posted) -> None:
    if float(message.ts) <= float(answer.last_ts):
        return
    answer.last_ts, answer.more = message.ts, answer.more + 1
    session.flush()
    cards.touch(session, answer.id, kind=HEARD)


def _answer(
    session: Session, client: Client, platform: Platform, message: Posted, now: datetime
) -> BlockAnswer:
    answer = BlockAnswer(
        client_key=client.key,
        channel=message.channel,
        ts=message.ts,
        author=message.author,
        contact=contact_of(session, client, now),
        by_day=next_business_day(calendar_of(platform), now),
        at=now,
        last_ts=message.ts,
        more=0,
    )
    session.add(answer)
    session.flush()
    cards.show(
        session,
        ANSWER,
        answer.id,
        Audience.CLIENT,
        message.channel,
        channel=message.channel,
        thread_ts=message.thread_ts or message.ts,
    )
    if answer.contact is not None:
        cards.show(session, HEARD, answer.id, Audience.MEMBER, answer.contact)
    else:
        cards.show(session, HEARD, answer.id, Audience.TEAM, platform.team_channel)
    return answer


def next_business_day(hours: BusinessHours, now: datetime) -> date:
    """The first business day after today."""
    return hours.business_days_later(hours.local_date(now) + DAY, 0)
