"""The life of a request as messages drive it: raised, answered, gone quiet, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.cards import Audience
from bot.features.platforms.blocking import is_served
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import available
from bot.features.requests import learning
from bot.features.requests.finding import locked
from bot.features.requests.hearing import hear_whose_turn
from bot.features.requests.models import (
    ClosedBy,
    Message,
    OutcomeKind,
    ProjectInSpe,
    Request,
    RequestState,
    Whose,
)
from bot.features.requests.showing import (
    ROUTED_FIRST,
    changed,
    client_card_comes,
    home_of,
    look_at_the_clock,
    look_for_similar,
    look_for_somebody,
    nothing_is_due,
    notice,
    occasion,
    platform_if_active,
    redraw_with_the_hours,
    show_client_card,
    show_team_card,
    tell,
)
from bot.features.requests.turns import set_turn, turn_of, turn_to


@dataclass(frozen=True)
class Origin:
    """Where a request came up, and how. ``words`` are a member's, who raised it by hand."""

    channel: str
    thread_ts: str
    author: str
    at: datetime
    author_team: str | None = None
    raised_by: str | None = None
    words: str | None = None


def raise_request(
    session: Session, client: Client, origin: Origin, messages: Sequence[Message] = ()
) -> Request:
    """Make a request of the client's ``messages`` and have it noticed, routed and shown."""
    request = Request(
        platform_key=client.platform_key,
        client_key=client.key,
        channel=origin.channel,
        thread_ts=origin.thread_ts,
        author=origin.author,
        author_team=origin.author_team,
        raised_by=origin.raised_by,
        words=origin.words or None,
        created_at=origin.at,
        last_client_at=max((message.at for message in messages), default=origin.at),
    )
    session.add(request)
    session.flush()
    for message in messages:
        message.request_id = request.id
        session.add(message)
    learning.note(session, request.id, OutcomeKind.RAISED, origin.at, request.author)
    set_turn(session, request, Whose.TEAM, origin.at)
    look_at_the_clock(session, request, origin.at)
    if messages:
        notice(session, request, messages[0].ts)
    look_for_somebody(session, request)
    show_team_card(session, request, delay=ROUTED_FIRST)
    client_card_comes(session, request, origin.at)
    session.flush()
    return request


def client_wrote(session: Session, request: Request, message: Message) -> None:
    """Another message of the client: it is the team's turn, also where it was over or rested."""
    message.request_id = request.id
    session.add(message)
    request.last_client_at = max(request.last_client_at, message.at)
    request.created_at = min(request.created_at, message.at)
    if not request.is_open or request.state == RequestState.RESTING:
        notice(session, request, message.ts)
        reopen(session, request, message.at)
    elif request.client_waits:
        schedule.cancel(session, "requests.quiet", request.id)
        redraw_with_the_hours(session, request, message.at)
    if set_turn(session, request, Whose.TEAM, message.at):
        look_at_the_clock(session, request, message.at)
    changed(session, request)


def reopen(session: Session, request: Request, at: datetime, *, by: str | None = None) -> None:
    """Open a request again: in the same hands if they are there, else looking for somebody.

    ``by`` is the member who did it, and so needs no telling.
    """
    in_spe = session.get(ProjectInSpe, request.id)
    if in_spe is not None:
        session.delete(in_spe)
    news = "clocks.goes_on" if request.state == RequestState.RESTING else "request.again"
    _into_hands_that_are_there(session, request, at)
    request.state = RequestState.TAKEN if request.assignee else RequestState.OPEN
    request.closed_at, request.closed_by, request.reopened_at = None, None, at
    request.urgent_at, request.asks_everybody = None, False
    learning.note(session, request.id, OutcomeKind.REOPENED, at, by)
    turn_to(session, request, Whose.TEAM, at)
    look_at_the_clock(session, request, at)
    show_team_card(session, request)
    if request.assignee is None:
        client_card_comes(session, request, at)
        look_for_somebody(session, request)
    else:
        show_client_card(session, request, at)
    if by is None:
        tell(session, news, request, at, to=request.assignee)
    elif request.assignee not in (None, by):
        tell(session, "request.given", request, at, to=request.assignee)
    goes_quiet(session, request, at)


def _into_hands_that_are_there(session: Session, request: Request, at: datetime) -> None:
    """Who had it keeps it; while they are away, who covers has it, else nobody."""
    if request.assignee is None:
        return
    platform = session.get_one(Platform, request.platform_key)
    standing = available(session, request.assignee, at, platform=platform)
    if standing.is_away:
        cards.touch(session, home_of(request.assignee))
        request.assignee = standing.cover
        request.taken_at = at if standing.cover is not None else None


def let_go(session: Session, request: Request, at: datetime) -> None:
    """Whoever has it is away or has left, and nobody covers: somebody who is there is found."""
    if request.assignee is None or request.state != RequestState.TAKEN:
        return
    cards.touch(session, home_of(request.assignee))
    request.state, request.assignee, request.taken_at = RequestState.OPEN, None, None
    request.reopened_at, request.asks_everybody = at, False
    look_at_the_clock(session, request, at)
    look_for_somebody(session, request)
    changed(session, request)


def rest(session: Session, request: Request, now: datetime) -> None:
    """The client was reminded in vain: nobody is waited for, until they write or it is closed."""
    nothing_is_due(session, request)
    request.state = RequestState.RESTING
    if not request.client_waits:
        schedule.at(session, "requests.quiet", request.id, max(now, _quiet_at(session, request)))
    changed(session, request)


def team_wrote(session: Session, request: Request, message: Message, *, is_member: bool) -> None:
    """Somebody of the agency wrote in the thread; a member who answers an open one has it."""
    message.request_id = request.id
    session.add(message)
    author = message.author or ""
    request.last_team_at = max(request.last_team_at or message.at, message.at)
    request.answered_at = min(request.answered_at or message.at, message.at)
    if is_member:
        if request.state == RequestState.OPEN:
            assign(session, request, author, message.at)
        learning.note(session, request.id, OutcomeKind.ANSWERED, message.at, author)
        hear_whose_turn(session, request, message)
        _goes_on(session, request, author, message.at)
    if request.is_open:
        look_at_the_clock(session, request, message.at)
    goes_quiet(session, request, message.at)
    changed(session, request)


def _goes_on(session: Session, request: Request, by: str, at: datetime) -> None:
    """What rested and is the team's turn again, because a member wrote, rests no more."""
    is_ours = turn_of(session, request).whose == Whose.TEAM
    if request.state == RequestState.RESTING and is_ours:
        request.state, request.assignee = RequestState.TAKEN, request.assignee or by
        request.taken_at = request.taken_at or at


def goes_quiet(session: Session, request: Request, at: datetime) -> None:
    """Where the team had the last word, the request is closed if nobody writes for long.

    Who is asked for something is reminded first: it is looked at again when it rests.
    """
    if request.is_open and request.last_team_at is not None and not request.client_waits:
        platform = session.get_one(Platform, request.platform_key)
        due = at + timedelta(days=platform.close_after_days)
        schedule.at(session, "requests.quiet", request.id, due)


def _quiet_at(session: Session, request: Request) -> datetime:
    platform = session.get_one(Platform, request.platform_key)
    return (request.last_team_at or request.created_at) + timedelta(days=platform.close_after_days)


def assign(session: Session, request: Request, user_id: str, at: datetime) -> None:
    """Put the request into somebody's hands."""
    if request.assignee is not None:
        cards.touch(session, home_of(request.assignee))
    request.state, request.assignee, request.taken_at = RequestState.TAKEN, user_id, at
    learning.note(session, request.id, OutcomeKind.TAKEN, at, user_id)
    look_at_the_clock(session, request, at)
    look_for_similar(session, request)
    show_client_card(session, request, at)


def close(session: Session, request: Request, by: ClosedBy, at: datetime) -> None:
    """Close an open request; closing one that is closed changes nothing."""
    if not request.is_open:
        return
    request.state, request.closed_at, request.closed_by = RequestState.CLOSED, at, by
    learning.note(session, request.id, OutcomeKind.CLOSED, at, request.assignee)
    over(session, request, at)
    changed(session, request)


def over(session: Session, request: Request, at: datetime) -> None:
    """It is nobody's turn any more, and nothing is due."""
    turn_to(session, request, Whose.NOBODY, at)
    nothing_is_due(session, request)


def close_quietly(session: Session, request_id: str, now: datetime) -> None:
    """Nobody wrote for the platform's number of days after the team's last word."""
    request = locked(session, request_id)
    if not request.is_open or request.last_team_at is None or request.client_waits:
        return
    if not is_served(session, request.client_key):
        return
    asked = turn_of(session, request).whose == Whose.CLIENT
    if asked and request.state != RequestState.RESTING:
        return
    quiet_at = _quiet_at(session, request)
    if now < quiet_at:
        schedule.at(session, "requests.quiet", request.id, quiet_at)
        return
    close(session, request, ClosedBy.QUIET, now)
    if platform_if_active(session, request) is not None:
        cards.show(
            session,
            "request.closed_quietly",
            occasion(request.id, now),
            Audience.CLIENT,
            request.channel,
            channel=request.channel,
            thread_ts=request.thread_ts,
        )


def message_withdrawn(session: Session, request: Request, now: datetime) -> None:
    """A message was deleted; a request with nothing left of the client is withdrawn."""
    left = select(Message.ts).where(
        Message.request_id == request.id, Message.from_client, Message.deleted.is_(False)
    )
    if request.is_open and session.execute(left.limit(1)).first() is None:
        close(session, request, ClosedBy.WITHDRAWN, now)
    else:
        changed(session, request)
