"""The direct message about what is alike, for whoever has a question: a member, never a client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.routing.alike import Earlier
from bot.ports import PageTitle
from handlers.digests.words import linked
from handlers.slack.blocks import context, section, shorten, when

WORDS = 140
"""Characters of a question, or of a title, that are shown; the rest is behind its link."""
LINK = 700
"""Characters of an address: Cloud puts the title there, and three have to go into a section."""


@dataclass(frozen=True)
class Found:
    """What the message is made of: the nearest and the best first, three of each at most."""

    earlier: Sequence[Earlier] = ()
    pages: Sequence[PageTitle] = ()


def alike(words: str, found: Found, t: Translator) -> Drawing:
    """Earlier questions, each with its client, when, and a link to its thread; then pages."""
    parts, asked = [], linked(shorten(words, WORDS), None)
    if found.earlier:
        head = t("Something like “{words}” was answered before:", words=asked)
        parts.append(section("\n".join([head, *(_line(one, t) for one in found.earlier)])))
    if found.pages:
        head = t("In the client's space in Confluence:")
        if not found.earlier:
            head = t("On “{words}” there is something in Confluence:", words=asked)
        lines = [f"• {linked(shorten(one.title, WORDS), _link(one.url))}" for one in found.pages]
        parts.append(section("\n".join([head, *lines])))
    foot = t("Only you see this.")
    if found.earlier:
        foot = t("Only you see this. What other clients wrote is not for this one's eyes.")
    return Drawing(t("Similar questions"), [*parts, context(foot)])


def _line(one: Earlier, t: Translator) -> str:
    return t(
        "• {client}, {time}: {words}",
        client=linked(one.client, None),
        time=when(one.at),
        words=linked(shorten(one.words, WORDS), one.link),
    )


def _link(url: str) -> str | None:
    """The address, unless Slack would read something else in it."""
    return url if len(url) <= LINK and re.search(r"[<>|\s]", url) is None else None


def gone(t: Translator, *, decided: bool = False) -> Drawing:
    """What was found cannot be read any more. ``decided``: as nothing is learned from now on."""
    text = t("What was like it cannot be read any more.")
    if decided:
        text = t("Your platform has decided that earlier questions are not looked at.")
    return Drawing(text, [context(text)])
