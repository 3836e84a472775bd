"""A member's page. Pure: data in, blocks out, always below Slack's 100 blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.dates import Span, in_words
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.home.service import Away, Glance, Page
from bot.features.platforms.owning import Matter
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
from handlers.slack.feature import Ahead, Item

MY_TURN, WAITING, COMING, AWAY, OWN = 12, 7, 10, 15, 3
"""Entries shown of each part; the rest is counted. Of three, three, one, no and one block each."""
WORDS = 220
LINES = 10
"""About platforms, besides the glance."""

Names = Callable[[str], str]
"""A client's key to its name."""
Items = Callable[[Matter], Item]
Blocks = list[dict[str, Any]]


def page(
    page: Page,
    ahead: Sequence[Ahead],
    items: Items,
    names: Names,
    t: Translator,
    now: datetime,
    lines: Sequence[str] = (),
) -> Drawing:
    """The whole page. ``ahead`` is what comes besides the page's matters, reminders for example;
    ``lines`` stand below the platforms at a glance.
    """
    text = summary(page, t)
    blocks = turn_blocks(page, items, names, t)
    blocks += _coming(page, ahead, names, t)
    blocks += _away(page, t, now)
    for glance in page.glances:
        blocks += _glance(glance, t)
    if lines:
        blocks.append(section("\n".join(lines[:LINES])))
    if page.leads:
        setup = button(t("Set up"), "setup_open", "home")
        blocks += [
            divider(),
            section(
                t(
                    "You are a lead: platform, clients and people are set up "
                    "here, or in the agency's file."
                )
            ),
            actions("home|setup", setup),
        ]
    return Drawing(text, blocks)


def on_no_platform(t: Translator) -> Drawing:
    """For a colleague who is no member: there is nothing to show, and who could change that."""
    text = t("You are on no platform yet. A lead can add you in their platform's set-up.")
    return Drawing(text, [section(text)])


def mine(page: Page, items: Items, names: Names, t: Translator) -> Drawing:
    """``/perron mine``: the first two parts of the page, for an answer of at most 50 blocks."""
    small = replace(page, coming=(), away=(), glances=(), leads=False)
    blocks = turn_blocks(small, items, names, t, my_turn=9, waiting=5)
    return Drawing(summary(page, t), blocks)


def summary(page: Page, t: Translator) -> str:
    """The page in one line."""
    if not page.my_turn:
        return t("Nothing is waiting for you.")
    return t.plural(
        "One thing is waiting for you.", "{n} things are waiting for you.", len(page.my_turn)
    )


def turn_blocks(
    page: Page,
    items: Items,
    names: Names,
    t: Translator,
    my_turn: int = MY_TURN,
    waiting: int = WAITING,
) -> Blocks:
    """What waits for me, and where I wait."""
    blocks: Blocks = [header(t("My turn now"))]
    if not page.my_turn:
        blocks.append(
            section(
                t(
                    "Nothing is waiting for you. What clients ask shows up here as "
                    "soon as you take it."
                )
            )
        )
    blocks += _entries(page.my_turn[:my_turn], items, names, t)
    blocks += _rest(len(page.my_turn) - my_turn, t)
    if page.waiting:
        blocks += [divider(), _title(t("Waiting for others"))]
        blocks += _entries(page.waiting[:waiting], items, names, t)
        blocks += _rest(len(page.waiting) - waiting, t)
    return blocks


def _entries(matters: Sequence[Matter], items: Items, names: Names, t: Translator) -> Blocks:
    blocks: Blocks = []
    for matter in matters:
        item = items(matter)
        since = t("since {time}", time=when(matter.since))
        due = [t("until {time}", time=when(matter.due))] if matter.due is not None else []
        blocks.append(section(_line(matter, names)))
        blocks.append(context(" · ".join([since, *due, *item.facts])))
        if item.buttons:
            blocks.append(actions(f"{matter.kind}|{matter.ref}", *item.buttons))
    return blocks


def _line(matter: Matter, names: Names) -> str:
    words = " ".join(shorten(matter.words, WORDS).split()) or "…"
    words = f"<{matter.link}|{inert(words)}>" if matter.link else words
    return f"*{escape(names(matter.client))}*\n{words}" if matter.client else words


def _coming(page: Page, ahead: Sequence[Ahead], names: Names, t: Translator) -> Blocks:
    matters = [Ahead(one.due, _line(one, names)) for one in page.coming if one.due is not None]
    found = sorted([*matters, *ahead], key=lambda one: one.at)
    if not found:
        return []
    blocks: Blocks = [divider(), _title(t("Coming up in seven days"))]
    for one in found[:COMING]:
        time = when(one.at, "{date_short_pretty}, {time}")
        blocks.append(section(f"{time}: {one.words}", accessory=one.button))
    return blocks + _rest(len(found) - COMING, t)


def _away(page: Page, t: Translator, now: datetime) -> Blocks:
    """Who is away, with one's own absences to be changed, and a way to say that one will be."""
    own = [one for one in page.away if one.user_id == page.user_id][:OWN]
    others = [one for one in page.away if one.user_id != page.user_id]
    blocks: Blocks = [divider(), _title(t("Away"))]
    for one in own:
        change = button(t("Change"), "absence_change", str(one.id))
        blocks.append(section(_away_line(one, t, now), accessory=change))
    if others:
        blocks.append(section("\n".join(_away_line(one, t, now) for one in others[:AWAY])))
    blocks += _rest(len(others) - AWAY, t)
    return [*blocks, actions("home|away", button(t("I'll be away"), "absence_open", "home"))]


def _away_line(away: Away, t: Translator, now: datetime) -> str:
    period = in_words(Span(away.starts_at, away.ends_at), now, away.zone, t.language)
    line = f"<@{away.user_id}>: {period}"
    if away.cover is None:
        return line
    return line + " · " + t("{person} stands in", person=f"<@{away.cover}>")


def _glance(glance: Glance, t: Translator) -> Blocks:
    parts = []
    if glance.waiting_for_us:
        parts.append(
            t.plural("one thing is our turn", "{n} things are our turn", glance.waiting_for_us)
        )
    if glance.waiting_for_clients:
        parts.append(
            t.plural("one waits for a client", "{n} wait for clients", glance.waiting_for_clients)
        )
    if not parts:
        parts.append(t("nothing is open"))
    if glance.in_nobodys_hands:
        parts.append(t.plural("one has nobody yet", "{n} have nobody yet", glance.in_nobodys_hands))
    if glance.oldest is not None:
        parts.append(t("the oldest since {time}", time=when(glance.oldest)))
    return [divider(), _title(escape(glance.platform)), context(" · ".join(parts))]


def _title(text: str) -> dict[str, Any]:
    return section(f"*{text}*")


def _rest(count: int, t: Translator) -> Blocks:
    return [context(t("and {n} more", n=count))] if count > 0 else []
