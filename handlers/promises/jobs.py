"""What leaves the process for promises: pins, due dates of tickets, counts of readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.cards import Card
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.platforms.models import Platform
from bot.features.platforms.service import Side, learn_person, person_of, side_of
from bot.features.promises import asking, lessons, looking_back, showing
from bot.features.promises.models import Promise, PromiseState, Readers
from bot.features.promises.showing import BOARD, COUNT, PIN, TICKET
from bot.features.tickets.service import ticket_of
from bot.ports import Busy, Refused
from handlers.papers.uploading import upload
from handlers.promises import back_views
from handlers.promises.commands import PICTURE
from handlers.promises.picture import png
from handlers.slack.due import by_the_clock
from handlers.slack.readers import team

LOOKED_UP = 100
"""People that one count asks Slack about; who is still unknown then counts as a client's."""


def pin(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Pin the card of a channel once it is shown; with each change, whoever unpinned it."""
    channel = payload["channel"]
    card = tools.db.read(lambda s: _board(s, channel))
    if card is None or card.given_up:
        return None
    if card.ts is None or card.dirty:
        raise Busy("the card is not shown yet", 0.5)
    try:
        tools.chat.pin(channel, card.ts)
    except Refused as refused:
        if refused.code != "message_not_found":
            raise  # else somebody deleted it: the next change posts it once more, and pins it
    return None


def _board(session: Session, channel: str) -> Card | None:
    return session.scalars(select(Card).where(Card.kind == BOARD, Card.place == channel)).first()


def ticket(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Set the due date of a request's ticket to what is promised, if both exist."""
    found = tools.db.read(lambda s: _ticket_and_day(s, payload["request"]))
    if found is None or tools.tracker is None:
        return None
    key, day = found
    tools.tracker.set_due(key, day)
    return lambda session: jobs.enqueue(
        session, "tickets.follow", {"keys": [key]}, lane="tickets.follow"
    )


def _ticket_and_day(session: Session, request_id: str) -> tuple[str, date] | None:
    """The ticket's key, and the last day that is promised: where the platform is."""
    promise = session.scalars(
        select(Promise)
        .where(Promise.request_id == request_id, Promise.state == PromiseState.OPEN)
        .order_by(Promise.due.desc())
        .limit(1)
    ).first()
    known = ticket_of(session, request_id)
    if promise is None or known is None or known.key is None:
        return None
    zone = ZoneInfo(session.get_one(Platform, promise.platform_key).timezone)
    return known.key, promise.due.astimezone(zone).date()


def readers(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Count the people from outside who read a channel."""
    channel = payload["channel"]
    try:
        people = tools.chat.members(channel)
    except Refused:
        return None  # we are not in it: nobody can be counted
    for user in tools.db.read(lambda s: _unknown(s, people))[:LOOKED_UP]:
        _look_up(tools, user)
    counted_at = datetime.now(UTC)

    def settle(session: Session) -> None:
        outside = [one for one in people if _is_outside(session, one)]
        session.merge(Readers(channel=channel, people=len(outside), counted_at=counted_at))

    return settle


def _unknown(session: Session, people: Sequence[str]) -> list[str]:
    return [one for one in people if person_of(session, one) is None]


def _look_up(tools: Tools, user: str) -> None:
    try:
        info = tools.chat.user(user)
    except Refused:
        return
    tools.db.write(lambda s: learn_person(s, info, tools.clock.now()))


def _is_outside(session: Session, user: str) -> bool:
    return side_of(session, team_id=None, user_id=user) in (Side.CLIENT, Side.UNKNOWN)


def picture(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Draw and upload the picture of a quarter."""
    subject = payload["subject"]

    def drawn(session: Session) -> tuple[bytes, str] | None:
        key, quarter = looking_back.from_subject(subject)
        platform = session.get(Platform, key)
        if platform is None:
            return None
        back, t = looking_back.look(session, platform, quarter), team(platform)
        return png(back, back_views.labels(back, t)), back_views.alt(back, t)

    return upload(tools, subject, "looking-back.png", drawn)


def linked(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """An answer to a client has an address once it is posted."""
    word = payload["word"]
    if not tools.db.read(lambda s: showing.stands(s, word)):
        raise Busy("the answer is not shown yet", 0.5)
    return lambda session: showing.linked(session, word)


def show_lessons(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """A week is over: the team reads what was learned."""

    def settle(session: Session) -> None:
        promise = session.get(Promise, payload["subject"], with_for_update=True)
        if promise is not None:
            lessons.show(session, promise, tools.clock.now())

    return settle


JOBS: dict[str, JobHandler] = {
    PIN: pin,
    TICKET: ticket,
    COUNT: readers,
    showing.LINKED: linked,
    PICTURE: picture,
    asking.ASK: by_the_clock(asking.ask),
    lessons.SHOW: show_lessons,
}
