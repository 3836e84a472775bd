"""A thread as plain text, for a ticket's description. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

LINK = re.compile(r"<(https?://[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>")
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
CHANNEL = re.compile(r"<#[CG][A-Z0-9]+\|?([^>]*)>")
SPECIAL = re.compile(r"<!(?:subteam\^[^|>]*\|)?@?([^>^|]*)[^>]*>")


@dataclass(frozen=True)
class Line:
    """One message: who said what when."""

    name: str
    at: datetime
    text: str


def plain(text: str, name_of: Callable[[str], str]) -> str:
    """Slack's mrkdwn as plain text: names for mentions, addresses for links."""
    text = PERSON.sub(lambda m: f"@{name_of(m.group(1))}", text)
    text = LINK.sub(_link, text)
    text = CHANNEL.sub(lambda m: f"#{m.group(1)}", text)
    text = SPECIAL.sub(lambda m: f"@{m.group(1)}", text)
    return html.unescape(text)


def _link(match: re.Match[str]) -> str:
    url, label = match.group(1).removeprefix("mailto:"), match.group(2)
    return f"{label} ({url})" if label and label != url else url


def conversation(lines: Sequence[Line], link: str) -> str:
    """The whole thread with names, and the link to it at the end."""
    said = [f"{line.name}, {line.at:%Y-%m-%d %H:%M} UTC:\n{line.text}" for line in lines]
    return "\n\n".join([*said, link]).strip()


def summary(text: str, limit: int = 120) -> str:
    """The first line, shortened at a word: a summary to start from."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= limit:
        return first
    return first[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
