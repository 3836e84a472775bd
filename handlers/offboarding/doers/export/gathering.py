"""Messages and threads read from Slack into plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.core.worker import Tools
from bot.features.channels.service import introduced_since, may_read
from bot.features.platforms.service import person_of
from bot.ports import HistoryMessage, Refused
from handlers.offboarding.doers.export.values import Said, Talk
from handlers.offboarding.doers.frame import About, refusal
from handlers.offboarding.doers.sending import waiting

TOKEN = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
NameOf = Callable[[str], str]
NOT_INTRODUCED = mark("Perron was not introduced there, and may not read it.")


def read_from(session: Session, channel: str) -> str | None:
    """From which ts on Perron may read a channel; None: not at all."""
    if not may_read(session, channel):
        return None
    return f"{introduced_since(session, channel):.6f}"


def talk_of(tools: Tools, about: About, channel: str, name: str, name_of: NameOf) -> Talk:
    """A channel with its threads. What cannot be read is said, not left out.

    Nothing from before Perron's introduction: the client was told that it reads from then on.
    """
    zone = ZoneInfo(about.zone)
    since = tools.db.read(lambda s: read_from(s, channel))
    if since is None:
        return Talk(channel, name, (), about.reader(NOT_INTRODUCED))
    try:
        raw = waiting(lambda: tools.chat.history(channel, oldest=since))
    except Refused as refused:
        return Talk(channel, name, (), refusal(refused).to(about.reader))
    messages, trouble = [], ""
    for message in raw:
        try:
            replies = _replies(tools, message)
        except Refused as refused:
            replies, trouble = [], refusal(refused).to(about.reader)
        messages.append(said(message.raw, replies, name_of, zone))
    return Talk(channel, name, messages, trouble)


def _replies(tools: Tools, message: HistoryMessage) -> Sequence[Mapping[str, Any]]:
    """What was answered; a thread's first message is what it hangs on."""
    if not message.raw.get("reply_count"):
        return []
    channel, ts = message.channel, message.ts
    found = waiting(lambda: tools.chat.history(channel, oldest="0", thread_ts=ts))
    return [one.raw for one in found if one.ts != ts]


def said(
    raw: Mapping[str, Any],
    replies: Iterable[Mapping[str, Any]],
    name_of: NameOf,
    zone: ZoneInfo,
) -> Said:
    """A message as Slack has it, in plain words and in local time."""
    return Said(
        at=datetime.fromtimestamp(float(raw["ts"]), zone),
        who=_author(raw, name_of),
        words=plain(_text(raw), name_of),
        files=tuple(str(file["id"]) for file in raw.get("files") or () if file.get("id")),
        edited="edited" in raw,
        replies=tuple(said(one, (), name_of, zone) for one in replies),
    )


def _author(raw: Mapping[str, Any], name_of: NameOf) -> str:
    profile = raw.get("bot_profile") or {}
    named = raw.get("username") or profile.get("name")
    user = raw.get("user")
    return str(named) if named else name_of(str(user)) if user else "?"


def _text(raw: Mapping[str, Any]) -> str:
    """The words; those of an attachment where there are none."""
    if raw.get("text"):
        return str(raw["text"])
    attached = raw.get("attachments") or ()
    return "\n".join(str(one.get("text") or one.get("fallback") or "") for one in attached)


def plain(text: str, name_of: NameOf) -> str:
    """Slack's markup in words: people and channels by name, links with their address."""
    return html.unescape(TOKEN.sub(lambda token: _named(token, name_of), text))


def _named(token: re.Match[str], name_of: NameOf) -> str:
    kind, what, label = token.group(1), token.group(2), token.group(3)
    if kind == "@":
        return f"@{label or name_of(what)}"
    if kind == "#":
        return f"#{label or what}"
    if kind == "!":
        return label or f"@{what.partition('^')[0]}"
    return f"{label} ({what})" if label and label != what else what


def names(tools: Tools) -> NameOf:
    """People by their ids; each is asked about once. Who is not to be found stays an id."""
    known: dict[str, str] = {}

    def name_of(user: str) -> str:
        if user not in known:
            known[user] = _looked_up(tools, user)
        return known[user]

    return name_of


def _looked_up(tools: Tools, user: str) -> str:
    name = tools.db.read(lambda s: getattr(person_of(s, user), "name", ""))
    if name:
        return str(name)
    try:
        return waiting(lambda: tools.chat.user(user)).name or user
    except Refused:
        return user
