"""Channels: who can read them, and what the introduction's cards show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.i18n import Translator, language_of
from bot.core.worker import Draw, Drawing, JobHandler, Settle, Tools
from bot.features.channels import service as channels
from bot.features.channels.models import Channel
from bot.features.platforms.models import PlatformMode
from bot.features.platforms.service import client_of_channel, locale_of, platform_of_client
from bot.ports import Refused
from handlers.channels import back, views
from handlers.channels.guard import refresh as ask_who_reads
from handlers.slack import readers


def refresh(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Find out who can read a channel; where the bot is a member, offer the introduction."""
    channel = payload["channel"]
    try:
        info = tools.chat.channel(channel)
        ask_who_reads(tools, channel)
    except Refused as refused:
        if refused.code != "channel_not_found":
            raise
        return None  # declared, but nobody has invited us yet: `perron doctor` says so

    def settle(session: Session) -> None:
        if info.is_member:
            channels.offer_introduction(session, channel)

    return settle


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
    **back.JOBS,
}
