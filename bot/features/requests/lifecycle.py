"""The life of a request as messages drive it: raised, answered, gone quiet, opened again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from bot.core import cards, jobs, schedule
from bot.core.cards import Audience
from bot.features.platforms.models import Client, Platform, PlatformMode
from bot.features.requests import learning
from bot.features.requests.models import (
    ClosedBy,
    Message,
    OutcomeKind,
    Request,
    RequestState,
)

CARD_AFTER = timedelta(minutes=15)
"""The client's card comes this long after the request, if nobody has taken it before."""
ROUTED_FIRST = 0.3
"""Wall seconds the team's card waits, so that it can say what the request is about."""


def locked(session: Session, request_id: str) -> Request:
    """The request, held against others until the transaction ends."""
    return session.get_one(Request, request_id, with_for_update=True)


def request_of_thread(session: Session, channel: str, thread_ts: str) -> Request | None:
    """The request of a thread; where it was split in two, the open one, then the newest."""
    is_open = case((Request.state.in_([RequestState.OPEN, RequestState.TAKEN]), 0), else_=1)
    found = (
        select(Request)
        .where(Request.channel == channel, Request.thread_ts == thread_ts)
        .order_by(is_open, Request.created_at.desc(), Request.id)
        .limit(1)
        .with_for_update()
    )
    return session.scalars(found).first()


def changed(session: Session, request: Request) -> None:
    """Something of the request has changed: every card about it is drawn anew."""
    request.version += 1
    cards.touch(session, request.id)
    if request.assignee is not None:
        cards.touch(session, home_of(request.assignee))
    session.flush()


def home_of(user_id: str) -> str:
    """The subject of a person's App Home."""
    return f"home:{user_id}"


def raise_request(
    session: Session,
    client: Client,
    message: Message,
    *,
    raised_by: str | None = None,
    words: str | None = None,
    thread_ts: str | None = None,
    author_team: str | None = None,
) -> Request:
    """Make a request of a message and have it noticed, routed and shown."""
    platform = session.get_one(Platform, client.platform_key)
    request = Request(
        platform_key=platform.key,
        client_key=client.key,
        channel=message.channel,
        thread_ts=thread_ts or message.ts,
        author=message.author or "",
        author_team=author_team,
        raised_by=raised_by,
        words=words,
        created_at=message.at,
        last_client_at=message.at,
    )
    session.add(request)
    session.flush()
    message.request_id = request.id
    session.add(message)
    learning.note(session, request.id, OutcomeKind.RAISED, message.at, request.author)
    _make_visible(session, request, platform, message)
    session.flush()
    return request


def _make_visible(session: Session, request: Request, platform: Platform, message: Message) -> None:
    jobs.enqueue(session, "requests.route", {"subject": request.id}, lane=f"request:{request.id}")
    if platform.mode == PlatformMode.OBSERVE:
        return
    jobs.enqueue(
        session,
        "requests.notice",
        {"channel": message.channel, "ts": message.ts, "on": True},
        lane=f"message:{message.channel}:{message.ts}",
    )
    cards.show(
        session,
        "request.team",
        request.id,
        Audience.TEAM,
        platform.team_channel,
        delay=ROUTED_FIRST,
    )
    schedule.at(session, "requests.client_card", request.id, message.at + CARD_AFTER)


def show_client_card(session: Session, request: Request) -> None:
    """Show the client's card in the thread, unless the platform only observes."""
    platform = session.get_one(Platform, request.platform_key)
    schedule.cancel(session, "requests.client_card", request.id)
    if platform.mode == PlatformMode.OBSERVE:
        return
    cards.show(
        session,
        "request.client",
        request.id,
        Audience.CLIENT,
        request.channel,
        channel=request.channel,
        thread_ts=request.thread_ts,
    )


def client_wrote(session: Session, request: Request, message: Message) -> None:
    """Another message of the client; a closed request is opened again by it."""
    message.request_id = request.id
    session.add(message)
    request.last_client_at = max(request.last_client_at, message.at)
    request.created_at = min(request.created_at, message.at)
    schedule.cancel(session, "requests.quiet", request.id)
    if not request.is_open:
        reopen(session, request, message.at)
    changed(session, request)


def reopen(session: Session, request: Request, at: datetime) -> None:
    """Open a request again: in the same hands, or looking for somebody."""
    request.state = RequestState.TAKEN if request.assignee else RequestState.OPEN
    request.closed_at, request.closed_by, request.reopened_at = None, None, at
    request.asks_everybody = False
    learning.note(session, request.id, OutcomeKind.REOPENED, at)
    platform = session.get_one(Platform, request.platform_key)
    if platform.mode == PlatformMode.ACTIVE:
        cards.show(session, "request.team", request.id, Audience.TEAM, platform.team_channel)
        session.flush()
        cards.show(
            session,
            "request.again",
            f"{request.id}:{int(at.timestamp())}",
            Audience.MEMBER if request.assignee else Audience.TEAM,
            request.assignee or platform.team_channel,
        )


def team_wrote(session: Session, request: Request, message: Message, *, is_member: bool) -> None:
    """Somebody of the agency wrote in the thread; a member who answers an open one has it."""
    message.request_id = request.id
    session.add(message)
    author = message.author or ""
    request.last_team_at = max(request.last_team_at or message.at, message.at)
    if request.answered_at is None:
        request.answered_at = message.at
    if is_member:
        if request.state == RequestState.OPEN:
            assign(session, request, author, message.at)
        learning.note(session, request.id, OutcomeKind.ANSWERED, message.at, author)
    if request.is_open:
        platform = session.get_one(Platform, request.platform_key)
        quiet_at = message.at + timedelta(days=platform.close_after_days)
        schedule.at(session, "requests.quiet", request.id, quiet_at)
    changed(session, request)


def assign(session: Session, request: Request, user_id: str, at: datetime) -> None:
    """Put the request into somebody's hands."""
    if request.assignee is not None:
        cards.touch(session, home_of(request.assignee))
    request.state, request.assignee, request.taken_at = RequestState.TAKEN, user_id, at
    learning.note(session, request.id, OutcomeKind.TAKEN, at, user_id)
    show_client_card(session, request)


def close(session: Session, request: Request, by: ClosedBy, at: datetime) -> None:
    """Close an open request; closing one that is closed changes nothing."""
    if not request.is_open:
        return
    request.state, request.closed_at, request.closed_by = RequestState.CLOSED, at, by
    learning.note(session, request.id, OutcomeKind.CLOSED, at, request.assignee)
    for due in ("requests.client_card", "requests.quiet"):
        schedule.cancel(session, due, request.id)
    changed(session, request)


def close_quietly(session: Session, request_id: str, now: datetime) -> None:
    """Nobody wrote for the platform's number of days after the team's last word."""
    request = locked(session, request_id)
    if not request.is_open or request.last_team_at is None:
        return
    platform = session.get_one(Platform, request.platform_key)
    if request.last_client_at > request.last_team_at:
        return
    quiet_at = request.last_team_at + timedelta(days=platform.close_after_days)
    if now < quiet_at:
        schedule.at(session, "requests.quiet", request.id, quiet_at)
        return
    close(session, request, ClosedBy.QUIET, now)
    if platform.mode == PlatformMode.ACTIVE:
        cards.show(
            session,
            "request.closed_quietly",
            f"{request.id}:{int(now.timestamp())}",
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
