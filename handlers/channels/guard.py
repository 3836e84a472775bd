"""Asked right before anything is sent: may this audience's card be shown there?"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.core.cards import Audience, Claimed
from bot.core.worker import Tools
from bot.features.channels import service as channels
from bot.features.channels.service import Exposure
from bot.features.platforms.service import Side, learn_person, person_of, side_of
from bot.ports import Refused, Unreachable


def guard(tools: Tools, card: Claimed, channel: str) -> str | None:
    """None, or why not. Unknown means outside; what changes while we ask is asked again later."""
    if card.audience is Audience.CLIENT:
        allowed = tools.db.read(lambda s: channels.may_write(s, channel))
        return None if allowed else "not a client's channel with an introduction"
    if card.audience is Audience.PERSON:
        return None if card.place != channel else f"{channel} is not a direct message"
    if card.audience is Audience.MEMBER:
        allowed = tools.db.read(lambda s: _is_member(s, card.place))
        return None if allowed else f"{card.place} is not a member"
    exposure = _read(tools, channel)
    if exposure is Exposure.STALE:
        refresh(tools, channel)
        exposure = _read(tools, channel)
    if exposure is Exposure.STALE:
        raise Unreachable(f"who can read {channel} has changed meanwhile")
    return None if exposure is Exposure.INSIDE else "the channel can be read from outside"


def _read(tools: Tools, channel: str) -> Exposure:
    return tools.db.read(lambda s: channels.exposure(s, channel, datetime.now(UTC)))


def _is_member(session: Session, user_id: str) -> bool:
    return side_of(session, team_id=None, user_id=user_id) is Side.MEMBER


def refresh(tools: Tools, channel: str) -> None:
    """Ask Slack who can read the channel; the answer counts unless it was doubted meanwhile."""
    began = datetime.now(UTC)
    before = tools.db.read(lambda s: channels.last_checked(s, channel))
    info = tools.chat.channel(channel)
    outside = info.is_ext_shared or info.is_pending_ext_shared
    if not outside:
        outside = any(_from_outside(tools, user) for user in tools.chat.members(channel))

    def remember(session: Session) -> None:
        if channels.last_checked(session, channel, lock=True) == before:
            channels.checked(session, channel, name=info.name, outside=outside, at=began)

    tools.db.write(remember)


def _from_outside(tools: Tools, user: str) -> bool:
    """A guest, or somebody nobody can tell us about."""
    if tools.db.read(lambda s: person_of(s, user)) is None:
        try:
            info = tools.chat.user(user)
        except Refused:
            return True
        tools.db.write(lambda s: learn_person(s, info, tools.clock.now()))
    side = tools.db.read(lambda s: side_of(s, team_id=None, user_id=user))
    return side in (Side.CLIENT, Side.UNKNOWN)
