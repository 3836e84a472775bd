"""What a client's people read of their company's matters. Takes client-safe data only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.home.company import Company, OpenMatter
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

MOST = 20
"""Matters shown, of two blocks each; the rest is counted."""

Blocks = list[dict[str, Any]]
For = Callable[[Company], Translator]
"""The reader's language, and how this company is addressed."""


def home(companies: Sequence[Company], speaks: For, t: Translator) -> Drawing:
    """App Home of a client's person; of anybody else who is no member, too."""
    if not companies:
        text = t("Hello. Just write in our shared channel: every question finds the right person.")
        return Drawing(text, [section(text)])
    drawings = [what_is_open(company, speaks(company)) for company in companies[:2]]
    blocks: Blocks = [dict(block) for drawing in drawings for block in [*drawing.blocks, divider()]]
    return Drawing(drawings[0].text, blocks[:-1])


def what_is_open(company: Company, t: Translator) -> Drawing:
    """Everything that is open: with whom, since when, whose turn, its ticket."""
    if not company.matters:
        text = t.to_client("Nothing is open. Just write here when you need something.")
        return Drawing(text, [section(text)])
    text = t.plural("One thing is open", "{n} things are open", len(company.matters))
    blocks: Blocks = [header(f"{company.name}: {text}")]
    for matter in company.matters[:MOST]:
        blocks.append(section(f"<{matter.link}|{_title(matter, t)}>"))
        blocks.append(context(" · ".join(_facts(matter, t))))
    if len(company.matters) > MOST:
        blocks.append(context(t("and {n} more", n=len(company.matters) - MOST)))
    return Drawing(text, blocks)


def with_goodbye(drawing: Drawing, t: Translator) -> Drawing:
    """What is open, and at its end the way out: every client can leave at any time."""
    text = t.to_client("We would like to end the work together")
    row = actions("goodbye|", button(text, "offboarding_wish", "goodbye"))
    return Drawing(drawing.text, [*drawing.blocks, row])


def _title(matter: OpenMatter, t: Translator) -> str:
    words = " ".join(shorten(matter.words, 150).split())
    return inert(words) or t("(no text)")


def _facts(matter: OpenMatter, t: Translator) -> list[str]:
    facts = [when(matter.since)]
    if matter.assignee is not None:
        facts.append(t("with {person}", person=f"<@{matter.assignee}>"))
    else:
        facts.append(t.to_client("we are looking for the right person"))
    if matter.waits_for_you:
        facts.append(t.to_client("we are waiting for you"))
    if matter.ticket is not None and matter.ticket.key is not None:
        facts.append(f"<{matter.ticket.url}|{matter.ticket.key}>")
        if matter.ticket.status:
            facts.append(escape(matter.ticket.status))
    return facts
