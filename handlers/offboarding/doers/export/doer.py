"""Exports what Perron may read of the shared channels, before they are disconnected."""

from __future__ import annotations

import mmap
import tempfile
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from bot.core.i18n import Translator, written
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.ports import Files, Refused, StoredFile
from handlers.offboarding.doers.export.gathering import (
    NOT_INTRODUCED,
    names,
    read_from,
    talk_of,
)
from handlers.offboarding.doers.export.packing import Fetch, Frame, pack
from handlers.offboarding.doers.export.values import Packed
from handlers.offboarding.doers.frame import About, Dict, Doer, Made, Seen, refusal
from handlers.offboarding.doers.sending import (
    files_of,
    named,
    send_once,
    sent_before,
    waiting,
)
from handlers.slack.blocks import context

FILE = 50_000_000
"""Bytes of one file."""


def _look(tools: Tools, about: About) -> Seen:
    files_of(tools)
    things = [_channel(tools, channel, about.t) for channel in about.channels]
    readable = sum(bool(one.detail["readable"]) for one in things)
    words = about.t.plural(
        "Perron can read one shared channel.", "Perron can read {n} shared channels.", readable
    )
    return Seen(things, False, words)


def _channel(tools: Tools, channel: str, t: Translator) -> Found:
    try:
        info = tools.chat.channel(channel)
    except Refused as refused:
        detail = {"name": channel, "readable": False}
        return Found(channel, f"#{channel}: {refusal(refused).to(t)}", detail=detail)
    name = info.name or channel
    introduced = tools.db.read(lambda s: read_from(s, channel)) is not None
    words = f"#{name}"
    if not introduced:
        words += f": {t(NOT_INTRODUCED)}"
    elif not info.is_member:
        words = t("#{channel}: Perron is not in it and may not read it.", channel=name)
    detail = {"name": name, "readable": introduced and info.is_member}
    return Found(channel, words, detail=detail)


def _fields(_step: StepView, t: Translator) -> list[Dict]:
    words = t(
        "You get a zip by direct message: messages, threads and files (up to {mb} MB each) of "
        "these channels, with a page to begin with. It holds what the client's people wrote: keep "
        "it only where you may, and only as long as you need it.",
        mb=FILE // 1_000_000,
    )
    return [context(words)]


def _do(tools: Tools, about: About) -> Made:
    t = about.reader
    name = named(about, t("channels"), "zip")
    place = sent_before(tools, about, name)
    if place is not None:
        words = about.t("The export was sent as {file}.", file=name)
        return Made([Result("zip", words)], True, words, {name: place})
    with tempfile.TemporaryFile() as out:
        packed = _pack(tools, about, out)
        out.flush()
        # Mapped, so that a large zip is never held in memory as a whole.
        content = memoryview(mmap.mmap(out.fileno(), 0, access=mmap.ACCESS_READ))
        place = send_once(tools, about, name, content, _comment(packed, about))
    words = _words(packed, about.t)
    return Made([Result("zip", words)], packed.is_whole, words, {name: place})


def _pack(tools: Tools, about: About, out: BinaryIO) -> Packed:
    name_of, t = names(tools), about.reader
    talks = [
        talk_of(tools, about, channel, about.detail(channel)["name"], name_of)
        for channel in about.refs
    ]
    made = about.now.astimezone(ZoneInfo(about.zone))
    frame = Frame(
        t("Shared channels with {client}", client=about.name),
        _notes(made, about),
        made,
        about.reader,
    )
    return pack(out, talks, _fetch(files_of(tools), about), frame)


def _notes(made: datetime, about: About) -> list[str]:
    t = about.reader
    return [
        t(
            "Made by Perron on {day}. Times are those of {zone}.",
            day=f"{written(made.date(), t.language)}, {made:%H:%M}",
            zone=about.zone,
        ),
        t(
            "It holds what Perron could read there on that day. Direct messages, other channels, "
            "what was deleted before, and what was written before Perron was introduced there are "
            "not in it."
        ),
    ]


def _fetch(files: Files, about: About) -> Fetch:
    def fetch(file: str) -> StoredFile | str:
        try:
            return waiting(lambda: files.read(file, FILE))
        except Refused as refused:
            return refusal(refused).to(about.reader)

    return fetch


def _comment(packed: Packed, about: About) -> str:
    t = about.reader
    begin = t("Unpack it and open index.html.")
    return f"{about.name}: {_words(packed, t)} {begin}"


def _words(packed: Packed, t: Translator) -> str:
    messages = t.plural("One message", "{n} messages", packed.messages)
    files = t.plural("one file", "{n} files", packed.files)
    words = t("{messages} and {files} packed.", messages=messages, files=files)
    if packed.left_out:
        words += " " + t.plural(
            "One file could not be read.", "{n} files could not be read.", len(packed.left_out)
        )
    if packed.closed:
        channels = ", ".join(f"#{name}" for name in packed.closed)
        words += " " + t("Not read, or not to the end: {channels}.", channels=channels)
    return words


EXPORT = Doer(_look, _do, _fields, picks=True)
