"""A client's week. Takes client-safe data only: their own words, names, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.digests.company_week import ClientMatter, ClientWeek, SentWeek
from handlers.digests.words import day, linked, listed
from handlers.slack.blocks import SECTION, context, escape, section, shorten

MOST = 8
"""Matters in each part; the rest is counted."""
WORDS = 150
"""Characters of what was promised."""

Blocks = list[dict[str, Any]]
Links = list[tuple[str, str]]


def text_of(week: ClientWeek, now: datetime, zone: str, t: Translator) -> tuple[str, Links]:
    """A week in words that a member can change, and where its matters' words lead."""
    here = ZoneInfo(zone)
    today = day(now.astimezone(here).date(), t)
    parts = [t.to_client("This is how your matters stand on {day}.", day=today)]
    done = [_words(one, here, t) for one in week.done]
    parts += _part(t("Done"), done, t)
    parts += _part(t("In work"), [_with_whom(one, here, t) for one in week.in_work], t)
    waiting = [_words(one, here, t) for one in week.waiting]
    parts += _part(t.to_client("Waiting for you"), waiting, t)
    dated = [(one.due, _words(one, here, t)) for one in week.dated if one.due is not None]
    dated = sorted([*dated, *((one.due, shorten(one.words, WORDS)) for one in week.dates)])
    dates = [t("{day}: {what}", day=day(due, t), what=words) for due, words in dated]
    parts += _part(t("Dates"), dates, t)
    if week.done_elsewhere or week.open_elsewhere:
        parts.append(_elsewhere(week, t))
    matters = (*week.done, *week.in_work, *week.waiting)
    return "\n\n".join(parts), [(_words(one, here, t), one.link) for one in matters]


def _part(title: str, lines: Sequence[str], t: Translator) -> list[str]:
    return [f"*{title}*\n{listed(lines, MOST, t)}"] if lines else []


def _words(matter: ClientMatter, here: ZoneInfo, t: Translator) -> str:
    if matter.words:
        return matter.words
    return t.to_client(
        "Your request of {day}", day=day(matter.raised_at.astimezone(here).date(), t)
    )


def _with_whom(matter: ClientMatter, here: ZoneInfo, t: Translator) -> str:
    who = t.to_client("we are looking for the right person")
    if matter.person is not None:
        who = t("with {person}", person=matter.person)
    return f"{_words(matter, here, t)} · {who}"


def _elsewhere(week: ClientWeek, t: Translator) -> str:
    counts = []
    if week.done_elsewhere:
        counts.append(t("{n} done", n=week.done_elsewhere))
    if week.open_elsewhere:
        counts.append(t("{n} open", n=week.open_elsewhere))
    return t.to_client("In our other channels: {counts}.", counts=", ".join(counts))


def digest(week: SentWeek, t: Translator) -> Drawing:
    """The message in the client's channel: the very text that the team has seen."""
    if week.sender is not None:
        sender = t.to_client("{name}, via Perron", name=escape(week.sender))
    else:
        sender = t.to_client("Your team, via Perron")
    title = t.to_client("How your matters stand")
    return Drawing(title, [*text_blocks(week, t), context(sender)])


def text_blocks(week: SentWeek, t: Translator) -> Blocks:
    """The text as blocks, with its links; in as many as Slack's limit makes of it."""
    if week.text is None:
        return [section(t.to_client("What stood here is no longer kept."))]
    chunks = [""]
    for line in week.text.splitlines():
        shown = _line(line, week.links)
        if len(chunks[-1]) + len(shown) + 1 > SECTION:
            chunks.append("")
        chunks[-1] += f"{shown}\n"
    return [section(chunk.strip()) for chunk in chunks if chunk.strip()]


def _line(line: str, links: Sequence[tuple[str, str]]) -> str:
    """A line with its matter's words as a link, if they still stand there as they were."""
    for words, link in links:
        start, found, end = line.partition(words)
        is_whole = start == "• " or (start.startswith("• ") and start.endswith(": "))
        if found and is_whole and (not end or end.startswith(" · ")):
            return f"{escape(start)}{linked(words, link)}{escape(end)}"
    return escape(line)
