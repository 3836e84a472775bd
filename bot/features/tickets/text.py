"""A thread as plain text, for a ticket's description. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_name

from bot.core.i18n import Translator

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


def conversation(lines: Sequence[Line], zone: ZoneInfo, link: str, t: Translator) -> str:
    """The whole thread with names, and the link to it at the end. Times are those of ``zone``."""
    said = [f"{line.name}, {_written(line.at, zone, t)}:\n{line.text}" for line in lines]
    whose = get_timezone_name(zone, locale=_locale(t))
    return "\n\n".join([*said, f"{t('Times: {zone}', zone=whose)}\n{link}"]).strip()


def _written(at: datetime, zone: ZoneInfo, t: Translator) -> str:
    """A moment with its date written out: Jira knows no tokens that each reads in their zone."""
    local = at.astimezone(zone)
    date = format_date(local, "long", locale=_locale(t))
    return t("{date}, {clock}", date=date, clock=f"{local:%H:%M}")


def _locale(t: Translator) -> str:
    return "de_DE" if t.language == "de" else "en_GB"
