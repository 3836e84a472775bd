"""The team's morning, read in twenty seconds. Names the question, not the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.digests.team import AwayToday, Entry, TeamDay
from handlers.digests.words import linked, listed
from handlers.slack.blocks import escape, header, section, shorten, when

MOST = 5
"""Lines in each part; the rest is counted."""
NAME, WORDS = 40, 80
BACK = "{date_short}, {time}"
"""A date that reads the same tomorrow, when the message still stands there."""

Blocks = list[dict[str, Any]]


def morning(day: TeamDay, t: Translator) -> Drawing:
    """Due today, overdue, in nobody's hands, promised, away."""
    blocks: Blocks = [header(t("Good morning"))]
    blocks += _part(t("Due today"), day.today, _today, t)
    blocks += _part(t("Overdue"), day.overdue, _overdue, t)
    blocks += _part(t("Nobody has it yet"), day.nobodys, _nobodys, t)
    blocks += _part(t("Promised for the next seven days"), day.promises, _promise, t)
    if day.away:
        lines = [_away(one, t) for one in day.away]
        blocks.append(section(f"*{t('Away')}*\n{listed(lines, 2 * MOST, t)}"))
    return Drawing(_summary(day, t), blocks)


def _summary(day: TeamDay, t: Translator) -> str:
    counts = (
        (len(day.today), t("{n} due today", n=len(day.today))),
        (len(day.overdue), t("{n} overdue", n=len(day.overdue))),
        (len(day.nobodys), t("{n} in nobody's hands", n=len(day.nobodys))),
        (len(day.promises), t("{n} promised", n=len(day.promises))),
        (len(day.away), t("{n} away", n=len(day.away))),
    )
    return t("Good morning: {counts}", counts=", ".join(text for n, text in counts if n))


def _part(
    title: str,
    entries: Sequence[Entry],
    facts: Callable[[Entry, Translator], list[str]],
    t: Translator,
) -> Blocks:
    if not entries:
        return []
    lines = [" · ".join([_matter(one), *facts(one, t)]) for one in entries]
    return [section(f"*{title}*\n{listed(lines, MOST, t)}")]


def _matter(entry: Entry) -> str:
    return (
        f"{escape(shorten(entry.client, NAME))}: {linked(shorten(entry.words, WORDS), entry.link)}"
    )


def _today(entry: Entry, t: Translator) -> list[str]:
    time = when(entry.due, "{time}") if entry.due is not None else ""
    return [time, escape(entry.owner) if entry.owner else t("nobody has it yet")]


def _overdue(entry: Entry, t: Translator) -> list[str]:
    if entry.due is not None:
        return [t("was due {time}", time=when(entry.due, "{date_short_pretty}"))]
    return [t("waiting since {time}", time=when(entry.since))]


def _nobodys(entry: Entry, t: Translator) -> list[str]:
    return [t("since {time}", time=when(entry.since))]


def _promise(entry: Entry, _t: Translator) -> list[str]:
    date = [when(entry.due, "{date_short_pretty}")] if entry.due is not None else []
    return date + ([escape(entry.owner)] if entry.owner else [])


def _away(away: AwayToday, t: Translator) -> str:
    name, back = escape(away.name), when(away.back, BACK)
    if away.starts is None:
        line = t("{name}, back {time}", name=name, time=back)
    else:
        start = when(away.starts, "{time}")
        line = t("{name} from {start}, back {time}", name=name, start=start, time=back)
    if away.cover is not None:
        line += " · " + t("{name} stands in", name=escape(away.cover))
    return line
