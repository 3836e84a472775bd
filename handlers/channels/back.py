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


def backfill(tools: Tools, _payload: Mapping[str, Any]) -> Settle:
    """Have every client's channel read back from its watermark: at start, and hourly."""
    now = tools.clock.now()

    def settle(session: Session) -> None:
        for channel, watermark in channels.readable(session):
            introduced = channels.introduced_since(session, channel)
            oldest = max(0.0, introduced, float(watermark) - OVERLAP.total_seconds())
            earlier = (now - missed.compared(now, float(watermark))).timestamp()
            todo = {
                "channel": channel,
                "oldest": f"{oldest:.6f}",
                "compare_from": f"{max(introduced, min(oldest, earlier)):.6f}",
            }
            jobs.enqueue(session, "channels.read_back", todo, lane=f"back:{channel}")

    return settle


def read_back(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Take in what a channel has since ``oldest``; its threads follow, and then the watermark.

    What it has from before, since ``compare_from``, is compared with what is known: edited,
    deleted, or answered in its thread since.
    """
    channel, oldest, asked_at = payload["channel"], payload["oldest"], tools.clock.now()
    since = payload.get("compare_from", oldest)
    found = tools.chat.history(channel, oldest=since)

    def settle(session: Session) -> None:
        known = missed.known(session, channel, float(since))
        for message in found:
            if _is_news(message, float(oldest), known):
                _take_in(session, message, asked_at)
        seen = {message.ts for message in found}
        missed.deleted_in_channel(session, channel, float(since), asked_at, seen)
        lane = f"back:{channel}"
        for thread_ts in _threads(session, channel, found, float(oldest), asked_at):
            todo = {"channel": channel, "thread_ts": thread_ts}
            jobs.enqueue(session, "channels.read_thread", todo, lane=lane)
        mark = {"channel": channel, "ts": f"{asked_at.timestamp():.6f}"}
        jobs.enqueue(session, "channels.read_up_to", mark, lane=lane)

    return settle


def _is_news(message: HistoryMessage, oldest: float, known: Mapping[str, str | None]) -> bool:
    """Written or edited since ``oldest``; or edited or deleted, where we know another version."""
    edited = (message.raw.get("edited") or {}).get("ts")
    if float(edited or message.ts) > oldest:
        return True
    if message.ts not in known:
        return False
    if message.raw.get("subtype") == "tombstone":
        return True
    return float(edited or 0) > float(known[message.ts] or 0)


def _threads(
    session: Session,
    channel: str,
    found: Sequence[HistoryMessage],
    oldest: float,
    now: datetime,
) -> list[str]:
    """Threads with an answer since ``oldest``, and those of requests, which may begin before."""
    answered = {
        message.ts
        for message in found
        if message.raw.get("reply_count")
        and float(message.raw.get("latest_reply") or message.ts) > oldest
    }
    return sorted(answered | set(missed.threads_to_read(session, channel, now)))


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
