"""The client's people in the shared channels, as Slack knows them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from bot.core.worker import Tools
from bot.features.platforms.service import Side, person_of, side_of
from bot.ports import Refused, UserInfo
from handlers.offboarding.doers.frame import About, refusal


@dataclass(frozen=True)
class Outsider:
    """Somebody of the client; ``channels`` by name."""

    user_id: str
    name: str
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """Who is there. ``closed``: channels that could not be looked into, ``(id, name, why)``."""

    people: Sequence[Outsider]
    closed: Sequence[tuple[str, str, str]]


def gather(tools: Tools, about: About) -> Gathered:
    """Everybody from outside in the client's channels, by name; bots and leavers left out."""
    where: dict[str, list[str]] = {}
    closed = []
    for channel in about.channels:
        name = channel
        try:
            name = tools.chat.channel(channel).name or channel
            for user in tools.chat.members(channel):
                where.setdefault(user, []).append(name)
        except Refused as refused:
            closed.append((channel, name, refusal(refused).to(about.t)))
    names = _from_outside(tools, list(where))
    people = [Outsider(user, name, tuple(where[user])) for user, name in names.items()]
    return Gathered(sorted(people, key=lambda one: (one.name, one.user_id)), closed)


def _from_outside(tools: Tools, users: Sequence[str]) -> dict[str, str]:
    """Of these who is the client's, with names. Who is known as ours is not asked about."""
    sides = tools.db.read(lambda s: {user: _known(s, user) for user in users})
    found = {}
    for user, side in sides.items():
        if side in (Side.MEMBER, Side.COLLEAGUE, Side.BOT):
            continue
        info = tools.chat.user(user)
        if not info.deleted and tools.db.read(partial(_is_outside, info=info)):
            found[user] = info.name or user
    return found


def _known(session: Session, user: str) -> Side:
    person = person_of(session, user)
    return side_of(session, team_id=person.team_id if person else None, user_id=user)


def _is_outside(session: Session, info: UserInfo) -> bool:
    side = side_of(session, team_id=info.team_id, user_id=info.id, is_bot=info.is_bot)
    return not info.is_bot and (info.is_guest or side is Side.CLIENT)
