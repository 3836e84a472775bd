"""Channels: who can read them, and what was said while Perron was away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import jobs, schedule
from bot.core.cards import Claimed
from bot.core.i18n import Translator, language_of
from bot.core.worker import Draw, Drawing, JobHandler, Settle, Tools
from bot.features.channels import service as channels
from bot.features.channels.models import Channel
from bot.features.platforms.models import PlatformMode
from bot.features.platforms.service import client_of_channel, locale_of, platform_of_client
from bot.features.requests import intake
from bot.features.requests.models import Request, RequestState
from bot.ports import HistoryMessage
from handlers.channels import views
from handlers.channels.guard import refresh as ask_who_reads
from handlers.requests.messages import message_of
from handlers.slack import readers

OVERLAP = timedelta(minutes=10)
"""Read back a little more than seems needed: events arrive out of order."""
THREADS_LOOKED_AT = timedelta(days=30)


def refresh(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Find out who can read a channel; where the bot is a member, offer the introduction."""
    channel = payload["channel"]
    info = tools.chat.channel(channel)
    ask_who_reads(tools, channel)

    def settle(session: Session) -> None:
        if info.is_member:
            channels.offer_introduction(session, channel)

    return settle


def backfill(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Read back every client's channel from its watermark: at start, and hourly."""

    def settle(session: Session) -> None:
        for channel, watermark in channels.readable(session):
            oldest = max(0.0, float(watermark) - OVERLAP.total_seconds())
            since = max(oldest, channels.introduced_since(session, channel))
            todo = {"channel": channel, "oldest": f"{since:.6f}", "thread_ts": None}
            jobs.enqueue(session, "channels.read_back", todo, lane=f"back:{channel}")
            for thread_ts, last in _open_threads(session, channel, tools.clock.now()):
                todo = {"channel": channel, "oldest": last, "thread_ts": thread_ts}
                jobs.enqueue(session, "channels.read_back", todo, lane=f"back:{channel}")
        if payload.get("subject"):
            next_time = tools.clock.now() + timedelta(hours=1)
            schedule.at(session, "channels.backfill", payload["subject"], next_time)

    return settle


def _open_threads(session: Session, channel: str, now: datetime) -> list[tuple[str, str]]:
    """``(thread, oldest ts to read)`` of requests that may have been answered meanwhile."""
    rows = session.execute(
        select(Request.thread_ts, Request.last_client_at, Request.last_team_at).where(
            Request.channel == channel,
            Request.state.in_([RequestState.OPEN, RequestState.TAKEN]),
            Request.created_at > now - THREADS_LOOKED_AT,
        )
    )
    found = {}
    for thread_ts, client_at, team_at in rows:
        last = max(client_at, team_at or client_at) - OVERLAP
        found[thread_ts] = f"{max(last.timestamp(), float(thread_ts)):.6f}"
    return sorted(found.items())


def read_back(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Take in what was missed; what is known already changes nothing."""
    found = tools.chat.history(
        payload["channel"], oldest=payload["oldest"], thread_ts=payload["thread_ts"]
    )

    def settle(session: Session) -> None:
        for message in found:
            _take_in(session, message, tools.clock.now())

    return settle


def _take_in(session: Session, message: HistoryMessage, now: datetime) -> None:
    raw = message.raw
    if raw.get("subtype") not in (None, "file_share", "thread_broadcast", "me_message"):
        return
    incoming = message_of(message.channel, raw, raw.get("user_team") or raw.get("team"))
    if incoming is None:
        return
    intake.message_came(session, incoming, now)
    if incoming.edited_ts is not None:
        intake.message_edited(session, incoming, now)


def _offer(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    client = client_of_channel(session, card.subject)
    row = session.get(Channel, card.subject)
    if client is None or row is None:
        return None
    platform = platform_of_client(session, client.key)
    introduced = (
        (row.introduced_by or "", row.introduced_at) if row.introduced_at is not None else None
    )
    observing = platform.mode == PlatformMode.OBSERVE
    return views.offer(client.name, row.id, introduced, observing, readers.team(platform))


def _introduction(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    row = session.get(Channel, card.subject)
    return views.introduction(row.introduction) if row and row.introduction else None


def _silenced(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    row = session.get(Channel, card.subject)
    if row is None or not row.silenced:
        return None
    return views.silenced(row.id, Translator(language_of(locale_of(session, card.place))))


DRAWS: dict[str, Draw] = {
    "channel.offer": _offer,
    "channel.introduction": _introduction,
    "channel.silenced": _silenced,
}
JOBS: dict[str, JobHandler] = {
    "channels.refresh": refresh,
    "channels.backfill": backfill,
    "channels.read_back": read_back,
}
