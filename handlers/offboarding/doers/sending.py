"""Files for the person who pressed, and nobody else: sent once by direct message."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from bot.core.i18n import mark
from bot.core.worker import Tools
from bot.ports import Busy, Files
from handlers.offboarding.doers.frame import About, ByHand

T = TypeVar("T")
EARLIER = timedelta(hours=1)
"""How much the clocks of Slack and of this machine may differ."""
WAITS, LONGEST = 40, 15.0
"""How often Slack may ask to wait within one call, and wall seconds of each wait."""


def files_of(tools: Tools) -> Files:
    """Slack's files; ByHand where they were not set up."""
    if tools.files is None:
        raise ByHand(mark("Perron cannot send files here."))
    return tools.files


def named(about: About, what: str, ending: str) -> str:
    """A file's name, by which it is found again: it names the step and this round of it."""
    return f"{about.client}-{what}-{about.step[:8]}-{about.round}.{ending}"


def sent_before(tools: Tools, about: About, name: str) -> str | None:
    """The id of a file that a try before this has sent, whose answer or settling was lost."""
    since = f"{(about.pressed - EARLIER).timestamp():.6f}"
    for message in tools.chat.history(tools.chat.open_dm(about.by), oldest=since):
        for file in message.raw.get("files") or ():
            if name in (file.get("title"), file.get("name")):
                return str(file["id"])
    return None


def send_once(
    tools: Tools, about: About, name: str, content: bytes | memoryview, comment: str
) -> str:
    """Send it to who pressed, unless it was sent; returns the file's id."""
    found = sent_before(tools, about, name)
    if found is not None:
        return found
    place = tools.chat.open_dm(about.by)
    return files_of(tools).send(place, name, content, comment)


def waiting(call: Callable[[], T]) -> T:
    """For what would have to begin anew, were the whole job put back: wait here when asked to."""
    for _ in range(WAITS):
        try:
            return call()
        except Busy as busy:
            time.sleep(min(LONGEST, max(0.1, busy.retry_after)))
    return call()
