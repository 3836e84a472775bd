"""Whose turn it is, heard from what members answer in the thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.service import members, person_name
from bot.features.requests.asking import asks
from bot.features.requests.models import Message, Request, Whose
from bot.features.requests.turns import TurnAt, set_turn, turn_of

ONE_REPLY = timedelta(minutes=15)
"""What a member adds within this time belongs to the question before it."""


def hear_whose_turn(session: Session, request: Request, message: Message) -> None:
    """A question to the client hands the turn over; a later reply without one takes it back.

    What a member marked by hand stays until the client writes, or a member says otherwise.
    """
    if not request.is_open or message.at < request.last_client_at:
        return
    ours, turn = _ours(session, request), turn_of(session, request)
    if asks(message.text or "", ours):
        set_turn(session, request, Whose.CLIENT, message.at)
    elif _was_heard(session, request, turn) and not _just_asked(session, request, message, ours):
        set_turn(session, request, Whose.TEAM, message.at)


def _was_heard(session: Session, request: Request, turn: TurnAt) -> bool:
    """Whether it is the client's turn because of something that one of us wrote."""
    if turn.whose != Whose.CLIENT:
        return False
    said = select(Message.ts).where(
        Message.request_id == request.id,
        Message.at == turn.since,
        Message.from_client.is_(False),
    )
    return session.execute(said.limit(1)).first() is not None


def _just_asked(
    session: Session, request: Request, message: Message, ours: Mapping[str, str]
) -> bool:
    """Whether a question of ours stands right before the message."""
    before = select(Message.text).where(
        Message.request_id == request.id,
        Message.from_client.is_(False),
        Message.at >= message.at - ONE_REPLY,
        Message.at < message.at,
    )
    return any(asks(text or "", ours) for text in session.scalars(before))


def _ours(session: Session, request: Request) -> dict[str, str]:
    """The platform's people by name: what they ask each other is not asked of the client."""
    people = members(session, request.platform_key)
    return {member.user_id: person_name(session, member.user_id) for member in people}
