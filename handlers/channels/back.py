"""Reading back what was said while Perron was away or Slack could not reach it.

The watermark of a channel is moved by nothing but this: an event that comes after an absence says
nothing about those that were lost before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.channels import service as channels
from bot.features.requests import intake, missed
from bot.ports import HistoryMessage, Refused
from handlers.requests.messages import SPOKEN, message_of

OVERLAP = timedelta(minutes=10)
"""Slack's clock is not ours, and events arrive out of order."""


def backfill(_tools: Tools, _payload: Mapping[str, Any]) -> Settle:
    """Have every client's channel read back from its watermark: at start, and hourly."""

    def settle(session: Session) -> None:
        for channel, watermark in channels.readable(session):
            oldest = float(watermark) - OVERLAP.total_seconds()
            since = max(0.0, oldest, channels.introduced_since(session, channel))
            todo = {"channel": channel, "oldest": f"{since:.6f}"}
            jobs.enqueue(session, "channels.read_back", todo, lane=f"back:{channel}")

    return settle


def read_back(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Take in what a channel has since ``oldest``; its threads follow, and then the watermark."""
    channel, oldest, asked_at = payload["channel"], payload["oldest"], tools.clock.now()
    found = tools.chat.history(channel, oldest=oldest)

    def settle(session: Session) -> None:
        for message in found:
            _take_in(session, message, asked_at)
        seen = {message.ts for message in found}
        missed.deleted_in_channel(session, channel, float(oldest), asked_at, seen)
        lane = f"back:{channel}"
        for thread_ts in _threads(session, channel, found, asked_at):
            todo = {"channel": channel, "thread_ts": thread_ts}
            jobs.enqueue(session, "channels.read_thread", todo, lane=lane)
        mark = {"channel": channel, "ts": f"{asked_at.timestamp():.6f}"}
        jobs.enqueue(session, "channels.read_up_to", mark, lane=lane)

    return settle


def _threads(
    session: Session, channel: str, found: Sequence[HistoryMessage], now: datetime
) -> list[str]:
    """Threads of what was found, and those of requests, which may begin long before."""
    new = {message.ts for message in found if message.raw.get("reply_count")}
    return sorted(new | set(missed.threads_to_read(session, channel, now)))


def read_thread(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Take in a whole thread: what was written, changed and deleted in it."""
    channel, thread_ts, asked_at = payload["channel"], payload["thread_ts"], tools.clock.now()
    try:
        found = tools.chat.history(channel, oldest="0", thread_ts=thread_ts)
    except Refused as refused:
        if refused.code != "thread_not_found":
            raise
        found = []  # its first message was deleted before anybody had answered

    def settle(session: Session) -> None:
        for message in found:
            _take_in(session, message, asked_at)
        seen = {message.ts for message in found}
        missed.deleted_in_thread(session, channel, thread_ts, asked_at, seen)

    return settle


def read_up_to(_tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Everything before it in its lane was read."""
    return lambda session: channels.taken_in(session, payload["channel"], payload["ts"])


def _take_in(session: Session, message: HistoryMessage, now: datetime) -> None:
    raw = message.raw
    if raw.get("subtype") == "tombstone":
        intake.message_deleted(session, message.channel, message.ts, now)
    if raw.get("subtype") not in SPOKEN:
        return
    incoming = message_of(message.channel, raw, raw.get("user_team") or raw.get("team"))
    if incoming is None:
        return
    intake.message_came(session, incoming, now)
    if incoming.edited_ts is not None:
        intake.message_edited(session, incoming, now)


JOBS: dict[str, JobHandler] = {
    "channels.backfill": backfill,
    "channels.read_back": read_back,
    "channels.read_thread": read_thread,
    "channels.read_up_to": read_up_to,
}
