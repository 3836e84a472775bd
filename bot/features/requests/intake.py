"""Intake: what a message in a client's channel means, decided in one transaction.

A message is (channel, ts), whatever event brings it and in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.inbox import Seen, first_time
from bot.features.channels import service as channels
from bot.features.platforms.models import Client, ClientStatus, Person
from bot.features.platforms.service import Side, client_of_channel, member_of, side_of
from bot.features.requests import lifecycle
from bot.features.requests.files import ask_for_names
from bot.features.requests.finding import locked, request_of_thread
from bot.features.requests.following import followed, just_said, meant
from bot.features.requests.meaning import meaning_of
from bot.features.requests.models import Message, Request, RequestState
from bot.features.requests.sense import Sense
from bot.features.requests.showing import changed, notice, tell

AFTER_THE_END = "blocks.posted"
"""The job of answering somebody of a client in delivery block: ``channel ts thread_ts author``."""
ROOT_COMES = 3.0
"""Seconds that a reply waits for its thread's first message, where events are out of order."""


@dataclass(frozen=True)
class Incoming:
    """A message as it came in. ``team_id`` is the author's, None where the payload is silent."""

    channel: str
    ts: str
    author: str
    team_id: str | None
    text: str
    thread_ts: str | None = None
    files: tuple[str, ...] = ()
    file_ids: tuple[str, ...] = ()
    """In the order of ``files``, whose names are empty where the other side owns them."""
    edited_ts: str | None = None
    is_bot: bool = False
    put_off: bool = False

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(float(self.ts), UTC)

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def as_payload(self) -> dict[str, Any]:
        """For a job; `from_payload` turns it back."""
        return asdict(self)

    @staticmethod
    def from_payload(payload: Mapping[str, Any]) -> Incoming:
        lists = {key: tuple(payload.get(key, ())) for key in ("files", "file_ids")}
        return Incoming(**{**payload, **lists})


def message_key(channel: str, ts: str) -> str:
    """The identity of a message."""
    return f"message:{channel}:{ts}"


def message_came(session: Session, incoming: Incoming, now: datetime) -> None:
    """Take in a message; the same one again changes nothing."""
    if not _may_read(session, incoming.channel, incoming.ts):
        return
    if first_time(session, message_key(incoming.channel, incoming.ts), now):
        place(session, incoming)


def _may_read(session: Session, channel: str, ts: str) -> bool:
    """Nothing from before the introduction, however it comes; one after the other in a channel."""
    if not channels.may_read(session, channel, lock=True):
        return False
    return float(ts) >= channels.introduced_since(session, channel)


def message_edited(session: Session, incoming: Incoming, now: datetime) -> None:
    """Follow an edit, also where it comes before its message."""
    if incoming.edited_ts is None or not _may_read(session, incoming.channel, incoming.ts):
        return
    key = message_key(incoming.channel, incoming.ts)
    if not first_time(session, f"{key}:{incoming.edited_ts}", now):
        return
    first_time(session, key, now)
    row = session.get(Message, (incoming.channel, incoming.ts), with_for_update=True)
    if row is None:
        place(session, incoming)
    else:
        _follow_edit(session, row, incoming)


def _follow_edit(session: Session, row: Message, incoming: Incoming) -> None:
    """The newest edit counts, in whatever order they come."""
    if row.deleted or float(incoming.edited_ts or 0) <= float(row.edited_ts or 0):
        return
    row.text, row.files, row.edited_ts = incoming.text, list(incoming.files), incoming.edited_ts
    ask_for_names(session, row, incoming.file_ids)
    if row.request_id is not None:
        changed(session, locked(session, row.request_id))


def message_deleted(session: Session, channel: str, ts: str, now: datetime) -> None:
    """Follow a deletion; one that comes before its message leaves a tombstone."""
    if not _may_read(session, channel, ts):
        return
    row = session.get(Message, (channel, ts), with_for_update=True)
    if row is None:
        at = datetime.fromtimestamp(float(ts), UTC)
        session.add(Message(channel=channel, ts=ts, at=at, deleted=True, files=[]))
        return
    if row.deleted:
        return
    row.deleted, row.text, row.files = True, None, []
    session.flush()
    if row.request_id is not None:
        lifecycle.message_withdrawn(session, locked(session, row.request_id), now)


def place(session: Session, incoming: Incoming) -> None:
    """Find out whose message it is and what it belongs to."""
    client = client_of_channel(session, incoming.channel)
    if client is None or not client.active:
        return
    has_ended = client.status != ClientStatus.ACTIVE
    row = session.get(Message, (incoming.channel, incoming.ts), with_for_update=True)
    if row is not None:
        _follow_edit(session, row, incoming)
        return
    side = side_of(
        session, team_id=incoming.team_id, user_id=incoming.author, is_bot=incoming.is_bot
    )
    if side is Side.BOT:
        return
    looked_up_in_vain = side is Side.UNKNOWN and incoming.put_off
    if not looked_up_in_vain and (side is Side.UNKNOWN or _root_is_missing(session, incoming)):
        _put_off(session, incoming, side)
    elif side is Side.CLIENT or looked_up_in_vain:
        _learn_name(session, incoming)
        if has_ended:
            _after_the_end(session, client, incoming)
        else:
            _from_client(session, client, incoming)
    elif not has_ended:
        _from_team(session, client, incoming)
    row = session.get(Message, (incoming.channel, incoming.ts))
    if row is not None:
        ask_for_names(session, row, incoming.file_ids)


def _root_is_missing(session: Session, incoming: Incoming) -> bool:
    """A reply may overtake the first message of its thread: then it waits a little, once."""
    if not incoming.in_thread or incoming.put_off:
        return False
    assert incoming.thread_ts is not None
    root = message_key(incoming.channel, incoming.thread_ts)
    return (
        session.get(Seen, root) is None
        and request_of_thread(session, incoming.channel, incoming.thread_ts) is None
    )


def _put_off(session: Session, incoming: Incoming, side: Side) -> None:
    payload = {**incoming.as_payload(), "put_off": True}
    delay = 0.0 if side is Side.UNKNOWN else ROOT_COMES
    jobs.enqueue(session, "requests.sort", payload, lane=f"message:{incoming.channel}", delay=delay)


def _learn_name(session: Session, incoming: Incoming) -> None:
    known = select(Person.user_id).where(Person.user_id == incoming.author).limit(1)
    if session.execute(known).first() is None:
        payload = {"user": incoming.author}
        jobs.enqueue(session, "people.learn", payload, lane=f"person:{incoming.author}")


def _after_the_end(session: Session, client: Client, incoming: Incoming) -> None:
    """A client in delivery block: nothing is raised; what wants something is answered (blocks)."""
    if _meaning(session, client, incoming).is_request:
        payload = {
            "channel": incoming.channel,
            "ts": incoming.ts,
            "thread_ts": incoming.thread_ts,
            "author": incoming.author,
        }
        jobs.enqueue(session, AFTER_THE_END, payload, lane=f"blocks:{client.key}")


def _meaning(session: Session, client: Client, incoming: Incoming) -> Sense:
    return meaning_of(
        session,
        client,
        incoming.text,
        has_files=bool(incoming.files),
        in_thread=incoming.in_thread,
    )


def _from_client(session: Session, client: Client, incoming: Incoming) -> None:
    meaning = _meaning(session, client, incoming)
    message = _as_message(incoming, from_client=True)
    request = _belongs_to(session, client, incoming)
    if request is None and not incoming.in_thread:
        request = _goes_on_with(session, client, message, meaning)
    if request is None:
        if meaning.is_request:
            _raise(session, client, incoming)
        return
    if not request.is_open and not meaning.is_request:
        return
    lifecycle.client_wrote(session, request, message)


def _goes_on_with(
    session: Session, client: Client, message: Message, meaning: Sense
) -> Request | None:
    """The open request that a message in the channel goes on with; the client sees it was heard."""
    request_id = followed(session, client.key, message.channel, message, meaning)
    if request_id is None:
        return None
    request = locked(session, request_id)
    if request.state != RequestState.RESTING:
        notice(session, request, message.ts)
    if request.assignee is not None:
        tell(session, "request.followed", request, message.at, to=request.assignee)
    return request


def _raise(session: Session, client: Client, incoming: Incoming) -> None:
    origin = lifecycle.Origin(
        channel=incoming.channel,
        thread_ts=incoming.thread_ts or incoming.ts,
        author=incoming.author,
        author_team=incoming.team_id,
        at=incoming.at,
    )
    lifecycle.raise_request(session, client, origin, [_as_message(incoming, from_client=True)])


def _belongs_to(session: Session, client: Client, incoming: Incoming) -> Request | None:
    """The request of the thread, or of the same author's messages just before or after."""
    if incoming.in_thread:
        assert incoming.thread_ts is not None
        which = meant(session, incoming.channel, incoming.thread_ts, incoming.text)
        if which is not None:
            return locked(session, which)
        return request_of_thread(session, incoming.channel, incoming.thread_ts)
    found = request_of_thread(session, incoming.channel, incoming.ts)
    if found is not None:
        return found
    request_id = just_said(session, client, incoming.channel, incoming.author, incoming.at)
    return locked(session, request_id) if request_id else None


def _from_team(session: Session, client: Client, incoming: Incoming) -> None:
    if not incoming.in_thread:
        return
    assert incoming.thread_ts is not None
    request = request_of_thread(
        session, incoming.channel, incoming.thread_ts, answering=incoming.author
    )
    if request is None:
        return
    is_member = member_of(session, incoming.author, client.platform_key) is not None
    lifecycle.team_wrote(
        session, request, _as_message(incoming, from_client=False), is_member=is_member
    )


def _as_message(incoming: Incoming, *, from_client: bool) -> Message:
    return Message(
        channel=incoming.channel,
        ts=incoming.ts,
        author=incoming.author,
        from_client=from_client,
        text=incoming.text,
        files=list(incoming.files),
        in_thread=incoming.in_thread,
        at=incoming.at,
        edited_ts=incoming.edited_ts,
        deleted=False,
    )
