"""What people do with a request by pressing something. Who may is checked here, every time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards, jobs, schedule
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, Platform, PlatformMode
from bot.features.platforms.service import (
    client_of_channel,
    member_of,
    person_name,
    require_active,
)
from bot.features.requests import learning
from bot.features.requests.lifecycle import (
    assign,
    changed,
    close,
    locked,
    raise_request,
    reopen,
    request_of_thread,
)
from bot.features.requests.models import (
    ClosedBy,
    Message,
    OutcomeKind,
    ProjectInSpe,
    Request,
    RequestState,
)


def for_member(session: Session, request_id: str, user_id: str) -> Request:
    """The request, held, for a member of its platform; anybody else is told so."""
    request = session.get(Request, request_id, with_for_update=True)
    if request is None:
        raise Kindly(mark("This request no longer exists."))
    if member_of(session, user_id, request.platform_key) is None:
        platform = session.get_one(Platform, request.platform_key)
        raise Kindly(mark("Only members of {platform} can do this."), platform=platform.name)
    return request


def _still_open(request: Request) -> None:
    if not request.is_open:
        raise Kindly(mark("This request is not open any more. Nothing was changed."))


def take(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """Take an open request. One that somebody else has stays with them."""
    request = for_member(session, request_id, user_id)
    _still_open(request)
    if request.assignee == user_id:
        return
    if request.assignee is not None:
        raise Kindly(
            mark("{name} has taken this already. You can take it over from the team card."),
            name=person_name(session, request.assignee),
        )
    require_active(session, request.client_key)
    assign(session, request, user_id, now)
    changed(session, request)


def hand_to(session: Session, request_id: str, by: str, to: str, now: datetime) -> None:
    """Give a request to somebody of the platform (or take it over oneself)."""
    request = for_member(session, request_id, by)
    _still_open(request)
    if member_of(session, to, request.platform_key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."),
            name=person_name(session, to),
        )
    if request.assignee == to:
        return
    require_active(session, request.client_key)
    if request.assignee is not None:
        learning.note(session, request.id, OutcomeKind.GIVEN_AWAY, now, request.assignee)
    if to != by:
        learning.note(session, request.id, OutcomeKind.GIVEN_TO, now, to)
    assign(session, request, to, now)
    if to != by:
        platform = session.get_one(Platform, request.platform_key)
        if platform.mode == PlatformMode.ACTIVE:
            cards.show(session, "request.given", request.id, Audience.MEMBER, to)
    changed(session, request)


def done_by_member(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """A member closes a request."""
    request = for_member(session, request_id, user_id)
    close(session, request, ClosedBy.TEAM, now)


def reopen_by_member(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """A member opens a request again, also one that was not one or was kept for later."""
    request = for_member(session, request_id, user_id)
    if request.is_open:
        return
    require_active(session, request.client_key)
    if request.state == RequestState.NOT_A_REQUEST:
        learning.note(session, request.id, OutcomeKind.IS_A_REQUEST, now, user_id)
        _notice(session, request, on=True)
    in_spe = session.get(ProjectInSpe, request.id)
    if in_spe is not None:
        session.delete(in_spe)
    reopen(session, request, now)
    changed(session, request)


def not_a_request(session: Session, request_id: str, user_id: str, now: datetime) -> None:
    """The team says that this was none; similar words of this client are left in peace."""
    request = for_member(session, request_id, user_id)
    if request.state == RequestState.NOT_A_REQUEST:
        return
    request.state = RequestState.NOT_A_REQUEST
    learning.note(session, request.id, OutcomeKind.NOT_A_REQUEST, now, user_id)
    schedule.cancel(session, "requests.client_card", request.id)
    schedule.cancel(session, "requests.quiet", request.id)
    _notice(session, request, on=False)
    changed(session, request)


def later(session: Session, request_id: str, user_id: str, when: str, now: datetime) -> None:
    """Keep it as a project in spe of this client; ``when`` is a word on when."""
    request = for_member(session, request_id, user_id)
    _still_open(request)
    if not when.strip():
        raise Kindly(mark("Please say when, in a word: for example “after the summer”."))
    request.state = RequestState.LATER
    session.add(
        ProjectInSpe(
            request_id=request.id,
            client_key=request.client_key,
            when=when.strip()[:200],
            kept_by=user_id,
            at=now,
        )
    )
    learning.note(session, request.id, OutcomeKind.LATER, now, user_id)
    schedule.cancel(session, "requests.quiet", request.id)
    changed(session, request)


def split(
    session: Session,
    request_id: str,
    user_id: str,
    message_keys: Sequence[str],
    words: str,
    now: datetime,
) -> Request:
    """Make two of one: the messages with the ``message_keys`` (ts) become a second request.

    Where no message stands alone, ``words`` say what the second one is about.
    """
    request = for_member(session, request_id, user_id)
    _still_open(request)
    client = require_active(session, request.client_key)
    all_of_it = session.scalars(
        select(Message)
        .where(Message.request_id == request.id, Message.from_client)
        .order_by(Message.at)
    ).all()
    chosen = [m for m in all_of_it if m.ts in set(message_keys)]
    if not chosen and not words.strip():
        raise Kindly(mark("Choose the messages of the second request, or say what it is about."))
    if chosen and len(chosen) == len(all_of_it):
        raise Kindly(mark("At least one message has to stay with the first request."))
    learning.note(session, request.id, OutcomeKind.SPLIT, now, user_id)
    if chosen:
        own_thread = chosen[0].ts != request.thread_ts and _is_top_level(chosen[0], request)
        second = raise_request(
            session,
            client,
            chosen[0],
            raised_by=user_id,
            words=words.strip() or None,
            thread_ts=chosen[0].ts if own_thread else request.thread_ts,
            author_team=request.author_team,
        )
        for message in chosen[1:]:
            message.request_id = second.id
    else:
        second = _split_by_words(session, request, user_id, words.strip(), now)
    changed(session, request)
    return second


def _is_top_level(message: Message, request: Request) -> bool:
    """Messages that joined by the window stand in the channel, the rest in the thread."""
    return not message.in_thread and message.channel == request.channel


def _split_by_words(
    session: Session, request: Request, user_id: str, words: str, now: datetime
) -> Request:
    client = require_active(session, request.client_key)
    marker = Message(
        channel=request.channel,
        ts=f"{request.thread_ts}:{request.version}",
        author=request.author,
        from_client=False,
        text=None,
        at=now,
        files=[],
        deleted=False,
    )
    return raise_request(
        session,
        client,
        marker,
        raised_by=user_id,
        words=words,
        thread_ts=request.thread_ts,
        author_team=request.author_team,
    )


def client_for_member(session: Session, channel: str, user_id: str) -> Client:
    """The active client of a channel, for a member of its platform."""
    client = client_of_channel(session, channel)
    if client is None:
        raise Kindly(mark("This is not a client's channel. Use it in a channel shared with one."))
    if member_of(session, user_id, client.platform_key) is None:
        platform = session.get_one(Platform, client.platform_key)
        raise Kindly(mark("Only members of {platform} can do this."), platform=platform.name)
    return require_active(session, client.key)


def raise_for_client(
    session: Session,
    channel: str,
    ts: str,
    thread_ts: str | None,
    author: str,
    text: str,
    words: str,
    by: str,
    now: datetime,
) -> Request:
    """A member raises a request on a client's behalf, from any message of the channel."""
    client = client_for_member(session, channel, by)
    existing = session.get(Message, (channel, ts))
    if existing is not None and existing.request_id is not None:
        known = locked(session, existing.request_id)
        if known.is_open:
            raise Kindly(mark("This message belongs to an open request already."))
        reopen_by_member(session, known.id, by, now)
        return known
    in_thread = thread_ts is not None and thread_ts != ts
    if in_thread and thread_ts and request_of_thread(session, channel, thread_ts) is not None:
        raise Kindly(mark("This thread belongs to a request already."))
    message = existing or Message(
        channel=channel,
        ts=ts,
        author=author,
        from_client=True,
        text=text,
        at=now,
        files=[],
        in_thread=in_thread,
        deleted=False,
    )
    return raise_request(
        session, client, message, raised_by=by, words=words.strip() or None, thread_ts=thread_ts
    )


def _notice(session: Session, request: Request, *, on: bool) -> None:
    platform = session.get_one(Platform, request.platform_key)
    if platform.mode == PlatformMode.ACTIVE:
        jobs.enqueue(
            session,
            "requests.notice",
            {"channel": request.channel, "ts": request.thread_ts, "on": on},
            lane=f"message:{request.channel}:{request.thread_ts}",
        )
