"""Absences as their owner, their cover and their team read them. Pure: data in, blocks out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.core.dates import Span, in_words
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.absences.reading import Line, Outlook, Shown, Stand
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    inert,
    section,
    shorten,
    when,
)

Blocks = list[dict[str, Any]]
MOST = 40
"""Matters in one message, of at most one block each, where Slack takes 50; the rest is counted."""
TOGETHER = 6
"""Matters in one block where nothing can be pressed."""
WORDS = 120


def period(absence: Shown, now: datetime, t: Translator) -> str:
    """When somebody is away, in full."""
    span = Span(absence.starts_at, absence.ends_at)
    return in_words(span, now, absence.zone, t.language)


# To the person themselves


def echo(absence: Shown, now: datetime, t: Translator) -> str:
    """An absence in full, as it was understood."""
    days = f"*{period(absence, now, t)}*"
    is_ahead = absence.starts_at > now
    said = t("You will be away: {period}.", period=days) if is_ahead else _is_away(days, t)
    if absence.cover is not None:
        return f"{said} " + t("{person} covers for you.", person=f"<@{absence.cover}>")
    nobody = t("Nobody covers: your team is asked who takes what you have.")
    return f"{said} {nobody}"


def _is_away(period: str, t: Translator) -> str:
    return t("You are away: {period}.", period=period)


def entry(absence: Shown, now: datetime, t: Translator) -> Blocks:
    """One absence with what can be done with it."""
    subject = str(absence.id)
    change = button(t("Change"), "absence_change", subject)
    if absence.starts_at <= now:
        others = [button(t("I'm back"), "absence_back", subject, style="primary"), change]
    else:
        others = [change, button(t("Remove"), "absence_remove", subject)]
    return [section(echo(absence, now, t)), actions(f"absence|{subject}", *others)]


def listing(absences: Sequence[Shown], now: datetime, t: Translator) -> Drawing:
    """One's absences, those that go on first."""
    if not absences:
        text = t("You have not entered any absence.")
        return Drawing(text, [section(text)])
    blocks = [block for one in absences[:20] for block in entry(one, now, t)]
    return Drawing(echo(absences[0], now, t), blocks + _rest(len(absences) - 20, t))


def entered(absence: Shown, others: Sequence[Shown], now: datetime, t: Translator) -> Drawing:
    """The echo of what was entered, and what there is besides."""
    blocks = entry(absence, now, t)
    if others:
        blocks += [divider(), section(t("Your other absences:"))]
        blocks += [block for one in others[:10] for block in entry(one, now, t)]
    return Drawing(echo(absence, now, t), blocks + _rest(len(others) - 10, t))


def noted(absence: Shown, now: datetime, t: Translator) -> Drawing:
    """The same as a message that stays: drawn anew when something changes."""
    if absence.over:
        text = t("You were away: {period}.", period=period(absence, now, t))
        return Drawing(text, [section(text)])
    return Drawing(echo(absence, now, t), entry(absence, now, t))


def eve(absence: Shown, outlook: Outlook, now: datetime, t: Translator) -> Drawing:
    """The afternoon before: what goes to whom."""
    if absence.begun or absence.over:
        text = noted(absence, now, t).text
        return Drawing(text, [section(text)])
    text = t("You will be away: {period}.", period=f"*{period(absence, now, t)}*")
    blocks: Blocks = [section(text)]
    if not outlook.parts:
        blocks.append(section(t("You have nothing in hand that would have to go to somebody.")))
    for cover, lines in outlook.parts:
        goes = t("This goes to {person}:", person=f"<@{cover}>")
        stays = t("Nobody covers this yet. When you leave, your team is asked who takes it:")
        blocks.append(section(f"*{goes if cover is not None else stays}*"))
        blocks += _in_groups(lines[:MOST], t) + _rest(len(lines) - MOST, t)
    subject = str(absence.id)
    blocks.append(
        actions(
            f"absence|{subject}",
            button(t("Change"), "absence_change", subject),
            button(t("I'm not away"), "absence_remove", subject),
        )
    )
    return Drawing(text.replace("*", ""), blocks[:50])


def cover_away(absence: Shown, now: datetime, t: Translator) -> Drawing:
    """Whoever was to cover will be away, too."""
    text = t(
        "{person} was to cover for you ({period}), and will be away then, too. Would you "
        "like to name somebody else?",
        person=f"<@{absence.cover}>",
        period=period(absence, now, t),
    )
    change = button(t("Change"), "absence_change", str(absence.id))
    return Drawing(text, [section(text), actions(f"absence|{absence.id}", change)])


def back(absence: Shown, lines: Sequence[Line], t: Translator) -> Drawing:
    """What happened meanwhile: a line for each matter, and what is still open to take back."""
    title, text = t("Welcome back"), t("This is what happened meanwhile:")
    blocks: Blocks = [header(title), section(text)]
    client = None
    for line in lines[:MOST]:
        named = "" if line.client == client else f"*{escape(line.client)}*\n"
        client = line.client
        is_open = line.stand is not Stand.OVER and line.owner != absence.user_id
        take = button(t("Take back"), "absence_take_back", line.id) if is_open else None
        what = f"{named}{_words(line)}\n{_became(line, absence.user_id, t)}"
        blocks.append(section(what, f"handed|{line.id}", take))
    return Drawing(f"{title}. {text}", blocks + _rest(len(lines) - MOST, t))


def _became(line: Line, user_id: str, t: Translator) -> str:
    if line.stand is Stand.OVER:
        return t("no longer open")
    if line.owner == user_id:
        return t("with you")
    if line.owner is None:
        return t("still open, nobody has it yet")
    person = f"<@{line.owner}>"
    if line.stand is Stand.ANSWERED:
        return t("answered, waiting for others; with {person}", person=person)
    return t("still open, with {person}", person=person)


# To the cover, and to the team


def handover(absence: Shown, lines: Sequence[Line], now: datetime, t: Translator) -> Drawing:
    """Everything that comes to whoever covers, in one message."""
    text = t(
        "{person} is away ({period}) and you cover. This comes to you:",
        person=f"<@{absence.user_id}>",
        period=period(absence, now, t),
    )
    if absence.over:
        text = t("{person} is back. You covered for this:", person=f"<@{absence.user_id}>")
    blocks = [section(text), *_in_groups(lines[:MOST], t)]
    return Drawing(text, blocks + _rest(len(lines) - MOST, t))


def asks(absence: Shown, lines: Sequence[Line], now: datetime, t: Translator) -> Drawing:
    """The team is asked who takes what nobody covers."""
    text = t(
        "{person} is away ({period}). Who takes this meanwhile?",
        person=f"<@{absence.user_id}>",
        period=period(absence, now, t),
    )
    blocks: Blocks = [section(text)]
    for line in lines[:MOST]:
        waits = line.stand is not Stand.OVER and line.owner in (None, absence.user_id)
        take = (
            button(t("I take it"), "absence_take", line.id) if waits and not absence.over else None
        )
        state = _state(line, t) if waits else _became(line, "", t)
        what = f"*{escape(line.client)}* · {_words(line)}\n{state}"
        blocks.append(section(what, f"handed|{line.id}", take))
    return Drawing(text, blocks + _rest(len(lines) - MOST, t))


def _in_groups(lines: Iterable[Line], t: Translator) -> Blocks:
    """Lines by client, a few to a block."""
    blocks: Blocks = []
    for client, group in groupby(lines, key=lambda line: line.client):
        texts = [f"• {_words(line)} · {_state(line, t)}" for line in group]
        for first in range(0, len(texts), TOGETHER):
            title = f"*{escape(client)}*\n" if first == 0 and client else ""
            blocks.append(section(title + "\n".join(texts[first : first + TOGETHER])))
    return blocks


def _words(line: Line) -> str:
    words = inert(" ".join(shorten(line.words, WORDS).split())) or "…"
    return f"<{line.link}|{words}>" if line.link else words


def _state(line: Line, t: Translator) -> str:
    """Whose turn, since when, and the next date."""
    if line.stand is Stand.OVER:
        return t("no longer open")
    turn = t("our turn") if line.stand is Stand.OURS else t("waiting for others")
    facts = [turn]
    if line.since is not None:
        facts.append(t("since {time}", time=when(line.since)))
    if line.due is not None:
        facts.append(t("until {time}", time=when(line.due)))
    return " · ".join(facts)


def _rest(count: int, t: Translator) -> Blocks:
    return [context(t("and {n} more", n=count))] if count > 0 else []


# The calendar


def calendar_trouble(code: str, t: Translator) -> Drawing:
    """What is wrong with somebody's calendar. The address is not repeated."""
    said = {
        "address": t(
            "Your calendar's address can't be used: it has to be one on the internet, with https."
        ),
        "missing": t("There is no calendar at the address you gave me, or I may not read it."),
        "calendar": t("What is at the address you gave me is not a calendar I can read."),
    }
    text = said.get(code) or t("I have not been able to read your calendar for a day.")
    hint = t("Give me a new one with `/perron calendar https://…`, or end it with `off`.")
    return Drawing(text, [section(text), context(hint)])
