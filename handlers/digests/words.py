"""Words that digests share: dates as people say them, spans of time, lists that end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.core.i18n import Translator, format_of, written
from handlers.slack.blocks import escape, shorten

ALT = 2000
"""Slack's limit for a picture's alternative text."""


def day(day: date, t: Translator, form: str = "EEEE, d MMMM") -> str:
    """A date in the reader's language: “Thursday, 19 November”, “Donnerstag, 19. November”."""
    return written(day, t.language, form)


def month(first: date, t: Translator) -> str:
    """A month in full: “November 2026”."""
    return format_date(first, "LLLL y", locale=format_of(t.language))


def short(column: date, form: str, t: Translator) -> str:
    """A column's label: ``LLL`` for months, ``EEE d/M`` for days."""
    locale = format_of(t.language)
    pattern = form.replace("d/M", "d.M") if locale == "de" else form
    return format_date(column, pattern, locale=locale).rstrip(".")


def duration(span: timedelta, t: Translator) -> str:
    """A time span as people say it: minutes below two hours, else hours."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return t.plural("one minute", "{n} minutes", minutes)
    return t.plural("one hour", "{n} hours", round(minutes / 60))


def listed(lines: Sequence[str], most: int, t: Translator) -> str:
    """Lines with bullets; what is too much is counted."""
    shown = [f"• {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(t("and {n} more", n=len(lines) - most))
    return "\n".join(shown)


def linked(words: str, link: str | None) -> str:
    """Plain words that lead somewhere: nothing in them is a link or a mention of its own."""
    inert = escape(" ".join(words.split()).replace("<", "‹").replace(">", "›")) or "…"
    return f"<{link}|{inert.replace('|', '¦')}>" if link else inert


def image(file: str, alt: str) -> dict[str, Any]:
    """An uploaded picture as a block."""
    return ImageBlock(slack_file=SlackFile(id=file), alt_text=shorten(alt, ALT)).to_dict()
