"""Packs an export into a zip: its pages and the files they lead to. Calls nobody by itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from bot.core.i18n import Translator
from bot.ports import StoredFile
from handlers.offboarding.doers.export import page
from handlers.offboarding.doers.export.values import Kept, Packed, Talk

WHOLE = 1_000_000_000
"""Bytes of files in one zip: what Slack takes."""
UNSAFE = re.compile(r"[^\w.,()+@ -]+")
ACTIVE = (".htm", ".html", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg", ".xml", ".js", ".hta")
"""What a browser would run: it opens as text."""
Fetch = Callable[[str], StoredFile | str]
"""A file by its id, or why it cannot be had."""


@dataclass(frozen=True)
class Frame:
    """What stands around it: ``notes`` are sentences on the first page."""

    title: str
    notes: Sequence[str]
    made: datetime
    t: Translator
    whole: int = WHOLE


def pack(out: BinaryIO, talks: Sequence[Talk], fetch: Fetch, frame: Frame) -> Packed:
    """Write the zip to ``out``, file by file; each is fetched once, and held one at a time."""
    files: dict[str, Kept | str] = {}
    with zipfile.ZipFile(out, "w") as archive:
        size = 0
        for file in _wanted(talks):
            got = fetch(file) if size < frame.whole else _full(frame)
            if isinstance(got, StoredFile) and size + len(got.content) > frame.whole:
                got = _full(frame)
            if isinstance(got, str):
                files[file] = got
                continue
            size += len(got.content)
            files[file] = kept = Kept(got.name, f"files/{file}-{safe(got.name)}")
            archive.writestr(_entry(kept.path, frame), got.content)
        for talk in talks:
            _write(archive, page.path_of(talk), page.channel(talk, files, frame.t), frame)
        first = page.index(frame.title, frame.notes, talks, files, frame.t)
        _write(archive, "index.html", first, frame)
    return Packed(
        messages=sum(talk.count for talk in talks),
        files=sum(isinstance(one, Kept) for one in files.values()),
        left_out={file: why for file, why in files.items() if isinstance(why, str)},
        closed=[talk.name for talk in talks if talk.trouble],
    )


def _wanted(talks: Iterable[Talk]) -> Iterable[str]:
    """Every file once, in the order in which it was shown."""
    found: dict[str, None] = {}
    for talk in talks:
        for message in talk.messages:
            for one in (message, *message.replies):
                found.update(dict.fromkeys(one.files))
    return found


def _full(frame: Frame) -> str:
    return frame.t("The whole would be too large for Slack.")


def safe(name: str) -> str:
    """A name that every system takes, and that no browser runs."""
    made = UNSAFE.sub("_", name).strip(" .")[-120:] or "file"
    return f"{made}.txt" if made.lower().endswith(ACTIVE) else made


def _write(archive: zipfile.ZipFile, path: str, text: str, frame: Frame) -> None:
    content = text.encode("utf-8", errors="replace")
    archive.writestr(_entry(path, frame), content, zipfile.ZIP_DEFLATED)


def _entry(path: str, frame: Frame) -> zipfile.ZipInfo:
    at = frame.made
    return zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
